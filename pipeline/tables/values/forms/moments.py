"""Dates and spans of time where a number would stand: by when something is to be, or was, done."""

import re
from dataclasses import replace

from pipeline.model import fiscal_year
from pipeline.tables.values.forms.form import YEAR, Context, Form, year_of
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import one_of

_DAY = rf"(?P<year>{YEAR}|{fiscal_year.PATTERN.replace('年度?', '年')})"


def _date(found: re.Match[str], context: Context) -> Value | None:
    """A month, a day or the end of a fiscal year, with what is to happen by then."""
    stated = found["year"]
    if stated and stated.isdecimal():  # 2211 is a figure, not a year
        return None
    year = _year(stated, context) if stated else None
    month = int(found["month"]) if found["month"] else None
    day = int(found["day"]) if found["day"] else None
    if (stated and year is None) or not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31:
        return None
    if month is None:
        edge = (
            fiscal_year.first_day if re.search("から|より|以降|[~〜～∼]", found[0]) else fiscal_year.last_day
        )
        return Value("text", date=edge(year).isoformat()) if year else None
    of = year if year is not None else context.year + (month < 4)
    of += year is not None and "度" in stated and month < 4
    return Value("text", date=f"{of}-{month:02}" + (f"-{day:02}" if day else ""))


def _years(found: re.Match[str], context: Context) -> Value | None:
    """令和6年度~令和8年度: to the last day of the last."""
    span = fiscal_year.read_span(found["span"], context.covers)
    if span is None or not re.search("年|[RHS令平昭]", found["span"]):
        return None
    return Value("text", date=fiscal_year.last_day(span[1]).isoformat())


def _to(found: re.Match[str], context: Context) -> Value | None:
    """4月~9月, 令和6年4月~令和7年3月: to the last of the two."""
    first = dated(found["first"], context)
    year = re.match(rf"{YEAR}", found["first"])
    last = dated(found["last"], context)
    if first and last and year and not re.match(YEAR, found["last"]):  # 令和8年4月~6月
        last = dated(year[0] + found["last"], context)
    return last if first and last and first.date < last.date else None


def dated(text: str, context: Context) -> Value | None:
    """What a date says, whatever its form; None for what is none."""
    return next((value for one in _DATES if (value := one.value(text, context))), None)


def _done_by(found: re.Match[str], context: Context) -> Value | None:
    """設置(R8): what is done, and by when."""
    return dated(found["date"], context)


def _in_part(found: re.Match[str], context: Context) -> Value | None:
    """令和8年度上半期: to its last month."""
    year = _year(found["year"], context)
    month = _LAST_MONTHS[found["part"]]
    of_calendar = "年" in found["year"] and "度" not in found["year"]  # 令和6年第2四半期 may be either
    return Value("text", date=f"{year + (month < 4)}-{month:02}") if year and not of_calendar else None


def _written(found: re.Match[str], context: Context) -> Value | None:
    """R8.10.1, of the calendar."""
    year = fiscal_year.read(found["year"])
    month, day = int(found["month"]), int(found["day"] or 1)
    if year is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return Value("text", date=f"{year}-{month:02}" + (f"-{day:02}" if found["day"] else ""))


def _year(stated: str, context: Context) -> int | None:
    """The year of a date: of an era or of four digits, and 24年度 by the plan's period."""
    return year_of(stated, context) or fiscal_year.read(re.sub("年度?|度?末", "", stated))


_LAST_MONTHS = {
    **dict.fromkeys(("上半期", "上期", "前半", "前期", "第2四半期"), 9),
    **dict.fromkeys(("下半期", "下期", "後半", "後期", "第4四半期"), 3),
    "第1四半期": 6,
    "第3四半期": 12,
}
"""The last month of each part of a fiscal year."""
_AFTER_A_DATE = (
    r"(?:(?:まで|頃|ころ|より|から|以降)?(?:に|の)?"
    r"(?:本格|一部|全面|順次|新規)?(?:完了|完成|開始|実施|検討|推進|継続|作成|設置|策定|改定|改正|導入|開設|供用開始|廃止|着手|予定|終了|達成|公表"
    r"|運用開始|運用|稼働|整備|制定|施行|公布|見直し|移行|統合|竣工|着工|開所|開館|新規|で終了|で完了|で廃止)?済?み?"
    r"(?:する|予定|目標)?)?"
)

_DATES = (
    Form(
        rf"(?P<year>[令平昭RHS][0-9]{{1,2}}|[12][0-9]{{3}}(?=/))[./](?P<month>[0-9]{{1,2}})"
        rf"(?:[./](?P<day>[0-9]{{1,2}}))?月?(?:末|現在|時点)?{_AFTER_A_DATE}",
        _written,
        {"R9.3": "text on 2027-03", "R8.10.1": "text on 2026-10-01", "2027/3/31": "text on 2027-03-31"},
    ),
    Form(
        rf"(?:{_DAY} ?)?(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日)?(?:末|頃|上旬|中旬|下旬)?(?:現在|時点)?"
        + _AFTER_A_DATE,
        _date,
        {
            "令和6年4月": "text on 2024-04",
            "3月": "text on 2025-03",
            "令和6年4月1日開始": "text on 2024-04-01",
        },
    ),
    Form(
        rf"(?![0-9]+$)(?P<year>{YEAR})(?P<month>)(?P<day>)(?:中|内|[~〜～∼])?"
        + _AFTER_A_DATE
        + r"(?: ?\([^()0-9]+\))?",  # 1457 is a number
        _date,
        {"令和8年度末までに完了": "text on 2027-03-31", "R7実施": "text on 2026-03-31"},
    ),
)


def _published(found: re.Match[str], context: Context) -> Value | None:
    """令和8年9月公表予定: not there yet, and when it will be."""
    date = dated(found["date"], context)
    return replace(date, status="not_available") if date else None


FORMS = (
    Form(
        r"(?P<words>[^\W0-9_]{1,12}) ?\((?P<date>[^()]*[0-9][^()]*)\)",
        _done_by,
        {"設置(R8)": "text on 2027-03-31", "導入(R8.4)": "text on 2026-04"},
    ),
    Form(
        rf"(?P<year>{YEAR})の?(?P<part>{one_of(_LAST_MONTHS)})(?:中|まで)?{_AFTER_A_DATE}",
        _in_part,
        {"令和8年度上半期": "text on 2026-09"},
    ),
    Form(
        "(?P<date>.+?)(?:頃|ごろ)?に?(?:公表|確定|集計|判明|算出|公開)(?:する|される)?(?:予定|見込み?)",
        _published,
        {"令和8年9月公表予定": "not_available on 2026-09"},
    ),
    Form(
        rf"(?P<span>{fiscal_year.SPAN})(?:に|の間に?)?{_AFTER_A_DATE}",
        _years,
        {"令和6年度〜令和8年度": "text on 2027-03-31", "R6-R8": "text on 2027-03-31"},
    ),
    Form(
        r"(?P<first>[^~〜～∼]+月[0-9日]*|[RH令平][^~〜～∼]*[0-9]) ?[~〜～∼] ?"
        r"(?P<last>[^~〜～∼]+月[0-9日]*末?|[RH令平][^~〜～∼]*[0-9])",
        _to,
        {"4月〜9月": "text on 2024-09", "令和6年4月〜令和7年3月": "text on 2025-03"},
    ),
    *_DATES,
)
