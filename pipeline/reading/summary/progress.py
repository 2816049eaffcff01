"""How far the plans of a municipality have come, in a line: what the list of municipalities says of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.reading.comparisons import Comparison, once, outcome_of
from pipeline.reading.element import Tally
from pipeline.reading.graph import natural
from pipeline.reading.summary.glance import Glance


@dataclass(frozen=True)
class Progress:
    """How many plans a municipality has, how many indicators, and how the newest fiscal year of them ended of which
    anything can be compared; None: no year of any."""

    plans: int
    indicators: int
    year: int | None
    outcome: Tally


def progress(editions: Iterable[Glance]) -> Progress:
    """The progress of a municipality, by the newest edition of each of its plans; a comparison counts once."""
    found = newest(editions)
    year, entries = newest_year(found)
    return Progress(len(found), sum(one.indicators for one in found), year, outcome_of(once(entries)).tally)


def newest(editions: Iterable[Glance]) -> list[Glance]:
    """The newest edition of each plan: an edition is named by its plan and its year."""
    ordered = sorted(editions, key=lambda one: natural(one.edition.iri))
    return list({one.edition.iri.rpartition("/")[0]: one for one in ordered}.values())


def newest_year(editions: Sequence[Glance]) -> tuple[int | None, tuple[Comparison, ...]]:
    """The newest fiscal year of which editions have anything to compare, and all that they compare of it."""
    year = max((one.year for one in editions if one.year), default=None)
    entries = (entry for one in editions for tile in one.tiles for entry in tile.comparisons)
    return year, tuple(entry for entry in entries if entry.achievement.year == year)
