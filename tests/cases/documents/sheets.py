"""A printed sheet as data, and how it becomes HTML, an Excel workbook or a Word document.

The test documents are made from it, so that the same table is known in every format.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import docx
from docx.table import Table as WordTable
from docx.table import _Cell
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

BAR = "#4f81bd"
SMUDGE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAYAAAACCAAAAABeNvKCAAAAE0lEQVR42mOImnapYksUwx"
    "YwDQAu7gbrhWoMeQAAAABJRU5ErkJggg=="
)
"""A picture of 6 x 2 points in greys: what a cell shows that cannot be read."""


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its text, what it spans, how it is drawn."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    heading: bool = False
    fill: str = ""
    struck: bool = False
    vertical: bool = False
    arrow: bool = False
    """A bar with a head is drawn across the cell."""
    smudged: bool = False
    """A picture stands in the cell, and no text."""
    inner: "Table | None" = None
    """A table within the cell, below its text."""


@dataclass(frozen=True)
class Table:
    """A table: rows of the cells that begin in them, as in HTML, under a caption."""

    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    below: str = ""
    own_page: bool = False
    name: str = ""
    hidden: Sequence[int] = ()
    """Columns, from 0, that a sheet of Excel does not show."""


PAGE_ORDERS: Mapping[str, Literal["overThenDown", "downThenOver"]] = {
    "across.pdf": "overThenDown",
    "down.pdf": "downThenOver",
}
"""Formats of a sheet printed over pages in both directions → the order of its pages."""


@dataclass(frozen=True)
class Case:
    """One test document: its tables, and what is true of it.

    A figure is (element, indicator, kind, fiscal year, text, unit); an effect (element, kind, fiscal year, text,
    unit); an entry of a schedule (element, activity, first year, last year or 0, text).
    """

    name: str
    title: str
    tables: Sequence[Table]
    figures: Sequence[tuple[str, str, str, int, str, str]] = ()
    effects: Sequence[tuple[str, str, int, str, str]] = ()
    schedule: Sequence[tuple[str, str, int, int, str]] = ()
    formats: Sequence[str] = ("chromium.pdf",)
    style: str = ""
    paper: str = "A4"
    notes: Sequence[str] = field(default=())


def head(*texts: str) -> list[Cell]:
    """A row of headings."""
    return [Cell(text, heading=True) for text in texts]


def plain(*texts: str) -> list[Cell]:
    """A row of cells."""
    return [Cell(text) for text in texts]


def placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with the row and column, from 0, that it begins in."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            taken |= {(row + y, column + x) for y in range(cell.rows) for x in range(cell.columns)}


STYLE = """
@page { size: %s; margin: 14mm 12mm }
body { font: 9pt 'Noto Sans CJK JP' } h1, h2 { font-weight: normal } h1 { font-size: 14pt } h2 { font-size: 11pt }
table { border-collapse: collapse; width: 100%%; margin-bottom: 4mm } td, th { border: 0.5pt solid #000;
  padding: 1mm 1.5mm; font-weight: normal; text-align: left; vertical-align: middle }
th { background: #dde6ee } .v { writing-mode: vertical-rl } .page { break-after: page } s { color: #a00 }
.bar { height: 3mm; background: #4f81bd } img { width: 6mm; height: 2mm } tr { break-inside: avoid }
"""


def to_html(case: Case) -> str:
    """The page of a case."""
    parts = [f"<h1>{html.escape(case.title)}</h1>", *(f"<p>{html.escape(note)}</p>" for note in case.notes)]
    for table in case.tables:
        parts.append(f"<div{' class=page' if table.own_page else ''}>")
        parts += [f"<h2>{html.escape(line)}</h2>" for line in table.caption.split("\n") if line]
        parts.append(_table(table))
        parts += [f"<p>{html.escape(table.below)}</p>" if table.below else "", "</div>"]
    style = STYLE % case.paper + case.style
    return (
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{html.escape(case.title)}</title>'
        f"<style>{style}</style></head><body>{''.join(parts)}</body></html>"
    )


def _table(table: Table) -> str:
    rows = ("".join(map(_td, row)) for row in table.rows)
    return f"<table>{''.join(f'<tr>{cells}</tr>' for cells in rows)}</table>"


def _td(cell: Cell) -> str:
    tag = "th" if cell.heading else "td"
    spans = (f" colspan={cell.columns}" if cell.columns > 1 else "") + (
        f" rowspan={cell.rows}" if cell.rows > 1 else ""
    )
    spans += f' style="background:{cell.fill}"' if cell.fill else ""
    text = html.escape(cell.text).replace("\n", "<br>")
    text = f"<s>{text}</s>" if cell.struck else text
    text = f'<span class="v">{text}</span>' if cell.vertical else text
    text += '<div class="bar"></div>' if cell.arrow else ""
    text += f'<img src="{SMUDGE}" alt="">' if cell.smudged else ""
    text += _table(cell.inner) if cell.inner else ""
    return f"<{tag}{spans}>{text}</{tag}>"


def to_excel(case: Case, path: Path) -> None:
    """The workbook of a case: a sheet a table where tables have names, else all of them on one."""
    book = Workbook()
    book.remove(book.worksheets[0])
    page, row = None, 1
    for table in case.tables:
        if page is None or table.name:
            page, row = book.create_sheet(table.name or "一覧"), 1
            page.cell(1, 1, case.title).font = Font(bold=True)
            row = 2
            for note in case.notes:
                page.cell(row, 1, note)
                row += 1
        for line in filter(None, table.caption.split("\n")):
            page.cell(row, 1, line)
            row += 1
        height = _fill_excel(page, table, row)
        for column in table.hidden:
            page.column_dimensions[get_column_letter(column + 1)].hidden = True
        row += height
        if table.below:
            page.cell(row, 1, table.below)
            row += 1
        row += 1
    book.save(path)


def print_wide(path: Path, order: Literal["overThenDown", "downThenOver"]) -> None:
    """Has a workbook's sheets printed with columns so wide that they run over several pages, in an order."""
    book = load_workbook(path)
    for page in book.worksheets:
        page.page_setup.paperSize, page.page_setup.pageOrder = 9, order
        for column in range(1, page.max_column + 1):
            page.column_dimensions[get_column_letter(column)].width = 20
    book.save(path)


def _fill_excel(page: Worksheet, table: Table, first: int) -> int:
    edge = Side(style="thin")
    last = 0
    for row, column, cell in placed(table):
        one = page.cell(first + row, column + 1)
        amount = _number(cell.text)
        if amount is not None and not cell.heading:
            one.value, one.number_format = amount
        else:
            one.value = cell.text or None
            one.data_type = "s" if cell.text else "n"
        one.border = Border(edge, edge, edge, edge)
        one.alignment = Alignment(wrap_text=True, vertical="center", textRotation=255 if cell.vertical else 0)
        one.font = Font(strike=cell.struck, bold=cell.heading)
        if cell.fill or cell.arrow:
            one.fill = PatternFill("solid", fgColor="FF" + (cell.fill or BAR).lstrip("#"))
        if cell.rows > 1 or cell.columns > 1:
            end = (first + row + cell.rows - 1, column + cell.columns)
            page.merge_cells(
                start_row=first + row, start_column=column + 1, end_row=end[0], end_column=end[1]
            )
        last = max(last, row + cell.rows)
        page.column_dimensions[get_column_letter(column + 1)].width = 14
    return last


def _number(text: str) -> tuple[float, str] | None:
    """A number as Excel keeps it, with the format that shows the text again."""
    digits = text.removesuffix("%").replace(",", "").removeprefix("-")
    if not digits.replace(".", "", 1).isdecimal() or (
        digits.startswith("0") and len(digits.split(".")[0]) > 1
    ):
        return None
    decimals = len(digits.partition(".")[2])
    sign = -1 if text.startswith("-") else 1
    shown = ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")
    if text.endswith("%"):
        return sign * float(digits) / 100, shown + "%"
    return sign * float(digits), shown


def to_word(case: Case, path: Path) -> None:
    """The Word document of a case."""
    document = docx.Document()
    document.add_heading(case.title, 1)
    for note in case.notes:
        document.add_paragraph(note)
    for table in case.tables:
        for line in filter(None, table.caption.split("\n")):
            document.add_heading(line, 2)
        rows, columns = _size(table)
        _fill_word(document.add_table(rows, columns, "Table Grid"), table)
        document.add_paragraph(table.below)
    document.save(str(path))


def _size(table: Table) -> tuple[int, int]:
    cells = list(placed(table))
    return max(row + cell.rows for row, _, cell in cells), max(
        column + cell.columns for _, column, cell in cells
    )


def _fill_word(grid: WordTable, table: Table) -> None:
    for row, column, cell in placed(table):
        first, last = (
            grid.cell(row, column),
            grid.cell(row + cell.rows - 1, column + cell.columns - 1),
        )
        _fill_word_cell(first, last, cell)


def _fill_word_cell(first: _Cell, last: _Cell, cell: Cell) -> None:
    whole = first.merge(last) if first is not last else first
    if cell.inner:
        rows, columns = _size(cell.inner)
        _fill_word(whole.add_table(rows, columns), cell.inner)
    run = whole.paragraphs[0].add_run(cell.text)
    run.font.strike = cell.struck
