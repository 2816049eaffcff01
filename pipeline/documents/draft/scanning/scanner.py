"""Walks a table row by row and gives each cell its meaning, by the headings above it and the labels before it.

A row of nothing but headings begins a band of columns, or says more of the band it follows. Below it a row is a
record: its cells mean what their columns say, refined by labels within the row (目標数値, 実績数値). Outside of a
band a row is a form: label, value, label, value.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.draft.facts import Scanned
from pipeline.documents.draft.scanning import between, meanings
from pipeline.documents.draft.scanning.bands import (
    FIGURES,
    ORDINAL,
    Band,
    Heading,
    is_figure,
    is_heading,
    names_indicators,
    part_named,
)
from pipeline.documents.draft.scanning.grid import Grid
from pipeline.documents.draft.scanning.quoting import Quoting
from pipeline.documents.draft.words.headings import Meaning
from pipeline.documents.draft.words.layout import Layout, plain
from pipeline.formats import Table, TableCell

_SEVERAL = 2
LABELS = frozenset(("figure", "effect", "year", "rate"))
"""Roles that a label within a row of a band may have."""


class Scanner:
    """Scans one table; `said` stands above it, `first_row` is the number of its first row in the document."""

    def __init__(
        self, table: Table, prefix: tuple[int, int, int], layout: Layout, said: str, first_row: int
    ) -> None:
        self._layout = layout
        self._grid = Grid(table, prefix, meanings.of_cells(table, layout, said))
        self._band, self._began = Band(), 0
        self._named: dict[int, TableCell] = {}
        """The cells that name the indicators of columns, where rows are years."""
        self._between = Meaning()
        """What a row between rows of values said last: the year, and perhaps the kind, of those below it."""
        self.scanned = Scanned()
        self._quoting = Quoting(self._grid, first_row, self.scanned)

    def scan(self) -> Scanned:
        """The table's facts."""
        left = self._grid.left
        in_heading, interrupted = False, Band()
        for row, cells in enumerate(self._grid.table.rows()):
            meant = [(cell, self._grid.meaning(cell)) for cell in cells]
            if self._stands_between(row, meant):
                continue
            if self._begins_band(row, meant, in_heading):
                in_heading = True
                continue
            if in_heading:
                self._band.complete()
            in_heading = False
            if self._band.columns and self._band.ends_at(meant, left):
                interrupted, self._band = self._band, Band()
            elif not self._band.columns and interrupted.goes_on_at(meant):
                self._band = interrupted
            self._quoting.below(self._began if self._band.columns else None)
            if self._band.columns:
                self._record(row, cells)
            else:
                self._form(row, cells)
        facts = self.scanned.facts
        self.scanned.named = any(fact.role in ("number", "title") for fact in facts)
        return self.scanned

    def _stands_between(self, row: int, meant: Sequence[Heading]) -> bool:
        """Takes a row of one cell for what it says of the rows below it; whether it says something."""
        width = self._grid.table.width
        cell = between.only_cell(meant, self._grid.standing(row), width)
        if cell is None:
            return False
        meaning = self._grid.meaning(cell)
        dated = between.year(cell, meaning, self._band, width)
        if dated is not None:
            self._between = replace(dated, role="")
            self._heading(cell)
            return True
        named = None
        if meaning is None and cell.columns == width:
            named = between.name(cell, self._band, self._grid.standing(row + 1), self._layout)
        if named is not None:
            self._quoting.below(self._began)
            self._quoting.add(row, named.role, cell, named)
        return named is not None

    def _begins_band(self, row: int, meant: Sequence[Heading], in_heading: bool) -> bool:
        """Begins a band of columns, or says more of it, where a row is one of headings; whether it is."""
        named = [] if in_heading else names_indicators(meant)
        by_year = bool(named) and self._grid.begins_with_years(row + 1)
        divides = in_heading and self._band.is_divided_by(meant)
        if not by_year and not divides and not is_heading(meant, in_heading):
            return False
        if not in_heading:
            self._band, self._named, self._began = Band(), {}, row
        if by_year:
            self._band.name(named, next(cell for cell, _ in meant if cell.text))
            self._named = {cell.column + more: cell for cell in named for more in range(cell.columns)}
        else:
            self._band.begin(meant, self._grid.table.width)
            self._name_blocks(row)
        for cell, _ in meant:
            self._heading(cell)
        return True

    def _name_blocks(self, row: int) -> None:
        """Names the indicator of each block of columns that begins with years (年度 | 目標 | 実績 | 年度 | …).

        It stands in the row above, over its block; columns of a block without one are of no indicator.
        """
        starts = [column for column, one in sorted(self._band.columns.items()) if one.role == "year"]
        if len(starts) < _SEVERAL:
            return
        for start, end in zip(starts, [*starts[1:], self._grid.table.width], strict=True):
            over = [self._grid.at(row - 1, column) for column in range(start, end)]
            names = [cell for cell in over if cell and cell.text and self._grid.meaning(cell) is None]
            for column in range(start + 1, end):
                if names:
                    self._named[column] = names[-1]
                else:
                    self._band.columns[column] = Meaning("unknown")

    def _heading(self, cell: TableCell) -> None:
        if not cell.text:
            return
        self.scanned.headings.add(self._grid.key(cell))
        self.scanned.words[plain(cell.text)] = self._grid.meaning(cell)

    def _record(self, row: int, cells: Sequence[TableCell]) -> None:
        """A row of a band."""
        label = replace(self._between, part=self._part(row))
        starts: list[tuple[int, Meaning]] = []
        shift = self._band.shift([(cell, self._grid.meaning(cell)) for cell in cells])
        for cell in self._grid.standing(row):
            meaning = self._grid.meaning(cell)
            column = self._band.at(cell.column - shift)
            if meaning is not None and self._is_label(meaning, column):
                label = meaning.within(label)
                starts += [(cell.column, meaning)] if column.role == "year" else []
                if cell.row == row:
                    self._heading(cell)
                    if meaning.role == "effect":
                        self._quoting.add(row, "effect_label", cell, meaning)
        for cell in cells:
            meaning = self._grid.meaning(cell) if cell.text else None
            if meaning is None or not self._is_label(meaning, self._band.at(cell.column - shift)):
                own = [one for column, one in starts[len(starts) > 1 :] if column < cell.column]
                self._value(row, cells, cell, own[-1].within(label) if own else label, shift)
        self._blanks(row, label, shift)
        self.scanned.facts.sort(key=lambda fact: (fact.row, fact.column))

    def _part(self, row: int) -> str:
        """What a column of classes divides the indicator of a row into (男性, 女性), "" where it does not."""
        columns = {one.role: column for column, one in sorted(self._band.columns.items())}
        if not {"class", "indicator"} <= columns.keys():
            return ""
        label, own = (self._grid.at(row, columns[role]) for role in ("indicator", "class"))
        if label is None or own is None or self._grid.meaning(own) is not None:
            return ""
        beside = [self._grid.at(at, columns["class"]) for at in range(label.row, label.row + label.rows)]
        parts = {
            plain(cell.text) for cell in beside if cell and cell.text and self._grid.meaning(cell) is None
        }
        return part_named(own.text) if len(parts) >= _SEVERAL else ""

    def _is_label(self, meaning: Meaning, column: Meaning) -> bool:
        if meaning.role == "elsewhere":
            return column.role in ("", "class", *between.NAMES)
        plain_year = meaning.year and not meaning.role
        if plain_year:
            return column.role == "year"
        if column.role == "class":
            return meaning.exact and (
                meaning.role == "rate" or (meaning.role == "figure" and bool(meaning.kind))
            )
        return meaning.exact and meaning.role in LABELS and column.role not in (*FIGURES, "title")

    def _value(
        self, row: int, cells: Sequence[TableCell], cell: TableCell, label: Meaning, shift: int
    ) -> None:
        before = [one for one in cells if one.column < cell.column and one.text]
        start = cell.column - shift if any(self._band.at(one.column).year for one in before) else cell.column
        over = [
            self._band.columns[column]
            for column in range(start, start + cell.columns)
            if column in self._band.columns
        ]
        reached = self._band.reaching(cell.column)
        if not over and reached and all(ORDINAL.fullmatch(plain(one.text)) for one in before):
            over = [reached]
        if not over:
            if cell.text:
                self.scanned.unexplained[self._grid.key(cell)] = "見出しのない列"
            return
        meaning = over[0]
        if meaning.role in FIGURES or (label.role == "effect" and meaning.year):
            role = label.role if label.role in ("effect", "rate", "elsewhere") else meaning.role
            merged = meaning.saying_what_lacks(label)
            years = tuple(dict.fromkeys(one.year for one in over if one.year)) or (
                (merged.year,) if merged.year else ()
            )
            if cell.column in self._named and (not cell.text or is_figure(cell.text)):
                self._quoting.add(row, "indicator", self._named[cell.column], Meaning("indicator"))
            self._quoting.add(row, role, cell, merged, years)
        elif cell.text:
            self._quoting.add(row, meaning.role, cell, meaning)

    def _blanks(self, row: int, label: Meaning, shift: int) -> None:
        """Figures of columns that a format without drawn cells holds nothing for."""
        for column, meaning in sorted(self._band.columns.items()):
            is_blank = self._grid.at(row, column + shift) is None and column not in self._named
            if meaning.role == "figure" and is_blank:
                self._quoting.blank(row, column, meaning.saying_what_lacks(label))

    def _form(self, row: int, cells: Sequence[TableCell]) -> None:
        """A row of labels and values; a label that stands beside several rows holds for each of them."""
        label: Meaning | None = None
        for cell in self._grid.standing(row):
            meaning = self._grid.meaning(cell)
            is_label = meaning is not None and meaning.exact and bool(meaning.role)
            if is_label and (label is None or cell.row == row):
                label = meaning
                if cell.row == row:
                    self._heading(cell)
            elif cell.row == row:
                if label is None:
                    self.scanned.unexplained[self._grid.key(cell)] = "見出しのない欄"
                else:
                    years = (label.year,) if label.year else ()
                    self._quoting.add(row, label.role, cell, label, years)
