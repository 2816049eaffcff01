"""Raw text of a cell → status, numbers, unit, comparator, reference, breakdown.

`parse` never raises on any text and never makes up a number: what it cannot read as a whole is status `text`.
"""

from pipeline.tables.values.cells import Value, parse
from pipeline.tables.values.numbers import Number, render
from pipeline.tables.values.unknown import unknown_unit

__all__ = ["Number", "Value", "parse", "render", "unknown_unit"]
