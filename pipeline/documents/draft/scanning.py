"""Walks a table row by row and gives each cell its meaning, by the headings above it and the labels before it.

A row of nothing but headings begins a band of columns, or says more of the band it follows. Below it a row is a
record: its cells mean what their columns say, refined by labels within the row (目標数値, 実績数値). Outside of a
band a row is a form: label, value, label, value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents.draft.bands import ORDINAL, Band, Heading, is_figure, is_heading, names_indicators
from pipeline.documents.draft.facts import HIGH, LOW, MIDDLE, SURENESS, Fact, Key, Quoted, Scanned
from pipeline.documents.draft.words import headings
from pipeline.documents.draft.words.headings import Meaning
from pipeline.documents.draft.words.layout import Layout, plain
from pipeline.formats import Table, TableCell

FIGURES = frozenset(("figure", "effect", "schedule", "pair"))
PICTURE = "画像だけで、読み取る文字がない"
"""Why a cell that holds a picture is not sure."""
LABELS = frozenset(("figure", "effect", "year", "rate"))
"""Roles that a label within a row of a band may have."""


DITTO = frozenset(("〃", "″", "同上", "々"))
REPEATED = frozenset(("department", "measure", "level", "title", "indicator"))
"""Roles of cells whose 〃 stands for what the cell above says."""


def _meanings(table: Table, layout: Layout) -> Iterator[tuple[tuple[int, int], Meaning | None]]:
    """What each cell means as a heading; a year without its era is one of the era that is named before it in its row."""
    for cells in table.rows():
        before = ""
        for cell in filter(lambda one: one.text, cells):
            meaning = headings.read(cell.text, layout)
            if meaning is None:
                year = headings.year_after(cell.text, before)
                meaning = Meaning(year=year) if year else None
            elif meaning.year:
                before = cell.text
            yield (cell.row, cell.column), meaning


class Scanner:
    """Scans one table; `first_row` is the number of its first row in the document."""

    def __init__(self, table: Table, prefix: tuple[int, int, int], layout: Layout, first_row: int) -> None:
        self._table = table
        self._prefix = prefix
        self._layout = layout
        self._first_row = first_row
        self._band = Band()
        self._named: dict[int, TableCell] = {}
        """The cells that name the indicators of columns, where rows are years."""
        self._meanings = dict(_meanings(table, layout))
        self._above: dict[int, str] = {}
        """What the cells of a column said last."""
        self._covered = {
            (row, column): cell
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        self.scanned = Scanned()

    def scan(self) -> Scanned:
        """The table's facts."""
        left = min((cell.column for cell in self._table.cells), default=0)
        in_heading, interrupted = False, Band()
        for row, cells in enumerate(self._table.rows()):
            meant = [(cell, self._meaning(cell)) for cell in cells]
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
            if self._band.columns:
                self._record(row, cells)
            else:
                self._form(row, cells)
        facts = self.scanned.facts
        self.scanned.named = any(fact.role in ("number", "title") for fact in facts)
        return self.scanned

    def _begins_band(self, row: int, meant: Sequence[Heading], in_heading: bool) -> bool:
        """Begins a band of columns, or says more of it, where a row is one of headings; whether it is."""
        named = [] if in_heading else names_indicators(meant)
        by_year = bool(named) and self._begins_with_years(row + 1)
        if not by_year and not is_heading(meant, in_heading):
            return False
        if not in_heading:
            self._band, self._named = Band(), {}
        if by_year:
            self._band.name(named, next(cell for cell, _ in meant if cell.text))
            self._named = {cell.column + more: cell for cell in named for more in range(cell.columns)}
        else:
            self._band.begin(meant, self._table.width)
        for cell, _ in meant:
            self._heading(cell)
        return True

    def _begins_with_years(self, row: int) -> bool:
        """Whether a row, or the one below it, begins with a year."""
        firsts = [next((cell for cell in self._standing(at) if cell.text), None) for at in (row, row + 1)]
        meanings = [self._meaning(cell) for cell in firsts if cell is not None]
        return any(meaning is not None and meaning.year > 0 for meaning in meanings)

    def _key(self, cell: TableCell) -> Key:
        return (*self._prefix, cell.row, cell.column)

    def _meaning(self, cell: TableCell) -> Meaning | None:
        return self._meanings.get((cell.row, cell.column))

    def _heading(self, cell: TableCell) -> None:
        if not cell.text:
            return
        self.scanned.headings.add(self._key(cell))
        self.scanned.words[plain(cell.text)] = self._meaning(cell)

    def _record(self, row: int, cells: Sequence[TableCell]) -> None:
        """A row of a band."""
        label = Meaning()
        shift = self._band.shift([(cell, self._meaning(cell)) for cell in cells])
        for cell in self._standing(row):
            meaning = self._meaning(cell)
            column = self._band.at(cell.column - shift)
            if meaning is not None and self._is_label(meaning, column):
                label = meaning.within(label)
                if cell.row == row:
                    self._heading(cell)
                    if meaning.role == "effect":
                        self._add(row, "effect_label", cell, meaning, ())
        for cell in cells:
            meaning = self._meaning(cell) if cell.text else None
            if meaning is None or not self._is_label(meaning, self._band.at(cell.column - shift)):
                self._value(row, cells, cell, label, shift)
        self._blanks(row, label, shift)
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
                self.scanned.unexplained[self._key(cell)] = "見出しのない列"
            return
        meaning = over[0]
        if meaning.role in FIGURES or (label.role == "effect" and meaning.year):
            role = label.role if label.role in ("effect", "rate") else meaning.role
            merged = replace(meaning, kind=meaning.kind or label.kind, year=meaning.year or label.year)
            years = tuple(dict.fromkeys(one.year for one in over if one.year)) or (
                (merged.year,) if merged.year else ()
            )
            if cell.column in self._named and (not cell.text or is_figure(cell.text)):
                self._add(row, "indicator", self._named[cell.column], Meaning("indicator"), ())
            self._add(row, role, cell, merged, years)
        elif cell.text:
            self._add(row, meaning.role, cell, meaning, ())

    def _blanks(self, row: int, label: Meaning, shift: int) -> None:
        """Figures of columns that a format without drawn cells holds nothing for."""
        for column, meaning in sorted(self._band.columns.items()):
            is_blank = (row, column + shift) not in self._covered and column not in self._named
            if meaning.role == "figure" and is_blank:
                merged = replace(meaning, kind=meaning.kind or label.kind, year=meaning.year or label.year)
                years = (merged.year,) if merged.year else ()
                text = Quoted("") if self._table.ruled else Quoted("", (), MIDDLE, "罫線のない表")
                self.scanned.facts.append(Fact("figure", text, merged, self._first_row + row, column, years))

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
            sure, why = MIDDLE, meaning.why or f"見出し「{meaning.word}」に近い言葉"
        if cell.doubt:
            sure, why = LOW, cell.doubt
        if cell.struck:
            sure, why = LOW, f"取り消し線の文字「{cell.struck[:20]}」を除いた"
        if cell.picture:
            sure, why = LOW, PICTURE
        keys = (self._key(cell),) if cell.text or cell.bar or cell.struck or cell.picture else ()
        said = cell.text
        if plain(said) in DITTO and role in REPEATED and cell.column in self._above:
            said, why = self._above[cell.column], "〃を上の欄と同じとした"
            sure = min(sure, MIDDLE, key=SURENESS.index)
        self._above[cell.column] = said
        text = Quoted(said, keys, sure, why)
        fact = Fact(
            role, text, meaning, self._first_row + row, cell.column, years, cell.bar is not None, cell.picture
        )
        self.scanned.facts.append(fact)
