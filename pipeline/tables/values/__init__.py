"""Raw text of a cell → status, numbers, unit, comparator, reference, breakdown.

`parse` never raises on any text and never makes up a number: what it cannot read as a whole is status `text`.
"""

from pipeline.tables.values.cells import Value, parse
from pipeline.tables.values.numbers import UNITS, Number, Unit, render

__all__ = ["UNITS", "Number", "Unit", "Value", "parse", "render"]
