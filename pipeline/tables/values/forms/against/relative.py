"""Cells that say which way, or to what bound, against something else: 前年度以上, 現状維持, 前年度より増加, 現状の半減."""

import re

from pipeline.tables.values.forms.form import NUMBER, YEAR, Context, Form, every, number, year_of
from pipeline.tables.values.numbers import Number
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import COMPARATORS, EACH_YEAR, EQUALS, IN_WORDS, REFERENCES, WAYS, one_of

OF_IT = "(?:の?(?:実績|決算|現状|水準|時点)?(?:の?(?:値|数|額|水準))?)?"
REFERENCE = rf"(?:(?P<reference>{one_of(REFERENCES)})|対?(?P<year>{YEAR})(?:\((?:基準年度?|現状)\))?){OF_IT}"
COMPARED = r"(?:対?比|に比べ|と比べ|に対し|を基準(?:に|として?)|より|から)"
BOUND = one_of(COMPARATORS)
_WHEN = rf"(?: ?\((?P<when>{YEAR})\))?"
_AS_MUCH = "(?:と?(?:同等|同程度|同水準)(?=以|を)|並み(?=以))?"
_NOW = ("現状", "現状値", "現行", "現在", "現状の")


def against(
    found: re.Match[str], context: Context, comparator: str, numbers: tuple[Number, ...] = (), note: str = ""
) -> Value | None:
    """A value against the reference that a text names."""
    named = found.groupdict()
    if named.get("reference"):
        of = year_of(named["when"], context) if named.get("when") else None
        if named.get("when") and of is None:
            return None
        reference = {**EACH_YEAR, **REFERENCES}[named["reference"]]
        return Value("relative", comparator, reference, numbers, note, str(of or ""))
    year = year_of(found["year"], context)  # 1500以上 is a figure
    return Value("relative", comparator, "base-year", numbers, note, str(year)) if year else None


def _bound(found: re.Match[str], context: Context) -> Value | None:
    if found["again"] not in {None, found["bound"]}:
        return None
    numbers = () if found["number"] is None else every([number(found["number"])])
    comparator = COMPARATORS.get(found["bound"], "equal-to")
    return None if numbers is None else against(found, context, comparator, numbers)


def _way(found: re.Match[str], context: Context) -> Value | None:
    """前年度より増加: which way, without how far."""
    return against(found, context, WAYS[found["way"]])


def _kept_or(found: re.Match[str], context: Context) -> Value | None:
    """維持または向上: as much as now, or more."""
    less = WAYS.get(found["way"]) == "less-than"
    return Value("relative", "at-most" if less else "at-least", "current")


def _kept(found: re.Match[str], context: Context) -> Value | None:
    return Value("relative", "equal-to", "current")


def _at_its_level(found: re.Match[str], context: Context) -> Value | None:
    return against(found, context, "equal-to")


def _stated(found: re.Match[str], context: Context) -> Value | None:
    """基準値(120件)以上: what it is compared with, and how much that is."""
    numbers = every([number(found["number"])])
    comparator = {**WAYS, **COMPARATORS}.get(found["bound"], "equal-to")
    return against(found, context, comparator, numbers) if numbers else None


def _times(found: re.Match[str], context: Context) -> Value | None:
    """現状の半減: in words how many times what it is compared with."""
    numbers = every([number(IN_WORDS[found["times"]], "base-ratio")])
    return against(found, context, "", numbers) if numbers else None


FORMS = (
    Form(
        rf"{REFERENCE}{_WHEN}(?:{COMPARED}て?)?{_AS_MUCH}(?P<bound>{BOUND}|{one_of(EQUALS)})(?:を?(?:維持|確保|目指す|達成))?(?:とする|すること|する|こと)?"
        rf"(?: ?\((?P<number>{NUMBER})(?P<again>{BOUND})?\))?",
        _bound,
        {
            "前年度実績以上": "relative at-least previous-year-actual",
            "前年度以下 (189時間以下)": "relative at-most previous-year total=189 unit:HR [189 jikan]",
            "基準値以上": "relative at-least baseline",
            "現状維持": "relative equal-to current",
            "全国平均以上を維持": "relative at-least national-average",
            "前年度並み": "relative equal-to previous-year",
            "令和4年度実績以上": "relative at-least base-year 2022",
            "基準年の水準を維持": "relative equal-to baseline",
            "前年度比±0%": "relative equal-to previous-year",
        },
    ),
    Form(
        rf"{REFERENCE}(?:{COMPARED}て?)?[、 ]?(?P<way>{one_of(WAYS)})(?:とする|させる|すること|する|を目指す)?",
        _way,
        {
            "前年度より増加": "relative greater-than previous-year",
            "前年度比減": "relative less-than previous-year",
        },
    ),
    Form(
        rf"(?:{one_of(_NOW)})?を?(?:維持|水準)(?:または|又は|もしくは|若しくは|及び|・|、|し、?)?(?P<way>以上|{one_of(WAYS)})(?:とする|させる|する)?",
        _kept_or,
        {
            "現状維持以上": "relative at-least current",
            "維持または向上": "relative at-least current",
        },
    ),
    Form(
        "(?:水準の?)?維持(?:する)?|現[状行](?:水準)?(?:のまま|どおり|通り)?",
        _kept,
        {"維持": "relative equal-to current"},
    ),
    Form(
        rf"{REFERENCE} ?\((?:(?P<when>{YEAR})[: ]?)?(?P<number>{NUMBER})\)(?:{COMPARED}て?)?"
        rf"(?P<bound>{BOUND}|{one_of((*EQUALS, *WAYS))})",
        _stated,
        {"法定雇用率(2.8%)以上": "relative at-least standard total=2.8 unit:PERCENT [2.8 percent]"},
    ),
    Form(
        rf"(?:(?P<reference>現状値?|基準値|当初|法定雇用率)|(?P<year>{YEAR})の?実績値?)[: ]?"
        rf"(?P<number>{NUMBER})(?P<bound>{BOUND})",
        _stated,
        {"R5実績120件以上": "relative at-least base-year 2023 total=120 ken [120 ken]"},
    ),
    Form(
        rf"{REFERENCE}(?<=水準)",
        _at_its_level,
        {"前年度水準": "relative equal-to previous-year"},
    ),
    Form(
        rf"{REFERENCE}(?<=水準) ?\((?P<number>{NUMBER})\)(?P<bound>)",
        _stated,
        {"R1水準(50万人)": "relative equal-to base-year 2019 total=500000 nin [50万 nin]"},
    ),
    Form(
        rf"(?P<number>{NUMBER}) ?\({REFERENCE}(?:{COMPARED}て?)?(?P<bound>{BOUND})\)",
        _stated,
        {"120件(前年度以上)": "relative at-least previous-year total=120 ken [120 ken]"},
    ),
    Form(
        rf"{REFERENCE}(?:{COMPARED}|の)?(?P<times>倍増|半減)",
        _times,
        {"現状の半減": "relative current base-ratio=0.5 bai [0.5 bai]"},
    ),
)
