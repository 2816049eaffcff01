"""What pages show, as values: read from the store by `reader`, `figures` and `outline`, shown by templates."""

from dataclasses import dataclass, field
from decimal import Decimal

from server.repository.graph import Text

LEAVES = ("item", "priority")


@dataclass(frozen=True)
class Named:
    """Something with an IRI and a name in one or more languages."""

    iri: str
    label: Text

    @property
    def code(self) -> str:
        """The last segment of the IRI, which identifies a concept of a code list."""
        return self.iri.rpartition("/")[2]


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


KINDS = ("baseline", "interim-target", "target", "forecast", "actual")
"""The kinds of figures of an indicator, in the order of a table's columns."""


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


@dataclass(frozen=True)
class ScheduleEntry:
    """One printed statement of what an activity does from a year on."""

    start: int
    end: int | None
    text: str
    line: str | None


@dataclass(frozen=True)
class Activity:
    iri: str
    notation: str
    label: Text
    entries: tuple[ScheduleEntry, ...]
    line: str | None

    def starting(self, year: int) -> tuple[ScheduleEntry, ...]:
        return tuple(entry for entry in self.entries if entry.start == year)


@dataclass(frozen=True)
class Note:
    """A quality annotation: a correction, a conflict, a loss, an editorial decision or a remark."""

    iri: str
    kind: Named
    title: Text
    text: Text
    readings: tuple[tuple[Named, str], ...]
    """What it says as (property, text), in the order pages show it."""
    targets: tuple[Named, ...]
    line: str | None


@dataclass(frozen=True)
class Report:
    """What was done so far, for a fiscal year where one is printed."""

    year: int | None
    text: str
    line: str | None


@dataclass(frozen=True)
class Outcome:
    """Which comparisons of target and actual were met and which were missed.

    A comparison is named by what it compares, not by where that is printed: two outcomes together count once what
    two chapters print.
    """

    of_met: frozenset[str] = frozenset()
    of_missed: frozenset[str] = frozenset()

    @property
    def met(self) -> int:
        return len(self.of_met)

    @property
    def missed(self) -> int:
        return len(self.of_missed)

    @property
    def compared(self) -> int:
        return self.met + self.missed

    @property
    def word(self) -> str:
        """One of met, partly, missed, none: in words, never by colour alone."""
        if self.met and self.missed:
            return "partly"
        return "met" if self.met else "missed" if self.missed else "none"

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.of_met | other.of_met, self.of_missed | other.of_missed)


@dataclass(frozen=True)
class Row:
    """One element in lists and trees: enough to place, filter and judge it."""

    iri: str
    level: Named | None
    notation: str
    title: Text
    parent: str | None
    units: tuple[Named, ...]
    """In printed order where it is known."""
    subjects: tuple[Named, ...]
    stage: Named | None
    """How far an undertaking is, where the plan says so."""
    outcome: Outcome
    effect: Decimal | None
    effect_years: frozenset[int]
    """The fiscal years that the effect is the total of."""
    indicators: int

    @property
    def is_leaf(self) -> bool:
        """Whether this is what the plan does, rather than a heading above it."""
        return self.level is not None and self.level.code in LEAVES


@dataclass(frozen=True)
class Inference:
    """A stage that is not printed but follows from what the document says in a line."""

    iri: str
    line: str | None


@dataclass(frozen=True)
class Element:
    """An element's sheet."""

    row: Row
    edition: Named | None
    ancestors: tuple[Row, ...]
    purpose: Text
    descriptions: tuple[str, ...]
    reports: tuple[Report, ...]
    comments: tuple[str, ...]
    page: str | None
    involves_others: bool
    fiscal_effect: bool | None
    stage: Named | None
    inference: Inference | None
    activities: tuple[Activity, ...]
    indicators: tuple[Indicator, ...]
    effects: tuple[Cell, ...]
    ratings: tuple[Rating, ...]
    corresponds: tuple[Named, ...]
    notes: tuple[Note, ...]
    line: str | None
