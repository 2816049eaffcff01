"""What rows become: the triples of a few of them, and no column that goes nowhere unnoticed."""

from collections.abc import Mapping

import pytest
from rdflib import URIRef

from pipeline.graphs import rows
from pipeline.graphs.interpreter import Context, Row, Statements, interpret
from pipeline.graphs.mapping import MAPS
from pipeline.graphs.rows import NumberedRow
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.iris import BASE, Iris
from pipeline.model.namespaces import PREFIXES
from pipeline.release.unit.statements import Stated
from pipeline.tables import edition as editions
from pipeline.tables.edition import Edition
from pipeline.tables.schema import EDITORIAL, TABLES, Column

PLAN = f"{BASE}id/132292/gyokaku-5/2026"
DIGITAL = f"{BASE}id/132292/joho/2026"
CONTEXT = Context(Iris(), "132292", "2026", "C13229")


@pytest.fixture(scope="module")
def edition(data: DataFolder) -> Edition:
    return editions.read(data, "132292", "2026")


@pytest.fixture(scope="module")
def prepared(edition: Edition) -> dict[str, list[NumberedRow]]:
    return rows.prepare(edition)


def said(stated: Stated, subject: str, graph: str = "/graph") -> set[str]:
    """What a graph says of a thing, with prefixes and without the base."""
    plan = PLAN if subject.startswith(PLAN) else DIGITAL
    found = stated.graphs[URIRef(plan + graph)]
    return {f"{short(p)} {short(o)}" for s, p, o in found if str(s) == subject}


def short(node: object) -> str:
    text = str(node)
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace) and "/" not in text.removeprefix(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text.removeprefix(BASE)


def test_a_cell_says_what_is_printed_and_where(stated: Stated) -> None:
    assert said(stated, f"{PLAN}/item/7/indicator/1/target/2024") == {
        "rdf:type kk:Cell",
        "rdf:type prov:Entity",
        "kk:indicator id/132292/gyokaku-5/2026/item/7/indicator/1",
        "kk:valueKind code/value-kind/target",
        "kk:status code/status/observed",
        "kk:rawText 45.0%",
        "kk:sourceLine 380",
        "prov:wasQuotedFrom id/132292/document/2026.txt#line=379,380",
        "sdmx-dimension:refPeriod id/fiscal-year/2024",
    }


def test_a_number_is_an_observation_of_a_cube(stated: Stated) -> None:
    assert said(stated, f"{PLAN}/item/18/indicator/1/target/2024/total") == {
        "rdf:type qb:Observation",
        "qb:dataSet kk:figures",
        "kk:indicator id/132292/gyokaku-5/2026/item/18/indicator/1",
        "kk:edition id/132292/gyokaku-5/2026",
        "kk:valueKind code/value-kind/target",
        "kk:breakdown code/breakdown/total",
        "kk:comparator code/comparator/at-most",
        "kk:printedValue 12.4",
        "kk:printedUnit unit/oku-jpy",
        "qb:measureType sdmx-measure:obsValue",
        "sdmx-measure:obsValue 1240000000.0",
        "sdmx-attribute:unitMeasure unit:CCY_JPY",
        "sdmx-attribute:obsStatus sdmx-code:obsStatus-A",
        "sdmx-dimension:refPeriod id/fiscal-year/2024",
        "sdmx-dimension:refArea sac:C13229",
        "prov:wasDerivedFrom id/132292/gyokaku-5/2026/item/18/indicator/1/target/2024",
    }


def values(stated: Stated, cell: str) -> dict[str, str]:
    """The observations of a cell: breakdown → value."""
    found = stated.graphs[URIRef(f"{PLAN if cell.startswith(PLAN) else DIGITAL}/graph")]
    return {
        str(s).rpartition("/")[2]: str(o)
        for s, p, o in found
        if str(p).endswith("measure#obsValue") and str(s).rpartition("/")[0] == cell
    }


NUMBERS = {
    f"{PLAN}/item/12/indicator/1/target/2024": {"current-year": "99.3", "arrears": "47.3"},
    f"{PLAN}/item/25/indicator/2/actual/2024": {"ai-ocr": "17.0", "rpa": "14.0"},
    f"{PLAN}/item/8/indicator/1/actual/2024": {
        "governor": "28.0",
        "house-of-representatives": "28.0",
        "mayor": "29.0",
    },
    f"{PLAN}/item/23/indicator/2/target/2024": {"total": "189.0"},
    f"{PLAN}/item/23/indicator/2/target/2026": {},
    f"{PLAN}/item/18/indicator/1/actual/2024": {"total": "2156218000.0"},
    f"{PLAN}/item/4/indicator/1/target/2028": {"base-ratio": "75.0", "rate": "25.0"},
    f"{PLAN}/item/4/indicator/1/target/2027": {},
    f"{PLAN}/item/14/effect": {"total": "10094000.0"},
    f"{PLAN}/item/1/indicator/1/target/2024": {},
    f"{PLAN}/item/30/indicator/2/actual/2024": {},
    f"{DIGITAL}/item/3/indicator/1/target/2025": {"installed": "16.0", "renewed": "2.0"},
    f"{DIGITAL}/item/3/indicator/1/target/2028": {},
}


@pytest.mark.parametrize("cell", NUMBERS, ids=lambda cell: cell.removeprefix(f"{BASE}id/132292/"))
def test_a_cell_has_as_many_observations_as_it_prints_numbers(stated: Stated, cell: str) -> None:
    assert values(stated, cell) == NUMBERS[cell]


def test_an_effect_and_its_number_say_what_it_rests_on(stated: Stated) -> None:
    for name in ("item/19/indicator/1/effect", "item/19/indicator/1/effect/total"):
        (basis,) = [one for one in said(stated, f"{PLAN}/{name}") if one.startswith("kk:effectBasis")]
        assert "繰入金" in basis and "繰入金金" not in basis


def test_a_lost_cell_has_a_status_and_no_text(stated: Stated) -> None:
    found = said(stated, f"{DIGITAL}/item/3/indicator/1/target/2028")
    assert "kk:status code/status/missing_in_source" in found
    assert not [statement for statement in found if statement.startswith("kk:rawText")]


def test_a_blank_cell_has_an_empty_text(stated: Stated) -> None:
    assert "kk:rawText " in said(stated, f"{PLAN}/item/7/indicator/1/actual/2025")


def test_a_priority_is_an_item_of_its_plan_that_corresponds_to_activities(stated: Stated) -> None:
    found = said(stated, f"{DIGITAL}/item/6")
    assert "kk:level code/level/priority" in found
    assert {statement for statement in found if statement.startswith("kk:correspondsTo")} == {
        f"kk:correspondsTo id/132292/gyokaku-5/2026/item/29/activity/{number}" for number in (2, 3, 4, 5)
    }
    assert "kk:correspondsTo id/132292/gyokaku-5/2026/item/31" in said(stated, f"{DIGITAL}/item/11")


def test_a_second_row_of_an_activity_has_an_entry_of_its_own(stated: Stated) -> None:
    entries = {s for s in said(stated, f"{PLAN}/item/23/activity/2") if s.startswith("kk:scheduleEntry")}
    assert entries == {
        "kk:scheduleEntry id/132292/gyokaku-5/2026/item/23/activity/2/2024",
        "kk:scheduleEntry id/132292/gyokaku-5/2026/item/23/activity/2/2024/2",
        "kk:scheduleEntry id/132292/gyokaku-5/2026/item/23/activity/2/2025",
    }


def test_links_are_stated_in_one_direction(stated: Stated) -> None:
    found = [
        (str(s).startswith(DIGITAL), short(p))
        for triples in stated.graphs.values()
        for s, p, _ in triples
        if short(p) in ("kk:sameIndicatorAs", "kk:correspondsTo")
    ]
    assert found.count((True, "kk:sameIndicatorAs")) == 8
    assert found.count((True, "kk:correspondsTo")) == 15
    assert len(found) == 23


# --- no column is lost on the way ---------------------------------------------------------------------------------

NOT_STATED: Mapping[str, set[str]] = {
    "units": {"line"},
    "responsibilities": {"sequence", "line"},
    "schedule": {"row"},
    "indicators": {"breakdown_named", "unit_printed"},
    "cells": {"from_year"},
    "effects": {"from_year", "kind"},
    "declared_units": {"symbol", "spellings", "english", "line"},
    "directions": {"reason"},
    "aggregates": {"reason"},
    "titles_en": {"title"},
    "labels_en": {"label"},
    "concepts_en": {"label"},
    "unit_changes": {"reason"},
    "classifications": {"line"},
    "correspondences": {"line"},
    **{name: set(TABLES[name].names) for name in ("overviews", "conflicts", "remarks", "passages")},
    **{name: set(EDITORIAL[name].names) for name in ("doubts", "confirmations", "preferences")},
}
"""Columns that the mapping leaves out: the order of print, reasons (the quality graph has them), what cells were read
with, lines of links between two things, the kind of an effect (the code is a column
made of it), units that are stated where they are used, and tables that the quality graph or
the report is made from."""


def other(column: Column, value: str) -> str:
    """Another value that the column may hold."""
    if column.codes:
        return next(code for code in column.codes if code != value)
    instead = {
        "integer": "77",
        "year": "2031",
        "month": "2031-01",
        "flag": {"true": "false"}.get(value, "true"),
        "moment": "2031-01-01",
    }
    return instead.get(column.type, f"{value}x")


CASES = [(name, column) for name, table in {**TABLES, **EDITORIAL}.items() for column in table.columns]


@pytest.mark.parametrize(("name", "column"), CASES, ids=lambda part: getattr(part, "name", part))
def test_a_column_changes_what_is_stated_unless_it_is_known_not_to(
    prepared: Mapping[str, list[NumberedRow]], name: str, column: Column
) -> None:
    filled = [(number, row) for number, row in prepared[name] if row[column.name]]
    by_kind = {row.get("kind", ""): (number, row) for number, row in filled}
    if not filled:  # not filled by this city: what changes when it is?
        table = {**TABLES, **EDITORIAL}[name]
        number, row = next(iter(prepared[name]), (2, {one.name: other(one, "") for one in table.columns}))
        by_kind = {"": (number, {**row, column.name: ""})}
    changed = any(
        stated(name, number, row)
        != stated(name, number, {**row, column.name: other(column, row[column.name])})
        for number, row in by_kind.values()
    )
    assert changed != (column.name in NOT_STATED.get(name, set()))


def stated(name: str, number: int, row: Row) -> dict[URIRef, set[tuple[object, ...]]]:
    found: Statements = interpret(MAPS, {name: [(number, row)]}, CONTEXT)
    return {graph: set(triples) for graph, triples in found.graphs.items()}


def test_every_map_reads_rows_that_are_there(prepared: Mapping[str, list[NumberedRow]]) -> None:
    assert {one.table for one in MAPS} <= set(prepared)


def test_a_statement_remembers_its_table_row_and_column(edition: Edition) -> None:
    statements = rows.state(edition, Iris())
    cell = f"{PLAN}/item/7/indicator/1/target/2024"
    (number,) = (
        number
        for number, row in rows.prepare(edition)["cells"]
        if (row["plan"], row["element"], row["kind"], row["fiscal_year"])
        == ("gyokaku-5", "7", "target", "2024")
    )
    assert statements.where(cell) == f"tables/cells.csv, row {number}"
    predicate = PREFIXES["kk"] + "status"
    assert statements.where(cell, predicate) == f"tables/cells.csv, row {number}, column status"
    assert statements.where(f"{BASE}nothing") == ""
