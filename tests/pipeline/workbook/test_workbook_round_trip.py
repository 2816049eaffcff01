"""Tables → workbook → tables are equal: for every municipality here, and for any tables at all."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.tables import csv_files
from pipeline.tables.csv_files import Tables
from pipeline.tables.schema import TABLES
from pipeline.workbook import known, store, template

DATA = DataFolder(ROOT / "data")
SAMPLE = store.read(ROOT / "tests" / "cases" / "workbook")
EDITIONS = [
    (code, year)
    for code in DATA.municipalities()
    for year in DATA.editions(code)
    if not (DATA.source(code, year) / "columns.toml").exists()
]
"""Those of a city's own table are read again from that table: test_fidelity.py."""
FORMS = ["book.xlsx", "folder"]


def differing(one: Tables, other: Tables) -> list[str]:
    return [name for name in TABLES if not one[name].equals(other[name])]


def test_there_are_at_least_four_municipalities() -> None:
    assert len({code for code, _ in EDITIONS}) >= 4


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("code", "year"), EDITIONS)
def test_the_tables_of_a_municipality_come_back_equal(
    code: str, year: str, form: str, tmp_path: Path
) -> None:
    about, filled = known.read(DATA, code, year)
    template.write(tmp_path / form, about, filled)
    back = store.read(tmp_path / form)
    assert back.about == about
    assert differing(back.tables, csv_files.read(DATA.tables(code, year))) == []


@pytest.mark.parametrize(("code", "year"), [one for one in EDITIONS if one[0] != "132292"])
def test_the_text_kept_of_a_workbook_gives_the_same_tables_again(code: str, year: str) -> None:
    path = DATA.source(code, year) / f"{code}-{year}.txt"
    again = store.read(path)
    assert again.text == path.read_text(encoding="utf-8")
    assert differing(again.tables, csv_files.read(DATA.tables(code, year))) == []


def test_every_row_points_at_its_line_of_the_text_kept() -> None:
    lines = SAMPLE.text.split("\n")
    for row in SAMPLE.tables["cells"].to_dict("records"):
        assert row["raw_text"] in lines[int(row["line"]) - 1]
    assert "2797万1119円" in lines[int(SAMPLE.tables["cells"]["line"][1]) - 1]


CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Cf", "Mn"], exclude_characters="\ufffe\uffff\u2028\u2029\x85#＃"
)
"""But for what no one can see, marks that belong to the letter before, and the signs of an overflow."""
TEXTS = st.text(CHARACTERS | st.sampled_from("\n\t=-+@,\"'１"), max_size=12).map(str.strip).filter(bool)


@st.composite
def some_tables(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    numbers = draw(st.lists(st.integers(1, 999), min_size=1, max_size=4, unique=True))
    head = {"plan": "p", "level": "item"}
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    rows["plans"] = [
        {
            "plan": "p",
            "title": draw(TEXTS),
            "edition_title": draw(TEXTS),
            "covers_from": 2024,
            "covers_to": 2028,
        }
    ]
    for number in numbers:
        one = {**head, "element": number}
        rows["elements"].append({**one, "title": draw(TEXTS), "purpose": draw(TEXTS)})
        rows["texts"].append({**one, "kind": "comment", "sequence": 1, "text": draw(TEXTS)})
        rows["glossary"].append({"plan": "p", "term": f"{number}{draw(TEXTS)}", "definition": draw(TEXTS)})
    return {
        name: csv_files.frame(table, [{**row, "line": line} for line, row in enumerate(rows[name], start=1)])
        for name, table in TABLES.items()
    }


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=20, deadline=None)
@given(filled=some_tables())
def test_any_tables_come_back_equal(form: str, filled: dict[str, pd.DataFrame]) -> None:
    with TemporaryDirectory() as folder:
        template.write(Path(folder) / form, SAMPLE.about, filled)
        assert differing(store.read(Path(folder) / form).tables, filled) == []


@pytest.mark.parametrize("text", ["x" * 40_000, "bell\x07"])
def test_a_text_that_a_cell_of_excel_cannot_hold_is_named_not_cut(text: str, tmp_path: Path) -> None:
    filled = {**SAMPLE.tables, "plans": SAMPLE.tables["plans"].assign(title=text)}
    with pytest.raises(TableError, match=r"plans\.csv, row 2, column title"):
        template.write(tmp_path / "book.xlsx", SAMPLE.about, filled)
    assert not list(tmp_path.iterdir())
