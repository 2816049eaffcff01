"""Whether an actual value meets its target: the rules for two numbers, and why two cannot be compared.

A reason is a code of `code/not-compared`.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from pipeline.graphs.derived.facts import Figure

RATE_STEP = Decimal("0.0001")
"""Rates are rounded, half to even, to a hundredth of a percent."""


@dataclass(frozen=True)
class Comparison:
    """An actual value against its target, or against the bound of a range; `rate` is None where that is not above zero."""

    bound: Decimal
    difference: Decimal
    rate: Decimal | None
    met: bool


_UPWARDS = {"at-least": True, "greater-than": True, "at-most": False, "less-than": False}
_STRICT = ("greater-than", "less-than")
RANGES = ("between", "between-below-upper", "between-above-lower", "between-exclusive")
"""Comparators of a target that has a lower and an upper bound."""
_WITHOUT_UPPER = ("between-below-upper", "between-exclusive")
_WITHOUT_LOWER = ("between-above-lower", "between-exclusive")
_INEXACT = frozenset({"approximate", "estimate", "provisional"})
_CHANGES = frozenset({"reduction", "increase", "improvement", "worsening"})
_OF_NO_MATTER = frozenset({"achieved"})
"""Qualifiers with which a number says the same as without."""


def compare(target: Figure, actual: Figure, direction: str) -> Comparison | str:
    """The comparison, or why the two cannot be compared.

    The comparator of the target decides (`12.4億円以下`, `5件未満`), else the direction of the indicator (`higher`,
    `lower`, blank). Not compared are: an actual value that is itself a bound or was measured in another year; a number
    printed as approximate, estimated, provisional or a change; an indicator of unknown direction unless the two are
    equal, which meets a target in any direction but 超 and 未満.
    """
    reason = _of_two_meanings(target, actual)
    if reason:
        return reason
    bound = target.comparator or {"higher": "at-least", "lower": "at-most"}.get(direction, "")
    equal = actual.amount == target.amount
    if bound not in _UPWARDS and not (equal and not bound):
        return "direction-unknown"
    met = bound not in _STRICT if equal else (actual.amount > target.amount) is _UPWARDS[bound]
    return _compared(target.amount, actual.amount, met)


def within(lower: Figure, upper: Figure, actual: Figure) -> Comparison | str:
    """The comparison with a range (`30〜40件`): against the bound that is passed, else against the lower one."""
    reason = _of_two_meanings(lower, actual) or _of_two_meanings(upper, actual)
    if reason:
        return reason
    over = actual.amount > upper.amount or (
        lower.comparator in _WITHOUT_UPPER and actual.amount == upper.amount
    )
    under = actual.amount < lower.amount or (
        lower.comparator in _WITHOUT_LOWER and actual.amount == lower.amount
    )
    bound = upper if over else lower
    return _compared(bound.amount, actual.amount, not (over or under))


def _of_two_meanings(target: Figure, actual: Figure) -> str:
    """Why two numbers do not mean the same kind of thing; "" where they do."""
    meanings = [set(one.qualifier.split()) - _OF_NO_MATTER for one in (target, actual)]
    both = meanings[0] | meanings[1]
    if both & _CHANGES:
        return "change"
    if both & _INEXACT:
        return "not-exact"
    if meanings[0] != meanings[1]:
        return "counted-otherwise"
    if actual.comparator:
        return "actual-is-a-bound"
    measured = actual.measured in (None, actual.period)
    if not measured or target.since != actual.since or target.of_months or actual.of_months:
        return "another-period"
    return ""


def _compared(bound: Decimal, actual: Decimal, met: bool) -> Comparison:
    rate = (actual / bound).quantize(RATE_STEP, ROUND_HALF_EVEN) if bound > 0 else None
    return Comparison(bound, actual - bound, rate, met)
