"""The example that every sheet of the template shows is one that import takes as it stands."""

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from pipeline.model.files.data_folder import ROOT
from pipeline.tables import csv_files
from pipeline.tables.schema import TABLES
from pipeline.workbook import store, template, words

SAMPLE = store.read(ROOT / "tests" / "cases" / "workbook")
EMPTY: dict[str, pd.DataFrame] = {name: csv_files.frame(table, ()) for name, table in TABLES.items()}


def test_the_examples_of_all_sheets_copied_into_the_first_row_are_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "examples.xlsx"
    template.write(path, SAMPLE.about, EMPTY)
    book = load_workbook(path)
    for name in TABLES:
        page = book[words.SHEETS[name]]
        for column in range(1, page.max_column + 1):
            page.cell(template.FIRST_ROW, column).value = page.cell(2, column).value
    book.save(path)
    read = store.read(path)
    assert {name for name in TABLES if len(read.tables[name]) != 1} == set()
    assert list(read.tables["effects"]["status"]) == ["observed"]


@pytest.mark.parametrize("name", TABLES)
def test_an_example_fills_in_every_column_that_must_be(name: str) -> None:
    demanded = [one for one in TABLES[name].columns if words.note(one).startswith("必須")]
    assert [one.name for one in demanded if not (words.example(name, one) or one.codes)] == []
