"""Whether targets were met: every target with an actual value in its year has an achievement, or the reason why not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef

from pipeline.graphs.derived.comparing import RANGES, Comparison, compare, within
from pipeline.graphs.derived.facts import Facts, Figure, Printed
from pipeline.graphs.derived.statements import Derived, boolean, decimal, head, provenance, tail
from pipeline.graphs.interpreter import Triple
from pipeline.model.namespaces import KK, SDMX_ATTRIBUTE, SDMX_DIMENSION, SDMX_MEASURE, UNIT, code

_NOT_ALONE = ("lower", "upper", "whole", "before", "of-which", "in-brackets", "tolerance")
"""Breakdowns that say nothing of a target by themselves."""
_NOTHING = ("blank", "missing_in_source")
"""Statuses of an actual value that is not there: a year that is to come, a column that is lost."""
_NO_NUMBER = {"relative": "relative-target"}
"""Why a target without a number is compared with nothing, by its status; else because it has none."""

_ByPlace = Mapping[tuple[str, URIRef], Figure]
"""The numbers of a cell by breakdown and unit."""


@dataclass(frozen=True)
class _Pair:
    """The printed target and actual value of an indicator in one fiscal year, each with its numbers."""

    target: Printed
    actual: Printed
    targets: _ByPlace
    actuals: _ByPlace

    @property
    def place(self) -> str:
        return tail(self.target.period)


def achievements(facts: Facts, base: str) -> Iterator[Derived]:
    """What became of every target whose year has an actual value, number by number.

    Of so many of so many (15/34) the part is compared, where both are of the same whole.
    """
    for pair in _pairs(facts):
        direction = facts.value(pair.target.indicator, KK.direction)
        yield from _results(facts, pair, tail(direction) if direction else "", base)


def _pairs(facts: Facts) -> Iterator[_Pair]:
    numbers: dict[URIRef, dict[tuple[str, URIRef], Figure]] = {}
    for figure in facts.figures():
        if figure.cell:
            numbers.setdefault(figure.cell, {})[figure.breakdown, figure.unit] = figure
    printed = facts.printed()
    actuals = {
        (one.indicator, one.period): one
        for one in printed
        if one.kind == "actual" and one.status not in _NOTHING
    }
    for target in printed:
        actual = actuals.get((target.indicator, target.period)) if target.kind == "target" else None
        if actual:
            yield _Pair(target, actual, numbers.get(target.iri, {}), numbers.get(actual.iri, {}))


def _results(facts: Facts, pair: _Pair, direction: str, base: str) -> Iterator[Derived]:
    edition = pair.target.edition
    alone = [one for one in pair.targets.values() if one.breakdown not in _NOT_ALONE]
    ranges = [one for one in pair.targets.values() if one.breakdown == "lower"]
    for target in (*alone, *ranges):
        actual = pair.actuals.get(("total" if target in ranges else target.breakdown, target.unit))
        found = _result(pair, target, actual, direction)
        if isinstance(found, Comparison) and actual:
            areas = facts.values(actual.iri, SDMX_DIMENSION.refArea)
            bound = target if found.bound == target.amount else pair.targets["upper", target.unit]
            yield Derived(edition, tuple(_achieved(bound, actual, found, areas, base)))
        else:
            inputs = target.iri, actual.iri if actual else pair.actual.iri
            yield Derived(edition, tuple(_not_compared(pair, target.breakdown, str(found), inputs, base)))
    if not alone and not ranges:
        reason = _NO_NUMBER.get(pair.target.status, "no-target-number")
        inputs = pair.target.iri, pair.actual.iri
        yield Derived(edition, tuple(_not_compared(pair, "total", reason, inputs, base)))


def _result(pair: _Pair, target: Figure, actual: Figure | None, direction: str) -> Comparison | str:
    """How one number of a target compares with the actual value, or why it does not."""
    if actual is None:
        return _without_counterpart(pair, target)
    if any(breakdown == "tolerance" for breakdown, _ in pair.targets):
        return "tolerance"
    if target.breakdown == "lower":
        upper = pair.targets.get(("upper", target.unit))
        return within(target, upper, actual) if upper and target.comparator in RANGES else "another-part"
    if target.breakdown == "part":
        wholes = [numbers.get(("whole", target.unit)) for numbers in (pair.targets, pair.actuals)]
        if len({whole and whole.amount for whole in wholes}) != 1:
            return "another-whole"
    return compare(target, actual, direction)


def _without_counterpart(pair: _Pair, target: Figure) -> str:
    if pair.target.status == "relative":
        return "relative-target"
    if not pair.actuals:
        return "no-actual-number"
    same_part = any(breakdown in (target.breakdown, "total") for breakdown, _ in pair.actuals)
    other_units = all(unit != target.unit for _, unit in pair.actuals)
    return "another-unit" if same_part and other_units else "another-part"


def _achieved(
    target: Figure, actual: Figure, comparison: Comparison, areas: Iterable[URIRef], base: str
) -> Iterator[Triple]:
    iri = URIRef(f"{target.indicator}/achievement/{tail(target.period)}/{actual.breakdown}")
    yield from head(iri, KK.Achievement, target.edition)
    yield from _dimensions(iri, target, actual.breakdown, base)
    yield iri, SDMX_ATTRIBUTE.unitMeasure, target.unit
    yield iri, KK.targetValue, decimal(target.amount)
    yield iri, KK.actualValue, decimal(actual.amount)
    yield iri, KK.differenceToTarget, decimal(comparison.difference)
    yield iri, KK.targetMet, boolean(comparison.met)
    yield from provenance(iri, target.edition, (target.iri, actual.iri), "achievement", base)
    if comparison.rate is not None:
        yield iri, KK.achievementRate, decimal(comparison.rate)
        rate = URIRef(f"{iri}/rate")
        yield from head(rate, KK.AchievementRate, target.edition)
        yield from _dimensions(rate, target, actual.breakdown, base)
        yield from _rate(rate, comparison.rate, areas)
        yield from provenance(rate, target.edition, (iri,), "achievement", base)


def _rate(iri: URIRef, rate: Decimal, areas: Iterable[URIRef]) -> Iterator[Triple]:
    """The rate of an achievement as a value of its own, in the pattern of figures: 1 is 100 %."""
    yield from ((iri, SDMX_DIMENSION.refArea, area) for area in areas)
    yield iri, SDMX_MEASURE.obsValue, decimal(rate)
    yield iri, SDMX_ATTRIBUTE.unitMeasure, UNIT.NUM


def _dimensions(iri: URIRef, of: Figure | Printed, breakdown: str, base: str) -> Iterator[Triple]:
    yield iri, KK.indicator, of.indicator
    yield iri, SDMX_DIMENSION.refPeriod, of.period
    yield iri, KK.breakdown, code("breakdown", breakdown, base)


def _not_compared(
    pair: _Pair, breakdown: str, reason: str, inputs: tuple[URIRef, URIRef], base: str
) -> Iterator[Triple]:
    iri = URIRef(f"{pair.target.indicator}/not-compared/{pair.place}/{breakdown}")
    yield from head(iri, KK.NotCompared, pair.target.edition)
    yield from _dimensions(iri, pair.target, breakdown, base)
    yield iri, KK.notComparedBecause, code("not-compared", reason, base)
    yield from provenance(iri, pair.target.edition, inputs, "achievement", base)
