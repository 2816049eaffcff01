"""Cells that say something against something else: 前年度以上, 前年度比10%減, 令和4年度実績の75%, 現状維持, 倍増."""

import re
from dataclasses import replace

from pipeline.tables.values.forms.changes import changed
from pipeline.tables.values.forms.form import NUMBER, YEAR, Context, Form, every, number, year_of
from pipeline.tables.values.forms.notes import BEHIND, joined, notes, qualified
from pipeline.tables.values.numbers import Number
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import (
    CHANGES,
    COMPARATORS,
    EACH_YEAR,
    EQUALS,
    HEDGES_BEFORE,
    HEDGES_BEHIND,
    IN_WORDS,
    REFERENCES,
    WAYS,
    one_of,
)

_MOST_LIKELY_A_RATIO = (50, 200)
"""前年度比 in per cent without 増 or 減: a ratio within these, else nothing says whether a ratio or a change."""
_OF_IT = "(?:の?(?:実績|決算|現状|水準)?(?:の?(?:値|数|額|水準))?)?"
_REFERENCE = rf"(?:(?P<reference>{one_of(REFERENCES)})|対?(?P<year>{YEAR})){_OF_IT}"
_COMPARED = r"(?:対?比|に比べ|と比べ|に対し|より|から)"
_BOUND = one_of(COMPARATORS)
_BEHIND = rf"(?P<behind>{BEHIND})"


def _against(
    found: re.Match[str], context: Context, comparator: str, numbers: tuple[Number, ...] = (), note: str = ""
) -> Value | None:
    """A value against the reference that a text names."""
    named = found.groupdict()
    if named.get("reference"):
        return Value("relative", comparator, {**EACH_YEAR, **REFERENCES}[named["reference"]], numbers, note)
    year = year_of(found["year"], context)  # 1500以上 is a figure
    return Value("relative", comparator, "base-year", numbers, note, str(year)) if year else None


def _bound(found: re.Match[str], context: Context) -> Value | None:
    if found["again"] not in {None, found["bound"]}:
        return None
    numbers = () if found["number"] is None else every([number(found["number"])])
    comparator = COMPARATORS.get(found["bound"], "equal-to")
    return None if numbers is None else _against(found, context, comparator, numbers)


def _way(found: re.Match[str], context: Context) -> Value | None:
    """前年度より増加: which way, without how far."""
    return _against(found, context, WAYS[found["way"]])


def _times(found: re.Match[str], context: Context) -> Value | None:
    """現状の半減: in words how many times what it is compared with."""
    numbers = every([number(IN_WORDS[found["times"]], "base-ratio")])
    return _against(found, context, "", numbers) if numbers else None


def _by(found: re.Match[str], context: Context) -> Value | None:
    """2030年度までに2013年度比46%削減: against something else, by another year."""
    year = year_of(re.sub("(?:末|中)?(?:まで)?に$", "", found["by"]), context)
    values = (value for form in FORMS if (value := form.value(found["rest"], context)))
    value = next(values, None)
    relative = value is not None and value.status == "relative" and not value.measured
    return replace(value, measured=str(year)) if value and relative and year else None


def _stated(found: re.Match[str], context: Context) -> Value | None:
    """基準値(120件)以上: what it is compared with, and how much that is."""
    numbers = every([number(found["number"])])
    comparator = {**WAYS, **COMPARATORS}.get(found["bound"], "equal-to")
    return _against(found, context, comparator, numbers) if numbers else None


def _kept(found: re.Match[str], context: Context) -> Value | None:
    return Value("relative", "equal-to", "current")


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
    return _against(found, context, bound or first, numbers, beside.note) if numbers else None


def _ratio(found: re.Match[str], context: Context) -> Value | None:
    one = number(found["number"], "base-ratio")
    least, most = _MOST_LIKELY_A_RATIO
    if one is None or one.unit not in ("unit:PERCENT", "bai"):
        return None
    if found["of"] != "の" and one.unit == "unit:PERCENT" and not least <= one.amount <= most:
        return None
    return _against(found, context, COMPARATORS.get(found["bound"] or "", ""), (one,))


def _aim_of_a_year(found: re.Match[str], context: Context) -> Value | None:
    """A target in two notations, in the year that the sentence names alone: it spans all years."""
    if year_of(found["of"], context) != context.year:
        return None
    numbers = every([number(found["ratio"], "base-ratio"), number(found["rate"], "rate", "reduction")])
    return None if numbers is None else _against(found, context, "", numbers)


FORMS = (
    Form(
        rf"{_REFERENCE}(?:{_COMPARED}て?)?(?P<bound>{_BOUND}|{one_of(EQUALS)})(?:とする|すること|する|こと)?"
        rf"(?: ?\((?P<number>{NUMBER})(?P<again>{_BOUND})?\))?",
        _bound,
        {
            "前年度実績以上": "relative at-least previous-year-actual",
            "前年度以下 (189時間以下)": "relative at-most previous-year total=189 unit:HR [189 jikan]",
            "基準値以上": "relative at-least baseline",
            "現状維持": "relative equal-to current",
            "前年度並み": "relative equal-to previous-year",
            "令和4年度実績以上": "relative at-least base-year 2022",
            "基準年の水準を維持": "relative equal-to baseline",
            "前年度比±0%": "relative equal-to previous-year",
        },
    ),
    Form(
        rf"{_REFERENCE}(?:{_COMPARED}て?)?[、 ]?(?P<way>{one_of(WAYS)})(?:とする|させる|すること|する|を目指す)?",
        _way,
        {
            "前年度より増加": "relative greater-than previous-year",
            "前年度比減": "relative less-than previous-year",
        },
    ),
    Form(
        "(?:水準の?)?維持(?:する)?|現[状行](?:水準)?(?:のまま|どおり|通り)?",
        _kept,
        {"維持": "relative equal-to current"},
    ),
    Form(
        rf"{_REFERENCE}{_COMPARED}?(?:で|て|の)?、? ?(?P<before>{one_of(HEDGES_BEFORE)})?"
        rf"(?P<number>{NUMBER})(?P<hedge>{one_of(HEDGES_BEHIND)})?(?P<first>{_BOUND})?(?:の|を)? ?"
        rf"(?P<change>{one_of(CHANGES)})?(?P<bound>{_BOUND})?{_BEHIND}",
        _change,
        {
            "前年度比10%減": "relative previous-year rate=10 unit:PERCENT [10 percent] reduction",
            "令和4年度比20%削減": "relative base-year 2022 rate=20 unit:PERCENT [20 percent] reduction",
            "平成25年度比▲50%": "relative base-year 2013 rate=-50 unit:PERCENT [▲50 percent]",
            "前年度比約10%以上減": "relative at-least previous-year rate=10 unit:PERCENT [10 percent] reduction approximate",
            "毎年度1%減": "relative each-year rate=1 unit:PERCENT [1 percent] reduction",
            "前年度より5件増": "relative previous-year change=5 ken [5 ken] increase",
        },
    ),
    Form(
        rf"{_REFERENCE}(?P<of>比|対比|の) ?(?P<number>{NUMBER})(?P<bound>{_BOUND})?",
        _ratio,
        {
            "前年度比105%以上": "relative at-least previous-year base-ratio=105 unit:PERCENT [105 percent]",
            "令和4年度実績の75%": "relative base-year 2022 base-ratio=75 unit:PERCENT [75 percent]",
        },
    ),
    Form(
        rf"(?P<before>{one_of(HEDGES_BEFORE)})?(?P<number>{NUMBER})(?P<hedge>{one_of(HEDGES_BEHIND)})?(?P<first>{_BOUND})?"
        rf"(?:の|を)? ?(?P<change>{one_of(CHANGES)})?(?P<bound>{_BOUND})?(?P<behind>) ?\({_REFERENCE}{_COMPARED}?\)",
        _change,
        {
            "10%減(R5比)": "relative base-year 2023 rate=10 unit:PERCENT [10 percent] reduction",
            "▲10%(前年度比)": "relative previous-year rate=-10 unit:PERCENT [▲10 percent]",
        },
    ),
    Form(
        rf"{_REFERENCE} ?\((?P<number>{NUMBER})\)(?:{_COMPARED}て?)?(?P<bound>{_BOUND}|{one_of((*EQUALS, *WAYS))})",
        _stated,
        {"法定雇用率(2.8%)以上": "relative at-least standard total=2.8 unit:PERCENT [2.8 percent]"},
    ),
    Form(
        rf"(?P<reference>{one_of(EACH_YEAR)}) ?(?P<before>{one_of(HEDGES_BEFORE)})?(?P<number>{NUMBER})"
        rf"(?P<hedge>{one_of(HEDGES_BEHIND)})?(?P<first>{_BOUND})?(?:の|を)? ?(?P<change>{one_of(CHANGES)})"
        rf"(?P<bound>{_BOUND})?{_BEHIND}",
        _change,
        {"年10件増": "relative each-year change=10 ken [10 ken] increase"},
    ),
    Form(
        rf"(?P<of>{YEAR})に(?P<year>{YEAR})実績の(?P<ratio>{NUMBER})\((?P<rate>{NUMBER})削減\)を目指す",
        _aim_of_a_year,
        {"令和10年度に令和4年度実績の75%(25%削減)を目指す": "text"},
    ),
    Form(
        rf"{_REFERENCE}(?:{_COMPARED}|の)?(?P<times>倍増|半減)",
        _times,
        {"現状の半減": "relative current base-ratio=0.5 bai [0.5 bai]"},
    ),
    Form(
        rf"(?P<by>{YEAR}(?:末|中)?(?:まで)?に)[、 ]?(?P<rest>.+)",
        _by,
        {
            "2030年度までに2013年度比46%削減": "relative base-year 2013 measured 2030 "
            "rate=46 unit:PERCENT [46 percent] reduction"
        },
    ),
)
