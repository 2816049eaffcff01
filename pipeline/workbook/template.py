"""Writes a workbook, empty or filled in: an Excel file for people, or the same as a folder of CSV files.

Every sheet has the same head: what to write, an example, the headings; entries start in row 4. Columns are
formatted as text, so that Excel turns nothing into a date or a number.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.errors import Problem, TableError
from pipeline.model.files import whole_files
from pipeline.tables.csv_files import Tables
from pipeline.tables.schema import FLAG, TABLES, Column, Reference, Table
from pipeline.workbook import about as about_sheet
from pipeline.workbook import wide_sheet, words
from pipeline.workbook.about import About
from pipeline.workbook.forms import wide

FIRST_ROW = 4
LAST_ROW = 2000
MAXIMUM_TEXT = 32_767  # Excel's limit of one cell

_HEAD = PatternFill("solid", fgColor="FFD9E2EC")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_FLAGS = ("true", "false")

GUIDE = (
    "この帳票は、自治体の計画を「keikaku」で公開するためのものです。",
    "記入するシート: 自治体、計画、取組は必ず。指標と数値があれば、ほかの自治体と比べられます。",
    "各シートの1行目は書き方、2行目は記入例、3行目は見出しです。4行目から記入します。",
    "値は印刷されたとおりに、単位も含めて書きます（1億1939万円、45.0%、前年度以上、—）。計算や換算はしません。",
    "印刷がない欄は行を作らないか、状態に「空欄」を選びます。0とは書きません。",
    "階層の呼び方は計画ごとに違います。大綱・方針は第1階層、施策・推進項目は第2階層、取組・実施項目は第3階層です。",
    "番号は計画の中で重ならなければ何でもかまいません。印刷された番号があれば、それを使います。",
    "マクロは使えません。数式は、Excelが最後に表示した値を読みます。",
    "指標と数値は、1指標1行で年度の列が並ぶシート「指標一覧」に書いてもかまいません。",
    "結合したセル、取り消し線、見えない文字は、どのセルかを示して取り込みを断ります。",
    "名前が「メモ」で始まるシートは読みません。自由に使えます。",
    "確かめるには: keikaku import この帳票.xlsx --check",
    "取り込むには: keikaku import この帳票.xlsx",
)


def write(path: Path, about: About, tables: Tables, in_wide_sheet: bool = False) -> None:
    """Writes a workbook: an Excel file where the path ends in .xlsx, otherwise a folder of CSV files.

    `in_wide_sheet` puts the indicators that fit it, with their figures, on the wide sheet; else that stands empty beside the
    others.

    Raises TableError naming every text that a workbook cannot hold.
    """
    split = (
        wide_sheet.split(tables)
        if in_wide_sheet
        else wide_sheet.Split(wide_sheet.blank(tables), dict(tables))
    )
    tables = split.rest
    if path.suffix.lower() == ".xlsx":
        content = BytesIO()
        _book(about, tables, split.rows).save(content)
        path.parent.mkdir(parents=True, exist_ok=True)
        whole_files.replace({path: content.getvalue()})
        return
    sheets: dict[str, Sequence[Sequence[str]]] = {
        words.GUIDE: [[line] for line in GUIDE],
        words.ABOUT: _about_rows(about),
        words.WIDE: split.rows,
        **{
            words.SHEETS[name]: [*_head(table), *_body(table, tables[name])] for name, table in TABLES.items()
        },
    }
    path.mkdir(parents=True, exist_ok=True)
    whole_files.replace({path / f"{name}.csv": _csv(rows) for name, rows in sheets.items()})


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with BOM and CRLF: what Excel in Japan opens without being asked."""
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _about_rows(about: About) -> list[tuple[str, str, str]]:
    return [(about_sheet.HEADING, about_sheet.VALUE, "書き方"), *about_sheet.rows(about)]


def _head(table: Table) -> list[list[str]]:
    return [
        [words.note(column) for column in table.columns],
        [_example(table, column) for column in table.columns],
        [words.heading(column) for column in table.columns],
    ]


def _example(table: Table, column: Column) -> str:
    example = words.example(table.name, column)
    choices = _choices(column)
    if not choices or example in choices:
        return example
    return choices[0] if column.required else ""


def _body(table: Table, frame: pd.DataFrame) -> Iterator[list[str]]:
    coded = [bool(_choices(column)) for column in table.columns]
    for row in frame[list(table.names)].itertuples(index=False, name=None):
        yield [
            words.CODES.get(text, text) if is_code else text
            for text, is_code in zip(map(str, row), coded, strict=True)
        ]


def _choices(column: Column) -> list[str]:
    codes = _FLAGS if column.type == FLAG else column.codes
    return [words.CODES[code] for code in codes]


def _book(about: About, tables: Tables, wide_rows: Sequence[Sequence[str]]) -> Workbook:
    problems = list(_unwritable(tables))
    if problems:
        raise TableError(problems)
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = words.GUIDE
    guide.column_dimensions["A"].width = 110
    _fill(guide, [[line] for line in GUIDE])
    page = _page(book, words.ABOUT, _about_rows(about), 1)
    for letter, width in zip("ABC", (24, 60, 60), strict=True):
        page.column_dimensions[letter].width = width
    choices = _choice_sheet(book)
    for name, table in TABLES.items():
        rows = [*_head(table), *_body(table, tables[name])]
        page = _page(book, words.SHEETS[name], rows, FIRST_ROW - 1)
        _add_choices(page, table.columns, table.references, choices)
        if name == "cells":
            _add_wide(book, wide_rows, choices)
    book.move_sheet(words.CHOICES, len(TABLES) + 1)
    return book


def _add_wide(book: Workbook, rows: Sequence[Sequence[str]], choices: dict[tuple[str, ...], str]) -> None:
    width = len(rows[1])
    page = _page(book, words.WIDE, [[*rows[0], *[""] * (width - 1)], *rows[1:]], len(rows[:2]))
    page.cell(1, 1).alignment = Alignment(wrap_text=False, vertical="top")
    _add_choices(page, wide.COLUMNS, (), choices, first=3)


def _unwritable(tables: Tables) -> Iterator[Problem]:
    for name in TABLES:
        for column, values in tables[name].items():
            for row, value in enumerate(map(str, values), start=2):
                if len(value) > MAXIMUM_TEXT or _NOT_IN_XML.search(value):
                    what = "holds more characters, or others, than a cell of Excel can."
                    where = f"{name}.csv, row {row}, column {column}"
                    yield Problem(where, what, "Use the folder of CSV files instead.")


def _page(book: Workbook, title: str, rows: Sequence[Sequence[str]], heading: int) -> Worksheet:
    """A sheet of rows whose columns are text; the heading row stands out and stays in view."""
    page: Worksheet = book.create_sheet(title)
    for index in range(1, len(rows[0]) + 1):
        dimension = page.column_dimensions[get_column_letter(index)]
        dimension.number_format = "@"
        dimension.width = 18
    _fill(page, rows)
    for cell in page[heading]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for row in page.iter_rows(max_row=heading - 1):
        for cell in row:
            cell.font = Font(italic=True, color="FF666666")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = f"A{heading + 1}"
    return page


def _fill(page: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows, start=1):
        for index, text in enumerate(row, start=1):
            if text:
                cell = page.cell(number, index, text)
                cell.data_type = "s"  # else a text that begins with = would become a formula
                cell.number_format = "@"


def _choice_sheet(book: Workbook) -> dict[tuple[str, ...], str]:
    """A hidden sheet of every list of choices; the range of each."""
    page = book.create_sheet(words.CHOICES)
    page.sheet_state = "hidden"
    ranges: dict[tuple[str, ...], str] = {}
    for table in TABLES.values():
        for column in table.columns:
            choices = tuple(_choices(column))
            if choices and choices not in ranges:
                letter = get_column_letter(len(ranges) + 1)
                ranges[choices] = f"'{words.CHOICES}'!${letter}$1:${letter}${len(choices)}"
                for number, choice in enumerate(choices, start=1):
                    page.cell(number, len(ranges), choice)
    return ranges


def _add_choices(
    page: Worksheet,
    columns: Sequence[Column],
    references: Sequence[Reference],
    choices: dict[tuple[str, ...], str],
    first: int = FIRST_ROW,
) -> None:
    """Drop-downs: the codes of a column, and for a department those named on their own sheet."""
    units = f"'{words.SHEETS['units']}'!$A${FIRST_ROW}:$A${LAST_ROW}"
    for index, column in enumerate(columns, start=1):
        named = any(reference.columns == (column.name,) for reference in references)
        listed = choices.get(tuple(_choices(column))) or (
            units if named and column.name.startswith("unit") else ""
        )
        if listed:
            letter = get_column_letter(index)
            validation = DataValidation("list", formula1=f"={listed}", allow_blank=True)
            validation.errorTitle, validation.error = "選択肢", "一覧から選んでください。"
            validation.add(f"{letter}{first}:{letter}{LAST_ROW}")
            page.add_data_validation(validation)
