"""Named graphs as bytes: always sorted, never a blank node, the same bytes for the same triples.

The interpreter states triples in rdflib's terms. `sort` converts them to Oxigraph's and sorts them, once; everything
else here is given what it returned.
"""

import gzip
import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import URIRef
from rdflib.term import BNode, Literal, Node

from pipeline.graphs.interpreter import Triple
from pipeline.json_ld import writing
from pipeline.model.namespaces import PREFIXES, RDF, XSD

RDF_TYPE = str(RDF.type)
XSD_STRING = str(XSD.string)
Sorted = Sequence[ox.Triple]
"""Triples as `sort` gives them."""


def sort(found: Iterable[Triple]) -> list[ox.Triple]:
    """Triples, each once, in the order of their N-Triples; a node's types come first, as people expect in Turtle.

    Raises TypeError for a blank node, which no data here may hold.
    """
    return in_order({ox.Triple(ox.NamedNode(s), ox.NamedNode(p), term(o)) for s, p, o in found})


def in_order(found: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Converted triples in that order: several sorted lists as one."""
    return sorted(found, key=_order)


def term(node: Node) -> ox.NamedNode | ox.Literal:
    """A node of rdflib as Oxigraph's; raises TypeError for a blank node."""
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or XSD_STRING)))
    kind = "a blank node" if isinstance(node, BNode) else type(node).__name__
    raise TypeError(f"{kind} cannot be published")


def merged(found: Iterable[Iterable[ox.Triple]]) -> Iterator[ox.Triple]:
    """What `in_order` makes of several that are in that order each, read as it is needed."""
    return heapq.merge(*found, key=_order)


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return subject(triple), predicate != RDF_TYPE, predicate, str(triple.object)


def subject(triple: ox.Triple) -> str:
    """The IRI of a triple's subject."""
    if not isinstance(triple.subject, ox.NamedNode):
        raise TypeError(f"{type(triple.subject).__name__} cannot be published")
    return triple.subject.value


def quads(graphs: Mapping[str, Sorted]) -> Iterator[ox.Quad]:
    """All graphs, in the order of their names."""
    for name in sorted(graphs):
        graph = ox.NamedNode(name)
        for triple in graphs[name]:
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def n_triples(found: Iterable[ox.Triple]) -> bytes:
    """Triples as N-Triples."""
    return ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""


def n_quads(graphs: Mapping[str, Sorted]) -> bytes:
    """Named graphs as N-Quads."""
    return ox.serialize(quads(graphs), format=ox.RdfFormat.N_QUADS) or b""


def turtle(found: Sorted) -> bytes:
    """Triples as Turtle with the prefixes that it uses."""
    return ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=used_prefixes(found, PREFIXES)) or b""


def write_turtle(found: Callable[[], Iterable[ox.Triple]], path: Path) -> None:
    """Writes what `turtle` makes of triples that are read twice, one after another."""
    prefixes = used_prefixes(found(), PREFIXES)
    ox.serialize(found(), path, format=ox.RdfFormat.TURTLE, prefixes=prefixes)


def write_json_ld(found: Iterable[ox.Triple], path: Path) -> None:
    """Writes what `json_ld` makes of triples that are read one after another."""
    with path.open("wb") as file:
        file.writelines(writing.of_sorted(found))


def rdf_xml(found: Sorted) -> bytes:
    """Triples as RDF/XML."""
    return ox.serialize(found, format=ox.RdfFormat.RDF_XML, prefixes=used_prefixes(found, PREFIXES)) or b""


def json_ld(found: Sorted) -> bytes:
    """Triples as JSON-LD, a node a line, with as much of the context as it uses."""
    return writing.graph(found)


def used_prefixes(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Of some prefixes those whose namespace an IRI of the triples is in, sorted."""
    heads = set[str]()
    for triple in triples:
        heads.add(_head(subject(triple)))
        heads.add(_head(triple.predicate.value))
        if isinstance(triple.object, ox.NamedNode):
            heads.add(_head(triple.object.value))
        elif isinstance(triple.object, ox.Literal) and triple.object.datatype.value != XSD_STRING:
            heads.add(_head(triple.object.datatype.value))
    return {
        prefix: namespace
        for prefix, namespace in sorted(prefixes.items())
        if any(head.startswith(namespace) for head in heads)
    }


def _head(iri: str) -> str:
    """An IRI up to its last separator: all namespaces end in one."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def compressed(content: bytes) -> bytes:
    """Content as gzip without a file name or a time, so that equal content is equal bytes."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def as_rdflib(found: Iterable[Triple]) -> rdflib.Graph:
    """Triples as a graph of rdflib, for tools that need one."""
    graph = rdflib.Graph()
    for triple in found:
        graph.add(triple)
    return graph
