"""見開き, and sheets too wide for their paper: a table whose right part is on a later page → one table.

Parts have the same rows at the same distances below their headings, and the right one names no item of its own: what
names the items may be printed again, column by column.
"""

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise, takewhile

from pipeline.documents.draft.words import headings
from pipeline.documents.draft.words.layout import Layout
from pipeline.formats import Page, Table, TableCell

_NEAR = 3.0
_FEWEST_ROWS = 2
_FEWEST_STEPS = 3
_HEADINGS = 3
"""Rows at the top of a table in which headings stand."""
BESIDE = "同じ高さの行として、前のページの表の右に読んだ"
NAMES = frozenset(("number", "title", "indicator", "level"))


def halves(pages: tuple[Page, ...], layout: Layout) -> tuple[Page, ...]:
    """The pages, right parts beside their left ones."""
    kept: list[Page] = []
    for page in pages:
        owner = next((index for index in reversed(range(len(kept))) if kept[index].tables), None)
        if owner is not None and page.tables and not any(one.picture for one in kept[owner:]):
            before = kept[owner]
            joined = _beside(before.tables[-1], page.tables[0], layout)
            if joined is not None:
                kept[owner] = replace(before, tables=(*before.tables[:-1], joined))
                page = replace(page, tables=page.tables[1:])
        kept.append(page)
    return tuple(kept)


def _beside(left: Table, right: Table, layout: Layout) -> Table | None:
    """Both parts as one table; None where they are two."""
    if not (left.ruled and right.ruled and left.tops and right.tops):
        return None
    first = min((cell.row for cell in right.cells if cell.text), default=0)
    if not _names_below(first, right, layout):
        right = _without_repeated(left, right)
    roles = _roles(right, first, layout)
    tops = _aligned(left.tops, right.tops)
    names_indicators = bool(roles) and _names_indicators(left, roles, layout) and tops and _equal(*tops)
    if not roles or (roles & NAMES and (not names_indicators or _has_title(right))):
        return None
    rows = _in_common(*tops) if tops else None
    if tops is None or rows is None:
        return None
    if names_indicators and not _vary(rows):
        right = replace(right, cells=tuple(replace(cell, doubt=cell.doubt or BESIDE) for cell in right.cells))
    mine, theirs = (
        [_placed(cell, own, rows) for cell in half.cells]
        for half, own in zip((left, right), tops, strict=True)
    )
    cells = [*mine, *(replace(cell, column=cell.column + left.width) for cell in theirs)]
    return replace(left, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), tops=rows)


def _roles(table: Table, row: int, layout: Layout) -> set[str]:
    """What the headings in a row of a table mean."""
    read = (headings.read(cell.text, layout) for cell in table.cells if cell.row == row and cell.text)
    return {one.role for one in read if one is not None}


def _names_indicators(left: Table, roles: set[str], layout: Layout) -> bool:
    """Whether a right part names the indicators of the items that the left one names, and nothing else."""
    named = set().union(*(_roles(left, row, layout) for row in range(min(_HEADINGS, left.height))))
    return roles & NAMES == {"indicator"} and "indicator" not in named and bool(named & {"number", "title"})


def _has_title(table: Table) -> bool:
    """Whether a line above a table is its own: that of a sheet in parts is cut off where the columns of its page end."""
    spans = [place.rectangle for cell in table.cells for place in cell.places]
    lines = [line.place.rectangle for line in table.above]
    left, right = min(x for x, *_ in spans), max(x + width for x, _, width, _ in spans)
    return any(left <= x and x + width <= right for x, _, width, _ in lines)


def _vary(tops: tuple[float, ...]) -> bool:
    """Whether rows are of differing heights again and again: that two tables share them is no chance then.

    Two lists of as many rows of one height, on as many pages, may be of different things.
    """
    heights = [below - above for above, below in pairwise(tops)]
    return sum(abs(one - other) > _NEAR for one, other in pairwise(heights)) >= _FEWEST_STEPS


def _equal(left: tuple[float, ...], right: tuple[float, ...]) -> bool:
    """Whether every row of one part begins where one of the other does."""
    return len(left) == len(right) and all(abs(a - b) <= _NEAR for a, b in zip(left, right, strict=True))


def _names_below(first: int, table: Table, layout: Layout) -> bool:
    """Whether words that name an item stand in the first column as labels of rows: it is a sheet of its own."""
    labels = (cell.text for cell in table.cells if cell.column == 0 and cell.row > first and cell.text)
    known = (headings.read(text, layout) for text in labels)
    return any(one is not None and one.role in NAMES for one in known)


def _without_repeated(left: Table, right: Table) -> Table:
    """The right part without the columns of names that a sheet prints again on each of its pages."""
    mine, theirs = (
        {(cell.row, cell.column, cell.rows, cell.columns): cell.text for cell in half.cells}
        for half in (left, right)
    )
    columns = takewhile(
        lambda column: all(mine.get(place) == text for place, text in theirs.items() if place[1] == column),
        range(right.width - 1),
    )
    repeated = sum(1 for _ in columns)
    if left.height != right.height or not any(text for place, text in theirs.items() if place[1] < repeated):
        return right
    cells = (replace(cell, column=cell.column - repeated) for cell in right.cells if cell.column >= repeated)
    return replace(right, cells=tuple(cells), edges=right.edges[repeated:])


def _aligned(
    left: tuple[float, ...], right: tuple[float, ...]
) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """Where the rows begin in both parts, ending together; headings need not be as high on both pages."""
    if min(len(left), len(right)) <= _FEWEST_ROWS:
        return None
    moved = tuple(top + left[-1] - right[-1] for top in right)
    if _index(left, moved[0]) is None and _index(moved, left[0]) is None:
        first = min(left[0], moved[0])
        return (first, *left[1:]), (first, *moved[1:])
    return left, moved


def _in_common(left: tuple[float, ...], right: tuple[float, ...]) -> tuple[float, ...] | None:
    """The rows of both parts; None where one divides what the other does not, and the other way round as well."""
    for fewer, more in ((left, right), (right, left)):
        within = [top for top in fewer if top >= more[0] - _NEAR]
        above = [top for top in fewer if top < more[0] - _NEAR]
        if len(within) > _FEWEST_ROWS and all(_index(more, top) is not None for top in within):
            return (*above, *more)
    return None


def _placed(cell: TableCell, own: tuple[float, ...], rows: tuple[float, ...]) -> TableCell:
    """A cell in the rows of both parts."""
    start, end = _index(rows, own[cell.row]) or 0, _index(rows, own[cell.row + cell.rows])
    return replace(cell, row=start, rows=max(1, (end or len(rows) - 1) - start))


def _index(tops: tuple[float, ...], top: float) -> int | None:
    """The row that begins at a height; None where none does."""
    index = bisect_left(tops, top - _NEAR)
    return index if index < len(tops) and tops[index] <= top + _NEAR else None
