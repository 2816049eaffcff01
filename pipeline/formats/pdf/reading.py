"""Reads a born-digital PDF page by page with pdfplumber: ruled tables, tables without rules, lines of text.

A page that holds a picture and no text is named as such; nothing is guessed from a picture.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.formats.nesting import in_order
from pipeline.formats.pages import Line, Page, Table
from pipeline.formats.pdf import characters, columns, grids, rules
from pipeline.formats.pdf.characters import Character
from pipeline.formats.pdf.joining import join
from pipeline.model.errors import DocumentError, Problem
from pipeline.model.places import Place

MAXIMUM_PAGES = 2_000
MAXIMUM_CHARACTERS = 60_000
_BROKEN = (
    PDFException,
    PSException,
    PdfminerException,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AssertionError,
)


def read(path: Path, progress: Callable[[int, int], None]) -> tuple[Page, ...]:
    """The pages of a PDF, tables that run over pages joined; `progress` is told pages done and pages in all.

    Raises DocumentError: the file is encrypted, broken, or has more pages than a plan can have.
    """
    try:
        with pdfplumber.open(path) as document:
            total = len(document.pages)
            if total > MAXIMUM_PAGES:
                remedy = "Draft from the pages that hold the plan: save them as a file of their own."
                raise DocumentError(
                    Problem(path.name, f"has {total:,} pages; {MAXIMUM_PAGES:,} are read.", remedy)
                )
            pages = []
            for number, page in enumerate(document.pages, start=1):
                pages.append(_page(page, number))
                page.close()
                progress(number, total)
    except PDFPasswordIncorrect as error:
        remedy = "Save a copy without a password."
        raise DocumentError(Problem(path.name, "is locked with a password.", remedy)) from error
    except PDFTextExtractionNotAllowed as error:
        remedy = "Ask its publisher for a copy that allows it."
        raise DocumentError(Problem(path.name, "does not allow its text to be read.", remedy)) from error
    except _BROKEN as error:
        if "PDFPasswordIncorrect" in repr(error):
            remedy = "Save a copy without a password."
            raise DocumentError(Problem(path.name, "is locked with a password.", remedy)) from error
        what = "cannot be read as PDF: it is broken, cut off, or another kind of file."
        raise DocumentError(Problem(path.name, what, "Open it and save it as PDF again.")) from error
    if not pages:
        raise DocumentError(Problem(path.name, "has no pages.", "Open it and save it as PDF again."))
    return join(tuple(pages))


def _page(page: PlumberPage, number: int) -> Page:
    size = (float(page.width), float(page.height))
    text = characters.once(page.chars)
    if len(text) > MAXIMUM_CHARACTERS:
        what = f"page {number} holds {len(text):,} characters; a printed page has fewer than {MAXIMUM_CHARACTERS:,}."
        raise DocumentError(Problem("the document", what, "Remove the page."))
    if len([one for one in text if str(one["text"]).strip()]) < 10 and page.images:
        return Page(number, picture=True)
    drawing = rules.read(page)
    ruled: list[Table] = []
    for boxes in sorted(drawing.tables, key=grids.area):
        table, text = grids.ruled(boxes, text, drawing, size, number)
        ruled.append(table)
    found, lines = _outside(text, size, number)
    tables = sorted([*filter(_says_something, ruled), *found], key=lambda table: table.tops[0])
    above = _with_lines_above(_outermost(tables), lines, size[1])
    whole = [part for table in above for part in _with_those_within(table, tables)]
    return Page(number, tables=tuple(whole), lines=tuple(lines))


def _outermost(tables: list[Table]) -> list[Table]:
    return [one for one in tables if not any(_row_within(other, one) is not None for other in tables)]


def _with_those_within(outer: Table, tables: list[Table]) -> Iterator[Table]:
    """A table, and the tables drawn within its cells where they stand."""
    inner: dict[int, list[Table]] = {}
    for one in tables:
        row = _row_within(outer, one)
        if row is not None:
            inner.setdefault(row, []).append(one)
    return in_order(outer, inner)


def _row_within(outer: Table, inner: Table) -> int | None:
    """The row of the cell that holds a table whole; None where none does."""
    if not (outer.ruled and inner.ruled) or outer.tops == inner.tops:
        return None
    for cell in outer.cells:
        top, bottom = outer.tops[cell.row], outer.tops[cell.row + cell.rows]
        left, right = outer.edges[cell.column], outer.edges[cell.column + cell.columns]
        inside = top <= inner.tops[0] and inner.tops[-1] <= bottom
        if inside and left <= inner.edges[0] and inner.edges[-1] <= right:
            return cell.row
    return None


def _says_something(table: Table) -> bool:
    """A frame around a page or a picture is no table."""
    return sum(bool(cell.text) for cell in table.cells) > 1


def _outside(text: list[Character], size: tuple[float, float], number: int) -> tuple[list[Table], list[Line]]:
    tables, rest = columns.unruled(characters.segments(text), size, number)
    lines = []
    for parts in rest:
        box = (
            min(part.box[0] for part in parts),
            min(part.box[1] for part in parts),
            max(part.box[2] for part in parts),
            max(part.box[3] for part in parts),
        )
        lines.append(
            Line(" ".join(part.text for part in parts), Place(number, rectangle=grids.percent(box, size)))
        )
    return tables, lines


def _with_lines_above(tables: list[Table], lines: list[Line], height: float) -> list[Table]:
    """Tables with the lines between the table before and them."""
    found = []
    before = 0.0
    for table in tables:
        top = 100 * table.tops[0] / height
        above = tuple(line for line in lines if before <= line.place.rectangle[1] < top)
        found.append(Table(table.cells, above, table.ruled, table.edges, table.tops))
        before = 100 * table.tops[-1] / height
    return found
