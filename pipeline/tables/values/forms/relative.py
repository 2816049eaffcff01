"""Cells that say something against something else: 前年度以上, 前年度比10%減, 令和4年度実績の75%, 現状維持, 倍増."""

import re
from dataclasses import replace

from pipeline.model import fiscal_year
from pipeline.tables.values.forms.changes import changed
from pipeline.tables.values.forms.form import NUMBER, YEAR, Context, Form, every, number, observed
from pipeline.tables.values.forms.notes import BEHIND, joined, notes, qualified
from pipeline.tables.values.numbers import Number
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import (
    CHANGES,
    COMPARATORS,
    EQUALS,
    HEDGES_BEFORE,
    HEDGES_BEHIND,
    REFERENCES,
    one_of,
)

_MOST_LIKELY_A_RATIO = (50, 200)
"""前年度比 in per cent without 増 or 減: a ratio within these, else nothing says whether a ratio or a change."""
_REFERENCE = rf"(?:(?P<reference>{one_of(REFERENCES)})|(?P<year>{YEAR}))(?:の?(?:実績|決算)?(?:値|数)?)?"
_BOUND = one_of(COMPARATORS)
_BEHIND = rf"(?P<behind>{BEHIND})"


def _against(found: re.Match[str], comparator: str, numbers: tuple[Number, ...] = ()) -> Value | None:
    """A value against the reference that a text names."""
    if found.groupdict().get("reference"):
        return Value("relative", comparator, REFERENCES[found["reference"]], numbers)
    year = None if found["year"].isdecimal() else fiscal_year.read(found["year"])  # 1500以上 is a figure
    return Value("relative", comparator, "base-year", numbers, reference_year=str(year)) if year else None


def _bound(found: re.Match[str], context: Context) -> Value | None:
    if found["again"] not in {None, found["bound"]}:
        return None
    numbers = () if found["number"] is None else every([number(found["number"])])
    comparator = COMPARATORS.get(found["bound"], "equal-to")
    return None if numbers is None else _against(found, comparator, numbers)


def _change(found: re.Match[str], context: Context) -> Value | None:
    text, word, beside = found["number"], found["change"] or "", notes(found["behind"])
    one = changed(text, word, "+" if text.startswith("+") else "")
    signed = word or text[0] in "▲△+-−"
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
    one = replace(one, qualifier=joined((*one.qualifier.split(), *hedge.split())))
    return _against(found, bound or first, (one,))


def _ratio(found: re.Match[str], context: Context) -> Value | None:
    one = number(found["number"], "base-ratio")
    least, most = _MOST_LIKELY_A_RATIO
    if one is None or one.unit not in ("unit:PERCENT", "bai"):
        return None
    if found["of"] != "の" and one.unit == "unit:PERCENT" and not least <= one.amount <= most:
        return None
    return _against(found, COMPARATORS.get(found["bound"] or "", ""), (one,))


def _times(found: re.Match[str], context: Context) -> Value | None:
    return observed([number({"倍増": "2倍", "半減": "0.5倍"}[found[1]])])


def _aim_of_a_year(found: re.Match[str], context: Context) -> Value | None:
    """A target in two notations, in the year that the sentence names alone: it spans all years."""
    if fiscal_year.read(found["of"]) != context.year:
        return None
    numbers = every([number(found["ratio"], "base-ratio"), number(found["rate"], "rate", "reduction")])
    return None if numbers is None else _against(found, "", numbers)


FORMS = (
    Form(
        rf"{_REFERENCE}(?:と比べ)?(?P<bound>{_BOUND}|{one_of(EQUALS)})(?:とする|する)?"
        rf"(?: ?\((?P<number>{NUMBER})(?P<again>{_BOUND})?\))?",
        _bound,
        {
            "前年度実績以上": "relative at-least previous-year-actual",
            "前年度以下 (189時間以下)": "relative at-most previous-year total=189 unit:HR [189 jikan]",
            "基準値以上": "relative at-least baseline",
            "現状維持": "relative equal-to current",
            "前年度並み": "relative equal-to previous-year",
            "令和4年度実績以上": "relative at-least base-year 2022",
        },
    ),
    Form(
        rf"{_REFERENCE}(?:比|対比|に比べ|と比べ|に対し|より|から)?(?:で|て)?、? ?(?P<before>{one_of(HEDGES_BEFORE)})?"
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
    Form("(倍増|半減)", _times, {"倍増": "observed total=2 bai [2 bai]"}),
    Form(
        rf"(?P<of>{YEAR})に(?P<year>{YEAR})実績の(?P<ratio>{NUMBER})\((?P<rate>{NUMBER})削減\)を目指す",
        _aim_of_a_year,
        {"令和10年度に令和4年度実績の75%(25%削減)を目指す": "text"},
    ),
)
