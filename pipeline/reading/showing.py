"""Comparable figures in one unit: 2,156,218千円 as 21.6億円 beside a target of 12.4億円以下, the printed form below it.

The unit is that of the target, whose decimals are kept too: nobody sets a target finer than it is to be read. A number
of more decimals than people read, pasted from a formula, is shown rounded.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from pipeline.reading.indicator import Cell, Number

LONGEST = 4
"""Decimals that plans print; more come out of a spreadsheet."""
_TO = 2


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
