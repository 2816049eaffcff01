"""Tables as a workbook (Office Open XML) for Excel and its like: typed cells, headings to filter by, the source at the end.

Nothing in it runs: every cell says whether it is a text. The same tables are the same bytes: the parts of the file and its
properties are all of the earliest time that a ZIP file can say.
"""

import errno
import io
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import tostring

from pipeline.exports.sheet import DATE, FLAG, INTEGER, IRI, NUMBER, Column, Sheet
from pipeline.model.text import Text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_575
"""Rows below the headings that a sheet may have (ECMA-376; Excel's limits)."""
LONGEST_TEXT = 32_767
SOURCE = "出典 Source"
ABOUT = ("項目・表 Item or sheet", "列 Column", "内容 Content")
"""The headings of the last sheet."""
_TAB = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TAB = 31
_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; one of more is written as a text."""
_NARROWEST, _WIDEST, _WIDEST_IRI, _LOOKED_AT = 8, 60, 20, 200
_GROUPED_FROM = 10_000
"""Numbers from which digits are grouped by commas, as a year never is."""
_NOT_A_TEXT = ("=", "#")
"""What formulae and errors (#N/A) begin with."""
_CORE = "docProps/core.xml"
_EARLIEST = datetime(1980, 1, 1)

Facts = Sequence[tuple[str, str]]
"""What a workbook says of itself: a label, and what there is to say."""


def path(dataset: str) -> str:
    """Where the workbook of a dataset lies in a release."""
    return f"data/{dataset}.xlsx"


def facts(title: Text, iri: str, credit: Text, licence: str) -> Facts:
    """What a workbook says of the tables in it, in Japanese and English."""
    return (
        ("表題 Title", title.ja),
        ("", title.en),
        ("出典 Source", credit.ja),
        ("", credit.en),
        *((("ライセンス Licence", licence),) if licence else ()),
        ("識別子 Identifier", iri),
    )


def workbook(sheets: Sequence[Sheet], facts: Facts, language: str = "ja") -> bytes:
    """The tables as a workbook, a sheet each, headed in a language; the last has the facts, and what every column is.

    Raises OSError where there is no room for the temporary files of openpyxl, which lxml tells by an error of its own.
    """
    book = Workbook(write_only=True)
    try:
        return _filled(book, sheets, facts, language)
    except etree.SerialisationError as error:
        _abandon(book)
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number), tempfile.gettempdir()) from error


def _abandon(book: Workbook) -> None:
    """Ends what openpyxl writes by: left to the garbage collector, each part would complain on standard error."""
    sheets: Iterable[Any] = book.worksheets
    for sheet in sheets:
        for part in (sheet._rows, sheet._writer and sheet._writer.xf):
            if part is not None:
                with suppress(etree.LxmlError):
                    part.close()


def _filled(book: Workbook, sheets: Sequence[Sheet], facts: Facts, language: str) -> bytes:
    tabs: list[str] = []
    book.properties.title, book.properties.creator = next((said for _, said in facts), ""), "keikaku"
    for sheet in sheets:
        names = [column.title.in_language(language) for column in sheet.columns]
        rows = ([_typed(row[c.name], c.type) for c in sheet.columns] for row in sheet.rows)
        _fill(book, _tab(sheet.title.in_language(language), tabs), names, rows, _widths(sheet, language))
    columns = (
        (sheet.title.in_language(language), column.title.in_language(language), _meaning(column, language))
        for sheet in sheets
        for column in sheet.columns
    )
    _fill(book, _tab(SOURCE, tabs), ABOUT, ((*map(_row, facts), (), *columns)), (24, 32, 80))
    return _without_times(book)


def _row(fact: tuple[str, str]) -> tuple[str, str, str]:
    label, said = fact
    return label, "", said


def _fill(
    book: Workbook, tab: str, names: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]
) -> None:
    """Adds a sheet with headings that stay in sight and filter the rows."""
    sheet = book.create_sheet(tab)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    headings = [WriteOnlyCell(sheet, name) for name in names]
    for heading in headings:
        heading.font = Font(bold=True)
    sheet.append(headings)
    last = 1
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(names), 1))}{last}"


def _cell(sheet: Any, value: object) -> object:
    if isinstance(value, str):
        return _text(sheet, value)
    if not isinstance(value, Decimal) or abs(value) < _GROUPED_FROM:
        return value
    whole = value == value.to_integral_value()
    cell = WriteOnlyCell(sheet, int(value) if whole else float(value))
    cell.number_format = "#,##0" if whole else "#,##0.0##"
    return cell


def _text(sheet: Any, value: str) -> Any:
    """A text, whatever it looks like: of what openpyxl takes for a formula or an error, a cell that says it is a text.

    Of other texts it makes one cell for all, several times as fast.
    """
    readable = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
    shown = readable if len(readable) <= LONGEST_TEXT else f"{readable[: LONGEST_TEXT - 1]}…"
    if not shown.startswith(_NOT_A_TEXT):
        return shown
    cell = WriteOnlyCell(sheet, shown)
    cell.data_type = "s"
    return cell


def _typed(text: str, type_: str) -> object:
    """A value as what its column holds; blank is no value, and what is not of the type stays the text it is."""
    read = _READ.get(type_)
    if not text or read is None:
        return text or None
    try:
        return read(text)
    except (ValueError, KeyError, InvalidOperation):
        return text


def _number(text: str) -> Decimal | str:
    found = Decimal(text)
    return found if found.is_finite() and len(found.as_tuple().digits) <= _DIGITS else text


_READ: Mapping[str, Callable[[str], object]] = {
    INTEGER: _number,
    NUMBER: _number,
    DATE: date.fromisoformat,
    FLAG: {"true": True, "false": False}.__getitem__,
}


def _tab(title: str, taken: list[str]) -> str:
    """A name for a sheet: without the characters that none may have, of 31 at most, and none twice."""
    name = _TAB.sub(" ", title).strip("' ")[:_LONGEST_TAB] or "Sheet"
    if name in taken:
        name = f"{name[: _LONGEST_TAB - 4]} {len(taken) + 1}"
    taken.append(name)
    return name


def _widths(sheet: Sheet, language: str) -> list[int]:
    """How wide the columns are: as their heading with its arrow and first rows need, within bounds."""
    shown = sheet.rows[:_LOOKED_AT]
    return [
        min(
            max(
                _wide(column.title.in_language(language)) + 4,
                *(_wide(row[column.name]) + 2 for row in shown),
                _NARROWEST,
            ),
            _WIDEST_IRI if column.type == IRI else _WIDEST,
        )
        for column in sheet.columns
    ]


def _wide(text: str) -> int:
    """How many narrow characters wide a text is; Japanese ones are two."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)


def _meaning(column: Column, language: str) -> str:
    """What a column is, beside its heading: its name for programs and its title in the other language."""
    said = f"{column.name}: {column.title.in_language('en' if language == 'ja' else 'ja')}"
    return f"{said} ({column.description.en})" if column.description else said


def _without_times(book: Workbook) -> bytes:
    """The file of a workbook, which does not say when it was made."""
    made, made_anew = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        ExcelWriter(book, parts).save()
    book.properties.created = book.properties.modified = _EARLIEST
    core = tostring(book.properties.to_tree())
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(made_anew, "w", zipfile.ZIP_DEFLATED) as target:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, _EARLIEST.timetuple()[:6])
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            part.file_size = parts.getinfo(name).file_size
            with (
                io.BytesIO(core) if name == _CORE else parts.open(name) as content,
                target.open(part, "w") as anew,
            ):
                shutil.copyfileobj(content, anew)
    return made_anew.getvalue()
