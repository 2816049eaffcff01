"""Cells → facts, each as sure as its cell and its heading allow."""

from pipeline.documents.draft.facts import HIGH, LOW, MIDDLE, SURENESS, Fact, Quoted, Scanned
from pipeline.documents.draft.scanning.grid import Grid
from pipeline.documents.draft.words.headings import Meaning
from pipeline.documents.draft.words.layout import plain
from pipeline.formats import TableCell

UNRULED = "罫線のない表"
PICTURE = "画像だけで、読み取る文字がない"
"""Why a cell that holds a picture is not sure."""
_DITTO = frozenset(("〃", "″", "同上", "々"))
_REPEATED = frozenset(("department", "measure", "level", "title", "indicator"))
"""Roles of cells whose 〃 stands for what the cell above says."""


class Quoting:
    """Adds facts to what a table says; `first_row` is the number of its first row in the document."""

    def __init__(self, grid: Grid, first_row: int, scanned: Scanned) -> None:
        self._grid = grid
        self._first_row = first_row
        self._scanned = scanned
        self.band = -1
        """The row of the document that the headings above begin in; -1 in a form."""
        self._above: dict[int, str] = {}
        """What the cells of a column said last."""

    def below(self, row: int | None) -> None:
        """What follows stands below headings that begin in a row; in a form where there are none."""
        self.band = -1 if row is None else self._first_row + row

    def add(
        self, row: int, role: str, cell: TableCell, meaning: Meaning, years: tuple[int, ...] = ()
    ) -> None:
        """A cell as a fact of a row, with the years of the columns that it covers."""
        sure, why = self._sureness(cell, meaning)
        keys = (self._grid.key(cell),) if cell.text or cell.bar or cell.struck or cell.picture else ()
        said = cell.text
        if plain(said) in _DITTO and role in _REPEATED and cell.column in self._above:
            said, why = self._above[cell.column], "〃を上の欄と同じとした"
            sure = min(sure, MIDDLE, key=SURENESS.index)
        self._above[cell.column] = said
        text = Quoted(said, keys, sure, why)
        place = (self._first_row + row, cell.column)
        self._scanned.facts.append(
            Fact(role, text, meaning, *place, years, cell.bar is not None, cell.picture, self.band)
        )

    def blank(self, row: int, column: int, meaning: Meaning) -> None:
        """A figure of a column that a format without drawn cells holds nothing for."""
        years = (meaning.year,) if meaning.year else ()
        text = Quoted("") if self._grid.table.ruled else Quoted("", (), MIDDLE, UNRULED)
        self._scanned.facts.append(
            Fact("figure", text, meaning, self._first_row + row, column, years, band=self.band)
        )

    def _sureness(self, cell: TableCell, meaning: Meaning) -> tuple[str, str]:
        sure, why = (HIGH, "") if self._grid.table.ruled else (MIDDLE, UNRULED)
        if meaning.why or not meaning.exact:
            sure, why = MIDDLE, meaning.why or f"見出し「{meaning.word}」に近い言葉"
        if cell.doubt:
            sure, why = LOW, cell.doubt
        if cell.struck:
            sure, why = LOW, f"取り消し線の文字「{cell.struck[:20]}」を除いた"
        if cell.picture:
            sure, why = LOW, PICTURE
        return sure, why
