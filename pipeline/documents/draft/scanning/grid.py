"""A table by rows and columns: which cell covers each place, what it means as a heading, and its key."""

from collections.abc import Mapping
from operator import attrgetter

from pipeline.documents.draft.facts import Key
from pipeline.documents.draft.words.headings import Meaning
from pipeline.formats import Table, TableCell


class Grid:
    """A table with the meanings of its cells; `prefix` is its file, page and number."""

    def __init__(
        self,
        table: Table,
        prefix: tuple[int, int, int],
        meanings: Mapping[tuple[int, int], Meaning | None],
    ) -> None:
        self.table = table
        self._prefix = prefix
        self._meanings = meanings
        self._covered = {
            (row, column): cell
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        self._standing: dict[int, list[TableCell]] = {}
        for cell in sorted(table.cells, key=attrgetter("column", "row")):
            for row in range(cell.row, cell.row + cell.rows if cell.text else cell.row):
                self._standing.setdefault(row, []).append(cell)

    @property
    def left(self) -> int:
        """The first column that holds a cell."""
        return min((cell.column for cell in self.table.cells), default=0)

    def at(self, row: int, column: int) -> TableCell | None:
        """The cell that covers a place."""
        return self._covered.get((row, column))

    def standing(self, row: int) -> list[TableCell]:
        """The cells that a row shows, those that began above it included, from left to right."""
        return self._standing.get(row, [])

    def meaning(self, cell: TableCell) -> Meaning | None:
        """What a cell means as a heading."""
        return self._meanings.get((cell.row, cell.column))

    def key(self, cell: TableCell) -> Key:
        """The cell's place in the files."""
        return (*self._prefix, cell.row, cell.column)

    def begins_with_years(self, row: int) -> bool:
        """Whether a row, or the one below it, begins with a year."""
        firsts = [next(iter(self.standing(at)), None) for at in (row, row + 1)]
        meanings = [self.meaning(cell) for cell in firsts if cell is not None]
        return any(meaning is not None and meaning.year > 0 for meaning in meanings)
