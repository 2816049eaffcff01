"""The rules of comparison between municipalities, in one place.

`server/queries/compare.rq` finds the figures of a shared indicator and says of each whether its unit and its
aggregation are those of the indicator (`comparable`). Here is decided what is shown and what is ranked:

1. A figure that matches exactly is shown; a close or a related one only on request, with the reason.
2. Ranked are only figures that match exactly, are comparable, and are of the same kind (target, actual, effect),
   part (current year, arrears …) and fiscal year; and only where one direction is better.
3. A figure per head needs a denominator that the operator gave, of a date in the same fiscal year.
4. Where fiscal years or kinds differ, where a figure is approximate, where units differ, a warning says so.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal

import pyoxigraph as ox

from pipeline.model.data_folder import ROOT
from pipeline.model.errors import Problem, QueryError
from pipeline.model.iris import BASE, Iris
from pipeline.model.text import Text

_FOUR_DIGITS = Context(prec=4)
MATCHES = ("exact", "close", "related")
QUERIES = ROOT / "server" / "queries"
COLUMNS = (
    "rank",
    "match",
    "comparable",
    "code",
    "municipality",
    "plan",
    "indicator",
    "part",
    "kind",
    "fiscal_year",
    "value",
    "unit",
    "unit_name",
    "printed",
    "comparator",
    "qualifier",
    "per_head",
    "denominator",
    "reason",
    "figure",
    "line",
)
"""What is told of a figure, in order: the columns of the CSV."""

WARNINGS: Mapping[str, Text] = {
    "none": Text("この範囲の対応には数値がありません。", "There are no figures of this match."),
    "close": Text(
        "「近い」対応は、定義が同じとは確かめられていません。理由を読み、順位に使わないでください。",
        "A close match may differ in definition: read its reason, and do not rank it.",
    ),
    "related": Text(
        "「関連」の対応は、同じ主題を別の量で測っています。値どうしを比べることはできません。",
        "A related match measures something else about the same subject: its values cannot be compared.",
    ),
    "years": Text("年度の異なる数値が並んでいます。", "The figures are of different fiscal years."),
    "kinds": Text(
        "目標・実績・効果額のうち種類の異なる数値が並んでいます。同じ種類どうしで見てください。",
        "The figures are of different kinds (target, actual, effect): compare each kind with itself.",
    ),
    "units": Text(
        "単位または集計方法が共通の指標と異なる数値があります。",
        "Some figures differ from the shared indicator in unit or aggregation.",
    ),
    "about": Text(
        "概数(「約」「程度」)として印刷された数値があります。", "Some figures are printed as approximate."
    ),
    "unranked": Text(
        "同じ年度・種類で、正確に対応する自治体が二つ以上ないため、順位は付けません。",
        "There is no ranking: no two municipalities match exactly in one fiscal year and kind.",
    ),
}


@dataclass(frozen=True)
class Shared:
    """A shared indicator; `direction` says which way is better, "" where neither is."""

    id: str
    name: Text
    definition: Text
    direction: str
    municipalities: int
    exact: int


@dataclass(frozen=True)
class Figure:
    """One figure of a municipality for a shared indicator, with where it was printed and why it is here."""

    match: str
    comparable: bool
    code: str
    municipality: str
    plan: str
    indicator: str
    part: str
    kind: str
    fiscal_year: str
    value: Decimal
    unit: str
    unit_name: str
    printed: str
    comparator: str
    qualifier: str
    reason: str
    divide_by: str
    denominator: str
    """The date and source of what a figure per head is divided by; "" where none is given."""
    figure: str
    line: str
    rank: int | None = None

    @property
    def row(self) -> tuple[str, ...]:
        """What is told of it, as `COLUMNS`; a truth is `true` or `false`, as in SPARQL's CSV."""
        return tuple(map(_told, (getattr(self, column) for column in COLUMNS)))

    @property
    def approximate(self) -> bool:
        """Whether it is printed as about so much (約, 程度)."""
        return self.qualifier == "approximate"

    @property
    def per_head(self) -> Decimal | None:
        """The figure divided by the denominator of its fiscal year, to four digits; None where none is given."""
        return _FOUR_DIGITS.divide(self.value, Decimal(self.divide_by)) if self.divide_by else None


@dataclass(frozen=True)
class Comparison:
    """What is shown for a shared indicator: its figures, ranked where they may be, and the warnings."""

    shared: Shared
    figures: tuple[Figure, ...]
    warnings: tuple[str, ...]
    hidden: Mapping[str, int]
    """How many municipalities match only in a weaker way than was asked for."""


Row = Mapping[str, str]


def _told(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def shared_indicators(rows: Iterable[Row]) -> dict[str, Shared]:
    """The shared indicators by id, from the rows of comparable-indicators.rq."""
    return {
        row["shared"]: Shared(
            row["shared"],
            Text(row["indicator"], row["englishName"]),
            Text(row["definition"], row["englishDefinition"]),
            row["direction"],
            int(row["municipalities"]),
            int(row["exactMunicipalities"]),
        )
        for row in rows
    }


def find(shared: Mapping[str, Shared], id_: str) -> Shared:
    """The shared indicator of an id; raises QueryError, naming similar ones, where there is none."""
    if id_ in shared:
        return shared[id_]
    similar = difflib.get_close_matches(id_, shared, n=3, cutoff=0.3)
    remedy = f"Similar: {', '.join(similar)}." if similar else "They are listed in data/hub/indicators.csv."
    raise QueryError(Problem(id_, "is no shared indicator.", remedy))


def compare(shared: Shared, rows: Iterable[Row], widest: str = "exact") -> Comparison:
    """The comparison that the rows of compare.rq allow, up to the widest match asked for."""
    figures = [figure(row) for row in rows]
    asked = MATCHES[: MATCHES.index(widest) + 1]
    shown = _ranked([one for one in figures if one.match in asked], shared.direction)
    hidden = {
        match: len({one.code for one in figures if one.match == match})
        for match in MATCHES
        if match not in asked
    }
    return Comparison(shared, tuple(shown), tuple(_warnings(shown)), hidden)


def figure(row: Row) -> Figure:
    """A row of compare.rq as a value."""
    return Figure(
        row["match"],
        row["comparable"] == "true",
        row["code"],
        row["municipality"],
        row["plan"],
        row["indicator"],
        row["part"],
        row["kind"],
        row["fiscalYear"],
        Decimal(row["value"]),
        row["unit"],
        row["unitName"],
        row["printed"],
        row["comparator"],
        row["qualifier"],
        row["reason"],
        row["divideBy"],
        " ".join(filter(None, (row["denominatorDate"], row["denominatorSource"]))),
        row["figure"],
        row["line"],
    )


def _group(one: Figure) -> tuple[str, str, str]:
    return one.fiscal_year, one.kind, one.part


def _ranked(figures: Sequence[Figure], direction: str) -> list[Figure]:
    """The figures in their order, with ranks where rule 2 allows them; equal values share a rank."""
    rankable = [one for one in figures if one.match == "exact" and one.comparable and direction]
    found = []
    for one in figures:
        rivals = [other for other in rankable if _group(other) == _group(one)]
        if one in rankable and len({other.code for other in rivals}) > 1:
            better = [other for other in rivals if _is_better(other.value, one.value, direction)]
            found.append(replace(one, rank=len(better) + 1))
        else:
            found.append(one)
    return found


def _is_better(one: Decimal, other: Decimal, direction: str) -> bool:
    return one > other if direction == "higher" else one < other


def _warnings(figures: Sequence[Figure]) -> Iterable[str]:
    """The keys of `WARNINGS` that hold for what is shown."""
    matches = {one.match for one in figures}
    holds = {
        "none": not figures,
        "close": "close" in matches,
        "related": "related" in matches,
        "years": len({one.fiscal_year for one in figures}) > 1,
        "kinds": len({one.code for one in figures}) > 1 < len({one.kind for one in figures}),
        "units": not all(one.comparable for one in figures),
        "about": any(one.approximate for one in figures),
        "unranked": bool(figures) and not any(one.rank for one in figures),
    }
    return (key for key in WARNINGS if holds[key])


def query(name: str, base: str = BASE, shared: str = "") -> str:
    """The text of compare.rq or comparable-indicators.rq, over a base, for a shared indicator."""
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    text = text.replace(f"BASE <{BASE}>", f"BASE {ox.NamedNode(base)}")
    if not shared:
        return text
    term = ox.NamedNode(str(Iris(base)("hub_indicator", indicator=shared)))
    return re.sub(r"VALUES \?shared \{ <[^<>]*> \}", f"VALUES ?shared {{ {term} }}", text)
