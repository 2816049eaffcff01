"""Reads .xls and .ods with calamine, which gives values and merged cells, but neither formats nor drawing."""

from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from pipeline.formats.archives import refuse
from pipeline.formats.pages import Page, TableCell
from pipeline.formats.spreadsheets.blocks import page_of
from pipeline.formats.spreadsheets.number_formats import shown
from pipeline.model.errors import DocumentError, Problem
from pipeline.model.places import Place, address

SHARE = "a share of 1: the format, which may show it as per cent, is not read"


def read(path: Path, progress: Callable[[int, int], None]) -> tuple[Page, ...]:
    """The visible sheets of a workbook; raises DocumentError where it is broken or locked."""
    if path.suffix.lower() == ".ods":
        refuse(path, "Open it and save it as .xlsx, without a password.")
    try:
        book = CalamineWorkbook.from_path(str(path))
        names = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        pages = []
        for number, name in enumerate(names, start=1):
            pages.append(page_of(number, name, _cells(book.get_sheet_by_name(name), number)))
            progress(number, len(names))
    except (CalamineError, OSError, ValueError) as error:
        what = "cannot be read as a workbook: it is broken, locked, or another kind of file."
        raise DocumentError(Problem(path.name, what, "Open it and save it as .xlsx.")) from error
    return tuple(pages)


def _cells(sheet: CalamineSheet, number: int) -> list[TableCell]:
    merged = dict(sheet.merged_cell_ranges or ())
    found = []
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            text, doubt = shown(None if value == "" else value, "General")
            end = merged.get((row, column), (row, column))
            if text or end != (row, column):
                found.append(_cell(sheet, number, (row, column), end, text, doubt or _doubt(value)))
    return found


def _doubt(value: object) -> str:
    """Numbers between 0 and 1 may be per cent: calamine does not say how they are shown."""
    return SHARE if isinstance(value, float) and 0 < abs(value) < 1.5 and not value.is_integer() else ""


def _cell(
    sheet: CalamineSheet, number: int, start: tuple[int, int], end: tuple[int, int], text: str, doubt: str
) -> TableCell:
    row, column = start
    name = address(*start) if end == start else f"{address(*start)}:{address(*end)}"
    place = Place(number, sheet.name, name)
    rows, columns = end[0] - row + 1, end[1] - column + 1
    return TableCell(row, column, rows, columns, text, (place,), doubt=doubt)
