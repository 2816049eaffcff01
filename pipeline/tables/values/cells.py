"""A cell is read by the first construct of the grammar that reads its whole text; every other passes it on.

A number is taken only where the whole cell is understood: dropping a word would say something else than the plan.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.model import units
from pipeline.model.units import Unit
from pipeline.tables.values.forms import FORMS, Context
from pipeline.tables.values.kanji import in_digits
from pipeline.tables.values.numbers import of_unit
from pipeline.tables.values.unread import ambiguity
from pipeline.tables.values.value import Value, plain

LONGEST = 200
"""A cell of more characters is a sentence."""


def parse(
    raw: str, *, fiscal_year: int, breakdown: str = "", unit: str = "", declared: Sequence[Unit] = ()
) -> Value:
    """The value of a cell printed as `raw` for a fiscal year (2024 = 令和6年度).

    `breakdown` is the hint printed in the label of the row (`現年/滞繰`) or blank; `unit` the unit that stands beside
    the table's cells (a column 単位, a caption, a name's brackets), for numbers that print none; `declared` are units
    of the city's own. A number of a unit that nobody knows is not read: `pipeline.tables.values.unknown_unit` says so.
    What can be read in two ways is not read: `pipeline.tables.values.ambiguity` says in which.
    The status `missing_in_source` is never given here: a lost column has no text to read.
    """
    text = plain(raw)
    readable = len(text) <= LONGEST and not ambiguity(text, unit)
    value = _parse(text, fiscal_year, breakdown) if readable else Value("text")
    return _with_unit(value, unit, declared) if unit else value


@lru_cache(maxsize=20_000)
def _parse(text: str, year: int, breakdown: str) -> Value:
    context = Context(year, breakdown)
    digits = in_digits(text)
    for form in FORMS:
        value = form.value(digits or text, context)
        if value is not None:
            return _as_printed(value, text) if digits else value
    return Value("text")


def _as_printed(value: Value, text: str) -> Value:
    """A value with the numerals that are printed: 十五."""
    numerals = re.match("ゼロ|[〇一二三四五六七八九十百千万億]+", text)
    return replace(
        value,
        numbers=tuple(replace(one, printed_value=numerals[0]) if numerals else one for one in value.numbers),
    )


def _with_unit(value: Value, named: str, declared: Sequence[Unit]) -> Value:
    """The value with the unit that stands beside it, for numbers that print none."""
    unit = units.find(named, declared)
    if not any(number.printed_unit == "none" for number in value.numbers):
        return value
    if unit is None:
        return Value("text")
    numbers = (of_unit(one, unit) if one.printed_unit == "none" else one for one in value.numbers)
    return replace(value, numbers=tuple(numbers))
