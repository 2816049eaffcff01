"""Walks a table row by row and gives each cell its meaning, by the headings above it and the labels before it.

A row of nothing but headings begins a band of columns, or says more of the band it follows. Below it a row is a
record: its cells mean what their columns say, refined by labels within the row (目標数値, 実績数値). Outside of a
band a row is a form: label, value, label, value.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.draft.facts import HIGH, LOW, MIDDLE, Fact, Key, Quoted, Scanned
from pipeline.documents.draft.words import headings
from pipeline.documents.draft.words.headings import Meaning
from pipeline.documents.draft.words.layout import Layout, plain
from pipeline.formats import Table, TableCell

FORM = frozenset(
    {
        "number",
        "title",
        "department",
        "purpose",
        "description",
        "progress",
        "comment",
        "basis",
        "fiscal_effect",
        "definition",
        "level",
        "page",
        "rating",
        "ignored",
        "account",
    }
)
"""Roles whose label, at the left end of a row, ends a band of columns."""
FIGURES = frozenset(("figure", "effect", "schedule", "pair"))
GROUPS = frozenset(("figure", "effect", "schedule", "indicator", "class", "number", ""))
"""Roles of headings that reach over the blank cells to their right, where nothing is merged."""
PICTURE = "画像だけで、読み取る文字がない"
"""Why a cell that holds a picture is not sure."""
LABELS = frozenset(("figure", "effect", "year"))
"""Roles that a label within a row of a band may have."""


class Scanner:
    """Scans one table; `first_row` is the number of its first row in the document."""

    def __init__(self, table: Table, prefix: tuple[int, int, int], layout: Layout, first_row: int) -> None:
        self._table = table
        self._prefix = prefix
        self._layout = layout
        self._first_row = first_row
        self._columns: dict[int, Meaning] = {}
        self._reach: dict[int, Meaning] = {}
        self._meanings = {
            (cell.row, cell.column): headings.read(cell.text, layout) for cell in table.cells if cell.text
        }
        self._covered = {
            (row, column): cell
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        self.scanned = Scanned()

    def scan(self) -> Scanned:
        """The table's facts."""
        in_heading = False
        for row, cells in enumerate(self._table.rows()):
            if self._is_heading(cells, in_heading):
                self._begin_band(row, cells, in_heading)
                in_heading = True
                continue
            if in_heading:
                self._settle_band()
            in_heading = False
            if self._columns and self._ends_band(cells):
                self._columns = {}
            if self._columns:
                self._record(row, cells)
            else:
                self._form(row, cells)
        facts = self.scanned.facts
        self.scanned.named = any(fact.role in ("number", "title") for fact in facts)
        return self.scanned

    def _key(self, cell: TableCell) -> Key:
        return (*self._prefix, cell.row, cell.column)

    def _meaning(self, cell: TableCell) -> Meaning | None:
        return self._meanings.get((cell.row, cell.column))

    def _heading(self, cell: TableCell) -> None:
        self.scanned.headings.add(self._key(cell))
        self.scanned.words[plain(cell.text)] = self._meaning(cell)

    def _is_heading(self, cells: Sequence[TableCell], in_heading: bool) -> bool:
        """Whether a row holds headings and nothing else."""
        filled = [cell for cell in cells if cell.text]
        known = [meaning for meaning in map(self._meaning, filled) if meaning is not None]
        if not known or (len(known) < 2 and not in_heading):
            return False
        if len(known) < len(filled) and (len(known) < 0.7 * len(filled) or len(filled) < 4):
            return False
        blank = [cell for cell in cells if not cell.text and cell.rows == 1]
        dated = any(meaning.year or meaning.kind for meaning in known)
        if in_heading and all(meaning.role in FORM for meaning in known):
            return False
        return dated or len(known) > 2 or len(blank) < len(known)

    def _begin_band(self, row: int, cells: Sequence[TableCell], in_heading: bool) -> None:
        if not in_heading:
            self._columns = {}
            self._reach = {}
        filled = [cell for cell in cells if cell.text]
        ends = [cell.column for cell in filled[1:]] + [self._table.width]
        above = {**self._reach, **self._columns}
        for cell, end in zip(filled, ends, strict=True):
            self._heading(cell)
            meaning = self._meaning(cell) or Meaning("unknown", word=plain(cell.text))
            own = range(cell.column, cell.column + cell.columns)
            for column in own:
                self._columns[column] = meaning.within(above.get(column, Meaning()))
            if meaning.role in GROUPS and cell.columns == cell.rows == 1:
                for column in range(own.stop, end):
                    self._reach[column] = meaning.within(above.get(column, Meaning()))

    def _settle_band(self) -> None:
        """Names the items where only a level is named, and takes columns of years for figures."""
        roles = {one.role for one in self._columns.values()}
        levels = [column for column, one in sorted(self._columns.items()) if one.role == "level"]
        if levels and "title" not in roles and roles & {"indicator", "figure", "effect", "pair"}:
            self._columns[levels[-1]] = replace(self._columns[levels[-1]], role="title", kind="")
        for column, one in self._columns.items():
            if (not one.role and (one.year or one.kind)) or (one.role == "indicator" and one.year):
                self._columns[column] = replace(one, role="figure")

    def _ends_band(self, cells: Sequence[TableCell]) -> bool:
        first = next((cell for cell in cells if cell.text), None)
        meaning = self._meaning(first) if first else None
        if first is None or meaning is None or not meaning.exact or meaning.role not in FORM:
            return False
        left = min(cell.column for cell in self._table.cells)
        at_left = first.column == left or self._columns.get(first.column, Meaning()).role == "indicator"
        return at_left and self._columns.get(first.column, Meaning()).role not in ("class", "title", "number")

    def _record(self, row: int, cells: Sequence[TableCell]) -> None:
        """A row of a band."""
        label = Meaning()
        for cell in self._standing(row):
            meaning = self._meaning(cell)
            column = self._columns.get(cell.column, Meaning())
            if meaning is not None and self._is_label(meaning, column):
                label = meaning.within(label)
                if cell.row == row:
                    self._heading(cell)
                    if meaning.role == "effect":
                        self._add(row, "effect_label", cell, meaning, ())
        for cell in cells:
            meaning = self._meaning(cell) if cell.text else None
            if meaning is None or not self._is_label(meaning, self._columns.get(cell.column, Meaning())):
                self._value(row, cell, label)
        self._blanks(row, label)
        self.scanned.facts.sort(key=lambda fact: (fact.row, fact.column))

    def _standing(self, row: int) -> list[TableCell]:
        """The cells that a row shows, those that began above it included, from left to right."""
        shown = {
            (cell.row, cell.column): cell
            for (at, _), cell in self._covered.items()
            if at == row and cell.text
        }
        return sorted(shown.values(), key=lambda cell: cell.column)

    def _is_label(self, meaning: Meaning, column: Meaning) -> bool:
        plain_year = meaning.year and not meaning.role
        if plain_year:
            return column.role == "year"
        return meaning.exact and meaning.role in LABELS and column.role not in (*FIGURES, "class", "title")

    def _value(self, row: int, cell: TableCell, label: Meaning) -> None:
        over = [
            self._columns[column]
            for column in range(cell.column, cell.column + cell.columns)
            if column in self._columns
        ]
        if not over:
            if cell.text:
                self.scanned.unexplained[self._key(cell)] = "見出しのない列"
            return
        meaning = over[0]
        if meaning.role in FIGURES or (label.role == "effect" and meaning.year):
            role = label.role if label.role == "effect" else meaning.role
            merged = replace(meaning, kind=meaning.kind or label.kind, year=meaning.year or label.year)
            years = tuple(dict.fromkeys(one.year for one in over if one.year)) or (
                (merged.year,) if merged.year else ()
            )
            self._add(row, role, cell, merged, years)
        elif cell.text:
            self._add(row, meaning.role, cell, meaning, ())

    def _blanks(self, row: int, label: Meaning) -> None:
        """Figures of columns that a format without drawn cells holds nothing for."""
        for column, meaning in sorted(self._columns.items()):
            if meaning.role == "figure" and (row, column) not in self._covered:
                merged = replace(meaning, kind=meaning.kind or label.kind, year=meaning.year or label.year)
                years = (merged.year,) if merged.year else ()
                self.scanned.facts.append(
                    Fact("figure", Quoted(""), merged, self._first_row + row, column, years)
                )

    def _form(self, row: int, cells: Sequence[TableCell]) -> None:
        """A row of labels and values; a label that stands beside several rows holds for each of them."""
        label: Meaning | None = None
        for cell in self._standing(row):
            meaning = self._meaning(cell)
            is_label = meaning is not None and meaning.exact and bool(meaning.role)
            if is_label and (label is None or cell.row == row):
                label = meaning
                if cell.row == row:
                    self._heading(cell)
            elif cell.row == row:
                if label is None:
                    self.scanned.unexplained[self._key(cell)] = "見出しのない欄"
                else:
                    years = (label.year,) if label.year else ()
                    self._add(row, label.role, cell, label, years)

    def _add(self, row: int, role: str, cell: TableCell, meaning: Meaning, years: tuple[int, ...]) -> None:
        sure, why = HIGH, ""
        if not self._table.ruled:
            sure, why = MIDDLE, "罫線のない表"
        if not meaning.exact:
            sure, why = MIDDLE, f"見出し「{meaning.word}」に近い言葉"
        if cell.doubt:
            sure, why = LOW, cell.doubt
        if cell.struck:
            sure, why = LOW, f"取り消し線の文字「{cell.struck[:20]}」を除いた"
        if cell.picture:
            sure, why = LOW, PICTURE
        keys = (self._key(cell),) if cell.text or cell.bar or cell.struck or cell.picture else ()
        text = Quoted(cell.text, keys, sure, why)
        fact = Fact(
            role, text, meaning, self._first_row + row, cell.column, years, cell.bar is not None, cell.picture
        )
        self.scanned.facts.append(fact)
