"""Boxes of cells on a page → a table: rows, columns, spans, and what each cell says."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.formats.pages import Table, TableCell
from pipeline.formats.pdf.characters import Box, Character, flow, lines
from pipeline.formats.pdf.rules import Drawing
from pipeline.model.places import Place, Rectangle

_NEAR = 2.5


def ruled(
    boxes: Sequence[Box],
    characters: Iterable[Character],
    drawing: Drawing,
    size: tuple[float, float],
    number: int,
) -> tuple[Table, list[Character]]:
    """The table of boxes that rules enclose, and the characters that stand in none of them."""
    columns = positions(x for box in boxes for x in (box[0], box[2]))
    rows = positions(y for box in boxes for y in (box[1], box[3]))
    owners = {
        (row, column): index
        for index, box in enumerate(boxes)
        for row in range(_index(rows, box[1]), _index(rows, box[3]))
        for column in range(_index(columns, box[0]), _index(columns, box[2]))
    }
    held: list[list[Character]] = [[] for _ in boxes]
    outside: list[Character] = []
    for one in characters:
        place = (_slot(rows, (one["top"] + one["bottom"]) / 2), _slot(columns, (one["x0"] + one["x1"]) / 2))
        index = owners.get(place)
        (outside if index is None else held[index]).append(one)
    cells = [
        _cell(
            box, (_index(rows, box[1]), _index(columns, box[0])), rows, columns, inside, drawing, size, number
        )
        for box, inside in zip(boxes, held, strict=True)
    ]
    order = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return Table(tuple(order), edges=tuple(columns), tops=tuple(rows)), outside


def area(boxes: Sequence[Box]) -> float:
    """The room that a table takes: one drawn within a cell of another takes less, and its text is its own."""
    width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    return width * (max(box[3] for box in boxes) - min(box[1] for box in boxes))


def positions(found: Iterable[float]) -> list[float]:
    """Positions of rules, those that are nearly the same as one."""
    kept: list[float] = []
    for one in sorted(found):
        if not kept or one - kept[-1] > _NEAR:
            kept.append(one)
    return kept


def _index(known: Sequence[float], value: float) -> int:
    return max(0, bisect_right(known, value + 0.01) - 1)


def _slot(known: Sequence[float], value: float) -> int:
    """The interval that a value lies in; -1 outside."""
    index = bisect_right(known, value) - 1
    return index if 0 <= index < len(known) - 1 else -1


def _cell(
    box: Box,
    start: tuple[int, int],
    rows: Sequence[float],
    columns: Sequence[float],
    inside: Sequence[Character],
    drawing: Drawing,
    size: tuple[float, float],
    number: int,
) -> TableCell:
    struck = [one for one in inside if _is_struck(one, drawing.strokes)]
    standing = [one for one in inside if not _is_struck(one, drawing.strokes)] if struck else inside
    text, vertical = flow(standing, box[0], box[2])
    doubt = "文字が欄からはみ出している" if _overflows(box, inside) else ""
    doubt = "字体に、文字として読めない記号がある" if "(cid:" in text or "\ufffd" in text else doubt
    return TableCell(
        *start,
        max(1, _index(rows, box[3]) - start[0]),
        max(1, _index(columns, box[2]) - start[1]),
        text,
        (Place(number, rectangle=percent(box, size)),),
        flow(struck, box[0], box[2])[0],
        vertical,
        _bar(box, drawing, bool(text)),
        doubt,
        not text and _holds_picture(box, drawing.pictures),
    )


def percent(box: Box, size: tuple[float, float]) -> Rectangle:
    """A box as a rectangle in per cent of the page."""
    x, y = (100 * box[0] / size[0], 100 * box[1] / size[1])
    return (
        round(x, 1),
        round(y, 1),
        round(100 * (box[2] - box[0]) / size[0], 1),
        round(100 * (box[3] - box[1]) / size[1], 1),
    )


def _is_struck(one: Character, strokes: Sequence[Box]) -> bool:
    """Whether a line runs through the middle of a character."""
    height = one["bottom"] - one["top"]
    middle = (one["x0"] + one["x1"]) / 2
    return any(
        left <= middle <= right and one["top"] + 0.3 * height < top < one["top"] + 0.75 * height
        for left, top, right, _ in strokes
    )


def _overflows(box: Box, inside: Sequence[Character]) -> bool:
    """Whether text runs over the upper or lower rule of its cell, or its lines over each other: one may be of another."""
    crosses = any(
        one["top"] < box[1] - 0.3 * one["size"] or one["bottom"] > box[3] + 0.3 * one["size"]
        for one in inside
    )
    tops = [(line[0]["top"], line[0]["size"]) for line in lines(inside)]
    return crosses or any(below - above < 0.8 * size for (above, _), (below, size) in pairwise(tops))


def _holds_picture(box: Box, pictures: Sequence[Box]) -> bool:
    """Whether a picture lies within a box; one that covers more than it is the ground of the page."""
    return any(
        box[0] - _NEAR <= left
        and right <= box[2] + _NEAR
        and box[1] - _NEAR <= top
        and bottom <= box[3] + _NEAR
        for left, top, right, bottom in pictures
    )


def _bar(box: Box, drawing: Drawing, filled: bool) -> tuple[float, float] | None:
    """The share of a cell's width that a bar covers: a filled box inside it, or a line with no text under it.

    A ground that covers the cell whole is a bar only of a cell without text.
    """
    width, height = box[2] - box[0], box[3] - box[1]
    for left, top, right, bottom in [*(fill for fill, _ in drawing.fills), *drawing.strokes]:
        start, end = max(left, box[0]), min(right, box[2])
        crosses = box[1] - 1 <= (top + bottom) / 2 <= box[3] + 1
        whole = min(bottom, box[3]) - max(top, box[1]) > 0.85 * height
        if crosses and end - start > 0.2 * width and not (whole and filled):
            return round((start - box[0]) / width, 2), round((end - box[0]) / width, 2)
    return None
