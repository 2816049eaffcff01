"""What no cell alone shows to be wrong is found, said in both languages, and stops an edition from being read."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables import checks, csv_files, edition
from pipeline.tables.schema import TABLES


def made(**rows: list[dict[str, str]]) -> dict[str, pd.DataFrame]:
    return {name: csv_files.frame(table, rows.get(name, ())) for name, table in TABLES.items()}


def element(level: str, number: str, parent_level: str = "", parent: str = "") -> dict[str, str]:
    return {"plan": "p", "level": level, "element": number, "parent_level": parent_level, "parent": parent}


def found(**rows: list[dict[str, str]]) -> list[tuple[str, int, str]]:
    return [(one.table, one.row, one.column) for one in checks.find(made(**rows))]


@pytest.mark.parametrize(("first", "last", "wrong"), [("2026", "2025", True), ("2026", "2026", False)])
def test_a_plan_does_not_end_before_it_begins(first: str, last: str, wrong: bool) -> None:
    plan = {"plan": "p", "covers_from": first, "covers_to": last}
    assert found(plans=[plan]) == [("plans", 2, "covers_to")] * wrong


def test_half_a_reference_is_found_and_a_blank_one_is_none() -> None:
    assert found(elements=[element("item", "1"), element("item", "2", "measure")]) == [
        ("elements", 3, "parent")
    ]
    indicator = {"plan": "p", "level": "item", "element": "1", "indicator": "1", "label": "x"}
    assert found(indicators=[indicator, {**indicator, "indicator": "2", "same_plan": "q"}]) == [
        ("indicators", 3, "same_indicator")
    ]


def test_every_element_of_a_circle_is_found_and_none_below_it() -> None:
    rows = [
        element("policy", "1", "measure", "1"),
        element("measure", "1", "policy", "1"),
        element("item", "1", "measure", "1"),
        element("item", "2", "item", "2"),
        element("policy", "2"),
    ]
    assert found(elements=rows) == [("elements", number, "parent") for number in (2, 3, 5)]


def test_the_committed_editions_have_none(data: DataFolder) -> None:
    for municipality in data.municipalities():
        for year in data.editions(municipality):
            assert not list(checks.find(csv_files.read(data.tables(municipality, year))))


def test_an_edition_with_one_is_not_read_and_it_is_said_in_english(data: DataFolder, tmp_path: Path) -> None:
    shutil.copytree(data.municipality("092029"), tmp_path / "092029")
    plans = tmp_path / "092029" / "2023" / "tables" / "plans.csv"
    table = pd.read_csv(plans, dtype="str", keep_default_na=False)
    table.assign(covers_to="1999").to_csv(plans, index=False)
    with pytest.raises(TableError) as raised:
        edition.read(DataFolder(tmp_path), "092029", "2023")
    assert f"{plans}, row 2, column covers_to: is before covers_from. Correct one of the two years." in str(
        raised.value
    )


def test_everything_is_said_in_both_languages() -> None:
    plan = {"plan": "p", "covers_from": "2026", "covers_to": "2025"}
    rows = [element("item", "1", "item", "1"), element("item", "2", "measure")]
    said = list(checks.find(made(plans=[plan], elements=rows)))
    assert len(said) == 3
    assert all(text.ja and text.en and text.ja != text.en for one in said for text in (one.what, one.remedy))
