"""What home shows: the answer to how far the plans have come, made of editions each in one look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import TypeAdapter

from pipeline.reading.comparisons import Comparison, once, outcome_of
from pipeline.reading.element import Tally, Years
from pipeline.reading.names import Named
from pipeline.reading.summary.glance import Glance

SHOWN = 5
"""How many of the targets that were missed the most, and exceeded the most, home names."""
CARDS = 12
MUNICIPALITIES = 60
"""How many municipalities home names; all are listed by their own pages."""


@dataclass(frozen=True)
class Card:
    """An edition in a few words, on home and on its plan's page."""

    edition: Named
    publisher: Named | None
    outcome: Tally
    items: int
    indicators: int
    effect: Decimal | None
    effect_years: Years


@dataclass(frozen=True)
class Home:
    """The newest fiscal year of which anything can be compared, how it ended, and the editions, largest first."""

    year: int | None
    outcome: Tally
    repeated: int
    """How many comparisons a second chapter repeats; they are not counted again."""
    short: tuple[Comparison, ...]
    """Those that fell short the most, measured by their target."""
    beyond: tuple[Comparison, ...]
    cards: tuple[Card, ...]
    plans: int
    municipalities: tuple[Named, ...]
    """The first of them."""
    publishers: int


WRITTEN = TypeAdapter(Home)
"""Home as JSON, and back."""


@dataclass
class _Year:
    """How the newest fiscal year of the municipalities seen so far ended."""

    year: int | None = None
    outcome: Tally = field(default_factory=Tally)
    repeated: int = 0
    short: list[Comparison] = field(default_factory=list)
    beyond: list[Comparison] = field(default_factory=list)

    def add(self, entries: Sequence[Comparison]) -> None:
        """Adds what a municipality prints of the year, each comparison once."""
        found = once(entries)
        self.outcome += outcome_of(found).tally
        self.repeated += len(entries) - len(found)
        missed = [entry for entry in found if entry.met is False and _margin(entry) < 0]
        met = [entry for entry in found if entry.met is True and _margin(entry) > 0]
        self.short = sorted((*self.short, *missed), key=_margin)[:SHOWN]
        self.beyond = sorted((*self.beyond, *met), key=_margin, reverse=True)[:SHOWN]


def home(municipalities: Iterable[Sequence[Glance]]) -> Home:
    """Home, from the editions of each municipality; no more of them are in memory than it shows."""
    newest, cards, plans = _Year(), list[Card](), 0
    named: dict[str, Named] = {}
    for glances in municipalities:
        plans += len(glances)
        named |= {one.publisher.iri: one.publisher for one in glances if one.publisher}
        cards = sorted((*cards, *map(card, glances)), key=lambda one: -one.items)[:CARDS]
        year = max((one.year for one in glances if one.year), default=0)
        if year > (newest.year or 0):
            newest = _Year(year)
        if year and year == newest.year:
            newest.add([e for one in glances for e in one.comparisons if e.achievement.year == year])
    return Home(
        newest.year,
        newest.outcome,
        newest.repeated,
        tuple(newest.short),
        tuple(newest.beyond),
        tuple(cards),
        plans,
        tuple(named.values())[:MUNICIPALITIES],
        len(named),
    )


def card(one: Glance) -> Card:
    """An edition as a card, of one that is in one look."""
    return Card(
        one.edition,
        one.publisher,
        one.outcome.tally,
        len(one.tiles),
        one.indicators,
        one.effect,
        one.effect_years,
    )


def _margin(entry: Comparison) -> Decimal:
    return entry.achievement.margin or Decimal(0)
