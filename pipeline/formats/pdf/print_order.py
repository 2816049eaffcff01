"""A sheet that is printed over pages in both directions → its parts, each the pages of the same columns.

Spreadsheets print what is too wide and too long for their paper either first across (the parts of the same rows side by
side, then those of the next rows) or first down (all rows of the first columns, then those of the next columns). Either
way, pages that belong side by side have their rows at the same heights.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.formats.pages import Page, Table

NEAR = 3.0
FIGURE = re.compile(r"[▲△−-]?[0-9][0-9,.]*\D{0,3}|[-―—–]")
_FEWEST_TOPS = 3
_FEWEST = 2
"""Pages in each direction."""

Part = list[Page]


def parts(pages: Sequence[Page]) -> list[Part]:
    """The parts of a sheet that the first of these pages begins, each from top to bottom; none where it is another."""
    run = list(takewhile(lambda page: _only(page) is not None, pages))
    in_turn = takewhile(lambda pair: pair[1].number == run[0].number + pair[0], enumerate(run))
    run = [page for _, page in in_turn]
    return _across(run) or _down(run)


def _across(run: Sequence[Page]) -> list[Part]:
    """The parts of a sheet printed first across.

    The pages of the first block begin with headings, all different; those of the next blocks repeat them, or none does.
    """
    first: list[Page] = []
    for page in run:
        known = [_first_row(one.tables[0]) for one in first]
        if not _is_headed(page) or _first_row(page.tables[0]) in known or not _beside([*first[-1:], page]):
            break
        first.append(page)
    width = len(first)
    blocks = [first]
    while _goes_on(first, block := list(run[len(blocks) * width : (len(blocks) + 1) * width])):
        blocks.append(block)
    return [list(part) for part in zip(*blocks, strict=True)] if min(width, len(blocks)) >= _FEWEST else []


def _down(run: Sequence[Page]) -> list[Part]:
    """The parts of a sheet printed first down: each begins with headings, its rows where the first has them.

    That its pages are not all filled alike tells them from those of a single table.
    """
    for height in range(_FEWEST, len(run) // _FEWEST + 1):
        first = list(run[:height])
        if not _is_headed(first[0]) or _beside(first):
            continue
        found = [first]
        while _goes_beside(found, part := list(run[len(found) * height : (len(found) + 1) * height])):
            found.append(part)
        if len(found) >= _FEWEST:
            return found
    return []


def _goes_on(first: Sequence[Page], block: Sequence[Page]) -> bool:
    """Whether pages are the next rows of the parts of a first block."""
    if not first or len(block) < len(first) or not _beside(block):
        return False
    pairs = [(mine.tables[0], theirs.tables[0]) for mine, theirs in zip(first, block, strict=True)]
    if not all(_same(mine.edges, theirs.edges) for mine, theirs in pairs):
        return False
    repeats = {_first_row(mine) == _first_row(theirs) for mine, theirs in pairs}
    figures = any(FIGURE.fullmatch(text) for _, theirs in pairs for text in _first_row(theirs))
    return repeats == {True} or (repeats == {False} and figures)


def _goes_beside(found: Sequence[Part], part: Part) -> bool:
    """Whether pages are the next columns of the rows of the parts before."""
    if len(part) < len(found[0]) or not _is_headed(part[0]):
        return False
    heads = [_first_row(one[0].tables[0]) for one in found]
    columns = all(_same(page.tables[0].edges, part[0].tables[0].edges) for page in part)
    rows = all(_beside([mine, theirs]) for mine, theirs in zip(found[0], part, strict=True))
    return columns and rows and _first_row(part[0].tables[0]) not in heads


def _only(page: Page) -> Table | None:
    """The table of a page that has one, with its rules, and no other."""
    one = page.tables[0] if len(page.tables) == 1 else None
    return one if one and one.ruled and len(one.tops) >= _FEWEST_TOPS and not page.picture else None


def _is_headed(page: Page) -> bool:
    heads = _first_row(page.tables[0])
    return any(heads) and not any(map(FIGURE.fullmatch, heads))


def _beside(pages: Sequence[Page]) -> bool:
    """Whether the rows of pages begin and end at the same heights."""
    tops = [page.tables[0].tops for page in pages]
    return all(_same(tops[0], one) for one in tops)


def _same(mine: Sequence[float], theirs: Sequence[float]) -> bool:
    return len(mine) == len(theirs) and all(abs(a - b) <= NEAR for a, b in zip(mine, theirs, strict=True))


def _first_row(table: Table) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == 0]
