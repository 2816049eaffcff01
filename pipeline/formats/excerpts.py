"""The part of a document around a cell, with the cell marked: a page's picture, or rows of a table, or lines."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.formats import Pages, Table, TableCell
from pipeline.formats.pictures import Picture, joined
from pipeline.model.places import Rectangle, parse

AROUND = 12
"""Rows or lines on either side of what is marked."""
HEADS = 3
"""Rows at the head of a table that are always shown, for they say what its columns are."""


@dataclass(frozen=True)
class Drawn:
    """A page of a PDF: its number, size in pixels, the rectangles marked on it, and what stands in them."""

    page: int
    width: int
    height: int
    marks: tuple[Rectangle, ...]
    text: str

    @property
    def around(self) -> Rectangle:
        """The part of the page around the marks, in pixels: what is shown enlarged."""
        left = min(mark[0] for mark in self.marks) - 12
        top = min(mark[1] for mark in self.marks) - 3
        right = max(mark[0] + mark[2] for mark in self.marks) + 12
        bottom = max(mark[1] + mark[3] for mark in self.marks) + 3
        x, y = max(0.0, left), max(0.0, top)
        width, height = min(100.0, right) - x, min(100.0, bottom) - y
        return tuple(  # type: ignore[return-value]  # of four, as it was
            round(part * whole / 100, 1)
            for part, whole in zip((x, y, width, height), (self.width, self.height) * 2, strict=True)
        )

    def pixels(self, mark: Rectangle) -> Rectangle:
        """A rectangle in pixels."""
        x, y, width, height = mark
        across, down = self.width / 100, self.height / 100
        return (round(x * across, 1), round(y * down, 1), round(width * across, 1), round(height * down, 1))


@dataclass(frozen=True)
class Slot:
    """A cell as it is shown: its text ("" where the table has none), what it spans, whether it is marked."""

    text: str
    rows: int = 1
    columns: int = 1
    marked: bool = False


@dataclass(frozen=True)
class Tabled:
    """Rows of a table, each with its number, and the sheet they stand on."""

    sheet: str
    rows: tuple[tuple[int, tuple[Slot, ...]], ...]


@dataclass(frozen=True)
class Listed:
    """Lines of text, and whether each is marked."""

    lines: tuple[tuple[str, bool], ...]


Excerpt = Drawn | Tabled | Listed


def page_of(fragments: Sequence[str]) -> int:
    """The page of the first place that is on one; 0 where none is."""
    places = (parse(fragment) for fragment in fragments)
    return next((place.page for place in places if place and any(place.rectangle)), 0)


def drawn(picture: Picture, page: int, fragments: Sequence[str]) -> Drawn:
    """A page with the places that are on it."""
    places = [place for place in map(parse, fragments) if place and place.page == page]
    marks = tuple(place.rectangle for place in places if any(place.rectangle))
    text = "\n".join(filter(None, map(picture.text, marks)))
    return Drawn(page, picture.width, picture.height, marks, text)


def said(picture: Picture, marks: Sequence[Rectangle]) -> list[list[tuple[str, bool]]]:
    """The lines of a page, each in parts of which some are marked: what a reader who does not see the picture is told."""
    return [
        [
            (joined(list(words)), marked)
            for marked, words in groupby(line, lambda word: any(word.within(mark) for mark in marks))
        ]
        for line in picture.lines
    ]


def found(pages: Pages, fragments: Collection[str]) -> Excerpt | None:
    """The rows or lines around the first of the places; None where the document has none of them."""
    for page in pages.pages:
        for table in page.tables:
            rows = {cell.row for cell in table.cells if _is_marked(cell, fragments)}
            if rows:
                return Tabled(page.name, tuple(_rows(table, fragments, rows)))
        marked = [index for index, line in enumerate(page.lines) if line.place.fragment in fragments]
        if marked:
            near = page.lines[max(0, marked[0] - AROUND) : marked[-1] + AROUND + 1]
            return Listed(tuple((line.text, line.place.fragment in fragments) for line in near))
    return None


def _is_marked(cell: TableCell, fragments: Collection[str]) -> bool:
    return any(place.fragment in fragments for place in cell.places)


def _rows(
    table: Table, fragments: Collection[str], marked: Collection[int]
) -> Iterator[tuple[int, tuple[Slot, ...]]]:
    """The rows of a table near the marked ones, and its head; blank slots filled in, spans cut to what is shown."""
    near = {*range(HEADS), *(row + step for row in marked for step in range(-AROUND, AROUND + 1))}
    shown = [row for row in range(table.height) if row in near]
    owners = {
        (cell.row + down, cell.column + across): cell
        for cell in table.cells
        for down in range(cell.rows)
        for across in range(cell.columns)
    }
    begun: set[TableCell] = set()
    for row in shown:
        slots: list[Slot] = []
        for column in range(table.width):
            cell = owners.get((row, column))
            if cell is None:
                slots.append(Slot(""))
            elif cell not in begun:
                begun.add(cell)
                spans = sum(cell.row <= one < cell.row + cell.rows for one in shown)
                slots.append(Slot(cell.text, spans, cell.columns, _is_marked(cell, fragments)))
        yield row + 1, tuple(slots)
