"""An element of a plan as a value: its row in lists and trees, and its sheet."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import PlainSerializer

from pipeline.reading.graph import Text
from pipeline.reading.indicator import Cell, Indicator, Rating
from pipeline.reading.names import Named

LEAVES = ("item", "priority")

Keys: TypeAlias = Annotated[frozenset[str], PlainSerializer(sorted)]
Years: TypeAlias = Annotated[frozenset[int], PlainSerializer(sorted)]


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
class Tally:
    """How many comparisons of target and actual were met and missed."""

    met: int = 0
    missed: int = 0

    @property
    def compared(self) -> int:
        return self.met + self.missed

    @property
    def word(self) -> str:
        """One of met, partly, missed, none: in words, never by colour alone."""
        if self.met and self.missed:
            return "partly"
        return "met" if self.met else "missed" if self.missed else "none"

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.met + other.met, self.missed + other.missed)


@dataclass(frozen=True)
class Outcome:
    """Which comparisons of target and actual were met and which were missed.

    A comparison is named by what it compares, not by where that is printed: two outcomes together count once what
    two chapters print.
    """

    of_met: Keys = frozenset()
    of_missed: Keys = frozenset()

    @property
    def tally(self) -> Tally:
        return Tally(len(self.of_met), len(self.of_missed))

    @property
    def met(self) -> int:
        return self.tally.met

    @property
    def missed(self) -> int:
        return self.tally.missed

    @property
    def compared(self) -> int:
        return self.tally.compared

    @property
    def word(self) -> str:
        return self.tally.word

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.of_met | other.of_met, self.of_missed | other.of_missed)


@dataclass(frozen=True)
class Heading:
    """An element as it is called where something else is shown of it."""

    iri: str
    notation: str
    title: Text


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
    effect_years: Years
    """The fiscal years that the effect is the total of."""
    indicators: int

    @property
    def heading(self) -> Heading:
        return Heading(self.iri, self.notation, self.title)

    @property
    def is_leaf(self) -> bool:
        """Whether this is what the plan does, rather than a heading above it."""
        return self.level is not None and self.level.code in LEAVES


@dataclass(frozen=True)
class EffectTotal:
    """What effects of one kind come to, over all fiscal years of which a total is stated."""

    kind: str
    """planned-effect or forecast-effect: what was reached is the effect of a row."""
    amount: Decimal
    years: Years


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
    aimed: tuple[EffectTotal, ...]
    """The totals of what was planned and is expected, beside that of the row, which was reached."""
    ratings: tuple[Rating, ...]
    corresponds: tuple[Named, ...]
    notes: tuple[Note, ...]
    line: str | None
