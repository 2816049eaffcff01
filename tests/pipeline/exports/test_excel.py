"""A workbook opens as people expect: types, headings in sight, the source with it; nothing runs; the same bytes."""

import io
import time
import zipfile
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from pipeline.exports import excel
from pipeline.exports.sheet import DATE, FLAG, INTEGER, IRI, NUMBER, STRING, Column, Sheet
from pipeline.model.text import Text
from pipeline.release.store import Release

COLUMNS = (
    Column("code", Text("コード", "Code"), STRING),
    Column("line", Text("行", "Line"), INTEGER),
    Column("value", Text("値", "Value"), NUMBER, description=Text("円", "in yen")),
    Column("day", Text("日", "Day"), DATE),
    Column("met", Text("達成", "Met"), FLAG),
)
ROW = {"code": "092029", "line": "12", "value": "-5.5", "day": "2024-04-01", "met": "true"}
BLANK = dict.fromkeys(ROW, "")
SHEET = Sheet("x", "x", Text("目標と実績", "Targets"), COLUMNS, [ROW, BLANK])
FACTS = excel.facts(
    Text("計画", "A plan"), "https://example.org/dataset/x", Text("出典:市", "Source: a city"), "https://l/"
)


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content: bytes, sheet: int = 0) -> list[list[object]]:
    return [[cell.value for cell in row] for row in opened(content).worksheets[sheet].rows]


def test_a_cell_is_what_its_column_holds_and_a_code_stays_a_text() -> None:
    assert cells(excel.workbook([SHEET], FACTS)) == [
        ["コード", "行", "値", "日", "達成"],
        ["092029", 12, -5.5, datetime(2024, 4, 1), True],
    ]


@pytest.mark.parametrize(
    ("column", "text", "found"),
    [
        ("value", "1234567890123456", "1234567890123456"),
        ("value", "1.50", 1.5),
        ("value", "NaN", "NaN"),
        ("line", "一", "一"),
        ("day", "4月", "4月"),
        ("met", "はい", "はい"),
        ("code", "10.1", "10.1"),
        ("code", "=1+1", "=1+1"),
        ("code", "#N/A", "#N/A"),
        ("code", "a\x00b", "a\ufffdb"),
        ("code", "x" * 40_000, "x" * 32_766 + "…"),
    ],
)
def test_what_is_not_of_its_type_is_the_text_that_it_is_and_nothing_runs(
    column: str, text: str, found: object
) -> None:
    book = opened(excel.workbook([replace(SHEET, rows=[{**BLANK, column: text}])], FACTS))
    (cell,) = (cell for cell in book.worksheets[0][2] if cell.value is not None)
    assert cell.value == found
    assert cell.data_type == ("s" if isinstance(found, str) else "n")


def test_headings_stay_in_sight_and_columns_are_as_wide_as_they_need() -> None:
    first = opened(excel.workbook([SHEET], FACTS)).worksheets[0]
    assert first.freeze_panes == "A2"
    assert first["A1"].font.bold
    assert 8 <= first.column_dimensions["A"].width <= 60


def test_rows_are_filtered_by_the_headings_and_an_iri_leaves_room_for_what_is_read() -> None:
    addressed = Sheet(
        "x", "x", SHEET.title, (Column("id", Text("ID", "ID"), IRI), *COLUMNS), [{"id": "h" * 70, **ROW}]
    )
    first, source = opened(excel.workbook([addressed], FACTS)).worksheets
    assert first.auto_filter.ref == "A1:F2"
    assert first.column_dimensions["A"].width == 20
    assert source.auto_filter.ref == f"A1:C{source.max_row}"
    assert [cell.value for cell in source[1]] == list(excel.ABOUT)


@pytest.mark.parametrize(
    ("column", "text", "shown"),
    [
        ("value", "280405000", "#,##0"),
        ("value", "-27971.5", "#,##0.0##"),
        ("value", "46.8", "General"),
        ("value", "2024", "General"),
        ("line", "12", "General"),
        ("code", "132292", "General"),
    ],
)
def test_large_numbers_are_read_in_thousands_and_no_year_or_code_is(
    column: str, text: str, shown: str
) -> None:
    book = opened(excel.workbook([replace(SHEET, rows=[{**BLANK, column: text}])], FACTS))
    (cell,) = (cell for cell in book.worksheets[0][2] if cell.value is not None)
    assert cell.number_format == shown


def test_a_workbook_is_headed_in_english_where_that_is_asked_for_and_says_the_japanese_beside() -> None:
    content = excel.workbook([SHEET], FACTS, "en")
    assert cells(content)[0] == ["Code", "Line", "Value", "Day", "Met"]
    assert opened(content).sheetnames == ["Targets", excel.SOURCE]
    assert ["Targets", "Value", "value: 値 (in yen)"] in cells(content, -1)


def test_a_file_says_what_it_is_where_a_computer_lists_it() -> None:
    properties = opened(excel.workbook([SHEET], FACTS)).properties
    assert (properties.title, properties.creator) == ("計画", "keikaku")


def test_the_last_sheet_says_where_the_tables_are_from_and_what_columns_are() -> None:
    *_, last = cells(excel.workbook([SHEET], FACTS), -1)
    said = cells(excel.workbook([SHEET], FACTS), -1)
    assert ["出典 Source", None, "出典:市"] in said
    assert ["識別子 Identifier", None, "https://example.org/dataset/x"] in said
    assert ["目標と実績", "値", "value: Value (in yen)"] in said
    assert last == ["目標と実績", "達成", "met: Met"]


def test_sheets_have_names_that_excel_takes() -> None:
    long = replace(SHEET, title=Text("目標/実績:" + "あ" * 40, "x"))
    names = opened(excel.workbook([long, long, replace(SHEET, title=Text("", ""))], FACTS)).sheetnames
    assert len(set(names)) == len(names) == 4
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_the_same_tables_are_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = excel.workbook([SHEET], FACTS)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert excel.workbook([SHEET], FACTS) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert opened(first).properties.modified == datetime(1980, 1, 1)


def test_every_dataset_with_tables_has_a_workbook_of_them(built_release: Release) -> None:
    for dataset in built_release.datasets:
        paths = {file.path for file in dataset.files}
        tables = [path for path in paths if path.endswith(".parquet")]
        assert (f"data/{dataset.id}.xlsx" in paths) == bool(tables)
        if tables:
            content = (built_release.path / f"data/{dataset.id}.xlsx").read_bytes()
            assert len(opened(content).sheetnames) == len(tables) + 1
