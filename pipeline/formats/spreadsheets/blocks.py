"""The cells of a sheet → its page: tables are blocks of rows, lines are rows with a single cell outside of them."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.formats.pages import Line, Page, Table, TableCell


def page_of(number: int, name: str, cells: Sequence[TableCell]) -> Page:
    """The page of a sheet's cells. A row that holds one text, and no frame beside it, is a line; others are tables.

    A blank row ends a table only where a line follows it: many sheets use blank rows within a table.
    """
    by_row: dict[int, list[TableCell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    covered = {row + more for row, found in by_row.items() for cell in found for more in range(1, cell.rows)}
    tables: list[Table] = []
    lines: list[Line] = []
    above: list[Line] = []
    block: list[TableCell] = []
    for row in sorted(by_row):
        found = by_row[row]
        if (
            len(found) == 1
            and found[0].text
            and found[0].columns == 1
            and row not in covered
            and not _framed(found[0])
        ):
            if block:
                tables.append(_table(block, above))
                above, block = [], []
            line = Line(found[0].text, found[0].places[0])
            above.append(line)
            lines.append(line)
        else:
            block.extend(found)
    if block:
        tables.append(_table(block, above))
    return Page(number, name, tuple(filter(_says_something, tables)), tuple(lines))


def _framed(cell: TableCell) -> bool:
    return cell.rows > 1


def _says_something(table: Table) -> bool:
    return any(cell.text or cell.struck for cell in table.cells)


def _table(block: Sequence[TableCell], above: Sequence[Line]) -> Table:
    first = min(cell.row for cell in block)
    left = min(cell.column for cell in block)
    moved = [replace(cell, row=cell.row - first, column=cell.column - left) for cell in block]
    return Table(tuple(sorted(moved, key=lambda cell: (cell.row, cell.column))), tuple(above))
