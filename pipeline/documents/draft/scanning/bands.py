"""Bands of columns: rows of nothing but headings, and what each column below them means."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.draft.words.headings import Meaning
from pipeline.documents.draft.words.layout import plain
from pipeline.formats import TableCell

FIGURES = frozenset(("figure", "effect", "schedule", "pair"))
"""Roles of columns that hold what is of a year."""
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
GROUPS = frozenset(("figure", "effect", "schedule", "indicator", "activity", "class", "number", ""))
"""Roles of headings that reach over the blank cells to their right, where nothing is merged."""
_FIGURE = re.compile(r"[▲△−-]?[0-9０-９]|[-―—–]$")
ORDINAL = re.compile(r"[0-9]{1,2}|[①-⑳]")
"""What numbers an indicator or an activity within its item."""
_WHOLE = frozenset(("計", "合計", "総数"))
"""What divides nothing off, beside parts: 男, 女, 計."""
Heading = tuple[TableCell, Meaning | None]
"""A cell of a row, and what it means as a heading."""


def is_figure(text: str) -> bool:
    """Whether a text begins as a figure does, or is a dash."""
    return bool(_FIGURE.match(text))


def part_named(text: str) -> str:
    """The part of an indicator that a heading or a class names; "" for all of it."""
    return "" if plain(text) in _WHOLE else plain(text)


def is_heading(row: Sequence[Heading], goes_on: bool) -> bool:
    """Whether a row holds headings and nothing else; `goes_on`: the row above it does."""
    filled = [meaning for cell, meaning in row if cell.text]
    known = [meaning for meaning in filled if meaning is not None]
    if not known or (len(known) < 2 and not goes_on):
        return False
    if len(known) < len(filled) and not _mostly_known(row, len(known), goes_on):
        return False
    blank = [cell for cell, _ in row if not cell.text and cell.rows == 1]
    dated = any(meaning.year or meaning.kind for meaning in known)
    if goes_on and all(meaning.role in FORM for meaning in known):
        return False
    only_units = all(meaning.unit and not meaning.role for meaning in known)
    return dated or len(known) > 2 or len(blank) < len(known) or (goes_on and only_units)


def names_indicators(row: Sequence[Heading]) -> list[TableCell]:
    """The cells of a row that name an indicator a column, above rows of years: 年度 | 受診率(%) | 参加者数(人)."""
    filled = [(cell, meaning) for cell, meaning in row if cell.text]
    others = [cell for cell, meaning in filled[1:] if meaning is None and not _FIGURE.match(cell.text)]
    by_year = bool(filled) and filled[0][1] is not None and filled[0][1].role == "year"
    return others if by_year and len(others) == len(filled) - 1 else []


def _mostly_known(row: Sequence[Heading], known: int, goes_on: bool) -> bool:
    """Whether the rest of a row is of headings too; more may be unknown below a row of them, if it has no figures."""
    filled = [cell for cell, _ in row if cell.text]
    if goes_on and not any(_FIGURE.match(cell.text) for cell in filled):
        return 2 * known >= len(filled)
    return known >= 0.7 * len(filled) and len(filled) >= 4


def _is_kind(meaning: Meaning) -> bool:
    return (
        meaning.role in ("figure", "effect")
        and bool(meaning.kind or meaning.role == "effect")
        and not meaning.year
    )


class Band:
    """What the columns mean below one or more rows of headings; none before the first of them."""

    def __init__(self) -> None:
        self.columns: dict[int, Meaning] = {}
        self._reach: dict[int, Meaning] = {}
        self._over: dict[int, int] = {}
        """How many columns the heading right above each column spans."""

    def at(self, column: int) -> Meaning:
        """What a column means, or nothing."""
        return self.columns.get(column, Meaning())

    def reaching(self, column: int) -> Meaning | None:
        """What a heading to the left means for a column that has none of its own."""
        return self._reach.get(column) if column not in self.columns else None

    def shift(self, row: Sequence[Heading]) -> int:
        """By how many columns the figures of a row stand to the right of their years.

        A text loses blank headings: the label of a row (目標数値) then stands below the first year.
        """
        dated = [column for column, one in self.columns.items() if one.year]
        labels = [
            cell.column
            for cell, meaning in row
            if meaning is not None and meaning.exact and _is_kind(meaning)
        ]
        return labels[0] + 1 - min(dated) if dated and labels and labels[0] in dated else 0

    def is_divided_by(self, row: Sequence[Heading]) -> bool:
        """Whether a row divides headings above it, each into several columns, and holds nothing else: 男性 | 女性."""
        filled = [cell for cell, _ in row if cell.text]
        others = set(self.columns) - {column for column, width in self._over.items() if width > 1}
        return (
            len(filled) > 1
            and bool(others)
            and all(self._over.get(cell.column, 0) >= max(cell.columns, 2) for cell in filled)
            and not any(_FIGURE.match(cell.text) for cell in filled)
        )

    def begin(self, row: Sequence[Heading], width: int) -> None:
        """A row of headings, below those that the band has: what each column of it means."""
        filled = [(cell, meaning) for cell, meaning in row if cell.text]
        ends = [cell.column for cell, _ in filled[1:]] + [width]
        above = {**self._reach, **self.columns}
        for (cell, found), end in zip(filled, ends, strict=True):
            own = range(cell.column, cell.column + cell.columns)
            meaning = found or self._unknown(cell)
            for column in own:
                self.columns[column] = meaning.within(above.get(column, Meaning()))
                self._over[column] = cell.columns
            if meaning.role in GROUPS and cell.columns == cell.rows == 1:
                for column in range(own.stop, end):
                    self._reach[column] = meaning.within(above.get(column, Meaning()))

    def _unknown(self, cell: TableCell) -> Meaning:
        """A heading that is not known: what a wider one that says the kind is divided into, or nothing."""
        above = self.at(cell.column)
        if above.kind and above.role in FIGURES and self._over[cell.column] >= max(cell.columns, 2):
            return Meaning(part=part_named(cell.text))
        return Meaning("unknown", word=plain(cell.text))

    def name(self, cells: Sequence[TableCell], year: TableCell) -> None:
        """Columns of figures below the names of their indicators, beside one of years."""
        self.columns[year.column] = Meaning("year", word=plain(year.text))
        for cell in cells:
            for column in range(cell.column, cell.column + cell.columns):
                self.columns[column] = Meaning("figure")

    def complete(self) -> None:
        """Names the items where only a level is named, and takes columns of years for figures."""
        roles = {one.role for one in self.columns.values()}
        levels = [column for column, one in sorted(self.columns.items()) if one.role == "level"]
        if levels and "title" not in roles and roles & {"indicator", "figure", "effect", "pair"}:
            beside = self.at(levels[-1] + 1)
            doubt = f"右の欄「{beside.word}」が項目かもしれない" if beside.role == "unknown" else ""
            self.columns[levels[-1]] = replace(self.columns[levels[-1]], role="title", kind="", why=doubt)
        for column, one in self.columns.items():
            if (not one.role and (one.year or one.kind)) or (one.role == "indicator" and one.year):
                self.columns[column] = replace(one, role="figure")
        if not roles & {"class", "year"}:
            self._name_bare_years()
        self._name_parts()

    def _name_parts(self) -> None:
        """Keeps the parts that tell columns of the same kind and year apart; others (前期, 後期) divide no indicator."""
        said: dict[tuple[str, str, int], set[str]] = {}
        for one in self.columns.values():
            said.setdefault((one.role, one.kind, one.year), set()).add(one.part)
        for column, one in self.columns.items():
            if len(said[one.role, one.kind, one.year]) == 1:
                self.columns[column] = replace(one, part="")

    def _name_bare_years(self) -> None:
        """Takes years of no kind, before that of a target beside them, for actual values, though nothing says it."""
        last = max((one.year for one in self.columns.values() if one.kind == "target"), default=0)
        for column, one in self.columns.items():
            if one.role == "figure" and not one.kind and 0 < one.year < last:
                self.columns[column] = replace(
                    one, kind="actual", exact=False, why="年度だけの見出しを実績とした"
                )

    def goes_on_at(self, row: Sequence[Heading]) -> bool:
        """Whether a row below a form is of the band above it again: it is numbered, and holds targets of its years."""
        filled = [(cell, meaning) for cell, meaning in row if cell.text]
        dated = any(one.year for one in self.columns.values())
        kinds = any(meaning is not None and meaning.exact and _is_kind(meaning) for _, meaning in filled)
        return dated and kinds and bool(ORDINAL.fullmatch(plain(filled[0][0].text)))

    def ends_at(self, row: Sequence[Heading], left: int) -> bool:
        """Whether a row no longer belongs to the band: it begins with the label of a form."""
        cell, meaning = next(((cell, meaning) for cell, meaning in row if cell.text), (None, None))
        if cell is None or meaning is None or not meaning.exact:
            return False
        if meaning.role == "indicator":
            return cell.column == left and "indicator" not in {one.role for one in self.columns.values()}
        own = self.at(cell.column).role
        at_left = cell.column == left or own == "indicator"
        return meaning.role in FORM and at_left and own not in ("class", "title", "number")
