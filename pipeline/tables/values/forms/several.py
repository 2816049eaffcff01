"""Cells of two numbers that say one thing: so many of so many, one before and one after."""

import re
from dataclasses import replace

from pipeline.model import units
from pipeline.tables.values.forms.form import DASH, UNSIGNED, Context, Form, number, observed, year_of
from pipeline.tables.values.forms.single import gross
from pipeline.tables.values.numbers import Number, of_unit
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import (
    CHANGES,
    COMPARATORS,
    DEEDS,
    one_of,
)

_BOUND = rf"(?P<bound>{one_of(COMPARATORS)})?"


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
    part = replace(part, label=found.groupdict().get("label") or "")
    fits = part.unit == whole.unit and 0 <= part.amount <= whole.amount and whole.amount > 0
    return observed([part, whole], COMPARATORS.get(found["bound"] or "", "")) if fits else None


def _with_its_rate(found: re.Match[str], context: Context) -> Value | None:
    """83.3%(100/120): a rate, and what it is of what."""
    rate = number(found["rate"], "rate", "", found.groupdict().get("label") or "")
    of = _SO_MANY.value(found["of"], context) or _AMONG.value(found["of"], context)
    if rate is None or of is None or of.comparator or rate.printed_unit != "percent":
        return None
    return observed([rate, *of.numbers])


def _two_counts(found: re.Match[str], context: Context) -> Value | None:
    """5回、延べ120人: two things counted of one."""
    first, second = number(found["first"], "part-1"), gross(found["second"])
    if first is None or second is None or "none" in (first.printed_unit, second.printed_unit):
        return None
    each = first.printed_value == "1"  # 1人 1台
    different = first.unit != second.unit and units.of(first.printed_unit).counts and not each
    return observed([first, replace(second, breakdown="part-2")]) if different else None


def _rank(found: re.Match[str], context: Context) -> Value | None:
    """県内3位/40市町村: a rank, and of how many."""
    return observed([number(found["rank"]), number(found["whole"], "whole")], "", found["of"])


def _to_one_another(found: re.Match[str], context: Context) -> Value | None:
    """4:6, 1対1: one to the other, in the order of the names before them."""
    first, second = ("男", "女") if found["named"] else ("", "")
    return observed(
        [number(found["first"], "part-1", "", first), number(found["second"], "part-2", "", second)]
    )


def _before_and_after(found: re.Match[str], context: Context) -> Value | None:
    """What was and what is aimed at, in one cell."""
    after = _of_year(number(found["after"]), found, "second", context)
    bound = COMPARATORS.get(found["bound"] or "", "")
    if re.fullmatch(DASH, found["before"]):
        return observed([after], bound)
    before = _of_year(number(found["before"], "before"), found, "first", context)
    if before and after and before.printed_unit == "none":
        before = of_unit(before, units.of(after.printed_unit))
    return observed([before, after], bound) if before and after and before.unit == after.unit else None


def _of_year(one: Number | None, found: re.Match[str], which: str, context: Context) -> Number | None:
    """A number with the fiscal year that stands before or behind it; None where what stands there is none."""
    stated = next((year for name in ("", "_behind") if (year := found.groupdict().get(which + name))), "")
    year = year_of(stated, context) if stated else None
    return replace(one, measured=str(year or "")) if one and (year or not stated) else None


_SO_MANY = Form(
    rf"(?P<part>[0-9][0-9,.]*[^\s0-9()/]*) ?/ ?(?P<whole>[0-9][0-9,.]*[^\s0-9()/%]*?)(?:満点|中)?{_BOUND}",
    _of_so_many,
    {
        "15/34": "observed part=15 unit:NUM [15 none]; whole=34 unit:NUM [34 none]",
        "80人/100人": "observed part=80 nin [80 nin]; whole=100 nin [100 nin]",
    },
)
_AMONG = Form(
    rf"全?(?P<whole>{UNSIGNED})(?:満点)?(?:評価)?(?:中|のうち|の内|で)[、 ]?(?P<part>{UNSIGNED}){_BOUND}"
    rf"(?:[でにをの]?{one_of(DEEDS)})?",
    _of_so_many,
    {"100人中80人": "observed part=80 nin [80 nin]; whole=100 nin [100 nin]"},
)
FORMS = (
    _SO_MANY,
    Form(
        r"(?P<label>[^\W0-9_]{1,8}率)?(?P<rate>{number}) ?\((?P<of>[^()]+)\)",
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
        rf"(?P<mean>平均)?(?P<part>[0-9][0-9,.]*[^\s0-9()]*?){_BOUND} ?"
        r"\((?P<whole>[0-9]+(?:点(?=満点)|段階))(?:満点|評価)?\)",
        _of_so_many,
        {
            "3.5点(5点満点)": "observed part=3.5 ten [3.5 ten]; whole=5 ten [5 ten]",
            "3.5以上(5点満点)": "observed at-least part=3.5 ten [3.5 ten]; whole=5 ten [5 ten]",
        },
    ),
    _AMONG,
    Form(
        rf"(?P<label>[^\W0-9_]{{1,8}})?(?P<part>{UNSIGNED}){_BOUND} ?\(全?(?P<whole>{UNSIGNED})(?:中|のうち)\)",
        _of_so_many,
        {"20施設(25施設中)": "observed part=20 shisetsu [20 shisetsu]; whole=25 shisetsu [25 shisetsu]"},
    ),
    Form(
        rf"(?P<whole>[0-9]+(?P<counter>[^\s0-9年月週日時分秒]{{1,4}}))に(?P<part>[0-9]+(?P=counter)){_BOUND}",
        _of_so_many,
        {"3人に1人": "observed part=1 nin [1 nin]; whole=3 nin [3 nin]"},
    ),
    Form(
        rf"(?P<of>[^\W0-9_]{{0,6}}?)第?(?P<rank>[0-9]{{1,4}}位) ?[/(](?:全|中)?(?P<whole>{UNSIGNED})(?:中)?\)?",
        _rank,
        {"3位/40市町村": "observed total=3 i [3 i]; whole=40 shichoson [40 shichoson]"},
    ),
    Form(
        rf"(?P<first>{UNSIGNED})[ 、・/]+(?P<second>(?:延べ|延)?{UNSIGNED})(?:参加)?",
        _two_counts,
        {
            "5回、延べ120人": "observed part-1=5 kai [5 kai]; part-2=120 gross-nin [120 gross-nin]",
            "5回/120人": "observed part-1=5 kai [5 kai]; part-2=120 nin [120 nin]",
        },
    ),
    Form(
        rf"(?P<whole>[0-9]{{1,4}})分の(?P<part>[0-9]{{1,4}}){_BOUND}",
        _of_so_many,
        {"3分の2": "observed part=2 unit:NUM [2 none]; whole=3 unit:NUM [3 none]"},
    ),
    Form(
        rf"(?:(?P<first>{{year}})[: ]?)?(?P<before>{{number}}|{{dash}})(?: ?\((?P<first_behind>{{year}})\))? ?"
        rf"(?:→|⇒|➡|->|=>) ?(?:(?P<second>{{year}})[: ]?)?(?P<after>{{number}}){_BOUND}"
        r"(?: ?\((?P<second_behind>{year})\))?",
        _before_and_after,
        {
            "33%/年 → 38%/年": "observed before=33 percent-per-year [33 percent-per-year]; "
            "total=38 percent-per-year [38 percent-per-year]",
            "― → 50人": "observed total=50 nin [50 nin]",
            "40%(R5)→50%(R10)": "observed before=40 unit:PERCENT [40 percent] measured 2023; "
            "total=50 unit:PERCENT [50 percent] measured 2028",
        },
    ),
    Form(
        rf"(?P<before>{{number}})(?:から|を(?=.*(?:に|へ)$)) ?(?P<after>{{number}})(?P<bound>)"
        rf"(?:へ|に|まで)?の?(?:{one_of(CHANGES)})?(?:へ|する|させる)?",
        _before_and_after,
        {
            "10件から20件へ": "observed before=10 ken [10 ken]; total=20 ken [20 ken]",
            "10%から20%に向上": "observed before=10 unit:PERCENT [10 percent]; total=20 unit:PERCENT [20 percent]",
        },
    ),
)
