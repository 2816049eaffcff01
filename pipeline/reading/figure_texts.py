"""A printed figure as a text in each language: as it was printed, and in English from the number that was read from it."""

from decimal import Decimal

from pipeline.reading.graph import Text
from pipeline.reading.indicator import Cell, Number
from pipeline.reading.names import Named

_MILLION = 1_000_000
_SIGNS = {"CCY_JPY": "¥{}", "PERCENT": "{}%"}
"""How English writes a number of a unit that has a sign."""


def said(cell: Cell | None, breakdown: Named | None) -> Text:
    """What a cell prints, of several numbers the one of a breakdown; in English where that is no English."""
    if cell is None:
        return {}
    number = _number(cell, breakdown)
    text = _printed(cell, number, breakdown)
    if text.isascii():
        return {"": text}
    return {"ja": text, "en": _in_english(cell, number)} if number and number.unit else {"ja": text}


def unit_left_out(cell: Cell | None, breakdown: Named | None) -> Named | None:
    """The unit of a number whose English text has none: what is counted, for money and shares have signs."""
    number = _number(cell, breakdown) if cell else None
    if number is None or number.unit is None or _sign(number) or "en" not in said(cell, breakdown):
        return None
    return number.unit


def _number(cell: Cell, breakdown: Named | None) -> Number | None:
    part = next((one for one in cell.numbers if breakdown and one.breakdown == breakdown), None)
    return part or (cell.numbers[0] if len(cell.numbers) == 1 else None)


def _printed(cell: Cell, number: Number | None, breakdown: Named | None) -> str:
    is_part = bool(number and breakdown and number.breakdown == breakdown)
    text = number.printed if number and is_part else cell.raw_text
    return f"{number.shown} ({text})" if number and number.shown else text


def _in_english(cell: Cell, number: Number) -> str:
    bound = number.comparator or cell.comparator
    digits = _digits(number.value)
    amount = _sign(number).format(digits) or digits
    return f"{bound.label['en']} {amount}" if bound and "en" in bound.label else amount


def _sign(number: Number) -> str:
    """How English writes a number of a unit that has a sign; "" for a unit that it names."""
    return _SIGNS.get(number.unit.iri.rpartition("/")[2], "") if number.unit else ""


def _digits(value: Decimal) -> str:
    """A number in groups of three digits; millions in that word where they have no more than three decimals."""
    if abs(value) >= _MILLION and value % 1_000 == 0:
        return f"{_digits(value / _MILLION)} million"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
