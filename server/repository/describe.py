"""The RDF document about a thing: what is said of it and its parts, what points at it, names of what it names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from pipeline.json_ld import writing
from pipeline.reading.graph import Graph
from pipeline.reading.vocabulary import PREFIXES, oa, rdf, xsd
from server.repository.parts import parts

LINKS_A_PAGE = 200
LAST_PAGE = 500
"""Beyond, what points at a thing is a matter for a query or a download."""


@dataclass(frozen=True)
class Description:
    """Statements, and whether more things point at the thing than this page of links holds."""

    thing: NamedNode
    quads: tuple[Quad, ...]
    more: bool

    def serialize(self, format_: RdfFormat, context: str | None = None) -> bytes:
        """The description in an RDF format: sorted, the thing first; graphs are named in TriG.

        JSON-LD is a document about the thing, with the address of its `context` where one is given.
        """
        quads: Iterable[Quad] = map(_with_point, self.quads)
        if format_ != RdfFormat.TRIG:
            quads = {Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads}
        ordered = sorted(quads, key=self._place)
        if format_ == RdfFormat.TRIG:
            return written(ordered, format_)
        triples = [quad.triple for quad in ordered]
        if format_ == RdfFormat.JSON_LD:
            return writing.about(self.thing.value, triples, context)
        return written(triples, format_)

    def _place(self, quad: Quad) -> tuple[str, bool, str, bool, str, str]:
        """Sorts by graph, then the thing before others, then types before other statements."""
        return (
            str(quad.graph_name),
            quad.subject != self.thing,
            str(quad.subject),
            quad.predicate != rdf.type,
            str(quad.predicate),
            str(quad.object),
        )


def written(
    statements: Sequence[Quad] | Sequence[Triple], format_: RdfFormat, context: str | None = None
) -> bytes:
    """Statements in an RDF format with the prefixes of this service; JSON-LD as in the downloads."""
    if format_ == RdfFormat.JSON_LD:
        return writing.graph((one.triple if isinstance(one, Quad) else one for one in statements), context)
    return serialize(statements, format=format_, prefixes=PREFIXES) or b""


def _with_point(quad: Quad) -> Quad:
    """A statement whose decimal has a point, as in the downloads: 48.0 in Turtle, where the store keeps 48."""
    value = quad.object
    if isinstance(value, Literal) and value.datatype == xsd.decimal and "." not in value.value:
        decimal = Literal(f"{value.value}.0", datatype=xsd.decimal)
        return Quad(quad.subject, quad.predicate, decimal, quad.graph_name)
    return quad


def describe(graph: Graph, thing: NamedNode, page: int = 1) -> Description:
    """Describes a thing; `page` counts pages of what points at it, from 1."""
    start = (page - 1) * LINKS_A_PAGE
    links = list(graph.naming(thing, start, LINKS_A_PAGE + 1))
    wholes = parts(graph, thing)
    notes = {note for part in wholes for note in graph.subjects(oa.hasTarget, part)}
    quads = {quad for subject in (*wholes, *notes) for quad in graph.about(subject)}
    quads.update(links[:LINKS_A_PAGE])
    named = {node for quad in quads for node in (quad.subject, quad.object) if isinstance(node, NamedNode)}
    quads.update(graph.labels(named))
    return Description(thing, tuple(quads), len(links) > LINKS_A_PAGE)
