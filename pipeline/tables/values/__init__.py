"""Raw text of a cell → status, numbers, units, comparator, reference, parts.

`parse` never raises on any text and never makes up a number: what it cannot read as a whole is status `text`.

cells    a text against the constructs of `forms`, in their order
value    what a cell says
words    the words of printed values
digits   whether every digit of a text is in its reading
numbers  one number with its unit
kanji    numerals as digits
beside   the unit that stands beside a text
unread   what to say of what is not read
"""

from pipeline.tables.values.beside import unknown_unit
from pipeline.tables.values.cells import parse
from pipeline.tables.values.forms import FORMS
from pipeline.tables.values.numbers import Number, render
from pipeline.tables.values.unread import ambiguity, is_meant_as_text
from pipeline.tables.values.value import Value, describe

__all__ = [
    "FORMS",
    "Number",
    "Value",
    "ambiguity",
    "describe",
    "is_meant_as_text",
    "parse",
    "render",
    "unknown_unit",
]
