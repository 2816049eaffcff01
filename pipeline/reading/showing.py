"""How figures are shown: comparable ones in one unit, and in each language.

In one unit 2,156,218千円 is 21.6億円 beside a target of 12.4億円以下, with the printed form below it.
The unit is that of the target, whose decimals are kept too: nobody sets a target finer than it is to be read. A number
of more decimals than people read, pasted from a formula, is shown rounded.

In Japanese a figure is as it was printed, in English what was read from it: 12.4億円以下 is at most ¥1,240 million.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from pipeline.reading.graph import Text
from pipeline.reading.indicator import Cell, Number
from pipeline.reading.names import Named

LONGEST = 4
"""Decimals that plans print; more come out of a spreadsheet."""
_TO = 2
_MILLION = 1_000_000
_SIGNS = {"CCY_JPY": "¥{}", "PERCENT": "{}%"}
"""How English writes a number of a unit that has a sign."""


def in_one_unit(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of an indicator, those of its numbers that are to be shown otherwise than printed with how."""
    measure = next((one for cell in _targets_first(cells) for one in cell.numbers if one.symbol), None)
    return tuple(
        replace(cell, numbers=tuple(replace(one, shown=_shown(one, measure)) for one in cell.numbers))
        for cell in cells
    )


def _targets_first(cells: Sequence[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (cell.kind != "target", -(cell.year or 0)))


def _shown(number: Number, measure: Number | None) -> str:
    """How a number is shown; "" where that is as printed."""
    comparable = measure is not None and measure.unit == number.unit and measure.factor > 0
    if measure is not None and comparable and number.symbol != measure.symbol:
        return _written(number.value / measure.factor, max(_decimals(measure.digits), 0), measure.symbol)
    if _decimals(number.digits) > LONGEST and number.factor > 0:
        return _written(number.value / number.factor, _TO, number.symbol)
    return ""


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _written(amount: Decimal, decimals: int, symbol: str) -> str:
    return f"{amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}{symbol}"


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
    """A number with the bound that it is, what is printed of it (approximate), and what it refers to (a mean)."""
    digits = _digits(number.value)
    amount = _sign(number).format(digits) or digits
    bound = _english(number.comparator or cell.comparator)
    notes = ", ".join(filter(None, (_english(number.qualifier), _english(cell.reference))))
    return " ".join(filter(None, (bound, amount, notes and f"({notes})")))


def _english(named: Named | None) -> str:
    return named.label.get("en", "") if named else ""


def _sign(number: Number) -> str:
    """How English writes a number of a unit that has a sign; "" for a unit that it names."""
    return _SIGNS.get(number.unit.iri.rpartition("/")[2], "") if number.unit else ""


def _digits(value: Decimal) -> str:
    """A number in groups of three digits; millions in that word where they have no more than three decimals."""
    if abs(value) >= _MILLION and value % 1_000 == 0:
        return f"{_digits(value / _MILLION)} million"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
