"""Reads an Excel workbook (.xlsx) with openpyxl: merged cells, number formats, crossed-out text, coloured cells.

Each block of filled cells is a table; a formula's saved value is read as what the sheet shows.
"""

import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax import SAXException

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.formats.archives import refuse
from pipeline.formats.pages import Page, TableCell
from pipeline.formats.spreadsheets.blocks import page_of
from pipeline.formats.spreadsheets.number_formats import shown
from pipeline.model.errors import DocumentError, Problem
from pipeline.model.places import Place, address

MAXIMUM_CELLS = 1_000_000
HIDDEN = "隠れた行か列の値"
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    SyntaxError,  # of XML, whichever library openpyxl reads it with
    SAXException,
    CellCoordinatesException,
    InvalidFileException,
    NotImplementedError,  # of zipfile, for a compression that it does not know
    RuntimeError,
    AttributeError,
    AssertionError,
    LookupError,
    TypeError,
    ValueError,
    EOFError,
    OSError,
)
"""What zipfile and openpyxl raise on an archive or XML that is not what its name says: no error of their own."""


def read(path: Path, progress: Callable[[int, int], None]) -> tuple[Page, ...]:
    """The sheets of a workbook, hidden ones left out.

    Raises DocumentError: the file is no workbook, locked, or unpacks to too much.
    """
    refuse(path, "Open it and save it as .xlsx again, without a password.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and drawings that openpyxl drops
            book = load_workbook(path, keep_links=False, data_only=True, rich_text=True)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            pages = []
            for number, sheet in enumerate(sheets, start=1):
                pages.append(page_of(number, sheet.title, list(_cells(path, sheet, number))))
                progress(number, len(sheets))
    except UNREADABLE as error:
        what = "cannot be read as a workbook: it is broken, locked, or another kind of file."
        raise DocumentError(Problem(path.name, what, "Open it and save it as .xlsx again.")) from error
    return tuple(pages)


def _cells(path: Path, sheet: Worksheet, number: int) -> Iterator[TableCell]:
    if sheet.max_row * sheet.max_column > MAXIMUM_CELLS:
        what = f"sheet {sheet.title}: {sheet.max_row:,} rows by {sheet.max_column:,} columns are in use."
        raise DocumentError(Problem(path.name, what, "Delete the rows and columns outside of the table."))
    spans = {
        (block.min_row, block.min_col): (block.max_row - block.min_row + 1, block.max_col - block.min_col + 1)
        for block in sheet.merged_cells.ranges
    }
    for row in sheet.iter_rows():
        for one in row:
            if isinstance(one, MergedCell):
                continue
            rows, columns = spans.get((one.row, one.column), (1, 1))
            cell = _cell(sheet, one, rows, columns, number)
            if cell.text or cell.struck or cell.bar or _is_drawn(one) or rows * columns > 1:
                yield cell


def _cell(sheet: Worksheet, one: Cell, rows: int, columns: int, number: int) -> TableCell:
    text, struck = _texts(one)
    plain, doubt = shown(text, one.number_format)
    hidden = sheet.row_dimensions[one.row].hidden or _is_hidden(sheet, one.column)
    end = f":{address(one.row + rows - 2, one.column + columns - 2)}" if rows * columns > 1 else ""
    place = Place(number, sheet.title, f"{one.coordinate}{end}")
    bar = (0.0, 1.0) if not plain and _is_filled(one) else None
    return TableCell(
        one.row - 1,
        one.column - 1,
        rows,
        columns,
        plain,
        (place,),
        struck,
        one.alignment is not None and one.alignment.textRotation == 255,
        bar,
        doubt or (HIDDEN if hidden and plain else ""),
    )


def _texts(one: Cell) -> tuple[object, str]:
    """The value of a cell that stands, and the text in it that is crossed out."""
    value = one.value
    if isinstance(value, CellRichText):
        parts = [
            (str(part), isinstance(part, TextBlock) and bool(part.font and part.font.strike))
            for part in value
        ]
        return "".join(text for text, gone in parts if not gone), "".join(
            text for text, gone in parts if gone
        )
    if value is not None and one.font is not None and one.font.strike:
        return None, shown(value, one.number_format)[0]
    return value, ""


def _is_hidden(sheet: Worksheet, column: int) -> bool:
    """Whether a column is hidden; a run of columns of one setting is kept under the first of them."""
    return any(
        one.hidden and (one.min or 0) <= column <= (one.max or 0) for one in sheet.column_dimensions.values()
    )


def _is_filled(one: Cell) -> bool:
    """Whether a cell has a ground of its own, other than white."""
    fill = one.fill
    if fill is None or fill.fill_type != "solid":
        return False
    colour = fill.fgColor
    return not (colour is not None and colour.type == "rgb" and str(colour.rgb)[-6:] == "FFFFFF")


def _is_drawn(one: Cell) -> bool:
    border = one.border
    return border is not None and any(
        side is not None and side.style for side in (border.left, border.right, border.top, border.bottom)
    )
