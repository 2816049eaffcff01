"""The shapes (`shapes/*.ttl`) and what pyshacl finds by them in a graph that holds all it needs.

Nothing is inferred, fetched or changed.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from pyshacl import validate as run_pyshacl
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from pipeline.graphs import serialize
from pipeline.model.files import data_folder
from pipeline.model.iris import BASE
from pipeline.model.namespaces import PREFIXES, REBASED, SH
from pipeline.validation.report import Finding

SHAPE = "https://w3id.org/keikaku/ns/shape#"


def shapes_document(base: str = BASE) -> str:
    """All of `shapes/*.ttl` as one document, for the codes and printed units below `base`."""
    texts = (path.read_text("utf-8") for path in sorted(data_folder.SHAPES.glob("*.ttl")))
    text = "\n".join(texts)
    for namespace in REBASED:
        text = text.replace(f"<{namespace}", f"<{base}{namespace.removeprefix(BASE)}")
    return text


def shapes(base: str = BASE) -> Graph:
    """The shapes as a graph; not to be changed, it is shared."""
    return _shapes(base)


@cache
def _shapes(base: str) -> Graph:
    return Graph().parse(data=shapes_document(base), format="turtle")


def shape_findings(data: Graph, shapes_graph: Graph) -> Iterator[Finding]:
    """What pyshacl finds in a graph that holds all it needs."""
    _, results, _ = run_pyshacl(data, shacl_graph=shapes_graph, inference="none", advanced=False)
    for result in results.objects(None, SH.result):  # others are details of one that is told
        shape = results.value(result, SH.sourceShape)
        value = results.value(result, SH.value)
        yield Finding(
            focus=str(results.value(result, SH.focusNode)),
            shape=str(shape),
            component=str(results.value(result, SH.sourceConstraintComponent)),
            path=path_text(shapes_graph, shapes_graph.value(shape, SH.path)),
            value="" if value is None else text(value),
            severity=str(results.value(result, SH.resultSeverity)),
            message=messages(shapes_graph.objects(shape, SH.message)),
        )


def path_text(graph: Graph, path: Node | None) -> str:
    """A SHACL path as SPARQL writes it: `kk:level`, `^kk:hasIndicator`, `kk:indicator|kk:effectOf`."""
    if not isinstance(path, BNode):
        return "" if path is None else text(path)
    for predicate, form in _PATHS.items():
        inner = graph.value(path, predicate)
        if inner is not None:
            return form.format(path_text(graph, inner))
    parts = [path_text(graph, part) for part in Collection(graph, path)]
    return ("|" if (None, SH.alternativePath, path) in graph else "/").join(parts)


_PATHS = {
    SH.inversePath: "^{}",
    SH.alternativePath: "{}",
    SH.oneOrMorePath: "{}+",
    SH.zeroOrMorePath: "{}*",
    SH.zeroOrOnePath: "{}?",
}


def text(node: Node) -> str:
    """A node as SPARQL writes it, with the prefixes of this project."""
    if isinstance(node, URIRef):
        for prefix, namespace in PREFIXES.items():
            if node.startswith(namespace):
                return f"{prefix}:{node.removeprefix(namespace)}"
        return f"<{node}>"
    return str(serialize.term(node)) if isinstance(node, Literal) else ""


def messages(found: Iterable[Node]) -> dict[str, str]:
    """Messages by language."""
    return {str(message.language): str(message) for message in found if isinstance(message, Literal)}
