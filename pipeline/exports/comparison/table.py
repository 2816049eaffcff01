"""A comparison as a table of its own, for those who go on calculating."""

from pipeline.exports.comparison.figure import COLUMNS
from pipeline.exports.comparison.rules import Comparison
from pipeline.exports.sheet import FLAG, INTEGER, IRI, NUMBER, STRING, Column, Sheet
from pipeline.model.text import Text

_TYPES = {
    "rank": INTEGER,
    "rank_last": INTEGER,
    "comparable": FLAG,
    "fiscal_year": INTEGER,
    "value": NUMBER,
    "per_head": NUMBER,
    "unit": IRI,
    "figure": IRI,
    "line": IRI,
}


def sheet(found: Comparison) -> Sheet:
    """The figures that a comparison shows, typed; the columns are those of its CSV."""
    columns = tuple(Column(name, Text(name, name), _TYPES.get(name, STRING), False) for name in COLUMNS)
    rows = [dict(zip(COLUMNS, one.row, strict=True)) for one in found.figures]
    return Sheet("comparison", found.shared.id, found.shared.name, columns, rows)
