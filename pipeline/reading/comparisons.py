"""Targets against actual values of a fiscal year, each counted once however many chapters print it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from pipeline.reading.element import Heading, Outcome, Row
from pipeline.reading.figures import Figures
from pipeline.reading.graph import Text
from pipeline.reading.indicator import Achievement, Indicator
from pipeline.reading.names import Named
from pipeline.reading.outline import Outlines
from pipeline.reading.showing import said, unit_left_out
from pipeline.reading.vocabulary import kk


@dataclass(frozen=True)
class Comparison:
    """A target and an actual value of one fiscal year, as printed and in English, and how they compare."""

    key: str
    """What is compared: the same for an indicator that two chapters print."""
    indicator: Named
    element: Heading | None
    target: Text
    actual: Text
    unit: Named | None
    """The unit of the figures where their English texts leave it out."""
    achievement: Achievement
    same: tuple[Named, ...]
    """The indicator where it is printed elsewhere."""

    @property
    def met(self) -> bool | None:
        return self.achievement.met

    @property
    def breakdown(self) -> Named | None:
        return self.achievement.breakdown


def once(found: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """Comparisons without those that repeat what one before them compares."""
    first: dict[tuple[str, bool | None], Comparison] = {}
    for entry in found:
        first.setdefault((entry.key, entry.met), entry)
    return tuple(first.values())


def outcome_of(found: Iterable[Comparison]) -> Outcome:
    """How comparisons ended, together."""
    entries = tuple(found)
    return Outcome(
        frozenset(entry.key for entry in entries if entry.met is True),
        frozenset(entry.key for entry in entries if entry.met is False),
    )


class Comparisons(Figures, Outlines):
    """What was aimed at and what was reached."""

    def compared_in(self, indicator: Indicator, year: int, element: Row | None = None) -> list[Comparison]:
        """The comparisons of an indicator in a fiscal year, one for each part that is printed of it."""
        node = NamedNode(indicator.iri)
        holders = [] if element else self.graph.subjects(kk.hasIndicator, node)
        holder = element or (self.row(holders[0]) if holders else None)
        target, actual = indicator.cell("target", year), indicator.cell("actual", year)
        return [
            Comparison(
                key=self.compared(node, NamedNode(entry.iri)),
                indicator=Named(indicator.iri, indicator.label),
                element=holder.heading if holder else None,
                target=said(target, entry.breakdown),
                actual=said(actual, entry.breakdown),
                unit=unit_left_out(actual, entry.breakdown),
                achievement=entry,
                same=indicator.same,
            )
            for entry in indicator.achieved(year)
        ]

    def years_beside(self, year: NamedNode) -> tuple[Named, ...]:
        """The fiscal years before and after, where they are known."""
        stem, _, digits = year.value.rpartition("/")
        if not digits.isdecimal():
            return ()
        beside = [NamedNode(f"{stem}/{int(digits) + step}") for step in (-1, 1)]
        return tuple(self.named(other) for other in beside if self.graph.knows(other))
