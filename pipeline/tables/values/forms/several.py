"""Cells of two numbers that say one thing: ranges, so many of so many, one before and one after."""

import re

from pipeline.model import units
from pipeline.tables.values.forms.form import DASH, UNSIGNED, Context, Form, number, observed
from pipeline.tables.values.forms.notes import BEHIND, notes
from pipeline.tables.values.numbers import of_unit
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import (
    COMPARATORS,
    HEDGES_BEFORE,
    HEDGES_BEHIND,
    one_of,
)

_TO = r"(?:[~〜～∼]|から|(?<=[^\s(])[-−–—―ー](?=[0-9]))"
_BEHIND = rf"(?P<behind>{BEHIND})"
_BOUND = rf"(?P<bound>{one_of(COMPARATORS)})?"


def _range(found: re.Match[str], context: Context) -> Value | None:
    beside = notes(found["behind"])
    hedged = "approximate" if found["before"] or found["hedge"] else ""
    lower, upper = number(found["lower"], "lower", hedged), number(found["upper"], "upper", hedged)
    if lower is None or upper is None or not beside.understood or beside.qualifiers:
        return None
    if lower.printed_unit == "none":
        lower = of_unit(lower, units.of(upper.printed_unit))
    if lower.unit != upper.unit or lower.amount >= upper.amount or lower.printed_unit == "month":
        return None
    return observed([lower, upper], "between", beside.note, beside.measured)


def _of_so_many(found: re.Match[str], context: Context) -> Value | None:
    """So many of so many; a unit that only one of the two has is that of both."""
    part, whole = number(found["part"], "part"), number(found["whole"], "whole")
    if part is None or whole is None:
        return None
    if part.printed_unit == "none":
        part = of_unit(part, units.of(whole.printed_unit))
    if whole.printed_unit == "none":
        whole = of_unit(whole, units.of(part.printed_unit))
    fits = part.unit == whole.unit and 0 <= part.amount <= whole.amount and whole.amount > 0
    return observed([part, whole], COMPARATORS.get(found["bound"] or "", "")) if fits else None


def _before_and_after(found: re.Match[str], context: Context) -> Value | None:
    """What was and what is aimed at, in one cell."""
    after = number(found["after"])
    bound = COMPARATORS.get(found["bound"] or "", "")
    if re.fullmatch(DASH, found["before"]):
        return observed([after], bound)
    before = number(found["before"], "before")
    if before and after and before.printed_unit == "none":
        before = of_unit(before, units.of(after.printed_unit))
    return observed([before, after], bound) if before and after and before.unit == after.unit else None


FORMS = (
    Form(
        rf"(?P<before>{one_of(HEDGES_BEFORE)})?(?P<lower>{{number}}) ?{_TO} ?(?P<upper>{UNSIGNED})(?:まで|の間)?"
        rf"(?P<hedge>{one_of(HEDGES_BEHIND)})?{_BEHIND}",
        _range,
        {
            "30〜40件": "observed between lower=30 ken [30 ken]; upper=40 ken [40 ken]",
            "95%~100%": "observed between lower=95 unit:PERCENT [95 percent]; upper=100 unit:PERCENT [100 percent]",
            "30件から40件": "observed between lower=30 ken [30 ken]; upper=40 ken [40 ken]",
        },
    ),
    Form(
        rf"(?P<part>[0-9][0-9,]*[^\s0-9()/]*) ?/ ?(?P<whole>[0-9][0-9,]*[^\s0-9()/%]*?){_BOUND}",
        _of_so_many,
        {"15/34": "observed part=15 unit:NUM [15 none]; whole=34 unit:NUM [34 none]"},
    ),
    Form(
        rf"全?(?P<whole>{UNSIGNED})(?:満点)?(?:中|のうち|の内) ?(?P<part>{UNSIGNED}){_BOUND}",
        _of_so_many,
        {"100人中80人": "observed part=80 nin [80 nin]; whole=100 nin [100 nin]"},
    ),
    Form(
        rf"(?P<whole>[0-9]{{1,4}})分の(?P<part>[0-9]{{1,4}}){_BOUND}",
        _of_so_many,
        {"3分の2": "observed part=2 unit:NUM [2 none]; whole=3 unit:NUM [3 none]"},
    ),
    Form(
        rf"(?P<before>{{number}}|{{dash}}) ?(?:→|⇒|➡|->|=>) ?(?P<after>{{number}}){_BOUND}",
        _before_and_after,
        {
            "33%/年 → 38%/年": "observed before=33 percent-per-year [33 percent-per-year]; "
            "total=38 percent-per-year [38 percent-per-year]",
            "― → 50人": "observed total=50 nin [50 nin]",
        },
    ),
)
