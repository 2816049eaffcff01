"""What home shows: the answer to how far the plans have come, made of editions each in one look."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.reading.comparisons import Comparison, once, outcome_of
from pipeline.reading.element import Outcome
from pipeline.reading.glances import Glance
from pipeline.reading.graph import natural
from pipeline.reading.names import Named

SHOWN = 5
"""How many of the targets that were missed the most, and exceeded the most, home names."""
CARDS = 12


@dataclass(frozen=True)
class Home:
    """The newest fiscal year of which anything can be compared, how it ended, and the editions, largest first."""

    year: int | None
    outcome: Outcome
    repeated: int
    """How many comparisons a second chapter repeats; they are not counted again."""
    short: tuple[Comparison, ...]
    """Those that fell short the most, measured by their target."""
    beyond: tuple[Comparison, ...]
    editions: tuple[Glance, ...]
    municipalities: tuple[Named, ...]
    plans: int


def home(glances: Iterable[Glance]) -> Home:
    """Home, from every edition of the release."""
    editions = sorted(glances, key=lambda glance: -len(glance.tiles))
    year = max((glance.year for glance in editions if glance.year), default=None)
    printed = [entry for glance in editions for entry in glance.comparisons if entry.achievement.year == year]
    found = once(printed)
    missed = sorted((entry for entry in found if entry.met is False), key=_margin)
    met = sorted((entry for entry in found if entry.met is True), key=_margin, reverse=True)
    publishers = {glance.publisher.iri: glance.publisher for glance in editions if glance.publisher}
    return Home(
        year=year,
        outcome=outcome_of(found),
        repeated=len(printed) - len(found),
        short=tuple(entry for entry in missed if _margin(entry) < 0)[:SHOWN],
        beyond=tuple(entry for entry in met if _margin(entry) > 0)[:SHOWN],
        editions=tuple(editions[:CARDS]),
        municipalities=tuple(publishers[iri] for iri in sorted(publishers, key=natural)),
        plans=len(editions),
    )


def _margin(entry: Comparison) -> Decimal:
    return entry.achievement.margin or Decimal(0)
