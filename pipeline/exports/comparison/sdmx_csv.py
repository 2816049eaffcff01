"""A comparison as SDMX-CSV 2.0, which statistical offices exchange: one row an observation, its dimensions first.

Format: https://github.com/sdmx-twg/sdmx-csv (SDMX 3.0). A fiscal year is a reporting year that begins on 1 April:
`2024-A1` with REPORTING_YEAR_START_DAY `--04-01`, as SDMX writes it.
"""

import csv
import io
from collections.abc import Iterator

from pipeline.exports.comparison.rules import Comparison
from pipeline.exports.comparison.series import Series, series

VERSION = "1.0"
COLUMNS = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "INDICATOR",
    "REF_AREA",
    "SERIES",
    "VALUE_KIND",
    "BREAKDOWN",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "REPORTING_YEAR_START_DAY",
    "MATCH",
    "COMPARABLE",
    "COMPARATOR",
    "QUALIFIER",
    "SOURCE_FIGURE",
)
"""Three columns that name the structure, six dimensions, the measure, and the attributes."""


def sdmx_csv(found: Comparison) -> str:
    """The figures that a comparison shows, with CRLF as RFC 4180 has it; SERIES tells a municipality's rows apart."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(row for one in series(found.figures) for row in _rows(found.shared.id, one))
    return out.getvalue()


def _rows(shared: str, one: Series) -> Iterator[tuple[str, ...]]:
    for year, figure in sorted(one.figures.items()):
        yield (
            "dataflow",
            f"KEIKAKU:COMPARISON({VERSION})",
            "I",
            shared,
            figure.code,
            str(one.number),
            one.kind,
            one.part,
            f"{year}-A1",
            str(figure.value),
            figure.unit,
            "--04-01",
            figure.match,
            str(figure.comparable).lower(),
            figure.comparator,
            figure.qualifier,
            figure.figure,
        )
