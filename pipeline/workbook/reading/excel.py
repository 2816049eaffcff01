"""Reads an Excel workbook (.xlsx) into sheets, as the person who opens it sees them.

A workbook comes from outside: its archive is looked at before anything unpacks it; macros and external content are
refused. A formula is read as the value that Excel last showed for it, a number as its format shows it. What is
struck through or cannot be said is named by its cell, never guessed at.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook import Workbook

from pipeline.formats.spreadsheets.excel import UNREADABLE
from pipeline.model.errors import Problem, TableError
from pipeline.workbook import words
from pipeline.workbook.reading import archive as archives
from pipeline.workbook.reading.archive import Used
from pipeline.workbook.reading.number_formats import shown
from pipeline.workbook.sheets import Cell, Sheet, Sheets, at, cell, content_of, letter, sheet

MAXIMUM_BYTES = 20 * 2**20

_COMPOUND = b"\xd0\xcf\x11\xe0"  # the header of .xls, and of a workbook with a password
_AS_TEXT = "書式を「文字列」にして、見えているとおりに入れなおしてください。"


def read(path: Path) -> Sheets:
    """The sheets of a workbook by name.

    Raises TableError: the file is no workbook, is too large, or holds macros or external content.
    """
    content = content_of(path, MAXIMUM_BYTES)
    problem = _suspicious(content)
    if problem:
        raise TableError(Problem(path.name, *problem))
    try:
        return _sheets(content)
    except UNREADABLE as error:
        what = f"Excelブックとして読めません（{type(error).__name__}）。"
        raise TableError(
            Problem(path.name, what, "Excelで開き、.xlsxとして保存しなおしてください。")
        ) from error


def _suspicious(content: bytes) -> tuple[str, str] | None:
    """What is wrong with the archive, before any of it is unpacked whole."""
    if content.startswith(_COMPOUND):
        return (
            "パスワード付きか、.xlsではない名前の古い形式です。",
            "パスワードを外し、.xlsxとして保存してください。",
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archives.suspicious(archive)
    except UNREADABLE as error:
        what = f"Excelブック（.xlsx）ではないか、壊れています（{type(error).__name__}）。"
        return what, "Excelで開き、.xlsxとして保存しなおしてください。"


def _sheets(content: bytes) -> Sheets:
    pages = [page for page in archives.pages(content) if page.is_chart or not words.is_ignored(page.name)]
    charts = [
        Problem(at(page.name), "グラフのシートです。", "シートを削除してください。")
        for page in pages
        if page.is_chart
    ]
    if charts:
        raise TableError(charts)
    used = archives.used(content, pages)
    with closing(_opened(content)) as book:
        if not any(one.formulas for one in used.values()):
            return {name: _sheet(name, one, _rows(book, name, one)) for name, one in used.items()}
        with closing(_opened(content, data_only=True)) as results:
            return {
                name: _sheet(name, one, _computed(_rows(book, name, one), _rows(results, name, one)))
                for name, one in used.items()
            }


def _opened(content: bytes, data_only: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles it drops: nobody's concern
        return load_workbook(
            BytesIO(content), read_only=True, keep_links=False, rich_text=True, data_only=data_only
        )


def _rows(book: Workbook, name: str, used: Used) -> Iterator[list[Cell]]:
    """The rows of a sheet, each walked once: openpyxl streams them."""
    if used.rows and used.columns:
        for row in book[name].iter_rows(max_row=used.rows, max_col=used.columns):
            yield [_cell(one) for one in row]


def _computed(rows: Iterator[list[Cell]], results: Iterator[list[Cell]]) -> Iterator[list[Cell]]:
    """Rows with the values that Excel kept for their formulas; a formula without one stays what it is."""
    for row, computed in zip(rows, results, strict=True):
        yield [
            result if _is_formula(one) and not result.blank else one
            for one, result in zip(row, computed, strict=True)
        ]


def _is_formula(one: Cell) -> bool:
    return one.fault is not None and one.fault[0].startswith("数式です")


def _sheet(name: str, used: Used, rows: Iterator[list[Cell]]) -> Sheet:
    blocks = {
        (row, column): (f"{letter(left - 1)}{top}:{letter(right - 1)}{bottom}", (top, left))
        for left, top, right, bottom in used.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    firsts: dict[tuple[int, int], Cell] = {}
    found = []
    for number, cells in enumerate(rows, start=1):
        for index in range(len(cells)):
            place = number, index + 1
            if place in used.struck and not cells[index].fault:
                cells[index] = Cell(fault=_struck_through(f"「{cells[index].text}」の一部"))
            if place in blocks:
                block, first = blocks[place]
                if place == first:
                    firsts[first] = cells[index]
                cells[index] = replace(firsts.get(first, Cell()), merged=block)
        found.append((number, cells))
    remarks = [f"隠れた行も読みました（{_listed(used.hidden)}行目）。"] if used.hidden else []
    return sheet(name, found, remarks)


def _listed(numbers: list[int], most: int = 10) -> str:
    more = "…" if len(numbers) > most else ""
    return "、".join(map(str, numbers[:most])) + more


def _cell(one: ExcelCell | MergedCell) -> Cell:
    value = one.value
    if value is None:
        return Cell()
    struck = _struck(one)
    if struck:
        return Cell(fault=struck)
    if one.data_type == "f":
        formula = str(getattr(value, "text", value))[:40]
        return Cell(fault=(f"数式です（{formula}）。", "コピーして「値の貼り付け」をしてください。"))
    if one.data_type == "e":
        return Cell(fault=(f"Excelのエラー値です（{value}）。", "正しい値を文字で入れてください。"))
    if isinstance(value, datetime | date):
        return Cell(day=value.date() if isinstance(value, datetime) else value)
    if isinstance(value, time | timedelta):
        return Cell(
            fault=(f"時刻になっています（{value}）。", "書式を「文字列」にして入れなおしてください。")
        )
    if isinstance(value, bool):
        return Cell(truth=value)
    if isinstance(value, int | float):
        return _number(value, one.number_format)
    return cell(value)


def _struck(one: ExcelCell | MergedCell) -> tuple[str, str] | None:
    """What is wrong with a text of which all or a part is struck through (見え消し)."""
    whole = bool(one.font and one.font.strike)
    parts = one.value if isinstance(one.value, CellRichText) else [str(one.value)]
    struck, standing = "", ""
    for part in parts:
        own = part.font.strike if isinstance(part, TextBlock) else None
        text = part.text if isinstance(part, TextBlock) else str(part)
        if own if own is not None else whole:
            struck += text
        else:
            standing += text
    if not struck.strip():
        return None
    left = f"。残りは「{standing.strip()}」" if standing.strip() else ""
    return _struck_through(f"「{struck.strip()}」{left}")


def _struck_through(said: str) -> tuple[str, str]:
    remedy = "消すのなら文字を削除し、残すのなら取り消し線を外してください。"
    return f"取り消し線が引かれています（{said}）。", remedy


def _number(value: int | float, number_format: str) -> Cell:
    """A number as the person sees it; a format that is not read is named, because 0.45 may show as 45%."""
    amount = Decimal(repr(value))
    if not amount.is_finite():
        return Cell(fault=(f"数ではありません（{value}）。", "正しい値を文字で入れてください。"))
    text = shown(amount, number_format)
    if text is None:
        return Cell(fault=(f"表示形式「{number_format}」の数値です（{value}）。", _AS_TEXT))
    return cell(text)
