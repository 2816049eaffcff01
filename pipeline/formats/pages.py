"""What every reader gives: pages of tables of positioned cells, and the lines that stand outside of tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model.places import Place


@dataclass(frozen=True)
class Line:
    """A line of text outside of tables."""

    text: str
    place: Place


@dataclass(frozen=True)
class TableCell:
    """One cell of a table: where it begins in the grid (from 0), what it spans, what it says and how it is drawn.

    A cell that a page break divides has a place on each page. `struck` is text that is crossed out and no part of
    `text`; `bar` is the share of the cell's width, from and to, that a bar or an arrow is drawn over; `picture` says
    that it holds a picture and no text; `doubt` says why its text may not be what is printed.
    """

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    text: str = ""
    places: tuple[Place, ...] = ()
    struck: str = ""
    vertical: bool = False
    bar: tuple[float, float] | None = None
    doubt: str = ""
    picture: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its cells by row and column, the lines directly above it, whether rules are drawn around its cells.

    `edges` are where its columns, and `tops` where its rows begin on the page, in points; empty where a format has
    none.
    """

    cells: tuple[TableCell, ...]
    above: tuple[Line, ...] = ()
    ruled: bool = True
    edges: tuple[float, ...] = ()
    tops: tuple[float, ...] = ()

    @property
    def height(self) -> int:
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    def rows(self) -> Iterator[list[TableCell]]:
        """The cells that begin in each row, from left to right."""
        found: list[list[TableCell]] = [[] for _ in range(self.height)]
        for cell in sorted(self.cells, key=lambda one: (one.row, one.column)):
            found[cell.row].append(cell)
        yield from found


@dataclass(frozen=True)
class Page:
    """A page or a sheet: its tables in reading order, the lines outside of them, and whether it is a mere picture."""

    number: int
    name: str = ""
    tables: tuple[Table, ...] = ()
    lines: tuple[Line, ...] = ()
    picture: bool = False


@dataclass(frozen=True)
class Pages:
    """A file as read: its name, the sha256 of its bytes, its kind (`pdf`, `xlsx`, `docx` …), its pages."""

    name: str
    sha256: str
    kind: str
    pages: tuple[Page, ...] = field(default=())

    @property
    def cells(self) -> Iterator[TableCell]:
        return (cell for page in self.pages for table in page.tables for cell in table.cells)
