"""見開き: a table whose left half is on one page and whose right half is on the next → one table.

Halves have the same rows at the same distances below their headings, and the right one names no item of its own.
"""

from dataclasses import replace
from itertools import pairwise

from pipeline.documents.draft.words import headings
from pipeline.documents.draft.words.layout import Layout
from pipeline.formats import Page, Table

_NEAR = 3.0
_MOST_HEADS = 3
NAMES = frozenset(("number", "title", "indicator", "level"))


def halves(pages: tuple[Page, ...], layout: Layout) -> tuple[Page, ...]:
    """The pages, right halves beside their left ones."""
    kept: list[Page] = []
    for page in pages:
        before = kept[-1] if kept else None
        if before is not None and before.tables and page.tables:
            joined = _beside(before.tables[-1], page.tables[0], layout)
            if joined is not None and page.number == before.number + 1:
                kept[-1] = replace(before, tables=(*before.tables[:-1], joined))
                page = replace(page, tables=page.tables[1:])
        kept.append(page)
    return tuple(kept)


def _beside(left: Table, right: Table, layout: Layout) -> Table | None:
    """Both halves as one table; None where they are two."""
    if not (left.ruled and right.ruled and left.tops and right.tops):
        return None
    heads = _heads(left.tops, right.tops)
    if heads is None:
        return None
    roles = [headings.read(cell.text, layout) for cell in right.cells if cell.row == 0 and cell.text]
    known = [one for one in roles if one is not None]
    if not known or any(one.role in NAMES for one in known):
        return None
    left, right = (_lowered(one, head, max(heads)) for one, head in zip((left, right), heads, strict=True))
    moved = [replace(cell, column=cell.column + left.width) for cell in right.cells]
    return replace(left, cells=tuple(sorted([*left.cells, *moved], key=lambda cell: (cell.row, cell.column))))


def _heads(left: tuple[float, ...], right: tuple[float, ...]) -> tuple[int, int] | None:
    """How many rows of headings each half has above rows that are as high on both pages; None where they differ."""
    heights = [[after - before for before, after in pairwise(tops)] for tops in (left, right)]
    same = 0
    for mine, theirs in zip(*map(reversed, heights), strict=False):
        if abs(mine - theirs) > _NEAR:
            break
        same += 1
    same = min(same, *(len(one) - 1 for one in heights))
    heads = (len(heights[0]) - same, len(heights[1]) - same)
    fit = heads[0] == heads[1] or (1 in heads and max(heads) <= _MOST_HEADS)
    return heads if same > 1 and fit else None


def _lowered(half: Table, head: int, rows: int) -> Table:
    """A half whose headings take as many rows as those of the other one."""
    cells = [
        replace(cell, row=cell.row + rows - head)
        if cell.row >= head
        else replace(cell, rows=cell.rows + rows - head)
        if cell.row + cell.rows == head
        else cell
        for cell in half.cells
    ]
    return replace(half, cells=tuple(cells))
