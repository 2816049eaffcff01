"""What a document says of a plan, before it is put into tables: elements with their indicators, figures and activities."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.documents.draft.facts import Quoted


@dataclass(frozen=True)
class Figure:
    """One printed figure: kind, fiscal year, the text as printed, and the unit that a heading gives it.

    `lost` says that its cell holds a picture, whose text no reader can read.
    """

    kind: str
    year: int
    text: Quoted
    unit: str = ""
    lost: bool = False


@dataclass(frozen=True)
class Effect:
    """One printed amount of money saved or earned: `effect` where neither planned nor actual is said."""

    kind: str
    year: int
    text: Quoted
    unit: str = ""
    indicator: int = 0


@dataclass
class Indicator:
    """An indicator: its printed number or place, label, unit, what is said of it, and its figures."""

    number: int
    label: Quoted
    unit: Quoted = field(default_factory=lambda: Quoted(""))
    definition: Quoted = field(default_factory=lambda: Quoted(""))
    breakdown: Quoted = field(default_factory=lambda: Quoted(""))
    figures: list[Figure] = field(default_factory=list)
    part: str = ""
    """What it counts of what its label names otherwise, from a heading of its own; its label ends in it."""

    @property
    def whole(self) -> str:
        """The label without the part."""
        return self.label.removesuffix(f"({self.part})")

    def take(self, part: str) -> None:
        """Counts a part from now on, "" for all."""
        self.label, self.part = self.label.saying(f"{self.whole}({part})" if part else self.whole), part

    def has(self, kind: str, year: int) -> Figure | None:
        """The figure of a kind and year, where there is one."""
        return next((one for one in self.figures if (one.kind, one.year) == (kind, year)), None)


@dataclass
class Entry:
    """An entry of a schedule: what is done from which year to which (0: no end is drawn), in which row of the document."""

    start: int
    end: int
    text: Quoted
    row: int


@dataclass
class Activity:
    """One of the things that an element sets out to do, with when."""

    number: int
    title: Quoted
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Element:
    """An element of the plan; `order` is its place in the document."""

    level: str
    number: Quoted
    title: Quoted
    order: int
    parent: "Element | None" = None
    departments: list[Quoted] = field(default_factory=list)
    others: bool = False
    purpose: Quoted = field(default_factory=lambda: Quoted(""))
    basis: Quoted = field(default_factory=lambda: Quoted(""))
    fiscal_effect: Quoted = field(default_factory=lambda: Quoted(""))
    page: Quoted = field(default_factory=lambda: Quoted(""))
    texts: list[tuple[str, int, Quoted]] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)


@dataclass
class Plan:
    """A plan as read: what it and its edition are called, the years it covers (0: not said), its elements in order."""

    title: Quoted = field(default_factory=lambda: Quoted(""))
    edition: Quoted = field(default_factory=lambda: Quoted(""))
    covers_from: int = 0
    covers_to: int = 0
    elements: list[Element] = field(default_factory=list)

    def figures(self) -> Iterator[tuple[Element, Indicator, Figure]]:
        """Every figure with its indicator and element."""
        for element in self.elements:
            for indicator in element.indicators:
                for figure in indicator.figures:
                    yield element, indicator, figure
