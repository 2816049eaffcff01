"""The drawing of a page: which lines rule a table, which cross out text, which rectangles are bars.

Only lines that end at other lines rule a table; a thin line through text crosses it out; a filled rectangle is
the ground of a cell, or a bar where it leaves a part of the cell free.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import obj_to_edges

from pipeline.formats.pdf.characters import Box

Drawn = Mapping[str, Any]
THIN = 2.5
NEAR = 3.0
MAXIMUM_EDGES = 20_000


@dataclass(frozen=True)
class Drawing:
    """What is drawn on a page: the boxes of the cells of each ruled table, lines that rule none, filled boxes, pictures."""

    tables: tuple[tuple[Box, ...], ...]
    strokes: tuple[Box, ...]
    fills: tuple[tuple[Box, str], ...]
    pictures: tuple[Box, ...] = ()


def read(page: Page) -> Drawing:
    """The drawing of a page."""
    edges, fills = _edges(page)
    across = merge_edges(_oriented(edges, "h"), NEAR, NEAR, NEAR, NEAR)
    down = merge_edges(_oriented(edges, "v"), NEAR, NEAR, NEAR, NEAR)
    ruling = [edge for edge in across if _ends_at(edge, across, down)]
    kept = {id(edge) for edge in ruling}
    strokes = tuple(_box(edge) for edge in across if id(edge) not in kept)
    merged = merge_edges(
        [*ruling, *down, *_open_sides(ruling, down), *_cut_sides(ruling, down)], NEAR, NEAR, NEAR, NEAR
    )
    cells = intersections_to_cells(edges_to_intersections(merged, NEAR, NEAR))
    tables = tuple(tuple(table) for table in cells_to_tables(cells) if _is_table(table))
    return Drawing(tables, strokes, tuple(fills), tuple(map(_box, page.images)))


def _is_table(cells: Sequence[Box]) -> bool:
    return len(cells) > 1


def _edges(page: Page) -> tuple[list[dict[str, Any]], list[tuple[Box, str]]]:
    """The lines of a page, also those drawn as thin rectangles, and its filled boxes."""
    edges: list[dict[str, Any]] = []
    fills: list[tuple[Box, str]] = []
    for one in page.rects:
        thin = min(one["width"], one["height"]) <= THIN
        if thin:
            edges.append(_middle(one))
        else:
            if one.get("fill") and not _is_white(one.get("non_stroking_color")):
                fills.append((_box(one), str(one.get("non_stroking_color"))))
            if one.get("stroke"):
                edges.extend(obj_to_edges(one))
    for one in [*page.lines, *page.curves]:
        edges.extend(obj_to_edges(one))
    return [edge for edge in edges if edge["orientation"]][:MAXIMUM_EDGES], fills


def _middle(rect: Drawn) -> dict[str, Any]:
    """A thin rectangle as the line that it looks like."""
    flat = rect["width"] >= rect["height"]
    centre = (rect["top"] + rect["bottom"]) / 2 if flat else (rect["x0"] + rect["x1"]) / 2
    ends = (rect["x0"], rect["x1"]) if flat else (centre, centre)
    heights = (centre, centre) if flat else (rect["top"], rect["bottom"])
    return {
        "object_type": "rect_edge",
        "orientation": "h" if flat else "v",
        "x0": ends[0],
        "x1": ends[1],
        "top": heights[0],
        "bottom": heights[1],
        "width": ends[1] - ends[0],
        "height": heights[1] - heights[0],
    }


def _is_white(colour: object) -> bool:
    parts = colour if isinstance(colour, list | tuple) else [colour]
    numbers = [part for part in parts if isinstance(part, int | float)]
    return bool(numbers) and (
        all(part >= 0.999 for part in numbers) if len(numbers) != 4 else not any(numbers)
    )


def _oriented(edges: Iterable[dict[str, Any]], orientation: str) -> list[dict[str, Any]]:
    return [edge for edge in edges if edge["orientation"] == orientation]


def _ends_at(edge: Drawn, across: Sequence[Drawn], down: Sequence[Drawn]) -> bool:
    """Whether both ends of a horizontal line meet a vertical line, or end where others end."""
    return all(_meets(float(edge[end]), edge, end, across, down) for end in ("x0", "x1"))


def _meets(x: float, edge: Drawn, end: str, across: Sequence[Drawn], down: Sequence[Drawn]) -> bool:
    y = float(edge["top"])
    if any(
        abs(float(one["x0"]) - x) <= NEAR and float(one["top"]) - NEAR <= y <= float(one["bottom"]) + NEAR
        for one in down
    ):
        return True
    fellows = {round(float(one["top"])) for one in across if abs(float(one[end]) - x) <= 1}
    joined = any(
        one is not edge
        and abs(float(one["top"]) - y) <= 1
        and float(one["x0"]) - NEAR <= x <= float(one["x1"]) + NEAR
        for one in across
    )
    return len(fellows) > 2 or joined


def _open_sides(across: Sequence[Drawn], down: Sequence[Drawn]) -> Iterator[dict[str, Any]]:
    """The left and right side of tables whose horizontal lines go further out than any vertical one."""
    spans = Counter((round(float(edge["x0"])), round(float(edge["x1"]))) for edge in across)
    for (left, right), count in spans.items():
        own = [
            edge for edge in across if (round(float(edge["x0"])), round(float(edge["x1"]))) == (left, right)
        ]
        top, bottom = (function(float(edge["top"]) for edge in own) for function in (min, max))
        closed = any(
            min(abs(float(one["x0"]) - left), abs(float(one["x0"]) - right)) <= NEAR
            and float(one["top"]) < bottom
            and float(one["bottom"]) > top
            for one in down
        )
        inner = any(
            left < float(one["x0"]) < right and float(one["top"]) < bottom and float(one["bottom"]) > top
            for one in down
        )
        if count > 2 and inner and not closed:
            for x in (float(left), float(right)):
                yield _vertical(x, top, bottom)


def _cut_sides(across: Sequence[Drawn], down: Sequence[Drawn]) -> Iterator[dict[str, Any]]:
    """The side of cells that the edge of the paper cuts off: where lines end at which other cells of the table do."""
    for end in ("x0", "x1"):
        for x in sorted({round(float(edge["x0"])) for edge in down}):
            tops = sorted(float(edge["top"]) for edge in across if abs(float(edge[end]) - x) <= NEAR)
            sides = [edge for edge in down if abs(float(edge["x0"]) - x) <= NEAR]
            for top, bottom in pairwise(tops):
                middle = (top + bottom) / 2
                beside = [one for one in down if float(one["top"]) <= middle <= float(one["bottom"])]
                closed = any(one in sides for one in beside)
                if bottom - top > NEAR and beside and not closed:
                    yield _vertical(float(x), top, bottom)


def _vertical(x: float, top: float, bottom: float) -> dict[str, Any]:
    """A vertical line that is not drawn."""
    return {
        "object_type": "line",
        "orientation": "v",
        "x0": x,
        "x1": x,
        "top": top,
        "bottom": bottom,
        "width": 0.0,
        "height": bottom - top,
    }


def _box(one: Drawn) -> Box:
    return float(one["x0"]), float(one["top"]), float(one["x1"]), float(one["bottom"])
