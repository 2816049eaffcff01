"""見開き: a table whose left half is on one page and whose right half is on the next → one table.

Halves have as many rows as each other at the same distances, and the right one names no item of its own.
"""

from dataclasses import replace
from itertools import pairwise

from pipeline.documents.draft.words import headings
from pipeline.documents.draft.words.layout import Layout
from pipeline.formats import Page, Table

_NEAR = 3.0
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
    if not (left.ruled and right.ruled and left.height == right.height > 2 and left.tops and right.tops):
        return None
    if not _same_distances(left.tops, right.tops):
        return None
    roles = [headings.read(cell.text, layout) for cell in right.cells if cell.row == 0 and cell.text]
    known = [one for one in roles if one is not None]
    if not known or any(one.role in NAMES for one in known):
        return None
    moved = [replace(cell, column=cell.column + left.width) for cell in right.cells]
    return replace(left, cells=tuple(sorted([*left.cells, *moved], key=lambda cell: (cell.row, cell.column))))


def _same_distances(left: tuple[float, ...], right: tuple[float, ...]) -> bool:
    """Whether the rows below the headings are as high on both pages; the headings need not be."""
    heights = [[after - before for before, after in pairwise(tops[1:])] for tops in (left, right)]
    return len(left) == len(right) and all(abs(a - b) <= _NEAR for a, b in zip(*heights, strict=True))
