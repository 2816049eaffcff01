"""Cells of a change without saying against what: 15人削減, 0.5ポイント増, ±0."""

import re
from dataclasses import replace

from pipeline.tables.values.forms.form import NUMBER, Context, Form, number, observed
from pipeline.tables.values.forms.notes import BEFORE, BEHIND, before, joined, notes, qualified
from pipeline.tables.values.numbers import Number
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import CHANGES, COMPARATORS, HEDGES_BEHIND, one_of

_BOUND = rf"(?P<bound>{one_of(COMPARATORS)})?"
_HEDGE = rf"(?: ?(?P<hedge>{one_of(HEDGES_BEHIND)}))?"
_BEHIND = rf"(?P<behind>{BEHIND})"


def _change(found: re.Match[str], context: Context) -> Value | None:
    one = changed(found["number"], found["change"] or "", found["plus"] or "")
    beside = before(found["before"], context) + notes(found["behind"], context)
    qualifier = qualified((found["hedge"] or "",), beside)
    bound, first = (COMPARATORS.get(found[name] or "", "") for name in ("bound", "first"))
    if one is None or qualifier is None or not beside.understood or (bound and first):
        return None
    one = replace(one, qualifier=joined((*one.qualifier.split(), *qualifier.split())))
    return observed([one], bound or first, beside.note, beside.measured)


def changed(text: str, word: str, plus: str = "") -> Number | None:
    """The number of a change: a rate where it is in per cent, else an amount; its word or sign says which way."""
    qualifier = CHANGES.get(word, "increase" if plus.strip() in ("+", "プラス") else "")
    one = number(text.lstrip("+"), "change", qualifier)
    if one and one.unit == "unit:PERCENT":
        return number(text.lstrip("+"), "rate", qualifier)
    return one


def _named(found: re.Match[str], context: Context) -> Value | None:
    """歳出削減額1.2億円: a change by the name of its amount."""
    one, beside = changed(found["number"], found["change"]), notes(found["behind"], context)
    if one is None or not beside.understood or beside.qualifiers:
        return None
    return observed([one], COMPARATORS.get(found["bound"] or "", ""), beside.note, beside.measured)


def _near(found: re.Match[str], context: Context) -> Value | None:
    """±5%以内: a change no larger than that, either way."""
    return observed([number(found["number"], "tolerance")])


def _no_change(found: re.Match[str], context: Context) -> Value | None:
    return observed([number(f"0{found['unit'] or ''}", "change")])


FORMS = (
    Form(
        rf"[^\W0-9_]{{0,8}}(?P<change>{one_of(CHANGES)})(?:見込)?(?:額|量|数|率|効果)[: ]?(?P<number>{NUMBER})"
        rf"{_BOUND}{_BEHIND}",
        _named,
        {"歳出削減額1.2億円": "observed change=120000000 unit:CCY_JPY [1.2 oku-jpy] reduction"},
    ),
    Form(
        r"(?:±|プラスマイナス)0(?P<unit>[^\s0-9()]*)|(?:増減|変化|変動)なし",
        _no_change,
        {"±0": "observed change=0 unit:NUM [0 none]", "±0%": "observed change=0 unit:PERCENT [0 percent]"},
    ),
    Form(
        rf"(?P<change>純増|純減|増加|減少|削減)[: ]?(?P<number>{NUMBER}){_BOUND}{_BEHIND}",
        _named,
        {"純増10人": "observed change=10 nin [10 nin] increase"},
    ),
    Form(
        rf"(?:±|プラスマイナス)(?P<number>{NUMBER})(?:以内|以下)",
        _near,
        {"±5%以内": "observed tolerance=5 unit:PERCENT [5 percent]"},
    ),
    Form(
        rf"(?P<before>)(?P<plus>\+|プラス) ?(?P<number>{NUMBER})(?P<first>)(?P<change>){_HEDGE}{_BOUND}{_BEHIND}",
        _change,
        {"+5件": "observed change=5 ken [5 ken] increase"},
    ),
    Form(
        rf"(?P<plus>)(?P<before>{BEFORE})(?P<number>{NUMBER}){_HEDGE}(?P<first>{one_of(COMPARATORS)})?"
        rf"(?:の|を)? ?(?P<change>{one_of(CHANGES)}){_BOUND}{_BEHIND}",
        _change,
        {
            "15人削減": "observed change=15 nin [15 nin] reduction",
            "0.5ポイント増": "observed change=0.5 percentage-point [0.5 percentage-point] increase",
            "2.0ポイント悪化": "observed change=2 percentage-point [2.0 percentage-point] worsening",
            "5%以上削減": "observed at-least rate=5 unit:PERCENT [5 percent] reduction",
            "約10人減": "observed change=10 nin [10 nin] reduction approximate",
            "10%削減": "observed rate=10 unit:PERCENT [10 percent] reduction",
            "10ポイントアップ": "observed change=10 percentage-point [10 percentage-point] increase",
            "4年間で20%削減": "observed rate=20 unit:PERCENT [20 percent] cumulative reduction",
        },
    ),
)
