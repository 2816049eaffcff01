"""The figures that a municipality has of shared indicators, as the query compare.rq finds them in its own graphs."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from pyoxigraph import Quad, QuerySolutions, Store

from pipeline.exports.comparison import MATCHES, Row, query_of_several

COLUMNS = (
    "match",
    "comparable",
    "code",
    "municipality",
    "plan",
    "indicator",
    "part",
    "kind",
    "fiscalYear",
    "value",
    "unit",
    "unitName",
    "printed",
    "comparator",
    "qualifier",
    "reason",
    "englishReason",
    "divideBy",
    "denominatorDate",
    "denominatorSource",
    "figure",
    "line",
)
"""What compare.rq says of a figure."""
Values: TypeAlias = Sequence[str]
"""What it says of one, in that order; "" for what it does not."""


def figures(quads: Iterable[Quad], shared: Collection[str], base: str) -> list[tuple[str, Values]]:
    """The figures that some graphs have of shared indicators, each with the id of its indicator, in a fixed order."""
    if not shared:
        return []
    store = Store()
    store.bulk_extend(quads)
    found = store.query(query_of_several(sorted(shared), base), use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        raise TypeError("compare.rq is a SELECT.")
    rows = []
    for solution in found:
        named = {name: getattr(solution[name], "value", "") for name in ("shared", *COLUMNS)}
        rows.append((named["shared"].rpartition("/")[2], [named[name] for name in COLUMNS]))
    return sorted(rows)


def ordered(found: Iterable[Values]) -> list[Row]:
    """Figures of one shared indicator, whosever they are, as rows in the order of compare.rq."""
    rows = (dict(zip(COLUMNS, values, strict=True)) for values in found)
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[object, ...]:
    names = ("fiscalYear", "kind", "code", "indicator", "part", "figure")
    return (MATCHES.index(row["match"]), *(row[name] for name in names))
