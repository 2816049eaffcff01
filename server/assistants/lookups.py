"""What assistants look up: plain values of JSON, each with the IRIs and the lines to cite.

Queries go through the endpoint, by its guard, its limits and its client's share; the rest are look-ups by pattern.
"""

from typing import Any

from pyoxigraph import NamedNode, RdfFormat

from pipeline.exports import comparison
from pipeline.model.errors import Problem, QueryError
from pipeline.reading.graph import in_language
from pipeline.reading.indicator import Cell, Indicator
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dcterms, kk
from server.catalog.model_in_brief import model_in_brief
from server.queries import examples
from server.query_pages.empty_answer import reasons
from server.query_pages.result_table import Table
from server.rendering.service import Service
from server.repository.describe import describe
from server.repository.search.index import Said
from server.sparql.endpoint import Endpoint
from server.sparql.protocol import CSV, JSON

Found = dict[str, Any]
MOST_FOUND = 20
MOST_ROWS = 200
"""Rows of an answer that are handed over; it says how many there are in all."""


class Lookups:
    """The look-ups of one client in the release being served."""

    def __init__(self, service: Service, endpoint: Endpoint, client: str) -> None:
        self.service = service
        self.endpoint = endpoint
        self.client = client

    def model(self) -> str:
        """The model in brief, with prefixes and queries."""
        return model_in_brief(self.service.release.base_iri, self.service.settings.public_url)

    def plans(self) -> list[Found]:
        """The plan editions that there are, each with its municipality."""
        reader = self.service.reader
        return [
            {
                **self._named(edition),
                "municipality": _name(reader.name(NamedNode(edition.iri), dcterms.publisher)),
            }
            for edition in reader.editions()
        ]

    def search(self, text: str) -> list[Found]:
        """What has every word of a text, the best first."""
        return [
            {
                "iri": one.iri,
                "kind": one.kind,
                "title": _text(one.title),
                "place": _text(one.place),
                "excerpt": _text(one.excerpt),
                "page": self._page(one.iri),
            }
            for one in self.service.search.search(text, MOST_FOUND)
        ]

    def item(self, iri: str) -> Found:
        """An element of a plan with its indicators. Raises QueryError where the IRI is none."""
        thing = self._node(iri)
        if not self.service.graph.is_a(thing, kk.PlanElement):
            raise _unknown(
                iri,
                "is no element of a plan",
                "Find one with search.",
                "は計画の取組などではありません。searchで探してください。",
            )
        element = self.service.reader.element(thing)
        return {
            **self._named(Named(iri, element.row.title)),
            "number": element.row.notation,
            "level": _name(element.row.level),
            "edition": self._named(element.edition) if element.edition else None,
            "above": [self._named(Named(row.iri, row.title)) for row in element.ancestors],
            "departments": [_name(unit) for unit in element.row.units],
            "purpose": in_language(element.purpose, "ja"),
            "descriptions": list(element.descriptions),
            "progress": [{"year": one.year, "text": one.text, "line": one.line} for one in element.reports],
            "indicators": [self._indicator(one) for one in element.indicators],
            "effects": [_cell(cell) for cell in element.effects],
            "notes": [in_language(note.text, "en") for note in element.notes],
            "line": element.line,
        }

    def figures(self, iri: str) -> Found:
        """Every printed cell of an indicator with its numbers. Raises QueryError where the IRI is none."""
        thing = self._node(iri)
        if not self.service.graph.is_a(thing, kk.Indicator):
            raise _unknown(
                iri,
                "is no indicator",
                "Get an item: it names its indicators.",
                "は指標ではありません。itemが指標を挙げます。",
            )
        return self._indicator(self.service.reader.indicator(thing))

    def describe(self, iri: str) -> str:
        """What is said of anything, as Turtle. Raises QueryError where nothing is."""
        thing = self._node(iri)
        if not self.service.graph.knows(thing):
            raise _unknown(
                iri,
                "is nothing that the data describe",
                "Find one with search.",
                "についてのデータはありません。searchで探してください。",
            )
        return describe(self.service.graph, thing).serialize(RdfFormat.TURTLE).decode()

    async def compare(self, shared: str, match: str) -> Found:
        """A shared indicator across municipalities; without one, those that there are.

        Raises QueryError for one that is none, QueryFailure where the engine has no answer.
        """
        known = comparison.shared_indicators(await self._rows("comparable-indicators"))
        if not shared:
            return {"indicators": [{"id": one.id, "name": one.name.en} for one in known.values()]}
        if match not in comparison.MATCHES:
            raise _unknown(
                match,
                "is no degree of a match",
                f"Ask {', '.join(comparison.MATCHES)}.",
                f"という一致の度合いはありません。{'、'.join(comparison.MATCHES)}のどれかにしてください。",
            )
        one = comparison.find(known, shared.rpartition("/")[2])
        found = comparison.compare(one, await self._rows("compare", shared=one.id), match)
        return {
            "indicator": one.name.en,
            "definition": one.definition.en,
            "warnings": [comparison.WARNINGS[warning].en for warning in found.warnings],
            "figures": [dict(zip(comparison.COLUMNS, figure.row, strict=True)) for figure in found.figures],
        }

    async def sparql(self, query: str) -> Found:
        """The answer to a query: a table, a yes or no, or a graph as Turtle. Raises QueryFailure."""
        found = await self.endpoint.inspect(query, self.client)
        if found.answers_graph:
            answer = await self.endpoint.ask(query, "text/turtle", self.client)
            return {"graph": answer.read().decode()}
        if found.form == "ASK":
            answer = await self.endpoint.ask(query, JSON.media_type, self.client)
            return {"holds": b"true" in answer.read()}
        body = (await self.endpoint.ask(query, CSV.media_type, self.client)).read()
        table = Table.beginning(body, MOST_ROWS)
        known = self.service.graph, self.service.release.base_iri
        why = () if table.rows else reasons(query, found, *known)
        return {
            "columns": list(table.columns),
            "rows": table.texts(),
            "rows_in_all": Table.count_rows(body),
            "why_empty": [{"term": one.term, "kind": one.kind, "meant": one.meant} for one in why],
        }

    async def _rows(self, name: str, **values: str) -> list[dict[str, str]]:
        text = examples()[name].query(values, self.service.release.base_iri)
        table = Table.read((await self.endpoint.ask(text, JSON.media_type, self.client)).read())
        return [dict(zip(table.columns, row, strict=True)) for row in table.texts()]

    def _node(self, iri: str) -> NamedNode:
        try:
            return NamedNode(iri)
        except ValueError as error:
            raise _unknown(
                iri,
                "is no absolute IRI",
                "Take one from an answer.",
                "は省略のないIRIではありません。答えにあるIRIをお使いください。",
            ) from error

    def _page(self, iri: str) -> str:
        return self.service.url(NamedNode(iri))

    def _named(self, thing: Named) -> Found:
        return {"iri": thing.iri, "title": _name(thing), "page": self._page(thing.iri)}

    def _indicator(self, one: Indicator) -> Found:
        found = {"iri": one.iri, "number": one.number, "label": in_language(one.label, "ja")}
        return {**found, "cells": [_cell(cell) for cell in one.cells]}


def _cell(cell: Cell) -> Found:
    """A printed cell: its status says why it may have no number."""
    return {
        "kind": cell.kind,
        "year": cell.year,
        "printed": cell.raw_text,
        "status": cell.status.code if cell.status else None,
        "values": [
            {
                "iri": number.iri,
                "value": str(number.value),
                "unit": _name(number.unit),
                "breakdown": _name(number.breakdown),
                "comparator": _name(number.comparator),
            }
            for number in cell.numbers
        ],
        "cite": cell.iri,
        "line": cell.line,
    }


def _name(thing: Named | None) -> str | None:
    return in_language(thing.label, "ja") if thing else None


def _text(said: Said) -> str:
    return "".join(piece.text for piece in said.pieces)


def _unknown(value: str, what: str, remedy: str, ja: str) -> QueryError:
    return QueryError(Problem(value[:200], f"{what}.", remedy), ja=f"「{value[:200]}」{ja}")
