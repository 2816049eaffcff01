"""Where in a document things stand: what a cell of it became, and the plan around a line."""

import pytest
from rdflib import URIRef

from pipeline.documents.coverage import Entry
from pipeline.graphs.interpreter import Statements
from pipeline.graphs.provenance import Places, places
from pipeline.model.iris import BASE
from pipeline.release.unit.statements import Stated

ENTRY, NEXT = (URIRef(f"https://example.org/activity/3/{year}") for year in (2025, 2027))
PLACES = Places({(12, 4): {NEXT, ENTRY}, (12, 6): {NEXT}}, {100: "one", 200: "two"})


def test_a_line_belongs_to_the_plan_of_the_nearest_row_above() -> None:
    assert [PLACES.plan(line) for line in (5, 100, 199, 200, 900)] == ["one", "one", "one", "two", "two"]


def test_what_was_read_from_a_cell_is_sorted_and_nothing_else_of_its_line() -> None:
    assert PLACES.read_from((12, 4)) == [ENTRY, NEXT]
    assert PLACES.read_from((12, 6)) == [NEXT]
    assert PLACES.read_from((12, 5)) == []


def test_the_ledger_and_the_statements_together_lead_from_a_cell_to_its_subject(stated: Stated) -> None:
    (source,) = stated.sources
    statements = Statements(subjects={("schedule", 195, "text"): NEXT})
    ledger = [
        Entry(1033, 6, "", "mapped", "schedule", "195", "text"),
        Entry(1033, 1, "", "structural", reason="label"),
        Entry(1247, 2, "", "mapped", "overviews", "52", "title"),
    ]
    assert places(source.edition, statements, ledger).subjects == {(1033, 6): {NEXT}}


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ((1033, 4), ["item/35/activity/3/2025"]),
        ((1033, 6), ["item/35/activity/3/2027"]),
        ((866, 2), ["item/28"]),
        ((181, 1), []),
    ],
)
def test_cells_of_the_booklet_became_what_stands_in_them(
    stated: Stated, place: tuple[int, int], parts: list[str]
) -> None:
    (source,) = stated.sources
    assert source.extraction
    found = places(source.edition, source.statements, source.extraction.ledger).read_from(place)
    assert found == [URIRef(f"{BASE}id/132292/gyokaku-5/2026/{part}") for part in parts]
