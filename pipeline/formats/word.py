"""Reads a Word document (.docx) with python-docx: paragraphs, tables with merged cells, tables within tables."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from pipeline.formats.archives import refuse
from pipeline.formats.nesting import in_order
from pipeline.formats.pages import Line, Page, Table, TableCell
from pipeline.model.errors import DocumentError, Problem
from pipeline.model.places import Place, address

_UNREADABLE = (
    OpcError,
    InvalidXmlError,
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    OSError,
)


def read(path: Path, progress: Callable[[int, int], None]) -> tuple[Page, ...]:
    """A document as one page, whose tables are numbered; raises DocumentError where it is broken or locked."""
    refuse(path, "Open it and save it as .docx again, without a password.")
    try:
        page = _page(docx.Document(str(path)))
    except _UNREADABLE as error:
        what = "cannot be read as a Word document: it is broken, or another kind of file."
        raise DocumentError(Problem(path.name, what, "Open it and save it as .docx again.")) from error
    progress(1, 1)
    return (page,)


def _page(document: Document) -> Page:
    tables: list[Table] = []
    lines: list[Line] = []
    above: list[Line] = []
    numbers = iter(range(1, 1_000_000))
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            tables += _tables(block, tuple(above), numbers)
            above = []
        elif block.text.strip():
            line = Line(_standing(block)[0], Place(1, paragraph=len(lines) + 1))
            above.append(line)
            lines.append(line)
    return Page(1, tables=tuple(tables), lines=tuple(lines))


def _tables(table: WordTable, above: tuple[Line, ...], numbers: Iterator[int]) -> Iterator[Table]:
    """A table, and the tables within its cells where they stand."""
    outer = Table(tuple(_cells(table, next(numbers))), above)
    seen = set()
    inner: dict[int, list[Table]] = {}
    for index, row in enumerate(table.rows):
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                for one in cell.tables:
                    inner.setdefault(index, []).extend(_tables(one, (), numbers))
    yield from in_order(outer, inner)


def _cells(table: WordTable, number: int) -> Iterator[TableCell]:
    slots: dict[tuple[int, int], _Cell] = {}
    for row, line in enumerate(table.rows):
        for column, cell in enumerate(line.cells, start=line.grid_cols_before):
            slots[row, column] = cell
    owners: dict[object, list[tuple[int, int]]] = {}
    for place, cell in slots.items():
        owners.setdefault(cell._tc, []).append(place)
    for held in owners.values():
        (top, left), (bottom, right) = min(held), max(held)
        text, struck = _texts(slots[top, left])
        where = (Place(number, address=address(top, left)),)
        drawn = not text and bool(slots[top, left]._tc.xpath(".//w:drawing | .//w:pict"))
        size = (bottom - top + 1, right - left + 1)
        yield TableCell(top, left, *size, text, where, struck, picture=drawn)


def _texts(cell: _Cell) -> tuple[str, str]:
    found = [_standing(paragraph) for paragraph in cell.paragraphs]
    return "\n".join(text for text, _ in found).strip(), "".join(struck for _, struck in found)


def _standing(paragraph: Paragraph) -> tuple[str, str]:
    """The text of a paragraph that stands, and what is crossed out in it."""
    kept: list[str] = []
    struck: list[str] = []
    for run in paragraph.runs:
        (struck if run.font.strike or run.font.double_strike else kept).append(run.text)
    text = "".join(kept) if paragraph.runs else paragraph.text
    return text.strip(), "".join(struck).strip()
