"""An edition's folder is read whole or not at all; some rows carry what follows from them."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.graphs import rows
from pipeline.graphs.rows import NO_ACCOUNT, NumberedRow
from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables import edition as editions
from pipeline.tables.edition import Edition

Prepared = Mapping[str, list[NumberedRow]]


@pytest.fixture(scope="module")
def edition(data: DataFolder) -> Edition:
    return editions.read(data, "132292", "2026")


@pytest.fixture(scope="module")
def prepared(edition: Edition) -> Prepared:
    return rows.prepare(edition)


def row(prepared: Prepared, table: str, **values: str) -> Mapping[str, str]:
    """The one row of a table that has these values."""
    (found,) = (one for _, one in prepared[table] if values.items() <= dict(one).items())
    return found


def test_an_edition_knows_its_plans(edition: Edition) -> None:
    assert edition.plans == ["gyokaku-5", "joho"]
    assert edition.publisher.area.code == "C13229"
    names = {"directions", "aggregates", "doubts", "confirmations", "preferences"} | {
        "titles_en",
        "labels_en",
        "concepts_en",
        "units_en",
        "unit_changes",
    }
    assert set(edition.editorial) == names


def test_a_cell_carries_its_comparator_and_reference(prepared: Prepared) -> None:
    found = row(
        prepared, "cells", plan="gyokaku-5", element="23", indicator="2", kind="target", fiscal_year="2026"
    )
    assert (found["comparator"], found["reference"]) == ("at-most", "previous-year")


def test_an_effect_without_an_account_says_that_none_is_stated(prepared: Prepared) -> None:
    accounts = {one["account"] for _, one in prepared["effect_figures"]}
    assert accounts == {
        NO_ACCOUNT,
        "general",
        "national-health-insurance",
        "long-term-care-insurance",
    }
    assert {one["account"] for _, one in prepared["effects"]} >= {""}


def test_a_second_entry_of_the_same_year_is_numbered(prepared: Prepared) -> None:
    entries = [
        (one["row"], one["start_year"], one["further_row"])
        for _, one in prepared["schedule"]
        if (one["plan"], one["element"], one["activity"]) == ("gyokaku-5", "23", "2")
    ]
    assert entries == [("1", "2024", ""), ("1", "2025", ""), ("2", "2024", "2")]


def test_schemes_and_glossaries_are_named_once(prepared: Prepared) -> None:
    assert [(one["plan"], one["scheme"], one["label"]) for _, one in prepared["schemes"]] == [
        ("joho", "town-development", "まちづくり"),
        ("joho", "technology", "技術動向"),
        ("joho", "national-policy", "国・都の情報政策"),
    ]
    assert sorted(one["plan"] for _, one in prepared["glossaries"]) == ["gyokaku-5", "joho"]


def test_an_indicator_carries_the_unit_of_its_numbers(prepared: Prepared) -> None:
    assert row(prepared, "indicators", plan="gyokaku-5", element="7")["unit"] == "unit:PERCENT"
    assert row(prepared, "indicators", plan="gyokaku-5", element="1")["unit"] == ""


def test_rows_are_numbered_as_in_their_files(prepared: Prepared, data: DataFolder) -> None:
    lines = (data.tables("132292", "2026") / "units.csv").read_text(encoding="utf-8").splitlines()
    assert len(prepared["units"]) == len(lines) - 1
    for number, one in prepared["units"]:
        assert lines[number - 1] == f"{one['unit']},{one['line']}"


def test_editorial_tables_may_be_absent(data: DataFolder, tmp_path: Path) -> None:
    shutil.copytree(data.municipality("092029"), tmp_path / "092029")
    shutil.rmtree(tmp_path / "092029/2023/editorial")
    found = editions.read(DataFolder(tmp_path), "092029", "2023")
    assert found.editorial
    assert all(table.empty for table in found.editorial.values())


def test_an_editorial_row_about_an_indicator_that_is_not_there_is_refused(
    data: DataFolder, tmp_path: Path
) -> None:
    shutil.copytree(data.municipality("132292"), tmp_path / "132292")
    path = tmp_path / "132292" / "2026" / "editorial" / "directions.csv"
    text = path.read_text(encoding="utf-8").replace("gyokaku-5,item,7,1,", "gyokaku-5,item,7,8,", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(
        TableError, match=r"directions\.csv, row \d+, column indicator: '8' \(gyokaku-5, item, 7, 8\)"
    ):
        editions.read(DataFolder(tmp_path), "132292", "2026")
