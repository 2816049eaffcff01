"""Every filled cell of the document became something, and what it became can be looked up."""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.documents import Extraction, coverage, document
from pipeline.documents.coverage import IGNORED, MAPPED, SAMPLE, STRUCTURAL
from pipeline.documents.document import Printed
from pipeline.model.errors import DocumentError

Rows = Mapping[str, list[dict[str, str]]]


def test_every_filled_line_and_cell_is_accounted_for(document_text: str, extraction: Extraction) -> None:
    """Counted from the text itself."""
    filled = {
        (number, column)
        for number, line in enumerate(document_text.split("\n"), start=1)
        for column, cell in enumerate(line.split("\t"), start=1)
        if cell.strip()
    }
    assert {(entry.line, entry.column) for entry in extraction.ledger} == filled
    counts = coverage.summary(extraction.ledger)
    assert counts["cells"] == len(filled) == 3845
    assert counts["lines"] == len({line for line, _ in filled}) == 1276


def test_totals_balance(extraction: Extraction) -> None:
    counts = coverage.summary(extraction.ledger)
    assert counts[MAPPED] + counts[STRUCTURAL] + counts[IGNORED] == counts["cells"]
    assert counts[IGNORED] == 107
    assert counts[MAPPED] > 1900


def test_a_cell_that_is_structure_or_ignored_says_why(extraction: Extraction) -> None:
    assert all(bool(entry.reason) == (entry.disposition != MAPPED) for entry in extraction.ledger)
    assert Counter(entry.reason for entry in extraction.ledger if entry.disposition == IGNORED) == {
        SAMPLE: 107
    }


def test_only_the_sample_sheets_are_ignored(extraction: Extraction) -> None:
    lines = {entry.line for entry in extraction.ledger if entry.disposition == IGNORED}
    assert all(200 < line < 241 or 1204 < line < 1229 for line in lines)


def test_a_mapped_cell_names_a_row_that_is_there(extraction: Extraction) -> None:
    for entry in extraction.ledger:
        if entry.disposition == MAPPED:
            table = extraction.tables[entry.table]
            assert entry.field in table.columns
            assert table[entry.field].iloc[int(entry.row) - 2] != "" or entry.table == "texts", entry


READ_AS = {
    ("elements", "fiscal_effect"): {"○": "true", "—": "false"},
    ("plans", "edition_title"): {"(令和8年度版)": "(令和8年度版)"},
    ("plans", "issued"): {"令和8年3月": "2026-03"},
}
"""Columns whose value is a translation of what is printed; all others hold a part of the printed text."""
TWO_LINES = (1107, 1108)
"""An entry of a list that goes on in the next line: its label holds both."""


def letters(text: str) -> str:
    """A text without spaces, tags and the signs that cleaning removes or that divide a cell."""
    for tag in ("<p>", "</p>", '<ul style="list-style-type: none">', "</ul>", "<li>", "</li>"):
        text = text.replace(tag, "")
    return "".join(character for character in text if not character.isspace() and character not in "|")


def test_what_a_table_holds_is_printed_in_the_cells_it_names(extraction: Extraction) -> None:
    """After the documented cleaning: line-break spaces, HTML tags; a cell joined from two lines holds both."""
    looked_at = Counter[str]()
    for entry in extraction.ledger:
        if entry.disposition != MAPPED:
            continue
        value = str(extraction.tables[entry.table][entry.field].iloc[int(entry.row) - 2])
        printed, held = letters(entry.text).replace("*", ""), letters(value).replace("*", "")
        if (entry.table, entry.field) in READ_AS:
            assert value.endswith(READ_AS[entry.table, entry.field][entry.text]), entry
        elif entry.table == "passages" or (entry.line in TWO_LINES and entry.field == "label"):
            assert printed.removeprefix("-③") in held, entry
        elif (entry.table, entry.field) == ("classifications", "concept"):
            assert chr(0x245F + int(held)) in printed or int(held) > 20, entry
        elif entry.text.startswith(("推進項目", "基本方針")) and held.replace("-", "").isdecimal():
            assert entry.text.startswith("基本方針") or held.rpartition("-")[2] in entry.text, entry
        else:
            assert held in printed, entry
            looked_at[entry.table] += 1
    assert looked_at["cells"] > 450
    assert set(looked_at) >= {
        "texts",
        "schedule",
        "indicators",
        "effects",
        "concepts",
        "glossary",
        "overviews",
    }


def test_the_values_of_two_cells_are_never_taken_from_one_place(extraction: Extraction) -> None:
    """But for a sentence that spans the years, which speaks for five."""
    places = Counter((entry.line, entry.column) for entry in extraction.ledger if entry.field == "raw_text")
    spanning = {(256, 4), (257, 4), (317, 4)}
    assert {place for place, number in places.items() if number > 1} <= spanning
    assert set(places.values()) == {1, 5}


def test_a_cell_that_became_nothing_is_named() -> None:
    read = document.parse("copy", "nishitokyo", "見出し\n知らない\t語")
    rows = {"passages": [{"text": read.lines[0].whole, "kind": "prose"}]}
    with pytest.raises(DocumentError) as raised:
        coverage.account(read, rows)
    assert [problem.where for problem in raised.value.problems] == ["line 2, column 1", "line 2, column 2"]
    assert "'知らない', which became nothing" in str(raised.value)


def test_a_text_remembers_its_place_when_it_is_changed() -> None:
    text = Printed(" 一 ", frozenset({(3, 2)}))
    assert text.then(str.strip) == "一"
    assert text.then(str.strip).places == text.saying("二").places == {(3, 2)}
    assert [part.places for part in Printed("一、二", text.places).parts(lambda text: text.split("、"))] == [
        text.places
    ] * 2
    assert text.line == 3


def test_the_release_holds_the_ledger_and_its_totals(extraction: Extraction, releases: Path) -> None:
    path = releases / "current" / "report" / "132292-2026" / "coverage.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(extraction.ledger)
    assert [int(row["line"]) for row in rows] == sorted(int(row["line"]) for row in rows)
    assert {row["disposition"] for row in rows} == {MAPPED, STRUCTURAL, IGNORED}
