"""The rules of comparison between municipalities, in one place.

`server/queries/compare.rq` finds the figures of a shared indicator and says of each whether its unit and its
aggregation are those of the indicator (`comparable`). Here is decided what is shown and what is ranked, and in which forms
it goes to those who calculate on:

1. A comparison opens at the exact matches if two municipalities have figures that match so; else at the close ones, with
   their caveat; at the related ones only where there is nothing else. What is hidden is counted.
2. Ranked are only figures that match exactly, are comparable, and are of the same kind (target, actual, forecast,
   effect), part (current year, arrears …) and fiscal year; and only where one direction is better. A figure that is
   printed as a bound or as approximate has a range of ranks.
3. A figure per head needs a denominator that the operator gave, of a date in the same fiscal year.
4. Where fiscal years or kinds differ, where a figure is approximate, where units differ, a warning says so.
"""

from pipeline.exports.comparison.figure import COLUMNS, Figure, figure
from pipeline.exports.comparison.json_stat import json_stat
from pipeline.exports.comparison.rules import MATCHES, WARNINGS, Comparison, best, compare
from pipeline.exports.comparison.schema_org import schema_org
from pipeline.exports.comparison.sdmx_csv import sdmx_csv
from pipeline.exports.comparison.series import WHOLE, Series, series
from pipeline.exports.comparison.shared import (
    QUERIES,
    Covered,
    Row,
    Shared,
    coverage,
    find,
    query,
    query_of_several,
    shared_indicators,
)
from pipeline.exports.comparison.table import sheet

__all__ = (
    "COLUMNS",
    "MATCHES",
    "QUERIES",
    "WARNINGS",
    "WHOLE",
    "Comparison",
    "Covered",
    "Figure",
    "Row",
    "Series",
    "Shared",
    "best",
    "compare",
    "coverage",
    "figure",
    "find",
    "json_stat",
    "query",
    "query_of_several",
    "schema_org",
    "sdmx_csv",
    "series",
    "shared_indicators",
    "sheet",
)
