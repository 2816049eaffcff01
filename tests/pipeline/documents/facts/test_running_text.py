"""What the sheets say in sentences, what was corrected in them, and the sample sheets, which are no data."""

from collections.abc import Mapping

Rows = Mapping[str, list[dict[str, str]]]


def test_every_sheet_says_what_was_done_in_fiscal_year_2025(tables: Rows) -> None:
    progress = [row for row in tables["texts"] if row["kind"] == "progress"]
    assert len(progress) == 61
    assert {row["fiscal_year"] for row in progress} == {"2025"}
    assert not any(row["text"].startswith(("<", "〈")) for row in progress)


def test_texts_hold_no_html(tables: Rows) -> None:
    assert not [row for row in tables["texts"] if "<p>" in row["text"] or "<li" in row["text"]]
    assert [row["text"] for row in tables["texts"] if "<ul" in row["text"]] == []


def test_corrections_show_in_the_tables_and_not_in_the_document(tables: Rows, document_text: str) -> None:
    lines = document_text.split("\n")
    assert lines[1246].split("\t")[1].startswith("デジタルデバ") and "й" in lines[1246]
    assert all("й" not in value for rows in tables.values() for row in rows for value in row.values())
    assert "取組の" in lines[1230]


SAMPLES = [*range(200, 241), *range(1204, 1229)]
"""The lines of the two sample sheets, シートの読み方."""


def test_nothing_of_the_sample_sheets_is_data(tables: Rows) -> None:
    lines = {str(line) for line in SAMPLES}
    for name, rows in tables.items():
        if name != "passages":
            assert not [row for row in rows if row.get("line") in lines], name
    kinds = {row["kind"] for row in tables["passages"] if row["line"] in lines}
    assert kinds == {"heading", "sample"}


def test_item_7_has_one_indicator_and_priority_1_its_own_title(tables: Rows) -> None:
    """Both repeat in a sample sheet, the second with the title lost."""
    assert [row["indicator"] for row in tables["indicators"] if row["element"] == "7"].count("1") == 2
    lines = {(row["level"], row["element"]): row["line"] for row in tables["elements"]}
    assert (lines["item", "7"], lines["priority", "1"]) == ("371", "1263")
    assert len(lines) == len(tables["elements"])
