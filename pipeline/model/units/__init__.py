"""Units as printed: the table `ontology/units.csv`, and the rules by which units are made of units.

unit      what a unit is; the table
rules     千人, 人/日, 件/10万人, 延べ人: units made of units, and back from their codes
reading   the unit that a text names, in any spelling; the nearest where it names none
terms     what the graph of the ontology says of a unit
"""

from pipeline.model.units.reading import find, nearest, without_note
from pipeline.model.units.rules import of
from pipeline.model.units.unit import LOCAL, QUDT, Unit, declare, table

__all__ = ["LOCAL", "QUDT", "Unit", "declare", "find", "nearest", "of", "table", "without_note"]
