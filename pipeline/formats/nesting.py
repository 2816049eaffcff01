"""Tables within cells of tables, as pages are laid out → tables one after the other, in the order of reading.

What stands in a cell belongs to the rows above it, not to what follows below; so the outer table is divided there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.formats.pages import Table


def in_order(outer: Table, inner: Mapping[int, Sequence[Table]]) -> Iterator[Table]:
    """A table and those within it, given by the row that their cell begins in: each after the rows down to its own.

    Rows keep their numbers in every part.
    """
    above, start = outer.above, 0
    for row in sorted(inner):
        part = _rows(outer, start, row + 1)
        if part.cells:
            yield replace(part, above=above)
            above = ()
        yield from inner[row]
        start = row + 1
    rest = _rows(outer, start, outer.height)
    if rest.cells:
        yield replace(rest, above=above)


def _rows(table: Table, start: int, stop: int) -> Table:
    cells = tuple(cell for cell in table.cells if start <= cell.row < stop)
    return replace(table, cells=cells, tops=table.tops[start:]) if table.tops else replace(table, cells=cells)
