"""Statements held in memory and found by pattern as in a store, several times as fast."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from pipeline.reading.graph import Term

GraphName: TypeAlias = NamedNode | BlankNode | DefaultGraph
_Index: TypeAlias = dict[Term, dict[NamedNode, list[Quad]]]


class Held:
    """Quads, and those that others hold: what many share is indexed once."""

    def __init__(self, quads: Iterable[Quad], shared: "Held | None" = None) -> None:
        self._shared = shared
        self._of: _Index = {}
        self._to: _Index = {}
        self._graphs: set[GraphName] = set()
        for quad in quads:
            predicate = quad.predicate
            self._of.setdefault(quad.subject, {}).setdefault(predicate, []).append(quad)
            self._to.setdefault(quad.object, {}).setdefault(predicate, []).append(quad)
            self._graphs.add(quad.graph_name)

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: Term | None,
        graph_name: GraphName | None = None,
        /,
    ) -> Iterator[Quad]:
        """The quads of a subject or an object, of a predicate, in a graph. Raises ValueError where both are open."""
        index, key = (self._of, subject) if subject is not None else (self._to, object)
        if key is None:
            raise ValueError("A pattern names a subject or an object.")
        by_predicate: Mapping[NamedNode, list[Quad]] = index.get(key, {})
        found = by_predicate.values() if predicate is None else [by_predicate.get(predicate, [])]
        for quad in (quad for quads in found for quad in quads):
            if (subject is None or object is None or quad.object == object) and (
                graph_name is None or quad.graph_name == graph_name
            ):
                yield quad
        if self._shared is not None:
            yield from self._shared.quads_for_pattern(subject, predicate, object, graph_name)

    def contains_named_graph(self, graph_name: GraphName, /) -> bool:
        """Whether any quad is of this graph."""
        elsewhere = self._shared is not None and self._shared.contains_named_graph(graph_name)
        return graph_name in self._graphs or elsewhere
