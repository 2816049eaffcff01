"""Graphs → what in them does not conform: SHACL by pyshacl, integrity constraints of cubes by Oxigraph.

The shapes are in `shapes/*.ttl`, the constraints IC-1 … IC-21 of the RDF Data Cube recommendation in
`shapes/qb/`. Nothing is inferred, fetched or changed; what a graph needs of others (the ontology, the
municipality's departments, another plan's elements) it finds because all graphs are checked together.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pyoxigraph import QuerySolutions, RdfFormat, Store
from pyshacl import validate as run_pyshacl
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from pipeline import paths
from pipeline.errors import Problem
from pipeline.iris import BASE
from pipeline.terms import PREFIXES, RDF, SH, ontology, rebased

SHAPE = "https://w3id.org/keikaku/ns/shape#"
_VIOLATION = str(SH.Violation)

Where = Callable[[str, str], str]
"""The place in the tables of a thing (IRI) and a property of it (as in SPARQL, or blank); "" where it has none."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that does not conform.

    `focus`, `shape`, `component` and `severity` are IRIs; `path` and `value` are written as in SPARQL, or blank.
    Each message is two sentences: what is wrong, and what to do.
    """

    focus: str
    shape: str
    component: str
    path: str = ""
    value: str = ""
    severity: str = _VIOLATION
    message: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Report:
    """The findings of a validation, sorted."""

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        return not self.findings

    def problems(self, where: Where, language: str = "en") -> tuple[Problem, ...]:
        """The findings as problems for people.

        `where` says which row and column of the tables a thing and a property of it came from; what has no place
        of its own has that of the thing it is a part of (an observation that of its cell). Findings without a place are
        named by their IRI.
        """
        return tuple(sorted({_problem(finding, where, language) for finding in self.findings}))

    def write(self, folder: Path, base: str = BASE) -> None:
        """Write `shacl.ttl`, a sh:ValidationReport without blank nodes, and `shacl.md` for people."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "shacl.ttl").write_text(self.graph(base).serialize(format="turtle"), "utf-8")
        (folder / "shacl.md").write_text(self.markdown(), "utf-8")

    def graph(self, base: str = BASE) -> Graph:
        """The report in SHACL's own terms; what SHACL leaves blank has an IRI made of its content."""
        graph = Graph()
        for prefix in ("sh", "xsd"):
            graph.bind(prefix, PREFIXES[prefix])
        report = URIRef(f"{base}.well-known/genid/shacl-report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(self.conforms)))
        for finding in self.findings:
            content = "\n".join(
                (finding.focus, finding.shape, finding.component, finding.path, finding.value)
            )
            result = URIRef(f"{base}.well-known/genid/{sha256(content.encode()).hexdigest()[:16]}")
            graph.add((report, SH.result, result))
            for predicate, value in _result(finding):
                graph.add((result, predicate, value))
        return graph

    def markdown(self) -> str:
        """The report for people: one table of findings, or one sentence."""
        lines = ["# SHACL 検証結果 / SHACL validation", ""]
        if self.conforms:
            return "\n".join([*lines, "すべて適合しています。 / Everything conforms.", ""])
        lines += [
            f"{len(self.findings)} 件が適合していません。 / {len(self.findings)} findings do not conform.",
            "",
        ]
        lines += ["| 対象 / focus | 値 / value | 内容と対処 | what and what to do |", "|---|---|---|---|"]
        for finding in self.findings:
            cells = (f"<{finding.focus}>", finding.value, finding.message["ja"], finding.message["en"])
            lines.append(
                "| " + " | ".join(re.sub(r"\s+", " ", cell).replace("|", "\\|") for cell in cells) + " |"
            )
        return "\n".join([*lines, ""])


def validate(graphs: Mapping[str, Graph], base: str = BASE) -> Report:
    """Check graphs, together with the ontology, against every shape and every constraint on cubes.

    Graphs are given by the IRI of their named graph; `base` is what their IRIs start with.
    """
    data = Graph()
    for graph in (ontology(base), *graphs.values()):
        data += graph
    return Report(tuple(sorted({*shape_findings(data, shapes(base)), *cube_findings(data)})))


@cache
def shapes(base: str = BASE) -> Graph:
    """All of `shapes/*.ttl` as one graph, for the codes below `base`; not to be changed, it is shared."""
    graph = Graph()
    for path in sorted(paths.SHAPES.glob("*.ttl")):
        graph.parse(data=path.read_text("utf-8"), format="turtle")
    return rebased(graph, base)


def shape_findings(data: Graph, shapes_graph: Graph) -> Iterator[Finding]:
    """What pyshacl finds in a graph that holds all it needs."""
    _, results, _ = run_pyshacl(data, shacl_graph=shapes_graph, inference="none", advanced=False)
    for result in results.subjects(RDF.type, SH.ValidationResult):
        shape = results.value(result, SH.sourceShape)
        value = results.value(result, SH.value)
        yield Finding(
            focus=str(results.value(result, SH.focusNode)),
            shape=str(shape),
            component=str(results.value(result, SH.sourceConstraintComponent)),
            path=path_text(shapes_graph, shapes_graph.value(shape, SH.path)),
            value="" if value is None else _text(value),
            severity=str(results.value(result, SH.resultSeverity)),
            message=_messages(results.objects(result, SH.resultMessage)),
        )


def cube_findings(data: Graph) -> Iterator[Finding]:
    """What the integrity constraints of the RDF Data Cube recommendation find in a graph."""
    folder = paths.SHAPES / "qb"
    store = Store()
    store.bulk_load(data.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES)
    store.update((folder / "normalise.ru").read_text("utf-8"))
    for path in sorted(folder.glob("ic-*.rq")):
        query = path.read_text("utf-8")
        if not store.query(query):
            continue
        message = dict(re.findall(r"^# (ja|en): (.+)$", query, re.MULTILINE))
        solutions = store.query(query.replace("ASK {", "SELECT DISTINCT ?focus WHERE {", 1))
        if not isinstance(solutions, QuerySolutions):
            raise TypeError(f"{path.name} is no ASK query of the form that shapes/README.md describes")
        for solution in solutions:
            focus = getattr(solution["focus"], "value", "")
            yield Finding(focus, SHAPE + path.stem, str(SH.SPARQLConstraintComponent), message=message)


def path_text(graph: Graph, path: Node | None) -> str:
    """A SHACL path as SPARQL writes it: `kk:level`, `^kk:hasIndicator`, `kk:indicator|kk:effectOf`."""
    if not isinstance(path, BNode):
        return "" if path is None else _text(path)
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


def _text(node: Node) -> str:
    if isinstance(node, URIRef):
        for prefix, namespace in PREFIXES.items():
            if node.startswith(namespace):
                return f"{prefix}:{node.removeprefix(namespace)}"
    return node.n3() if isinstance(node, URIRef | Literal) else ""


def _messages(messages: Iterable[Node]) -> dict[str, str]:
    return {str(text.language): str(text) for text in messages if isinstance(text, Literal)}


def _problem(finding: Finding, where: Where, language: str) -> Problem:
    message = finding.message[language]
    what, _, remedy = message.partition("。" if language == "ja" else ". ")
    stop = "。" if language == "ja" else "."
    shown = f"{finding.value}: " if finding.value else ""
    return Problem(_place(finding, where), f"{shown}{what}{stop}", remedy)


def _place(finding: Finding, where: Where) -> str:
    for thing in (finding.focus, *_ancestors(finding.focus)):
        place = where(thing, finding.path)
        if place:
            return place
    return f"<{finding.focus}>"


def _ancestors(iri: str) -> Iterator[str]:
    scheme, _, rest = iri.partition("://")
    for parent in PurePosixPath(rest).parents:
        yield f"{scheme}://{parent}"


def _result(finding: Finding) -> Iterator[tuple[URIRef, Node]]:
    yield RDF.type, SH.ValidationResult
    yield SH.focusNode, URIRef(finding.focus)
    yield SH.sourceShape, URIRef(finding.shape)
    yield SH.sourceConstraintComponent, URIRef(finding.component)
    yield SH.resultSeverity, URIRef(finding.severity)
    for language, text in finding.message.items():
        yield SH.resultMessage, Literal(text, lang=language)
    prefix, _, name = finding.path.partition(":")
    if prefix in PREFIXES and re.fullmatch(r"[\w-]+", name):
        yield SH.resultPath, URIRef(PREFIXES[prefix] + name)
