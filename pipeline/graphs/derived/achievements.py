"""Whether targets were met: a target and an actual value of the same indicator, year, breakdown and unit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from rdflib import URIRef

from pipeline.graphs.derived.facts import Facts, Figure
from pipeline.graphs.derived.statements import Derived, boolean, decimal, head, provenance, tail
from pipeline.graphs.interpreter import Triple
from pipeline.model.namespaces import KK, SDMX_ATTRIBUTE, SDMX_DIMENSION, SDMX_MEASURE, UNIT, code

RATE_STEP = Decimal("0.0001")
"""Rates are rounded, half to even, to a hundredth of a percent."""


@dataclass(frozen=True)
class Comparison:
    """An actual value against its target, or against the bound of a range; `rate` is None where that is not above zero."""

    difference: Decimal
    rate: Decimal | None
    met: bool


_Place = tuple[URIRef, URIRef, str, URIRef]
_Figures = Mapping[_Place, Figure]
_UPWARDS = {"at-least": True, "greater-than": True, "at-most": False, "less-than": False}
_STRICT = ("greater-than", "less-than")
_NOT_ALONE = ("lower", "upper", "whole", "before", "of-which", "in-brackets")
"""Breakdowns that say nothing of a target by themselves."""
_SAME_MEANING = {"": "", "achieved": "", "cumulative": "cumulative", "average": "average"}
"""Qualifiers that a number may have and still be compared with one of the same meaning."""


def compare(target: Figure, actual: Figure, direction: str) -> Comparison | None:
    """The comparison, or None where the two cannot be compared.

    The comparator of the target decides (`12.4億円以下`, `5件未満`), else the direction of the indicator (`higher`,
    `lower`, blank). Not compared are: an actual value that is itself a bound or was measured in another year; a number
    printed as approximate, estimated, provisional or a change; an indicator of unknown direction unless the two are
    equal, which meets a target in any direction but 超 and 未満.
    """
    if not _of_one_meaning(target, actual):
        return None
    bound = target.comparator or {"higher": "at-least", "lower": "at-most"}.get(direction, "")
    equal = actual.amount == target.amount
    if bound not in _UPWARDS and not (equal and not bound):
        return None
    met = bound not in _STRICT if equal else (actual.amount > target.amount) is _UPWARDS[bound]
    return _compared(target.amount, actual.amount, met)


def within(lower: Figure, upper: Figure, actual: Figure) -> Comparison | None:
    """The comparison with a range (`30〜40件`): against the bound that is passed, else against the lower one."""
    if not (_of_one_meaning(lower, actual) and _of_one_meaning(upper, actual)):
        return None
    bound = upper if actual.amount > upper.amount else lower
    return _compared(bound.amount, actual.amount, lower.amount <= actual.amount <= upper.amount)


def _of_one_meaning(target: Figure, actual: Figure) -> bool:
    meanings = {_SAME_MEANING.get(one.qualifier) for one in (target, actual)}
    measured = actual.measured in (None, actual.period)
    return (
        measured
        and target.since == actual.since
        and not (target.of_months or actual.of_months)
        and not actual.comparator
        and len(meanings) == 1
        and None not in meanings
    )


def _compared(target: Decimal, actual: Decimal, met: bool) -> Comparison:
    rate = (actual / target).quantize(RATE_STEP, ROUND_HALF_EVEN) if target > 0 else None
    return Comparison(actual - target, rate, met)


def achievements(facts: Facts, base: str) -> Iterator[Derived]:
    """An achievement for every target that has a comparable actual value.

    Of so many of so many (15/34) the part is compared, where both are of the same whole.
    """
    figures = facts.figures()
    targets, actuals = (
        {_place(figure): figure for figure in figures if figure.kind == kind} for kind in ("target", "actual")
    )
    loose = {(one.indicator, one.period) for one in targets.values() if one.breakdown == "tolerance"}
    for place, target in targets.items():
        if (target.indicator, target.period) in loose:
            continue
        if target.comparator == "between":
            place = _beside(place, "total")
        actual = actuals.get(place)
        comparison = _comparison(target, actual, targets, actuals, facts) if actual else None
        if actual and comparison:
            yield Derived(target.edition, tuple(_state(target, actual, comparison, base)))
            if comparison.rate is not None:
                areas = facts.values(actual.iri, SDMX_DIMENSION.refArea)
                yield Derived(target.edition, tuple(_rate(target, actual, comparison.rate, areas, base)))


def _comparison(
    target: Figure, actual: Figure, targets: _Figures, actuals: _Figures, facts: Facts
) -> Comparison | None:
    place = _place(target)
    if target.comparator == "between":
        upper = targets.get(_beside(place, "upper"))
        return within(target, upper, actual) if upper and target.breakdown == "lower" else None
    wholes = [figures.get(_beside(place, "whole")) for figures in (targets, actuals)]
    amounts = {whole and whole.amount for whole in wholes}
    if target.breakdown in _NOT_ALONE or (target.breakdown == "part" and len(amounts) != 1):
        return None
    direction = facts.value(target.indicator, KK.direction)
    return compare(target, actual, tail(direction) if direction else "")


def _place(figure: Figure) -> _Place:
    return figure.indicator, figure.period, figure.breakdown, figure.unit


def _beside(place: _Place, breakdown: str) -> _Place:
    """The place of another number of the same cell."""
    return place[0], place[1], breakdown, place[3]


def _state(target: Figure, actual: Figure, comparison: Comparison, base: str) -> Iterator[Triple]:
    iri = _iri(target, actual)
    yield from head(iri, KK.Achievement, target.edition)
    yield from _dimensions(iri, target, actual, base)
    yield iri, SDMX_ATTRIBUTE.unitMeasure, target.unit
    yield iri, KK.targetValue, decimal(target.amount)
    yield iri, KK.actualValue, decimal(actual.amount)
    yield iri, KK.differenceToTarget, decimal(comparison.difference)
    yield iri, KK.targetMet, boolean(comparison.met)
    if comparison.rate is not None:
        yield iri, KK.achievementRate, decimal(comparison.rate)
    yield from provenance(iri, target.edition, (target.iri, actual.iri), "achievement", base)


def _rate(
    target: Figure, actual: Figure, rate: Decimal, areas: Iterable[URIRef], base: str
) -> Iterator[Triple]:
    """The rate of an achievement as a value of its own, in the pattern of figures: 1 is 100 %."""
    achievement = _iri(target, actual)
    iri = URIRef(f"{achievement}/rate")
    yield from head(iri, KK.AchievementRate, target.edition)
    yield from _dimensions(iri, target, actual, base)
    yield from ((iri, SDMX_DIMENSION.refArea, area) for area in areas)
    yield iri, SDMX_MEASURE.obsValue, decimal(rate)
    yield iri, SDMX_ATTRIBUTE.unitMeasure, UNIT.NUM
    yield from provenance(iri, target.edition, (achievement,), "achievement", base)


def _iri(target: Figure, actual: Figure) -> URIRef:
    return URIRef(f"{target.indicator}/achievement/{tail(target.period)}/{actual.breakdown}")


def _dimensions(iri: URIRef, target: Figure, actual: Figure, base: str) -> Iterator[Triple]:
    yield iri, KK.indicator, target.indicator
    yield iri, SDMX_DIMENSION.refPeriod, target.period
    yield iri, KK.breakdown, code("breakdown", actual.breakdown, base)
