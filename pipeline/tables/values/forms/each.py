"""Cells of a number for each of another: 年2回, 四半期に1回, 1人1台, 人口10万人当たり15.2."""

import re
from dataclasses import replace

from pipeline.model import units
from pipeline.model.units import Unit
from pipeline.tables.values.forms.form import NUMBER, UNSIGNED, Context, Form, number, observed
from pipeline.tables.values.forms.notes import BEHIND, Notes, notes, qualified
from pipeline.tables.values.numbers import Number, of_unit
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import (
    COMPARATORS,
    DEEDS,
    HEDGES_BEFORE,
    HEDGES_BEHIND,
    PEOPLE,
    PERIODS,
    one_of,
)

_GOVERNMENTS = frozenset("市町村区県都府道国")
"""1市2町 are three municipalities, not two for each."""
_SPANS = frozenset({"1年", "1年間", "1か月", "1ヶ月", "1カ月", "1月"})
"""Before months and days they are a span (1年3か月), not how often."""


def _frequency(found: re.Match[str], context: Context) -> Value | None:
    """年2回, 2年に1回: so many in each period."""
    period = PERIODS[found["period"]] if found["period"] else found["several"]
    one = number(re.sub("度$|(?<=一)回$", "回", found["number"]).replace("一", "1"))
    each = units.find(f"{one.symbol}/{period}") if one else None
    beside = notes(found["behind"], context)
    if one is None or each is None or not beside.understood:
        return None
    spans = found["period"] in _SPANS and units.of(one.printed_unit).kind == "Time"
    return None if spans else _of(found, one, each, beside, "average" if found["mean"] else "")


def _for_each(found: re.Match[str], context: Context) -> Value | None:
    """1人1台, 世帯あたり2.3人: so many for each of another."""
    one = number(found["number"])
    second = PERIODS.get(found["second"] or "", found["second"] or "")
    wholes = sorted(filter(None, (found["below"], second)), key=lambda name: name in PERIODS)
    each = units.find(f"{one.symbol}/{'・'.join(wholes)}") if one else None
    beside = notes(found["behind"], context)
    below = units.find(found["below"])
    if one is None or one.printed_unit == "none" or each is None or below is None:
        return None
    if found["below"] in _GOVERNMENTS:
        return None
    spans = below.kind == units.of(one.printed_unit).kind == "Time"
    if spans or not beside.understood:
        return None
    return _of(found, one, each, replace(beside, note=found["whose"] or beside.note))


def _of_population(found: re.Match[str], context: Context) -> Value | None:
    """人口10万人当たり15.2: so many for each so many of the population."""
    one, beside = number(found["number"]), notes(found["behind"], context)
    each = units.find(f"{found['below'].replace(',', '')}人対{one.symbol}") if one else None
    return _of(found, one, each, beside) if one and each and beside.understood else None


def _range(found: re.Match[str], context: Context) -> Value | None:
    """月1~2回: from so many to so many in each."""
    upper = _frequency(found, context)
    if upper is None or len(upper.numbers) != 1:
        return None
    most = replace(upper.numbers[0], breakdown="upper")
    least = number(f"{found['lower']}{most.symbol}", "lower", most.qualifier)
    between = least and least.amount < most.amount and not upper.comparator
    return observed([least, most], "between", upper.note, upper.measured) if between else None


def _once(found: re.Match[str], context: Context) -> Value | None:
    """3年ごと: once in each."""
    each = units.find(f"回/{found['several']}")
    return observed([number(f"1{each.printed}")]) if each else None


def _again(found: re.Match[str], context: Context) -> Value | None:
    """月1回(年12回): how often, in two ways."""
    first, second = (_HOW_OFTEN.value(found[name], context) for name in ("first", "second"))
    if first is None or second is None or len(first.numbers) != 1 or len(second.numbers) != 1:
        return None
    return replace(first, numbers=(*first.numbers, replace(second.numbers[0], breakdown="in-brackets")))


def _of(found: re.Match[str], one: Number, unit: Unit, beside: Notes, average: str = "") -> Value | None:
    """A value of a number in another unit than the one printed behind it."""
    bare = number(one.printed_value)
    qualifiers = Notes(beside.qualifiers | ({average} if average else set()))
    qualifier = qualified((found["hedge"] or found.groupdict().get("before") or "",), qualifiers)
    again = beside.gross or found.groupdict().get("gross")
    each = units.find(f"延べ{unit.printed}") if again else unit
    if qualifier is None or bare is None or each is None:
        return None
    bound = COMPARATORS.get(found["bound"] or "", "")
    return observed([replace(of_unit(bare, each), qualifier=qualifier)], bound, beside.note, beside.measured)


_BOUND = rf"(?P<bound>{one_of(COMPARATORS)})?"
_HEDGE = rf"(?: ?(?P<hedge>{one_of(HEDGES_BEHIND)}))?"
_BEHIND = rf"(?P<behind>{BEHIND})"
_SEVERAL = r"(?P<several>(?:[2-9]|[1-9][0-9])(?:年|[かカヵヶケ箇]月|週|日|時間|分))間?(?:(?:ごと|毎)に?|に)"
_POPULATION = r"(?:人口 ?|市民|町民|村民|住民|出生|出産|女性|女子)?(?P<below>[0-9,]*[十百千万億]?万?)人?"
_WHOSE = rf"(?P<whose>{one_of(PEOPLE)})?"
_SECOND = r"(?:[1一]?(?P<second>年間|年|月|日|人)(?:あたり|当たり|当り|に)?)?"
_EACH = "(?:に|で|につき|あたり|当たり|当り|平均)"

_HOW_OFTEN = Form(
    rf"(?:(?P<period>{one_of(PERIODS)})(?P<mean>平均)?(?:ごとに|毎に|に|あたり|当たり|で)?|{_SEVERAL})"
    rf" ?(?P<before>{one_of(HEDGES_BEFORE)})?(?P<gross>延べ|延)?(?P<number>{UNSIGNED}|一[度回])"
    rf"{_HEDGE}{_BOUND}(?:{one_of(DEEDS)})?{_BEHIND}",
    _frequency,
    {
        "月1回以上": "observed at-least total=1 kai-per-month [1 kai-per-month]",
        "年2回": "observed total=2 kai-per-year [2 kai-per-year]",
        "毎週3回程度": "observed total=3 kai-per-week [3 kai-per-week] approximate",
        "四半期に1回": "observed total=1 kai-per-quarter [1 kai-per-quarter]",
        "2年に1回": "observed total=1 kai-per-2-year [1 kai-per-2-year]",
        "隔年1回": "observed total=1 kai-per-2-year [1 kai-per-2-year]",
        "月平均30件": "observed total=30 ken-per-month [30 ken-per-month] average",
        "年間延べ1,000人": "observed total=1000 gross-nin-per-year [1,000 gross-nin-per-year]",
    },
)
FORMS = (
    _HOW_OFTEN,
    Form(
        rf"(?P<period>{one_of(PERIODS)})(?P<mean>平均)?(?:に|で)? ?(?P<gross>延べ|延)?(?P<lower>[0-9][0-9,.]*) ?[~〜～∼-] ?"
        rf"(?P<number>{UNSIGNED}){_HEDGE}(?P<bound>){_BEHIND}",
        _range,
        {
            "月1〜2回": "observed between lower=1 kai-per-month [1 kai-per-month]; upper=2 kai-per-month [2 kai-per-month]"
        },
    ),
    Form(
        rf"{_SEVERAL}(?:実施|調査|更新|見直し|開催)?",
        _once,
        {"3年ごと": "observed total=1 kai-per-3-year [1 kai-per-3-year]"},
    ),
    Form(
        r"(?P<first>[^()]+)\((?P<second>[^()]+)\)",
        _again,
        {
            "月1回(年12回)": "observed total=1 kai-per-month [1 kai-per-month]; "
            "in-brackets=12 kai-per-year [12 kai-per-year]"
        },
    ),
    Form(
        rf"{_WHOSE}(?:(?:[1一]|各)(?P<below>[^\s0-9()]{{1,4}}?){_EACH}?){_SECOND} ?"
        rf"(?P<number>{NUMBER}){_HEDGE}{_BOUND}{_BEHIND}",
        _for_each,
        {
            "1人1台": "observed total=1 dai-per-nin [1 dai-per-nin]",
            "各校1回以上": "observed at-least total=1 kai-per-kou [1 kai-per-kou]",
            "1人1日当たり900g": "observed total=900 gram-per-nin-day [900 gram-per-nin-day]",
            "市民一人当たり580g": "observed total=580 gram-per-nin [580 gram-per-nin]",
        },
    ),
    Form(
        rf"{_WHOSE}(?P<below>[^\s0-9()]{{1,5}}?)(?:あたり|当たり|当り|ごとに|に(?=1)){_SECOND} ?"
        rf"(?P<number>{NUMBER}){_HEDGE}{_BOUND}{_BEHIND}",
        _for_each,
        {"世帯あたり2.3人": "observed total=2.3 nin-per-setai [2.3 nin-per-setai]"},
    ),
    Form(
        rf"(?P<number>{UNSIGNED}){_HEDGE}{_BOUND} ?\({_POPULATION}(?:対|あたり|当たり|当り)\){_BEHIND}",
        _of_population,
        {"15.2(人口10万対)": "observed total=15.2 none-per-100000-nin [15.2 none-per-100000-nin]"},
    ),
    Form(
        rf"{_POPULATION}(?:対|あたり|当たり|当り) ?(?P<number>{UNSIGNED}){_HEDGE}{_BOUND}{_BEHIND}",
        _of_population,
        {"人口10万人当たり15.2人": "observed total=15.2 nin-per-100000-nin [15.2 nin-per-100000-nin]"},
    ),
)
