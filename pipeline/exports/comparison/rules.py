"""What of a shared indicator is shown, what is ranked, and what a reader must know."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.exports.comparison.figure import Figure, figure
from pipeline.exports.comparison.shared import Row, Shared
from pipeline.model.text import Text

MATCHES = ("exact", "close", "related")

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
    "years": Text(
        "ほかの自治体と同じ年度の数値がない自治体があります。",
        "A municipality has no figure of a fiscal year that another has.",
    ),
    "kinds": Text(
        "ほかの自治体と同じ種類（目標・実績・効果額など）の数値がない自治体があります。同じ種類どうしで見てください。",
        "A municipality has no figure of a kind (target, actual, effect) that another has: compare each kind with itself.",
    ),
    "units": Text(
        "単位または集計方法が共通の指標と異なる数値があります。",
        "Some figures differ from the shared indicator in unit or aggregation.",
    ),
    "about": Text(
        "概数（「約」「程度」）として印刷された数値があります。", "Some figures are printed as approximate."
    ),
    "unranked": Text(
        "同じ年度・種類で、定義まで同じ数値のある自治体が二つ以上ないため、順位は付けません。",
        "There is no ranking: no two municipalities match exactly in one fiscal year and kind.",
    ),
    "neither": Text(
        "多いほど良いとも少ないほど良いとも言えない指標のため、順位は付けません。",
        "There is no ranking: neither more nor less of this is better.",
    ),
}


@dataclass(frozen=True)
class Comparison:
    """What is shown for a shared indicator: its figures, ranked where they may be, and the warnings."""

    shared: Shared
    figures: tuple[Figure, ...]
    warnings: tuple[str, ...]
    widest: str
    """The weakest match that is shown."""
    hidden: Mapping[str, int]
    """How many municipalities match only in a weaker way than is shown."""


def best(figures: Sequence[Figure]) -> str:
    """The match at which a comparison opens: exact for two municipalities or more, else close, else what there is."""
    cities = {match: {one.code for one in figures if one.match == match} for match in MATCHES}
    if len(cities["exact"]) < 2 and cities["close"]:
        return "close"
    return "related" if cities["related"] and not cities["exact"] else "exact"


def compare(
    shared: Shared, rows: Iterable[Row], widest: str = "", among: frozenset[str] | None = None
) -> Comparison:
    """The comparison that the rows of compare.rq allow.

    `widest` is the weakest match to show, "" the best there is; `among` are the codes of the municipalities to show, None
    all of them.
    """
    figures = [one for one in map(figure, rows) if among is None or one.code in among]
    widest = widest or best(figures)
    asked = MATCHES[: MATCHES.index(widest) + 1]
    shown = _ranked([one for one in figures if one.match in asked], shared.direction)
    seen = {one.code for one in shown}
    hidden = {
        match: len({one.code for one in figures if one.match == match} - seen)
        for match in MATCHES
        if match not in asked
    }
    return Comparison(shared, tuple(shown), tuple(_warnings(shown, shared.direction)), widest, hidden)


def _group(one: Figure) -> tuple[str, str, str]:
    return one.fiscal_year, one.kind, one.part


def _ranked(figures: Sequence[Figure], direction: str) -> list[Figure]:
    """The figures in their order, with ranks where rule 2 allows them; equal values share a rank."""
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for one in figures:
        if one.match == "exact" and one.comparable and direction:
            groups.setdefault(_group(one), []).append(one)
    ranks = {
        one: rank
        for rivals in groups.values()
        if len({one.code for one in rivals}) > 1
        for one, rank in _ranks(rivals, direction)
    }
    return [
        replace(one, rank=ranks[one][0], rank_last=ranks[one][1]) if one in ranks else one for one in figures
    ]


def _ranks(rivals: Sequence[Figure], direction: str) -> Iterator[tuple[Figure, tuple[int, int]]]:
    """The best and the worst rank that each figure may have: whose numbers are certain has the same for both.

    A municipality is ahead for sure where the worst of one of its figures is better, and may be where the best is.
    """
    spans = {one: _span(one, direction) for one in rivals}
    worst: dict[str, Decimal] = {}
    best_: dict[str, Decimal] = {}
    for one, (low, high) in spans.items():
        worst[one.code] = max(low, worst.get(one.code, low))
        best_[one.code] = max(high, best_.get(one.code, high))
    surely, perhaps = sorted(worst.values()), sorted(best_.values())
    for one, (low, high) in spans.items():
        above = len(surely) - bisect_right(surely, high) - (worst[one.code] > high)
        maybe = len(perhaps) - bisect_right(perhaps, low) - (best_[one.code] > low)
        yield one, (above + 1, maybe + 1)


def _span(one: Figure, direction: str) -> tuple[Decimal, Decimal]:
    """The least and the most that a figure may be, turned so that more is better."""
    least, most = one.between
    return (least, most) if direction == "higher" else (-most, -least)


def _warnings(figures: Sequence[Figure], direction: str) -> Iterable[str]:
    """The keys of `WARNINGS` that hold for what is shown; why there is no ranking is said once."""
    matches = {one.match for one in figures}
    unranked = matches == {"exact"} and not any(one.rank for one in figures)
    holds = {
        "none": not figures,
        "close": "close" in matches,
        "related": "related" in matches,
        "years": _apart((one.code, one.fiscal_year) for one in figures),
        "kinds": _apart((one.code, one.kind) for one in figures),
        "units": not all(one.comparable for one in figures),
        "about": any(one.approximate for one in figures),
        "unranked": unranked and bool(direction),
        "neither": unranked and not direction,
    }
    return (key for key in WARNINGS if holds[key])


def _apart(found: Iterable[tuple[str, str]]) -> bool:
    """Whether one municipality of several shares a fiscal year, a kind with no other."""
    cities: dict[str, set[str]] = {}
    for code, what in found:
        cities.setdefault(what, set()).add(code)
    everybody = set().union(*cities.values())
    together = set().union(*(codes for codes in cities.values() if len(codes) > 1))
    return len(everybody) > 1 and together != everybody
