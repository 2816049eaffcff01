"""What a chart of an indicator draws: each number with its words, how it did, and the bounds printed with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import fiscal_year
from pipeline.reading.graph import in_language
from pipeline.reading.indicator import Achievement, Cell, Indicator, Number
from pipeline.reading.names import Named
from server.rendering.charts.palette import written
from server.rendering.templates import texts

LONGEST, LONGEST_DIFFERENCE = 12, 7
"""Characters of a printed number that is written as it is printed; longer ones are written short. Of a difference
that is written at all: longer ones would leave the drawing, and stand in the table."""

AIMED = ("target", "interim-target")
REACHED = ("actual", "baseline")
"""Kinds of figures that say what is aimed at, and what was reached; the others say what is expected."""

Found = list[tuple[Cell, Number]]


@dataclass(frozen=True)
class Mark:
    """One number: in which row (a fiscal year), of which kind, where, and what is written at it."""

    row: str
    kind: str
    """One of the kinds of figures: what is aimed at is a stroke, what is or was a dot, a forecast a hollow one."""
    value: float
    text: str
    run: int
    """The number of the run of years without a gap that a value reached is in."""

    @property
    def shape(self) -> str:
        """How it is drawn: stroke, dot or hollow."""
        return "stroke" if self.kind in AIMED else "dot" if self.kind in REACHED else "hollow"


@dataclass(frozen=True)
class Band:
    """The values that a target printed as a bound or a range allows; None: no end on this side."""

    row: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Panel:
    """The numbers of one breakdown, in rows of years."""

    title: str
    rows: tuple[str, ...]
    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]


def can_be_drawn(shown: Indicator) -> bool:
    """Whether there are at least two numbers, all of one unit and one meaning."""
    found = [number for cell in shown.cells if cell.year for number in cell.numbers]
    kinds = {(number.unit and number.unit.iri, number.qualifier and number.qualifier.iri) for number in found}
    return len(kinds) == 1 and len(found) > 1


def panels(shown: Indicator, language: str) -> tuple[Panel, ...]:
    """A panel for each breakdown, in printed order, with a row for each year from its first number to its last."""
    numbers = [number for cell in shown.cells if cell.year for number in cell.numbers]
    parts = {number.breakdown.iri if number.breakdown else "": number.breakdown for number in numbers}
    return tuple(_panel(shown, part, language) for part in parts.values())


def _panel(shown: Indicator, part: Named | None, language: str) -> Panel:
    found = [
        (cell, number)
        for cell in sorted(shown.cells, key=lambda cell: cell.year or 0)
        if cell.year
        for number in cell.numbers
        if number.breakdown == part
    ]
    named = [cell.year or 0 for cell, _ in found]
    names = (part.label if part else {}, shown.unit.label if shown.unit else {})
    return Panel(
        title=" ".join(filter(None, (in_language(name, language) for name in names))),
        rows=tuple(_row(year, language) for year in shown.years if named[0] <= year <= named[-1]),
        marks=tuple(_marks(shown, found, language)),
        bands=tuple(_bands(found, language)),
    )


def _marks(shown: Indicator, found: Found, language: str) -> Iterator[Mark]:
    run, before = 0, 0
    for cell, number in found:
        year = cell.year or 0
        if cell.kind in REACHED:
            run += before + 1 < year
            before = year
        text = _text(cell, number, shown.achieved(year), language)
        yield Mark(_row(year, language), cell.kind, float(number.value), text, run)


def _text(cell: Cell, number: Number, achieved: tuple[Achievement, ...], language: str) -> str:
    """What is written at a mark: its kind, its number, and at an actual value how far it is from its target."""
    said = f"{_word(cell.kind, language)} {_figure(cell, number, language)}"
    result = next((one for one in achieved if one.breakdown == number.breakdown), None)
    if cell.kind != "actual" or result is None or result.met is None:
        return said
    return f"{said} ({_result(result, language)})"


def _figure(cell: Cell, number: Number, language: str) -> str:
    """A number as it is printed where that is short and in the language, with the bound that it is."""
    as_printed = len(number.printed) <= LONGEST and (language == "ja" or number.printed.isascii())
    figure = number.printed if as_printed else written(number.value, language)
    bound = number.comparator or cell.comparator
    if cell.kind not in AIMED or bound is None:
        return figure
    word = in_language(bound.label, language) or ""
    return figure + word if language == "ja" else f"{word} {figure}"


def _result(result: Achievement, language: str) -> str:
    word = _word("outcome_met" if result.met else "outcome_missed", language)
    difference = written(abs(result.difference or Decimal(0)), language)
    if not result.difference or len(difference) > LONGEST_DIFFERENCE:
        return word
    return f"{word} {'+' if result.difference > 0 else '−'}{difference}"


def _bands(found: Found, language: str) -> Iterator[Band]:
    """The bounds of each year's target: what is printed with a number as 以上 or 以下."""
    ends: dict[str, dict[str, float]] = {}
    for cell, number in found:
        bound = number.comparator or cell.comparator
        if cell.kind == "target" and bound:
            ends.setdefault(_row(cell.year or 0, language), {})[bound.code] = float(number.value)
    for row, end in ends.items():
        yield Band(row, end.get("at-least"), end.get("at-most"))


def _word(key: str, language: str) -> str:
    return in_language(texts()[key], language) or ""


def _row(year: int, language: str) -> str:
    return fiscal_year.short(year).in_language(language)
