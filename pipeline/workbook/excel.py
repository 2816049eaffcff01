"""Reads an Excel workbook (.xlsx) into sheets. What is dangerous or unclear is refused by its name.

A workbook comes from outside: its archive is looked at before anything unpacks it, macros and external
content are refused, no formula is ever taken for a value, and merged cells are named, not guessed at.
"""

import struct
import warnings
import zipfile
import zlib
from contextlib import closing
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.sax import SAXException

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.errors import Problem, TableError
from pipeline.workbook import archive as archives
from pipeline.workbook import words
from pipeline.workbook.archive import Used
from pipeline.workbook.sheets import Cell, Sheet, Sheets, at, cell, content_of, letter, sheet

MAXIMUM_BYTES = 20 * 2**20

_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # the header of .xls, and of a workbook with a password
# What zipfile and openpyxl raise on an archive or XML that is not what its name says: no error of their own.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    SyntaxError,  # of XML, whichever library openpyxl reads it with
    SAXException,
    CellCoordinatesException,
    InvalidFileException,
    NotImplementedError,
    RuntimeError,
    AttributeError,
    AssertionError,
    LookupError,
    TypeError,
    ValueError,
    EOFError,
    OSError,
)
_FORMATS = {"General": None, "@": None, "0": 0, "0.0": 1, "0.00": 2, "#,##0": 0, "#,##0.0": 1, "#,##0.00": 2}
_PERCENT = {"0%": 0, "0.0%": 1, "0.00%": 2}


def read(path: Path) -> Sheets:
    """The sheets of a workbook by name.

    Raises TableError: the file is no workbook, is too large, or holds macros or external content.
    """
    if path.suffix.lower() != ".xlsx":
        what = f"拡張子が{path.suffix}です。" if path.suffix else "拡張子がありません。"
        raise TableError(Problem(path.name, what, "マクロなしの.xlsxとして保存してください。"))
    content = content_of(path, MAXIMUM_BYTES)
    _refuse(path.name, content)
    try:
        return _sheets(content)
    except _UNREADABLE as error:
        what = f"Excelブックとして読めません（{type(error).__name__}）。"
        raise TableError(
            Problem(path.name, what, "Excelで開き、.xlsxとして保存しなおしてください。")
        ) from error


def _refuse(name: str, content: bytes) -> None:
    problem = _suspicious(content)
    if problem:
        raise TableError(Problem(name, *problem))


def _suspicious(content: bytes) -> tuple[str, str] | None:
    """What is wrong with the archive, before any of it is unpacked whole."""
    if content.startswith(_OLD_FORMAT):
        return "古い形式（.xls）か、パスワード付きです。", "パスワードを外し、.xlsxとして保存してください。"
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archives.suspicious(archive)
    except _UNREADABLE as error:
        what = f"Excelブック（.xlsx）ではないか、壊れています（{type(error).__name__}）。"
        return what, "Excelで開き、.xlsxとして保存しなおしてください。"


def _sheets(content: bytes) -> Sheets:
    pages = [page for page in archives.pages(content) if page.is_chart or not _ignored(page.name)]
    charts = [
        Problem(at(page.name), "グラフのシートです。", "シートを削除してください。")
        for page in pages
        if page.is_chart
    ]
    if charts:
        raise TableError(charts)
    used = archives.used(content, pages)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles it drops: nobody's concern
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        with closing(book):
            return {name: _sheet(name, book[name], used[name]) for name in used}


def _ignored(name: str) -> bool:
    return name in (words.GUIDE, words.CHOICES) or name.startswith(words.MEMO)


def _sheet(name: str, page: Worksheet, used: Used) -> Sheet:
    merged = {
        (row, column): f"{letter(left - 1)}{top}:{letter(right - 1)}{bottom}"
        for left, top, right, bottom in used.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    walked = page.iter_rows(max_row=used.rows, max_col=used.columns) if used.rows and used.columns else ()
    rows = [
        (number, [_cell(one, merged.get((number, column))) for column, one in enumerate(row, start=1)])
        for number, row in enumerate(walked, start=1)
    ]
    return sheet(name, rows)


def _cell(one: ExcelCell | MergedCell, merged: str | None) -> Cell:
    if merged:
        fault = f"セルが結合されています（{merged}）。", "結合を解除し、行ごとに値を入れてください。"
        return Cell(fault=fault)
    value = one.value
    if value is None:
        return Cell()
    if one.data_type == "f":
        fault = f"数式です（{str(value)[:40]}）。", "コピーして「値の貼り付け」をしてください。"
        return Cell(fault=fault)
    if one.data_type == "e":
        return Cell(fault=(f"Excelのエラー値です（{value}）。", "正しい値を文字で入れてください。"))
    if isinstance(value, datetime | date):
        return Cell(day=value.date() if isinstance(value, datetime) else value)
    if isinstance(value, time | timedelta):
        return Cell(
            fault=(f"時刻になっています（{value}）。", "書式を「文字列」にして入れなおしてください。")
        )
    if isinstance(value, bool):
        return Cell("true" if value else "false")
    if isinstance(value, int | float):
        return _number(value, one.number_format)
    return cell(value)


def _number(value: int | float, number_format: str) -> Cell:
    """A number as the person sees it; a format that is not known is named, because 0.45 may show as 45%."""
    amount = Decimal(repr(value))
    if not amount.is_finite():
        return Cell(fault=(f"数ではありません（{value}）。", "正しい値を文字で入れてください。"))
    if number_format in _PERCENT:
        return Cell(f"{amount * 100:.{_PERCENT[number_format]}f}%")
    if number_format not in _FORMATS:
        what = f"表示形式「{number_format}」の数値です（{value}）。"
        return Cell(fault=(what, "書式を「文字列」にして、見えているとおりに入れなおしてください。"))
    decimals = _FORMATS[number_format]
    comma = "," if number_format.startswith("#") else ""
    if decimals is not None:
        return Cell(f"{amount:{comma}.{decimals}f}")
    whole = amount == amount.to_integral_value()
    return Cell(format(amount.to_integral_value() if whole else amount, "f"))
