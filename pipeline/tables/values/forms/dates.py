"""Cells of a date or a span of time, with what is to happen by then: 令和8年度末までに完了, R9.3, 4月~9月."""

import re

from pipeline.model import fiscal_year
from pipeline.tables.values.forms.form import YEAR, Context, Form, year_of
from pipeline.tables.values.value import Value

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
        return Value("text", date=fiscal_year.last_day(year).isoformat()) if year else None
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
    first, last = (
        next((d for one in _DATES if (d := one.value(found[name], context))), None)
        for name in ("first", "last")
    )
    return last if first and last and first.date < last.date else None


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


_AFTER_A_DATE = (
    r"(?:(?:まで|頃|ころ|より|から)?(?:に|の)?"
    r"(?:完了|完成|開始|実施|検討|推進|継続|作成|設置|策定|改定|導入|開設|供用開始|廃止|着手|予定|終了|達成|公表|運用開始|稼働|整備|制定)?"
    r"(?:する|予定|目標)?)?"
)

_DATES = (
    Form(
        rf"(?P<year>[令平昭RHS][0-9]{{1,2}}|[12][0-9]{{3}}(?=/))[./](?P<month>[0-9]{{1,2}})"
        rf"(?:[./](?P<day>[0-9]{{1,2}}))?(?:末|現在|時点)?{_AFTER_A_DATE}",
        _written,
        {"R9.3": "text on 2027-03", "R8.10.1": "text on 2026-10-01", "2027/3/31": "text on 2027-03-31"},
    ),
    Form(
        rf"(?:{_DAY} ?)?(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日)?(?:末|頃|上旬|中旬|下旬)?"
        + _AFTER_A_DATE,
        _date,
        {
            "令和6年4月": "text on 2024-04",
            "3月": "text on 2025-03",
            "令和6年4月1日開始": "text on 2024-04-01",
        },
    ),
    Form(
        rf"(?![0-9]+$)(?P<year>{YEAR})(?P<month>)(?P<day>)(?:中|内)?" + _AFTER_A_DATE,  # 1457 is a number
        _date,
        {"令和8年度末までに完了": "text on 2027-03-31", "R7実施": "text on 2026-03-31"},
    ),
)
FORMS = (
    Form(
        rf"(?P<span>{fiscal_year.SPAN})(?:に|の間に?)?{_AFTER_A_DATE}",
        _years,
        {"令和6年度〜令和8年度": "text on 2027-03-31", "R6-R8": "text on 2027-03-31"},
    ),
    Form(
        r"(?P<first>[^~〜～∼]+月[0-9日]*) ?[~〜～∼-] ?(?P<last>[^~〜～∼]+月[0-9日]*)",
        _to,
        {"4月〜9月": "text on 2024-09", "令和6年4月〜令和7年3月": "text on 2025-03"},
    ),
    *_DATES,
)
