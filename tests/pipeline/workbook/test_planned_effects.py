"""What an undertaking is planned, expected and found to save: each its own row, node and total, never added together."""

import csv
import shutil
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.term import Node

from pipeline.graphs import rows
from pipeline.graphs.derived import Permissions, derive
from pipeline.graphs.interpreter import Triple
from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.model.iris import BASE, Iris
from pipeline.model.namespaces import KK, QB, RDF, SDMX_DIMENSION, SDMX_MEASURE
from pipeline.tables import cell_values, csv_files
from pipeline.tables import edition as editions
from pipeline.tables.schema import TABLES
from pipeline.workbook import store, words
from pipeline.workbook.store import Filled

CASE = ROOT / "tests" / "cases" / "workbook"
EDITION = BASE + "id/999997/daiko/2025"
EFFECT = EDITION + "/item/1/indicator/1/effect"
TOTAL = EDITION + "/item/1/effect-total"
KIND = BASE + "code/value-kind/"
HEAD = ["計画コード", "階層", "番号", "指標の番号", "年度", "種類", "印刷された値"]
PLACE = ["daiko", "第3階層(実施項目・取組)", "1", "1"]
ROWS = (
    ("令和6年度", "計画", "3,000万円"),
    ("令和6年度", "実績", "2500万円"),
    ("令和7年度", "計画", "4,000万円"),
    ("令和7年度", "見込", "3,500万円"),
    ("令和7年度", "", "3,600万円"),
)


def filled(folder: Path, found: Sequence[Sequence[str]]) -> Filled:
    """The sample city with these rows on its sheet of effects."""
    shutil.copytree(CASE, folder / "book")
    with (folder / "book" / f"{words.SHEETS['effects']}.csv").open(
        "w", encoding="utf-8-sig", newline=""
    ) as file:
        csv.writer(file).writerows([HEAD, *([*PLACE, *row] for row in found)])
    return store.read(folder / "book")


@pytest.fixture(scope="module")
def triples(tmp_path_factory: pytest.TempPathFactory) -> frozenset[Triple]:
    """The base and the derived triples of the sample city with all kinds of effects, whose table has them all."""
    folder = tmp_path_factory.mktemp("effects")
    store.write(filled(folder, ROWS), DataFolder(folder / "data"))
    edition = editions.read(DataFolder(folder / "data"), "999997", "2025")
    graphs = rows.state(edition, Iris()).graphs
    base = frozenset(triple for found in graphs.values() for triple in found)
    further = derive(base, Permissions(complete=frozenset({URIRef(EDITION)})))
    return base | {triple for found in further.values() for triple in found}


def said(triples: frozenset[Triple], subject: str, predicate: URIRef) -> set[str]:
    return {str(value) for one, of, value in triples if (str(one), of) == (subject, predicate)}


def test_each_kind_and_year_has_a_node_and_the_first_that_was_reached_the_shortest(
    triples: frozenset[Triple],
) -> None:
    cells = {str(s) for s, p, o in triples if (p, o) == (RDF.type, KK.Cell)}
    assert {cell for cell in cells if "/effect" in cell} == {
        EFFECT,
        f"{EFFECT}/planned/2024",
        f"{EFFECT}/planned/2025",
        f"{EFFECT}/forecast/2025",
        f"{EFFECT}/actual/2025",
    }
    assert said(triples, EFFECT, KK.valueKind) == {KIND + "effect"}
    assert said(triples, f"{EFFECT}/planned/2025", KK.valueKind) == {KIND + "planned-effect"}
    assert said(triples, f"{EFFECT}/forecast/2025/total", KK.valueKind) == {KIND + "forecast-effect"}
    assert said(triples, f"{EFFECT}/actual/2025/total", SDMX_DIMENSION.refPeriod) == {
        BASE + "id/fiscal-year/2025"
    }


def test_a_total_is_of_one_kind_and_year(triples: frozenset[Triple]) -> None:
    amounts = {
        str(s): Decimal(str(o)) for s, p, o in triples if p == SDMX_MEASURE.obsValue and "-total/" in str(s)
    }
    assert {iri: amount for iri, amount in amounts.items() if iri.startswith(TOTAL)} == {
        f"{TOTAL}/2024": 25_000_000,
        f"{TOTAL}/2025": 36_000_000,
        f"{TOTAL}/planned/2024": 30_000_000,
        f"{TOTAL}/planned/2025": 40_000_000,
        f"{TOTAL}/forecast/2025": 35_000_000,
    }
    assert amounts[f"{EDITION}/effect-total/planned/2025"] == 40_000_000
    assert said(triples, f"{TOTAL}/planned/2024", KK.valueKind) == {KIND + "planned-effect"}


def test_no_two_numbers_of_the_cube_share_their_dimensions(triples: frozenset[Triple]) -> None:
    numbers = [s for s, p, o in triples if (p, o) == (QB.dataSet, KK.effects)]
    dimensions = (SDMX_DIMENSION.refPeriod, KK.effectOf, KK.valueKind, KK.account)
    keys: list[tuple[frozenset[Node], ...]] = [
        tuple(frozenset(o for s, p, o in triples if (s, p) == (one, by)) for by in dimensions)
        for one in numbers
    ]
    assert len(set(keys)) == len(numbers) == 5
    assert all(len(part) == 1 for key in keys for part in key)


def test_a_row_without_a_kind_is_what_was_reached_so_one_more_that_says_so_is_a_second(
    tmp_path: Path,
) -> None:
    with pytest.raises(TableError, match="年度が同じです"):
        filled(tmp_path, [("令和6年度", "", "100万円"), ("令和6年度", "実績", "200万円")])


def test_the_file_of_a_city_that_plans_no_effects_has_no_column_for_their_kind(tmp_path: Path) -> None:
    tables = filled(tmp_path, [("令和6年度", "", "100万円")]).tables
    head = csv_files.text(tables["effects"], TABLES["effects"]).splitlines()[0]
    assert "kind" not in head.split(",")
    (row,) = (row for _, row, _ in cell_values.effect_values(tables))
    assert (row["value_kind"], row["dated"]) == ("effect", "")


@cache
def wide_head() -> tuple[str, ...]:
    years = ("令和6年度 効果額(計画)", "令和6年度 効果額（実績）", "令和7年度 計画効果額", "効果見込額(R7)")
    return ("計画コード", "階層", "番号", "指標の番号", "名称", "令和6年度 実績", *years)


def test_the_wide_sheet_has_columns_for_them(tmp_path: Path) -> None:
    shutil.copytree(CASE, tmp_path / "book")
    for name in ("indicators", "cells", "effects"):
        (tmp_path / "book" / f"{words.SHEETS[name]}.csv").unlink()
    values = ("3,000万円", "2500万円", "4,000万円", "3,500万円")
    with (tmp_path / "book" / f"{words.WIDE}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([wide_head(), (*PLACE, "売却した土地", "3件", *values)])
    found = store.read(tmp_path / "book").tables["effects"]
    assert list(found[["kind", "fiscal_year", "raw_text"]].itertuples(index=False, name=None)) == [
        ("planned", "2024", "3,000万円"),
        ("actual", "2024", "2500万円"),
        ("planned", "2025", "4,000万円"),
        ("forecast", "2025", "3,500万円"),
    ]
