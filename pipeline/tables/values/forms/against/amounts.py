"""Cells of an amount against something else: 前年度比10%減, 令和4年度実績の75%, 全国平均を3ポイント上回る."""

import re
from dataclasses import replace

from pipeline.tables.values.forms.against import relative
from pipeline.tables.values.forms.against.changes import changed
from pipeline.tables.values.forms.against.relative import BOUND, COMPARED, REFERENCE, against
from pipeline.tables.values.forms.form import NUMBER, YEAR, Context, Form, every, number, year_of
from pipeline.tables.values.forms.notes import BEHIND, joined, notes, qualified
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import (
    CHANGES,
    COMPARATORS,
    EACH_YEAR,
    HEDGES_BEFORE,
    HEDGES_BEHIND,
    one_of,
)

_MOST_LIKELY_A_RATIO = (50, 200)
"""前年度比 in per cent without 増 or 減: a ratio within these, else nothing says whether a ratio or a change."""
_TURNED = {"at-least": "at-most", "greater-than": "less-than", "at-most": "at-least"}
"""2013年度比▲46%以上 is a reduction by 46 % or more, so -46 or less; ▲3%以内 is -3 or more."""
_OF_THE_AMOUNT = ("以下", "を下回る")
"""Bounds that are of the amount with its sign: ▲3%以下 is -3 or less."""
_BELOW = ("下回る", "低い", "少ない", "短い")
_ABOVE = ("上回る", "高い", "多い", "長い")
_BEHIND = rf"(?P<behind>{BEHIND})"


def _change(found: re.Match[str], context: Context) -> Value | None:
    text, word, beside = found["number"], found["change"] or "", notes(found["behind"], context)
    one = changed(text, word, "+" if text.startswith("+") else "")
    signed = word or text.startswith(("▲", "△", "+", "-", "−", "マイナス"))
    hedge = qualified((found["before"] or "", found["hedge"] or ""), beside)
    bound, first = (COMPARATORS.get(found[name] or "", "") for name in ("bound", "first"))
    if (
        one is None
        or not signed
        or hedge is None
        or not beside.understood
        or beside.measured
        or (bound and first)
    ):
        return None
    numbers = every([replace(one, qualifier=joined((*one.qualifier.split(), *hedge.split())))])
    comparator = bound or first
    if one.amount < 0 and (found["bound"] or found["first"]) not in _OF_THE_AMOUNT:
        comparator = _TURNED.get(comparator, comparator)
    return against(found, context, comparator, numbers, beside.note) if numbers else None


def _ratio(found: re.Match[str], context: Context) -> Value | None:
    one = number(found["number"], "base-ratio")
    least, most = _MOST_LIKELY_A_RATIO
    if one is None or one.unit not in ("unit:PERCENT", "bai"):
        return None
    if found["of"] != "の" and one.unit == "unit:PERCENT" and not least <= one.amount <= most:
        return None
    return against(found, context, COMPARATORS.get(found["bound"] or "", ""), (one,))


def _beyond(found: re.Match[str], context: Context) -> Value | None:
    """全国平均を3ポイント上回る: by so much more or less than something else."""
    qualifier = "reduction" if found["way"] in _BELOW else "increase"
    one = changed(found["number"], "")
    numbers = every([replace(one, qualifier=qualifier)]) if one else None
    return against(found, context, COMPARATORS.get(found["bound"] or "", ""), numbers) if numbers else None


def _near(found: re.Match[str], context: Context) -> Value | None:
    """前年度比±5%以内: no further from it than that."""
    numbers = every([number(found["number"], "tolerance")])
    return against(found, context, "equal-to", numbers) if numbers else None


def _multiplied(found: re.Match[str], context: Context) -> Value | None:
    """前年度実績×1.05: so many times what it is compared with."""
    numbers = every([number(f"{found['number']}倍", "base-ratio")])
    return against(found, context, COMPARATORS.get(found["bound"] or "", ""), numbers) if numbers else None


def _aim_of_a_year(found: re.Match[str], context: Context) -> Value | None:
    """A target in two notations, in the year that the sentence names alone: it spans all years."""
    if year_of(found["of"], context) != context.year:
        return None
    numbers = every([number(found["ratio"], "base-ratio"), number(found["rate"], "rate", "reduction")])
    return None if numbers is None else against(found, context, "", numbers)


def _by(found: re.Match[str], context: Context) -> Value | None:
    """2030年度までに2013年度比46%削減: against something else, by another year."""
    year = year_of(re.sub("(?:末|中)?(?:まで)?に$", "", found["by"]), context)
    values = (value for form in (*relative.FORMS, *FORMS) if (value := form.value(found["rest"], context)))
    value = next(values, None)
    plain = value is not None and value.status == "relative" and not value.measured
    return replace(value, measured=str(year)) if value and plain and year else None


def _each_year(found: re.Match[str], context: Context) -> Value | None:
    """毎年度前年度以上: against the year before it, in the year of each cell."""
    return next(
        (value for form in (*relative.FORMS, *FORMS) if (value := form.value(found["rest"], context))), None
    )


FORMS = (
    Form(
        rf"{REFERENCE}{COMPARED}?(?:で|て|の)?、? ?(?P<before>{one_of(HEDGES_BEFORE)})?"
        rf"(?P<number>{NUMBER})(?P<hedge>{one_of(HEDGES_BEHIND)})?(?P<first>{BOUND})?(?:の|を|ずつ)? ?"
        rf"(?P<change>{one_of(CHANGES)})?(?P<bound>{BOUND})?{_BEHIND}",
        _change,
        {
            "前年度比10%減": "relative previous-year rate=10 unit:PERCENT [10 percent] reduction",
            "令和4年度比20%削減": "relative base-year 2022 rate=20 unit:PERCENT [20 percent] reduction",
            "平成25年度比▲50%以上": "relative at-most base-year 2013 rate=-50 unit:PERCENT [▲50 percent]",
            "平成25年度比▲50%": "relative base-year 2013 rate=-50 unit:PERCENT [▲50 percent]",
            "前年度比約10%以上減": "relative at-least previous-year rate=10 unit:PERCENT [10 percent] reduction approximate",
            "毎年度1%減": "relative each-year rate=1 unit:PERCENT [1 percent] reduction",
            "前年度より5件増": "relative previous-year change=5 ken [5 ken] increase",
        },
    ),
    Form(
        rf"(?P<before>{one_of(HEDGES_BEFORE)})?(?P<number>{NUMBER})(?P<hedge>{one_of(HEDGES_BEHIND)})?(?P<first>{BOUND})?"
        rf"(?:の|を)? ?(?P<change>{one_of(CHANGES)})?(?P<bound>{BOUND})?(?P<behind>) ?\({REFERENCE}{COMPARED}?\)",
        _change,
        {
            "10%減(R5比)": "relative base-year 2023 rate=10 unit:PERCENT [10 percent] reduction",
            "▲10%(前年度比)": "relative previous-year rate=-10 unit:PERCENT [▲10 percent]",
        },
    ),
    Form(
        rf"(?P<reference>{one_of(EACH_YEAR)}) ?(?P<before>{one_of(HEDGES_BEFORE)})?(?P<number>{NUMBER})"
        rf"(?P<hedge>{one_of(HEDGES_BEHIND)})?(?P<first>{BOUND})?(?:の|を|ずつ)? ?(?P<change>{one_of(CHANGES)})"
        rf"(?P<bound>{BOUND})?{_BEHIND}",
        _change,
        {"年10件増": "relative each-year change=10 ken [10 ken] increase"},
    ),
    Form(
        rf"{REFERENCE}(?P<of>比|対比|の) ?(?P<number>{NUMBER})(?P<bound>{BOUND})?",
        _ratio,
        {
            "前年度比105%以上": "relative at-least previous-year base-ratio=105 unit:PERCENT [105 percent]",
            "令和4年度実績の75%": "relative base-year 2022 base-ratio=75 unit:PERCENT [75 percent]",
        },
    ),
    Form(
        rf"{REFERENCE}(?:より|を|に比べ)も? ?(?P<number>{NUMBER})(?P<bound>{BOUND})?"
        rf"(?P<way>{one_of((*_ABOVE, *_BELOW))})(?:こと)?",
        _beyond,
        {
            "全国平均を3ポイント上回る": "relative national-average change=3 percentage-point [3 percentage-point] increase"
        },
    ),
    Form(
        rf"{REFERENCE}{COMPARED}? ?(?:±|プラスマイナス) ?(?P<number>{NUMBER})(?:以内|以下)?",
        _near,
        {"前年度比±5%以内": "relative equal-to previous-year tolerance=5 unit:PERCENT [5 percent]"},
    ),
    Form(
        rf"(?P<of>{YEAR})に(?P<year>{YEAR})実績の(?P<ratio>{NUMBER})\((?P<rate>{NUMBER})削減\)を目指す",
        _aim_of_a_year,
        {"令和10年度に令和4年度実績の75%(25%削減)を目指す": "text"},
    ),
    Form(
        rf"{REFERENCE} ?[×✕xX*] ?(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<bound>{BOUND})?",
        _multiplied,
        {"前年度実績×1.05": "relative previous-year-actual base-ratio=1.05 bai [1.05 bai]"},
    ),
    Form(
        rf"(?P<by>{YEAR}(?:末|中)?(?:まで)?に)[、 ]?(?P<rest>.+)",
        _by,
        {
            "2030年度までに2013年度比46%削減": "relative base-year 2013 measured 2030 "
            "rate=46 unit:PERCENT [46 percent] reduction"
        },
    ),
    Form(
        r"(?:毎年度?|各年度?)[、 に]?(?P<rest>(?:対?前年|対?昨年).+)",
        _each_year,
        {"毎年度、前年度実績以上": "relative at-least previous-year-actual"},
    ),
)
