"""Whether every digit of a text is in its reading: one that leaves a figure out is none."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.tables.values.numbers import Number
from pipeline.tables.values.value import Value

_NUMBERS = re.compile(r"(?<![Oo0-9])(?!4半期)[0-9]+")
_SEPARATORS = re.compile("(?<=[0-9]),(?=[0-9]{3})")
_POWERS = re.compile("(?<=m)[23]")
"""Digits of units that are written with one: m2, CO2."""
_MOST_OF_DATES = 6
"""Numbers in the dates of a text: R6(2024).4.1, two years with their eras."""


def all_told(text: str, value: Value) -> bool:
    """Whether each number in a text of figures is that of a number read, of its unit, label or note, or of a date.

    >>> from pipeline.tables.values.numbers import read
    >>> all_told("5校10校", Value("observed", numbers=(read("5校"),)))
    False
    """
    told = Counter(one for number in value.numbers for one in _told(number))
    left = Counter(_numbers(text)) - told - Counter(_numbers(value.note))
    dates = value.measured or value.reference_year or value.date or any(one.measured for one in value.numbers)
    of_dates = [one for one in left.elements() if dates and len(one) in (1, 2, 4)]
    return left.total() == len(of_dates) <= _MOST_OF_DATES


def _numbers(text: str) -> list[str]:
    return _NUMBERS.findall(_POWERS.sub("", _SEPARATORS.sub("", text)))


def _told(number: Number) -> Iterator[str]:
    """The numbers in what is said of one, and what another writing of it has: 3割2分 as 3.2割, 1人1台 as 1台/人."""
    for part in (number.printed_value, number.symbol, number.label):
        yield from _numbers(part)
    if number.printed_unit == "wari":
        yield from number.printed_value.partition(".")[2]
    if "-per-" in number.printed_unit:
        yield from "11"
