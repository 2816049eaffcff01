"""All that lists show of an edition: its elements as rows, and how their targets compare with what was reached."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import TypeAdapter
from pyoxigraph import NamedNode

from pipeline.reading.comparisons import Comparison, Comparisons
from pipeline.reading.element import Row
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dcterms, kk


@dataclass(frozen=True)
class Overview:
    """An edition: who publishes it, its elements in printed order, and their comparisons in that order, of every year."""

    edition: Named
    publisher: Named | None
    rows: tuple[Row, ...]
    comparisons: tuple[Comparison, ...]


WRITTEN = TypeAdapter(Overview)
"""Overviews as JSON, and back."""


class Overviews(Comparisons):
    """The editions of a graph."""

    def overview(self, edition: NamedNode) -> Overview:
        """All that lists show of an edition, from its own graphs alone."""
        rows = tuple(self._below(edition))
        return Overview(
            self.named(edition),
            self.name(edition, dcterms.publisher),
            rows,
            tuple(entry for row in rows for entry in self._compared(row)),
        )

    def _below(self, thing: NamedNode) -> Iterator[Row]:
        """Elements, parents before children."""
        for row in self.children(thing):
            yield row
            yield from self._below(NamedNode(row.iri))

    def _compared(self, row: Row) -> list[Comparison]:
        parts = self.graph.things(NamedNode(row.iri), kk.hasIndicator)
        return [
            entry
            for indicator in map(self.indicator, parts)
            for year in sorted({one.year for one in indicator.achievements})
            for entry in self.compared_in(indicator, year, row)
        ]
