"""Cells of one number, with what stands before and behind it: a hedge, a bound, a change, notes in brackets."""

import re
from dataclasses import replace

from pipeline.model import units
from pipeline.tables.values.forms.form import NUMBER, UNSIGNED, Context, Form, number, observed
from pipeline.tables.values.forms.notes import BEFORE, BEHIND, Notes, notes, qualified
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import (
    COMPARATORS,
    HEDGES_BEHIND,
    PERIODS,
    QUALIFIERS,
    SIGNS,
    one_of,
)


def _gross(text: str) -> str:
    """延べ1,200人 as it is with the word at the unit: 1,200延べ人."""
    found = re.fullmatch(r"(?:延べ|延|のべ) ?([0-9][0-9,.]*)(\D.*)", text)
    return f"{found[1]}延べ{found[2]}" if found else text


def _single(found: re.Match[str], context: Context) -> Value | None:
    beside = notes(found["behind"])
    qualifier = qualified((found["before"].strip(), found["hedge"] or "", found["kept"] or ""), beside)
    sign, bound = found["sign"] or "", found["bound"] or ""
    if qualifier is None or not beside.understood or (sign and bound):
        return None
    note = " ".join(filter(None, (found["mark"], found["done"], beside.note)))
    comparator = SIGNS.get(sign, COMPARATORS.get(bound, ""))
    one = number(_gross((found["gross"] or "") + found["number"]), qualifier=qualifier)
    return observed([one], comparator, note, beside.measured)


_SPANS = frozenset({"1年", "1年間", "1か月", "1ヶ月", "1カ月", "1月"})
"""Before months and days they are a span (1年3か月), not how often."""


def _frequency(found: re.Match[str], context: Context) -> Value | None:
    """年2回: so many in each year."""
    one = number(found["number"])
    each = units.find(f"{one.symbol}/{PERIODS[found['period']]}") if one else None
    beside = notes(found["behind"])
    if one is None or each is None or not beside.understood or beside.qualifiers:
        return None
    spans = found["period"] in _SPANS and units.of(one.printed_unit).kind == "Time"
    return None if spans else _of(found, each.printed, beside)


def _for_each(found: re.Match[str], context: Context) -> Value | None:
    """1人1台: so many for each of another."""
    one = number(found["number"])
    each = units.find(f"{one.symbol}/{found['below']}") if one else None
    beside = notes(found["behind"])
    below = units.find(found["below"])
    if one is None or one.printed_unit == "none" or each is None or below is None:
        return None
    spans = below.kind == units.of(one.printed_unit).kind == "Time"
    if spans or not beside.understood or beside.qualifiers:
        return None
    return _of(found, each.printed, beside)


def _hours(found: re.Match[str], context: Context) -> Value | None:
    """1時間30分, in minutes."""
    minutes = number(f"{60 * int(found['hours']) + int(found['minutes'])}分")
    printed = f"{found['hours']}時間{found['minutes']}"
    return (
        observed([replace(minutes, printed_value=printed)])
        if minutes and int(found["minutes"]) < 60
        else None
    )


def _below_zero(found: re.Match[str], context: Context) -> Value | None:
    """(1,234)千円, as accounts write what is below zero."""
    one = number(f"-{found['number']}{found['unit']}")
    return observed([replace(one, printed_value=f"({found['number']})")]) if one else None


def _of(found: re.Match[str], unit: str, beside: Notes) -> Value | None:
    """A value of a number in another unit than the one printed behind it."""
    digits = re.match(r"[0-9][0-9,.]*", found["number"])
    hedge = "approximate" if (found["hedge"] or "") in HEDGES_BEHIND else ""
    whole = number(f"{digits[0]}{unit}", qualifier=hedge) if digits else None
    return observed([whole], COMPARATORS.get(found["bound"] or "", ""), beside.note, beside.measured)


_DONE = (
    r"[でにをの]?(?:実施|整備|設置|導入|開催|開設|作成|策定|実現|確保|維持|継続|新設|増設|認定|登録|参加|完了)"
    r"(?:済み?|する|した|予定)?"
)
"""What was done to what is counted (5校で実施): it changes nothing of the number."""
_BOUND = rf"(?P<bound>{one_of(COMPARATORS)})?"
_HEDGE = rf"(?: ?(?P<hedge>{one_of(HEDGES_BEHIND)}))?"
_BEHIND = rf"(?P<behind>{BEHIND})"

PLAIN = Form(
    "{number}",
    lambda found, context: observed([number(found[0])]),
    {
        "0.5契約": "observed total=0.5 keiyaku [0.5 keiyaku]",
        "45.0%": "observed total=45 unit:PERCENT [45.0 percent]",
    },
)
"""Nothing but a number: before constructs whose words may end a unit (契約)."""
EACH = (
    Form(
        rf"(?P<period>{one_of(PERIODS)})(?:に|あたり|当たり)? ?(?P<number>{UNSIGNED}){_HEDGE}{_BOUND}{_BEHIND}",
        _frequency,
        {
            "月1回以上": "observed at-least total=1 kai-per-month [1 kai-per-month]",
            "年2回": "observed total=2 kai-per-year [2 kai-per-year]",
            "毎週3回程度": "observed total=3 kai-per-week [3 kai-per-week] approximate",
        },
    ),
    Form(
        r"(?P<hours>[0-9]{1,4})時間(?P<minutes>[0-9]{1,2})分",
        _hours,
        {"1時間30分": "observed total=90 unit:MIN [1時間30 minute]"},
    ),
    Form(
        rf"1(?P<below>[^\s0-9()]{{1,4}}?)(?:に|につき|あたり|当たり)? ?(?P<number>{NUMBER}){_HEDGE}{_BOUND}{_BEHIND}",
        _for_each,
        {"1人1台": "observed total=1 dai-per-nin [1 dai-per-nin]"},
    ),
)
"""Of so many for each of another."""
FORMS = (
    Form(
        rf"(?P<mark>[①-⑳]|[※*](?= ))? ?(?P<before>{BEFORE})(?P<sign>{one_of(SIGNS)})?(?P<gross>延べ|延|のべ)?第?"
        rf"(?P<number>{NUMBER}){_HEDGE}{_BOUND}"
        rf"(?:を?(?P<kept>{one_of(QUALIFIERS)}))?(?P<done>{_DONE})?{_BEHIND}",
        _single,
        {
            "45.0 %": "observed total=45 unit:PERCENT [45.0 percent]",
            "△ 7.5%": "observed total=-7.5 unit:PERCENT [△7.5 percent]",
            "概ね430人": "observed total=430 nin [430 nin] approximate",
            "5件未満": "observed less-than total=5 ken [5 ken]",
            "≧80%": "observed at-least total=80 unit:PERCENT [80 percent]",
            "10件※1": "observed total=10 ken [10 ken]",
            "②10件": "observed total=10 ken [10 ken]",
            "累計120件": "observed total=120 ken [120 ken] cumulative",
            "10件(見込)": "observed total=10 ken [10 ken] estimate",
            "100%達成": "observed total=100 unit:PERCENT [100 percent] achieved",
            "延べ1,200人": "observed total=1200 gross-nin [1,200 gross-nin]",
            "5校で実施": "observed total=5 kou [5 kou]",
            "50% (R6)": "observed measured 2024 total=50 unit:PERCENT [50 percent]",
            "50人(R6.4.1現在)": "observed measured 2024-04-01 total=50 nin [50 nin]",
        },
    ),
    Form(
        r"\((?P<number>[0-9][0-9,.]*)\)(?P<unit>[^\s0-9()]+)",
        _below_zero,
        {"(1,234)千円": "observed total=-1234000 unit:CCY_JPY [(1,234) thousand-jpy]"},
    ),
)
