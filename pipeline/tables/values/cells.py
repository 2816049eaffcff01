"""A cell is read by the first construct of the grammar that reads its whole text, down to the last digit.

A number is taken only where the whole cell is understood: dropping a word would say something else than the plan.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from pipeline.model import units
from pipeline.model.units import Unit
from pipeline.tables.values.beside import together, without_bound
from pipeline.tables.values.digits import all_told
from pipeline.tables.values.forms import FORMS, Context
from pipeline.tables.values.forms.notes import joined
from pipeline.tables.values.kanji import in_digits
from pipeline.tables.values.numbers import Number, of_unit
from pipeline.tables.values.unread import ambiguity
from pipeline.tables.values.value import Value, plain
from pipeline.tables.values.words import QUALIFIERS, one_of

LONGEST = 200
"""A cell of more characters is a sentence."""


def parse(
    raw: str,
    *,
    fiscal_year: int,
    breakdown: str = "",
    unit: str = "",
    declared: tuple[Unit, ...] = (),
    covers: tuple[int, int] | None = None,
) -> Value:
    """The value of a cell printed as `raw` for a fiscal year (2024 = 令和6年度).

    `breakdown` is the hint printed in the label of the row (`現年/滞繰`) or blank; `unit` the unit that stands beside
    the table's cells (a column 単位, a caption, a name's brackets), for numbers that print none; `declared` are units
    of the city's own; `covers` are the first and the last year of the plan, by which 24年度 is read.
    A number of a unit that nobody knows is not read: `pipeline.tables.values.unknown_unit` says so.
    What can be read in two ways is not read: `pipeline.tables.values.ambiguity` says in which.
    The status `missing_in_source` is never given here: a lost column has no text to read.
    """
    return _read(raw, Context(fiscal_year, breakdown, covers), unit, declared)


@lru_cache(maxsize=20_000)
def _read(raw: str, context: Context, unit: str, declared: tuple[Unit, ...]) -> Value:
    """The value of a cell, which every stage that reads a table asks for again."""
    text, unit = together(plain(raw), unit)
    readable = len(text) <= LONGEST and not ambiguity(text, unit)
    value = _parse(text, context) if readable else Value("text")
    if value.status == "text" and declared and readable:
        bare, own = _without_own(text, declared)
        value, unit = (_parse(bare, context), own) if own else (value, unit)
    if declared:
        value = replace(value, numbers=tuple(_in_own(number, declared) for number in value.numbers))
    return _with_unit(value, unit, declared) if unit else value


def _in_own(number: Number, declared: Sequence[Unit]) -> Number:
    """A number in the city's own unit where that is called as a unit of the table is: what the city says of it counts."""
    own, known = units.find(number.symbol, declared), units.find(number.symbol)
    if own is None or known is None or own == known:
        return number
    return of_unit(replace(number, amount=number.amount / Decimal(known.factor)), own)


def _without_own(text: str, declared: Sequence[Unit]) -> tuple[str, str]:
    """A text without the unit of the city's own that stands behind its numbers, and that unit: 10コマ以上 is 10以上."""
    names = {plain(name): unit for unit in declared for name in unit.names}
    found = re.compile(rf"(?<=[0-9]) ?({one_of(names)})")
    units_found = {names[one].printed for one in found.findall(text)}
    return (found.sub("", text), units_found.pop()) if len(units_found) == 1 else (text, "")


def _parse(text: str, context: Context) -> Value:
    digits = in_digits(text)
    for form in FORMS:
        value = form.value(digits or text, context)
        if value is not None and (not value.numbers or all_told(digits or text, value)):
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
    """The value with the unit that stands beside it, for numbers that print none, and its bound (%以上)."""
    if not any(number.printed_unit == "none" for number in value.numbers):
        return value
    bare, bound = without_bound(named)
    unit = units.find(bare, declared)
    if unit is None:
        return Value("text")
    noted = QUALIFIERS.get(units.without_note(bare)[1], "")
    numbers = (_of(one, unit, noted) if one.printed_unit == "none" else one for one in value.numbers)
    comparator = value.comparator or (bound if value.status == "observed" and len(value.numbers) == 1 else "")
    return replace(value, comparator=comparator, numbers=tuple(numbers))


def _of(number: Number, unit: Unit, noted: str) -> Number:
    """A number in the unit beside it, with what stands in brackets there: 件(累計)."""
    return replace(of_unit(number, unit), qualifier=joined((*number.qualifier.split(), noted)))
