"""The page of an element of a plan and of an indicator, and their figures as a table."""

from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.exports.sheet import Sheet
from pipeline.reading.element import Element, Note, Row
from pipeline.reading.indicator import Cell, Indicator, Number
from pipeline.reading.vocabulary import dcterms, dqv, kk
from server.pages.plan import cards
from server.pages.plan.branches import grow
from server.pages.plan.columns import FIGURES
from server.pages.plan.schema_org import of_element, of_indicator
from server.pages.plan.tables import sheet
from server.pages.queries import query_about
from server.rendering.view import View

TRANSLATED = ("/annotation/titles-en", "/annotation/labels-en")
"""How the IRIs of the notes end that call English titles and names translations."""


def element(view: View, thing: NamedNode) -> Response:
    """An element's sheet: what it is for, who does it, when, how far it has come."""
    shown = view.service.reader.element(thing)
    before, after = _neighbours(view, shown)
    return view.render(
        "element.html",
        element=shown,
        comments=_not_said_yet(shown),
        notes=of_sheet(shown.notes, shown.line),
        branches=grow(shown.row.iri, _of_edition(view, shown)),
        years=_years(view, shown),
        before=before,
        after=after,
        query=query_about("element", thing),
        shared=cards.said(view, cards.of_element(view, thing)),
        schema_org=of_element(view, shown),
    )


def indicator(view: View, thing: NamedNode) -> Response:
    """One indicator: its figures, its chart, what it is the same as."""
    reader = view.service.reader
    holders = reader.graph.subjects(kk.hasIndicator, thing)
    shown = reader.indicator(thing)
    holder = reader.element(holders[0]) if holders else None
    card = cards.of_indicator(view, thing)
    return view.render(
        "indicator.html",
        indicator=shown,
        element=holder,
        schema_org=of_indicator(view, shown, holder),
        notes=of_sheet(reader.notes_on(thing), shown.line),
        query=query_about("indicator", thing),
        shared=cards.said(view, replace(card, of=card.title)),
    )


def activity(view: View, thing: NamedNode) -> Response:
    """One activity: what it does in which year, and the item it belongs to."""
    reader = view.service.reader
    holder = reader.graph.thing(thing, dcterms.isPartOf)
    shown = reader.activity(thing)
    return view.render(
        "activity.html",
        activity=shown,
        element=reader.row(holder) if holder else None,
        edition=reader.edition(thing),
        years=sorted({entry.start for entry in shown.entries}),
        corresponds=reader.corresponding(thing),
        notes=of_sheet(reader.notes_on(thing), shown.line),
    )


def table(view: View, thing: NamedNode) -> Sheet:
    """The figures of an element or an indicator: one row a number, or a cell without one."""
    reader = view.service.reader
    indicators = reader.graph.things(thing, kk.hasIndicator) or [thing]
    rows = (row for part in indicators for row in _rows(reader.indicator(part)))
    return sheet(reader.named(thing).label, FIGURES, rows)


def _rows(shown: Indicator) -> Iterator[tuple[object, ...]]:
    holder = shown.iri.rpartition("/indicator/")[0]
    for cell in (*shown.cells, *shown.effects):
        for number in cell.numbers or (None,):
            yield (holder, shown.iri, shown.label.get("ja"), *_cells(cell, number))


def _cells(cell: Cell, number: Number | None) -> tuple[object, ...]:
    return (
        cell.kind,
        cell.year,
        cell.raw_text,
        cell.status and cell.status.code,
        cell.comparator and cell.comparator.code,
        cell.reference and cell.reference.code,
        number and (number.breakdown.code if number.breakdown else "total"),
        number and f"{number.value:f}",
        number and number.unit and number.unit.code,
        number and number.qualifier and number.qualifier.code,
        cell.line and cell.line.rpartition(",")[2],
    )


def _years(view: View, shown: Element) -> list[int]:
    """The fiscal years that the edition covers, and any that an element's schedule and figures name beyond."""
    figures = {year for indicator in shown.indicators for year in indicator.years}
    planned = {entry.start for activity in shown.activities for entry in activity.entries if entry.start}
    edition = NamedNode(shown.edition.iri) if shown.edition else None
    ends = [view.service.reader.year(edition, end) for end in (kk.coversFrom, kk.coversTo)] if edition else []
    named = figures | planned | {year for year in ends if year}
    return list(range(min(named), max(named) + 1)) if named else []


def _not_said_yet(shown: Element) -> list[str]:
    """The remarks that no indicator's definition says."""
    said = {text for indicator in shown.indicators for text in indicator.definition.values()}
    return [text for text in shown.comments if text not in said]


def of_sheet(notes: tuple[Note, ...], line: str | None) -> list[Note]:
    """Notes without doubts about lines before a thing's own: those are of the page that explains how to read a sheet.

    That the English title is a translation stands under it.
    """
    first = _number(line)
    return [
        note
        for note in notes
        if (note.kind.iri != dqv.QualityAnnotation.value or _number(note.line) >= first)
        and not note.iri.endswith(TRANSLATED)
    ]


def _number(line: str | None) -> int:
    """The number of a line from its IRI; 0 where there is none."""
    digits = (line or "").rpartition(",")[2]
    return int(digits) if digits.isdecimal() else 0


def _neighbours(view: View, shown: Element) -> tuple[Row | None, Row | None]:
    """The elements of the same level before and after, in printed order."""
    if shown.row.level is None:
        return None, None
    rows = _of_edition(view, shown)
    level = [row for row in rows if row.level and row.level.iri == shown.row.level.iri]
    place = next((index for index, row in enumerate(level) if row.iri == shown.row.iri), None)
    if place is None:
        return None, None
    return level[place - 1] if place else None, level[place + 1] if place + 1 < len(level) else None


def _of_edition(view: View, shown: Element) -> tuple[Row, ...]:
    """Every element of the edition that an element belongs to, in printed order."""
    return view.service.reader.elements(NamedNode(shown.edition.iri)) if shown.edition else ()
