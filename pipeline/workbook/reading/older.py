"""Reads the spreadsheets that are no .xlsx: Excel's .xls and LibreOffice's .ods, by calamine.

Of these a number's format is not known: 0.45 may have shown as 45%. A fraction below ten is therefore named, not
read; a workbook saved as .xlsx says what it shows.
"""

import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.sax import ContentHandler, SAXException
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from pipeline.model.errors import Problem, TableError
from pipeline.workbook import words
from pipeline.workbook.reading import archive as archives
from pipeline.workbook.reading.number_formats import plain
from pipeline.workbook.sheets import (
    MAXIMUM_CELLS,
    MAXIMUM_COLUMNS,
    MAXIMUM_ROWS,
    Cell,
    Sheet,
    Sheets,
    at,
    cell,
    content_of,
    letter,
    sheet,
)

SUFFIXES = (".xls", ".ods")
MAXIMUM_BYTES = 20 * 2**20
_COMPOUND = b"\xd0\xcf\x11\xe0"
_SAVE = ".xlsxとして保存しなおしてください。"
Value = int | float | str | bool | time | date | datetime | timedelta


def read(path: Path) -> Sheets:
    """The sheets of a workbook by name; raises TableError when it cannot be read or is too large."""
    content = content_of(path, MAXIMUM_BYTES)
    try:
        _refuse(path.name, content)
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            names = [name for name in book.sheet_names if not words.is_ignored(name)]
            return {name: _sheet(book.get_sheet_by_name(name)) for name in names}
    except (CalamineError, zipfile.BadZipFile, SAXException, KeyError, ValueError) as error:
        what = f"表計算のファイルとして読めません（{type(error).__name__}）。"
        raise TableError(Problem(path.name, what, f"パスワードを外し、{_SAVE}")) from error


def _refuse(name: str, content: bytes) -> None:
    """Refuses what is not what its name says, is dangerous, or repeats its cells until they are too many."""
    if name.lower().endswith(".xls"):
        if not content.startswith(_COMPOUND):
            raise CalamineError("no compound file")
        return
    with zipfile.ZipFile(BytesIO(content)) as archive:
        fault = archives.suspicious(archive)
        if fault:
            raise TableError(Problem(name, *fault))
        if any(member.startswith("xl/") for member in archive.namelist()):
            raise CalamineError("a workbook of Excel within")
        walk = _Walk()
        with archive.open("content.xml") as file:
            defusedxml.sax.parse(file, walk, forbid_dtd=True)
    if walk.cells > MAXIMUM_CELLS:
        what = f"ブック全体で{MAXIMUM_CELLS:,}セルを超えています。"
        raise TableError(Problem(name, what, "空の行と列を削除するか、分けてください。"))


class _Walk(ContentHandler):
    """Counts the cells with a value of an OpenDocument spreadsheet, as often as each is repeated."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = 0
        self._rows = 1

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the interface's name
        if name == "table:table-row":
            self._rows = int(attrs.get("table:number-rows-repeated", "1"))
        elif name == "table:table-cell" and attrs.get("office:value-type"):
            self.cells += self._rows * int(attrs.get("table:number-columns-repeated", "1"))


def _sheet(page: CalamineSheet) -> Sheet:
    height, width = page.end or (0, 0)
    if height >= MAXIMUM_ROWS or width >= MAXIMUM_COLUMNS:
        what = f"{height + 1:,}行{width + 1:,}列まで使われています。"
        remedy = f"{MAXIMUM_ROWS:,}行{MAXIMUM_COLUMNS}列より外を行ごと、列ごと削除してください。"
        raise TableError(Problem(at(page.name), what, remedy))
    rows = [[_cell(value) for value in row] for row in page.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in page.merged_cell_ranges or ():
        block = f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
        for row in rows[top : bottom + 1]:
            for index in range(left, min(right + 1, len(row))):
                first = rows[top][left]
                row[index] = Cell(first.text, first.day, first.truth, block, first.fault)
    return sheet(page.name, list(enumerate(rows, start=1)))


def _cell(value: Value) -> Cell:
    if isinstance(value, bool):
        return Cell(truth=value)
    if isinstance(value, datetime | date):
        return Cell(day=value.date() if isinstance(value, datetime) else value)
    if isinstance(value, time | timedelta):
        return Cell(
            fault=(f"時刻になっています（{value}）。", "書式を「文字列」にして入れなおしてください。")
        )
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)))
    return cell(value)


def _number(amount: Decimal) -> Cell:
    if amount.is_finite() and (amount == amount.to_integral_value() or abs(amount) >= 10):
        return Cell(plain(amount))
    what = f"表示形式の分からない数値です（{amount}。割合なら{amount:%}かもしれません）。"
    return Cell(fault=(what, f"書式を「文字列」にして入れなおすか、{_SAVE}"))
