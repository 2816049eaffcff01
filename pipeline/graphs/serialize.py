"""Named graphs as bytes and as stores: always sorted, never a blank node, the same bytes for the same triples."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import URIRef
from rdflib.term import BNode, Literal, Node

from pipeline.graphs.interpreter import Triple
from pipeline.model.namespaces import PREFIXES

Graphs = Mapping[URIRef, set[Triple]]

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def term(node: Node) -> ox.NamedNode | ox.Literal:
    """A node of rdflib as Oxigraph's; raises TypeError for a blank node, which no data here may hold."""
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or XSD_STRING)))
    kind = "a blank node" if isinstance(node, BNode) else type(node).__name__
    raise TypeError(f"{kind} cannot be published")


def triples(found: Iterable[Triple]) -> list[ox.Triple]:
    """Triples in the order of their N-Triples; a node's types come first, as people expect in Turtle."""
    converted = [ox.Triple(ox.NamedNode(s), ox.NamedNode(p), term(o)) for s, p, o in found]
    return sorted(converted, key=_order)


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return subject(triple), predicate != RDF_TYPE, predicate, str(triple.object)


def subject(triple: ox.Triple) -> str:
    """The IRI of a triple's subject."""
    if not isinstance(triple.subject, ox.NamedNode):
        raise TypeError(f"{type(triple.subject).__name__} cannot be published")
    return triple.subject.value


def quads(graphs: Graphs) -> Iterator[ox.Quad]:
    """All graphs, sorted by graph, then as `triples`."""
    for name in sorted(graphs):
        graph = ox.NamedNode(str(name))
        for triple in triples(graphs[name]):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def n_triples(found: Iterable[Triple]) -> bytes:
    """Triples as N-Triples."""
    return _serialized(triples(found), ox.RdfFormat.N_TRIPLES)


def n_quads(graphs: Graphs) -> bytes:
    """Named graphs as N-Quads."""
    return _serialized(quads(graphs), ox.RdfFormat.N_QUADS)


def turtle(found: Iterable[Triple]) -> bytes:
    """Triples as Turtle with the prefixes that it uses."""
    return _serialized(triples(found), ox.RdfFormat.TURTLE, used_prefixes(found))


def _serialized(
    found: Iterable[ox.Triple] | Iterable[ox.Quad],
    format_: ox.RdfFormat,
    prefixes: dict[str, str] | None = None,
) -> bytes:
    return ox.serialize(found, format=format_, prefixes=prefixes) or b""


def used_prefixes(found: Iterable[Triple]) -> dict[str, str]:
    """Of the prefixes that graphs are written with, those whose namespace a predicate, type or object is in."""
    used = {str(node) for triple in found for node in triple if isinstance(node, URIRef)}
    used |= {str(o.datatype) for _, _, o in found if isinstance(o, Literal) and o.datatype}
    return {
        prefix: namespace
        for prefix, namespace in sorted(PREFIXES.items())
        if any(name.startswith(namespace) for name in used)
    }


def json_ld(found: Iterable[Triple]) -> bytes:
    """Triples as JSON-LD, compacted by prefixes in an inline context, one node a line."""
    context = used_prefixes(found)
    nodes: dict[str, dict[str, object]] = {}
    for triple in triples(found):
        entry = nodes.setdefault(subject(triple), {"@id": subject(triple)})
        if triple.predicate.value == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
            _append(entry, "@type", _compact(triple.object.value, context))
        else:
            _append(entry, _compact(triple.predicate.value, context), _json_value(triple.object, context))
    head = json.dumps(context, ensure_ascii=False)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in nodes.values())
    return f'{{"@context": {head},\n"@graph": [\n{lines}\n]}}\n'.encode()


def _append(entry: dict[str, object], key: str, value: object) -> None:
    """A property's value, or a list of its values once there are more."""
    if key not in entry:
        entry[key] = value
        return
    values = entry[key]
    entry[key] = [*values, value] if isinstance(values, list) else [values, value]


def _compact(iri: str, context: Mapping[str, str]) -> str:
    for prefix, namespace in context.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri


def _json_value(node: object, context: Mapping[str, str]) -> object:
    if isinstance(node, ox.NamedNode):
        return {"@id": node.value}
    if not isinstance(node, ox.Literal):
        raise TypeError(f"{type(node).__name__} cannot be published")
    if node.language:
        return {"@value": node.value, "@language": node.language}
    if node.datatype.value == XSD_STRING:
        return node.value
    return {"@value": node.value, "@type": _compact(node.datatype.value, context)}


def compressed(content: bytes) -> bytes:
    """Content as gzip without a file name or a time, so that equal content is equal bytes."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def write_store(n_quads_text: bytes, folder: Path) -> None:
    """Loads N-Quads into a fresh store on disk and optimises it (7–10 times faster queries)."""
    store = ox.Store(str(folder))
    store.bulk_load(n_quads_text, format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def as_rdflib(found: Iterable[Triple]) -> rdflib.Graph:
    """Triples as a graph of rdflib, for tools that need one."""
    graph = rdflib.Graph()
    for triple in found:
        graph.add(triple)
    return graph
