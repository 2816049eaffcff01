"""Cells without a number: blanks and marks, words for why there is none, ratings, dates.

An empty cell, a lone dash and `(…設定)` are three things, and none is 0.
"""

import re

from pipeline.model import fiscal_year
from pipeline.tables.values.forms.form import YEAR, Context, Form
from pipeline.tables.values.value import Value
from pipeline.tables.values.words import STATUSES, one_of

_GRADE = r"[SABCDE][+-]?|[ⅠⅡⅢⅣⅤ]"
_DAY = rf"(?P<year>{YEAR}|{fiscal_year.PATTERN.replace('年度?', '年')})"


def _blank(found: re.Match[str], context: Context) -> Value:
    return Value("blank")


def _not_set(found: re.Match[str], context: Context) -> Value:
    return Value("not_set")


def _to_be_set(found: re.Match[str], context: Context) -> Value:
    return Value("tbd")


def _not_available(found: re.Match[str], context: Context) -> Value:
    return Value("not_available")


def _word(found: re.Match[str], context: Context) -> Value:
    said = found["word"].strip()
    return Value(STATUSES[said], note=said if STATUSES[said] == "rated" else "")


def _grade(found: re.Match[str], context: Context) -> Value:
    return Value("rated", note=found["grade"])


def _date(found: re.Match[str], context: Context) -> Value | None:
    """A month, a day or the end of a fiscal year, with what is to happen by then."""
    stated = found["year"]
    if stated and stated.isdecimal():  # 2211 is a figure, not a year
        return None
    year = fiscal_year.read(re.sub("年度?|度?末", "", stated)) if stated else None
    month = int(found["month"]) if found["month"] else None
    day = int(found["day"]) if found["day"] else None
    if (stated and year is None) or not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31:
        return None
    if month is None:
        return Value("text", date=fiscal_year.last_day(year).isoformat()) if year else None
    of = year if year is not None else context.year + (month < 4)
    of += year is not None and "度" in stated and month < 4
    return Value("text", date=f"{of}-{month:02}" + (f"-{day:02}" if day else ""))


_AFTER_A_DATE = (
    r"(?:(?:まで|頃|ころ|より|から)?(?:に|の)?"
    r"(?:完了|完成|開始|実施|設置|策定|改定|導入|開設|供用開始|廃止|着手|予定|終了|達成|公表|運用開始|稼働|整備|制定)?"
    r"(?:する|予定|目標)?)?"
)

FORMS = (
    Form("", _blank, {"": "blank"}),
    Form("{dash}", _not_set, {"—": "not_set", "－": "not_set", "ー": "not_set"}),
    Form(r"\([^()0-9]*設定\)", _to_be_set, {"(検討の進捗を踏まえ設定)": "tbd"}),
    Form(
        r"\(?{year}(?:まで|中)?に?(?:再?設定|決定|検討|策定)(?:予定|する)?\)?",
        _to_be_set,
        {"令和7年度に設定": "tbd", "R7設定": "tbd", "(R8に検討)": "tbd"},
    ),
    Form(
        r"(?:(?:次回)?(?:調査|集計|公表|測定)?\(?{year}\)?(?:調査|集計|公表|測定)(?:予定|なし)?|隔年調査)",
        _not_available,
        {"R7調査": "not_available", "令和8年度調査予定": "not_available"},
    ),
    Form(
        rf"(?:{{dash}} ?(?=\())?[(「『]?(?P<word>{one_of(STATUSES)})[)」』]?(?: ?\([^()0-9]+\))?",
        _word,
        {
            "未定": "tbd",
            "集計中": "not_available",
            "…": "not_available",
            "-(未集計)": "not_available",
            "○(達成)": "rated",
            "N/A": "not_applicable",
            "皆増": "not_applicable",
            "x": "suppressed",
            "→": "continues",
            "○": "rated",
            "達成": "rated",
            "未設定": "not_set",
        },
    ),
    Form(
        rf"(?:評価|ランク|判定)?[:「『(]?(?P<grade>{_GRADE})[」』)]?(?:評価|ランク|判定)?(?: ?\([^()0-9]+\))?",
        _grade,
        {"A": "rated", "「A」": "rated", "B(概ね達成)": "rated", "S評価": "rated"},
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
