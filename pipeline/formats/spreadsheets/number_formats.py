"""A value of a spreadsheet as a person sees it in its cell: the number format applied.

A format that is not understood gives the plain number and a doubt; 0.453 under `0.0%` is 45.3%.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_SECTION = re.compile(
    r"""(?P<before>(?:"[^"]*"|\\.|[▲△\-+¥()  _*~]|\[[^\]]*\])*)"""
    r"""(?P<digits>[#0?,]*(?:\.[0?#]+)?)(?P<scale>,*)(?P<percent>%?)"""
    r"""(?P<after>(?:"[^"]*"|\\.|[^"\\;@])*)"""
)


def shown(value: object, number_format: str) -> tuple[str, str]:
    """The text that a value shows, and a doubt about it or ""."""
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "表計算の真偽値"
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), number_format or "General")
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return day.isoformat(), "表計算が日付に変えた値"
    if isinstance(value, time | timedelta):
        return str(value), "表計算が時刻に変えた値"
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip(), ""


def _number(amount: Decimal, number_format: str) -> tuple[str, str]:
    if not amount.is_finite():
        return str(amount), "数ではない値"
    if number_format in ("General", "@"):
        return _general(amount)
    sections = number_format.split(";")
    negative = amount < 0
    section = sections[1] if negative and len(sections) > 1 and sections[1] else sections[0]
    if amount == 0 and len(sections) > 2:
        section = sections[2]
    found = _SECTION.fullmatch(section)
    if found is None or not found["digits"]:
        literal = re.fullmatch(r'"([^"]*)"', section)
        return (literal[1], "") if literal else (_general(amount)[0], f"知らない表示形式 {number_format}")
    size = abs(amount) if negative and (len(sections) > 1) else amount
    size = size / Decimal(1000) ** len(found["scale"]) * (100 if found["percent"] else 1)
    decimals = len(found["digits"].partition(".")[2])
    digits = size.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    comma = "," if "," in found["digits"].partition(".")[0] else ""
    text = f"{digits:{comma}f}" + found["percent"]
    return _literal(found["before"]) + text + _literal(found["after"]), ""


def _general(amount: Decimal) -> tuple[str, str]:
    if amount == amount.to_integral_value():
        return format(amount.to_integral_value(), "f"), ""
    short = Decimal(f"{amount:.11g}")
    if abs(short - amount) > 0 and len(amount.as_tuple().digits) > 14:
        return format(short.normalize(), "f"), "計算された端数"
    return format(amount, "f"), ""


def _literal(text: str) -> str:
    """What a format writes beside its digits: quoted text, escaped characters; widths and colours are nothing."""
    text = re.sub(r"\[[^\]]*\]|[_*].", "", text)
    return re.sub(r'"([^"]*)"|\\(.)', lambda found: found[1] or found[2] or "", text).strip()
