"""Reads an Excel workbook (.xlsx) into sheets. What is dangerous or unclear is refused by its name.

A workbook comes from outside: its archive is looked at before anything unpacks it, macros and external
content are refused, no formula is ever taken for a value, and merged cells are named, not guessed at.
"""

import struct
import warnings
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.errors import Problem, TableError
from pipeline.workbook import words
from pipeline.workbook.sheets import Cell, Sheet, Sheets, at, cell, sheet

MAXIMUM_BYTES = 20 * 2**20
MAXIMUM_UNPACKED = 200 * 2**20
MAXIMUM_RATIO = 200
MAXIMUM_MEMBERS = 1000
MAXIMUM_ROWS = 20_000
MAXIMUM_COLUMNS = 100

_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # the header of .xls, and of a workbook with a password
# What zipfile and openpyxl raise on an archive or XML that is not what its name says: no error of their own.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    SyntaxError,  # of XML, whichever library openpyxl reads it with
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
    content = path.read_bytes()
    if path.suffix.lower() != ".xlsx":
        what = f"拡張子が{path.suffix}です。" if path.suffix else "拡張子がありません。"
        raise TableError(Problem(path.name, what, "マクロなしの.xlsxとして保存してください。"))
    _refuse(path.name, content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # openpyxl warns of styles and drawings it drops: nobody's concern
            book = load_workbook(BytesIO(content), keep_links=False)
            return _sheets(book)
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
    if len(content) > MAXIMUM_BYTES:
        return f"{MAXIMUM_BYTES // 2**20} MiBを超えています。", "画像などを取り除いてください。"
    if content.startswith(_OLD_FORMAT):
        return "古い形式（.xls）か、パスワード付きです。", "パスワードを外し、.xlsxとして保存してください。"
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _suspicious_members(archive)
    except _UNREADABLE as error:
        what = f"Excelブック（.xlsx）ではないか、壊れています（{type(error).__name__}）。"
        return what, "Excelで開き、.xlsxとして保存しなおしてください。"


def _suspicious_members(archive: zipfile.ZipFile) -> tuple[str, str] | None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MAXIMUM_MEMBERS or unpacked > MAXIMUM_UNPACKED or unpacked / packed > MAXIMUM_RATIO:
        what = f"展開すると大きくなりすぎます（{len(members)}個、{unpacked:,}バイト）。"
        return what, "新しいブックに値だけを貼り付けて保存してください。"
    for member in members:
        if "vbaProject" in member.filename or "/macrosheets/" in member.filename:
            return (
                f"マクロが含まれています（{member.filename}）。",
                "マクロなしの.xlsxとして保存してください。",
            )
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as file:
                content = file.read(MAXIMUM_UNPACKED + 1)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:64]:
                what = f"XMLに宣言または別の文字コードがあります（{member.filename}）。"
                return what, "Excelで.xlsxとして保存しなおしてください。"
    return None


def _sheets(book: Workbook) -> Sheets:
    problems = [
        Problem(at(chart.title), "グラフのシートです。", "シートを削除してください。")
        for chart in book.chartsheets
    ]
    pages = [page for page in book.worksheets if not _ignored(page.title)]
    for page in pages:
        if page.max_row > MAXIMUM_ROWS or page.max_column > MAXIMUM_COLUMNS:
            what = f"{page.max_row:,}行{page.max_column:,}列まで使われています。"
            remedy = f"{MAXIMUM_ROWS:,}行{MAXIMUM_COLUMNS}列より外を行ごと、列ごと削除してください。"
            problems.append(Problem(at(page.title), what, remedy))
    if problems:
        raise TableError(problems)
    return {page.title: _sheet(page.title, page) for page in pages}


def _ignored(name: str) -> bool:
    return name in (words.GUIDE, words.CHOICES) or name.startswith(words.MEMO)


def _sheet(name: str, page: Worksheet) -> Sheet:
    merged = {
        (row, column): str(block)
        for block in page.merged_cells.ranges
        for row in range(block.min_row, block.max_row + 1)
        for column in range(block.min_col, block.max_col + 1)
    }
    rows = [
        (number, [_cell(one, merged.get((number, column))) for column, one in enumerate(row, start=1)])
        for number, row in enumerate(page.iter_rows(), start=1)
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
