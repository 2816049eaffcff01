"""An indicator as a value: its cells, their numbers, its ratings, how its targets were met."""

from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.reading.graph import Text
from pipeline.reading.names import Named


@dataclass(frozen=True)
class Number:
    """One number of a cell: normalised, and as it was printed."""

    iri: str
    value: Decimal
    unit: Named | None
    breakdown: Named | None
    comparator: Named | None
    digits: str
    """The number as printed, without its unit."""
    printed: str
    """The number as printed, with its unit and the word that qualifies it."""
    account: Named | None
    qualifier: Named | None
    """What words printed with it make of it: approximate, or how much something fell."""
    label: str
    """What the cell calls the part that it counts; "" where the breakdown has a name of its own."""
    origin: str | None
    """The cell it was read from where that is not the cell it stands in: the other chapter's."""
    symbol: str = ""
    """How the unit is written that was printed."""
    factor: Decimal = Decimal(1)
    """What the printed number is multiplied by for its value."""
    shown: str = ""
    """How it is shown where that is not as printed: in the unit of its indicator's targets, or rounded."""


KINDS = ("baseline", "interim-target", "target", "forecast", "actual")
"""The kinds of figures of an indicator, in the order of a table's columns."""

EFFECTS = ("planned-effect", "forecast-effect", "effect")
"""The kinds of effects, in the order in which a year has them."""


@dataclass(frozen=True)
class Cell:
    """One printed cell of a target, an actual value or an effect."""

    iri: str
    year: int | None
    kind: str
    raw_text: str
    status: Named | None
    comparator: Named | None
    reference: Named | None
    reference_year: int | None
    numbers: tuple[Number, ...]
    line: str | None
    account: Named | None = None
    basis: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Rating:
    """How the municipality rates something in a fiscal year, on its own scale."""

    year: int | None
    symbol: str
    meaning: Text
    points: str
    line: str | None


@dataclass(frozen=True)
class Achievement:
    """A year's actual value against its target, computed."""

    iri: str
    year: int
    breakdown: Named | None
    met: bool | None
    rate: Decimal | None
    difference: Decimal | None

    @property
    def is_ceiling(self) -> bool:
        """Whether the target is not to be exceeded: more than it was a miss, or less than it was enough."""
        if self.met is None or self.difference is None:
            return False
        return self.met != (self.difference >= 0)

    @property
    def margin(self) -> Decimal | None:
        """How far beyond its target the actual value is, as a share of the target; below zero: short of it."""
        if self.rate is None:
            return None
        return 1 - self.rate if self.is_ceiling else self.rate - 1


@dataclass(frozen=True)
class NotCompared:
    """Why a year's target is not compared with its actual value."""

    year: int
    breakdown: Named | None
    reason: Named


@dataclass(frozen=True)
class Indicator:
    """An indicator with its cells by kind and year, its effects and how it did."""

    iri: str
    number: str
    label: Text
    definition: Text
    unit: Named | None
    aggregation: Named | None
    measures: Named | None
    """What of its undertaking it measures: activity, scope or outcome."""
    direction: Named | None
    units: tuple[Named, ...]
    cells: tuple[Cell, ...]
    effects: tuple[Cell, ...]
    ratings: tuple[Rating, ...]
    achievements: tuple[Achievement, ...]
    not_compared: tuple[NotCompared, ...]
    same: tuple[Named, ...]
    aggregates: tuple[Named, ...]
    matches: tuple[tuple[str, Named], ...]
    line: str | None

    @property
    def kinds(self) -> list[str]:
        """The kinds of its cells, in the order in which a table has them; target and actual where it has no cell."""
        found = {cell.kind for cell in self.cells}
        return [kind for kind in KINDS if kind in found] or ["target", "actual"]

    @property
    def years(self) -> list[int]:
        return sorted({cell.year for cell in self.cells if cell.year})

    def cell(self, kind: str, year: int) -> Cell | None:
        return next((cell for cell in self.cells if (cell.kind, cell.year) == (kind, year)), None)

    def achieved(self, year: int) -> tuple[Achievement, ...]:
        """How a year's target was met, in the order in which its numbers are printed."""
        target = self.cell("target", year)
        printed = [number.breakdown for number in target.numbers] if target else []
        found = [entry for entry in self.achievements if entry.year == year]
        return tuple(
            sorted(found, key=lambda entry: entry.breakdown in printed and printed.index(entry.breakdown))
        )
