"""Cells of a range: 30~40件, 10件以上20件未満, 30件~, 2、3件, 120±5件."""

import re
from dataclasses import replace

from pipeline.model import units
from pipeline.tables.values.forms.form import NUMBER, UNSIGNED, Context, Form, number, observed
from pipeline.tables.values.forms.notes import BEHIND, notes, qualified
from pipeline.tables.values.numbers import of_unit
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import HEDGES_BEFORE, HEDGES_BEHIND, one_of

_TO = r"(?:[~〜～∼]|から|(?<=[^\s(])[-−–—―ー](?=[0-9]))"
_BEHIND = rf"(?P<behind>{BEHIND})"
_BETWEEN = {
    (False, False): "between",
    (False, True): "between-below-upper",
    (True, False): "between-above-lower",
    (True, True): "between-exclusive",
}
"""The comparator of a range, by whether its lower and its upper bound are left out."""
_LEFT_OUT = frozenset({"未満", "超", "超え", "を超え", "を上回り", "を下回る"})


def _range(found: re.Match[str], context: Context) -> Value | None:
    beside = notes(found["behind"], context)
    hedged = "approximate" if found["before"] or found["hedge"] else ""
    lower, upper = number(found["lower"], "lower", hedged), number(found["upper"], "upper", hedged)
    if lower is None or upper is None or not beside.understood or beside.qualifiers:
        return None
    if lower.printed_unit == "none" or upper.printed_unit.startswith(f"{lower.printed_unit}-per-"):
        lower = number(f"{lower.printed_value}{upper.symbol}", "lower", hedged)
    if (
        lower is None
        or lower.unit != upper.unit
        or lower.amount >= upper.amount
        or lower.printed_unit == "month"
    ):
        return None
    comparator = _BETWEEN[found["above"] in _LEFT_OUT, found["below"] in _LEFT_OUT]
    return observed([lower, upper], comparator, beside.note, beside.measured)


def _either(found: re.Match[str], context: Context) -> Value | None:
    """2、3件: one or the next."""
    follows = int(found["upper"][0]) == int(found["lower"]) + 1
    return _RANGE.value(f"{found['lower']}~{found['upper']}{found['behind']}", context) if follows else None


def _with_tolerance(found: re.Match[str], context: Context) -> Value | None:
    """120±5件: so many, and how far from it is still so many."""
    one, tolerance = number(found["number"]), number(found["tolerance"], "tolerance")
    beside = notes(found["behind"], context)
    if one is None or tolerance is None or not beside.understood or beside.qualifiers:
        return None
    if one.printed_unit == "none" and tolerance.unit != "unit:PERCENT":
        one = of_unit(one, units.of(tolerance.printed_unit))
    if tolerance.printed_unit == "none":
        tolerance = of_unit(tolerance, units.of(one.printed_unit))
    fits = tolerance.unit in (one.unit, "unit:PERCENT")
    return observed([one, tolerance], "", beside.note, beside.measured) if fits else None


def _half_open(found: re.Match[str], context: Context) -> Value | None:
    """30件~: from there on."""
    one, beside = number(found["from"] or found["to"]), notes(found["behind"], context)
    bound = "at-least" if found["from"] else "at-most"
    qualifier = qualified((found["before"] or "",), beside)
    if one is None or qualifier is None or not beside.understood:
        return None
    return observed([replace(one, qualifier=qualifier)], bound, beside.note, beside.measured)


_RANGE = Form(
    rf"(?P<before>{one_of(HEDGES_BEFORE)})?(?P<lower>{{number}}) ?{_TO} ?(?P<upper>{UNSIGNED})"
    rf"(?P<above>)(?P<below>まで|の間|以下|以内|未満)?(?P<hedge>{one_of(HEDGES_BEHIND)})?{_BEHIND}",
    _range,
    {
        "30〜40件": "observed between lower=30 ken [30 ken]; upper=40 ken [40 ken]",
        "95%~100%": "observed between lower=95 unit:PERCENT [95 percent]; upper=100 unit:PERCENT [100 percent]",
        "30件から40件": "observed between lower=30 ken [30 ken]; upper=40 ken [40 ken]",
    },
)
FORMS = (
    _RANGE,
    Form(
        rf"(?P<before>{one_of(HEDGES_BEFORE)})?(?:(?P<from>{{number}}) ?[~〜～∼]|[~〜～∼] ?(?P<to>{UNSIGNED})){_BEHIND}",
        _half_open,
        {
            "30件〜": "observed at-least total=30 ken [30 ken]",
            "〜40件": "observed at-most total=40 ken [40 ken]",
        },
    ),
    Form(
        rf"(?P<before>)(?P<lower>{{number}})(?P<above>以上|超え?|を超え|を上回り)(?:、|,| |かつ)*(?P<upper>{UNSIGNED})"
        rf"(?P<below>以下|以内|まで|未満|を下回る)(?:の間|の範囲)?(?P<hedge>){_BEHIND}",
        _range,
        {
            "10件以上20件以下": "observed between lower=10 ken [10 ken]; upper=20 ken [20 ken]",
            "10件以上20件未満": "observed between-below-upper lower=10 ken [10 ken]; upper=20 ken [20 ken]",
            "10件超20件以下": "observed between-above-lower lower=10 ken [10 ken]; upper=20 ken [20 ken]",
        },
    ),
    Form(
        rf"(?P<lower>[0-9])[、,](?P<upper>[0-9][^\s0-9()、,]+){_BEHIND}",
        _either,
        {"2、3件": "observed between lower=2 ken [2 ken]; upper=3 ken [3 ken]"},
    ),
    Form(
        rf"(?P<number>{NUMBER}) ?(?:±|\+/-) ?(?P<tolerance>{UNSIGNED})(?:以内)?{_BEHIND}",
        _with_tolerance,
        {
            "120±5件": "observed total=120 ken [120 ken]; tolerance=5 ken [5 ken]",
            "22.5℃±1.5℃": "observed total=22.5 unit:DEG_C [22.5 degree-celsius]; "
            "tolerance=1.5 unit:DEG_C [1.5 degree-celsius]",
        },
    ),
)
