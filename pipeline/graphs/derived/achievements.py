"""Whether targets were met: a target and an actual value of the same indicator, year, breakdown and unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from rdflib import URIRef

from pipeline.graphs.derived.facts import Facts, Figure
from pipeline.graphs.derived.statements import Derived, boolean, decimal, head, provenance, tail
from pipeline.graphs.interpreter import Triple
from pipeline.model.namespaces import KK, SDMX_ATTRIBUTE, SDMX_DIMENSION, code

RATE_STEP = Decimal("0.0001")
"""Rates are rounded, half to even, to a hundredth of a percent."""


@dataclass(frozen=True)
class Comparison:
    """An actual value against its target; `rate` is None where the target is not above zero."""

    difference: Decimal
    rate: Decimal | None
    met: bool


def compare(target: Figure, actual: Figure, direction: str) -> Comparison | None:
    """The comparison, or None where the two cannot be compared.

    The comparator of the target decides (`12.4億円以下`), else the direction of the indicator (`higher`, `lower`,
    blank). Not compared are: an actual value that is itself a bound, a number printed as approximate or as a
    reduction, an indicator of unknown direction unless the two are equal, which meets a target in any direction.
    """
    bound = target.comparator or {"higher": "at-least", "lower": "at-most"}.get(direction)
    equal = actual.amount == target.amount
    if not (bound or equal) or actual.comparator or target.qualifier or actual.qualifier:
        return None
    met = equal or (actual.amount < target.amount if bound == "at-most" else actual.amount > target.amount)
    rate = None
    if target.amount > 0:
        rate = (actual.amount / target.amount).quantize(RATE_STEP, ROUND_HALF_EVEN)
    return Comparison(actual.amount - target.amount, rate, met)


def achievements(facts: Facts, base: str) -> Iterator[Derived]:
    """An achievement for every target that has a comparable actual value."""
    actuals = {_place(figure): figure for figure in facts.figures() if figure.kind == "actual"}
    for target in facts.figures():
        actual = actuals.get(_place(target)) if target.kind == "target" else None
        if actual is not None:
            direction = facts.value(target.indicator, KK.direction)
            comparison = compare(target, actual, tail(direction) if direction else "")
            if comparison is not None:
                yield Derived(target.edition, tuple(_state(target, actual, comparison, base)))


def _place(figure: Figure) -> tuple[URIRef, URIRef, str, URIRef]:
    return figure.indicator, figure.period, figure.breakdown, figure.unit


def _state(target: Figure, actual: Figure, comparison: Comparison, base: str) -> Iterator[Triple]:
    iri = URIRef(f"{target.indicator}/achievement/{tail(target.period)}/{target.breakdown}")
    yield from head(iri, KK.Achievement, target.edition)
    yield iri, KK.indicator, target.indicator
    yield iri, SDMX_DIMENSION.refPeriod, target.period
    yield iri, KK.breakdown, code("breakdown", target.breakdown, base)
    yield iri, SDMX_ATTRIBUTE.unitMeasure, target.unit
    yield iri, KK.targetValue, decimal(target.amount)
    yield iri, KK.actualValue, decimal(actual.amount)
    yield iri, KK.differenceToTarget, decimal(comparison.difference)
    yield iri, KK.targetMet, boolean(comparison.met)
    if comparison.rate is not None:
        yield iri, KK.achievementRate, decimal(comparison.rate)
    yield from provenance(iri, (target.iri, actual.iri), "achievement", base)
