"""Cells of two numbers that say one thing: ranges, so many of so many, one before and one after."""

import re
from dataclasses import replace

from pipeline.model import units
from pipeline.tables.values.forms.form import DASH, UNSIGNED, Context, Form, number, observed
from pipeline.tables.values.forms.notes import BEHIND, notes, qualified
from pipeline.tables.values.numbers import of_unit
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import (
    CHANGES,
    COMPARATORS,
    DEEDS,
    HEDGES_BEFORE,
    HEDGES_BEHIND,
    one_of,
)

_TO = r"(?:[~〜～∼]|から|(?<=[^\s(])[-−–—―ー](?=[0-9]))"
_BEHIND = rf"(?P<behind>{BEHIND})"
_BOUND = rf"(?P<bound>{one_of(COMPARATORS)})?"


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
    return observed([lower, upper], "between", beside.note, beside.measured)


def _half_open(found: re.Match[str], context: Context) -> Value | None:
    """30件~: from there on."""
    one, beside = number(found["from"] or found["to"]), notes(found["behind"], context)
    bound = "at-least" if found["from"] else "at-most"
    qualifier = qualified((found["before"] or "",), beside)
    if one is None or qualifier is None or not beside.understood:
        return None
    return observed([replace(one, qualifier=qualifier)], bound, beside.note, beside.measured)


def _of_so_many(found: re.Match[str], context: Context) -> Value | None:
    """So many of so many; a unit that only one of the two has is that of both."""
    part, whole = number(found["part"], "part"), number(found["whole"], "whole")
    if part is None or whole is None:
        return None
    if part.printed_unit == "none":
        part = of_unit(part, units.of(whole.printed_unit))
    if whole.printed_unit == "none":
        whole = of_unit(whole, units.of(part.printed_unit))
    if found.groupdict().get("mean"):
        part = replace(part, qualifier="average")
    fits = part.unit == whole.unit and 0 <= part.amount <= whole.amount and whole.amount > 0
    return observed([part, whole], COMPARATORS.get(found["bound"] or "", "")) if fits else None


def _with_its_rate(found: re.Match[str], context: Context) -> Value | None:
    """83.3%(100/120): a rate, and what it is of what."""
    rate, of = number(found["rate"], "rate"), _SO_MANY.value(found["of"], context)
    if rate is None or of is None or of.comparator or rate.printed_unit != "percent":
        return None
    return observed([rate, *of.numbers])


def _to_one_another(found: re.Match[str], context: Context) -> Value | None:
    """4:6, 1対1: one to the other, in the order of the names before them."""
    first, second = ("男", "女") if found["named"] else ("", "")
    return observed(
        [number(found["first"], "part-1", "", first), number(found["second"], "part-2", "", second)]
    )


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


_SO_MANY = Form(
    rf"(?P<part>[0-9][0-9,.]*[^\s0-9()/]*) ?/ ?(?P<whole>[0-9][0-9,.]*[^\s0-9()/%]*?){_BOUND}",
    _of_so_many,
    {
        "15/34": "observed part=15 unit:NUM [15 none]; whole=34 unit:NUM [34 none]",
        "80人/100人": "observed part=80 nin [80 nin]; whole=100 nin [100 nin]",
    },
)
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
        rf"(?P<before>{one_of(HEDGES_BEFORE)})?(?:(?P<from>{{number}}) ?[~〜～∼]|[~〜～∼] ?(?P<to>{UNSIGNED})){_BEHIND}",
        _half_open,
        {
            "30件〜": "observed at-least total=30 ken [30 ken]",
            "〜40件": "observed at-most total=40 ken [40 ken]",
        },
    ),
    Form(
        rf"(?P<before>)(?P<lower>{{number}})以上[、 ]?(?P<upper>{UNSIGNED})(?:以下|以内|まで)(?P<hedge>){_BEHIND}",
        _range,
        {"10件以上20件以下": "observed between lower=10 ken [10 ken]; upper=20 ken [20 ken]"},
    ),
    _SO_MANY,
    Form(
        r"(?P<rate>{number}) ?\((?P<of>[^()]+)\)",
        _with_its_rate,
        {
            "83.3%(100/120)": "observed rate=83.3 unit:PERCENT [83.3 percent]; part=100 unit:NUM [100 none]; "
            "whole=120 unit:NUM [120 none]"
        },
    ),
    Form(
        r"(?P<of>[^()]+) ?\((?P<rate>{number})\)",
        _with_its_rate,
        {
            "100/120(83.3%)": "observed rate=83.3 unit:PERCENT [83.3 percent]; part=100 unit:NUM [100 none]; "
            "whole=120 unit:NUM [120 none]"
        },
    ),
    Form(
        r"(?P<named>男女比)? ?(?P<first>[0-9][0-9.]{0,3}) ?(?:対|:) ?(?P<second>[0-9](?:\.[0-9]+)?)",
        _to_one_another,
        {"男女比4:6": "observed part-1(男)=4 unit:NUM [4 none]; part-2(女)=6 unit:NUM [6 none]"},
    ),
    Form(
        rf"(?P<mean>平均)?(?P<part>[0-9][0-9,.]*[^\s0-9()]*) ?"
        rf"\((?P<whole>[0-9]+(?:点(?=満点)|段階))(?:満点|評価)?\){_BOUND}",
        _of_so_many,
        {"3.5点(5点満点)": "observed part=3.5 ten [3.5 ten]; whole=5 ten [5 ten]"},
    ),
    Form(
        rf"全?(?P<whole>{UNSIGNED})(?:満点)?(?:評価)?(?:中|のうち|の内|で) ?(?P<part>{UNSIGNED}){_BOUND}"
        rf"(?:[でにをの]?{one_of(DEEDS)})?",
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
    Form(
        rf"(?P<before>{{number}})から ?(?P<after>{{number}})(?P<bound>)"
        rf"(?:へ|に|まで)?の?(?:{one_of(CHANGES)})?(?:へ|する|させる)?",
        _before_and_after,
        {
            "10件から20件へ": "observed before=10 ken [10 ken]; total=20 ken [20 ken]",
            "10%から20%に向上": "observed before=10 unit:PERCENT [10 percent]; total=20 unit:PERCENT [20 percent]",
        },
    ),
)
