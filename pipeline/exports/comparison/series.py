"""The figures of a comparison in rows over fiscal years: one row a municipality, kind and part, each with its own name."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.exports.comparison.figure import Figure

WHOLE = ("total", "not-stated")
"""Parts that need no mention."""


@dataclass(frozen=True)
class Series:
    """What a municipality aimed at, or reached, over the fiscal years; `name` is no other's of that kind and part."""

    name: str
    kind: str
    part: str
    figures: Mapping[int, Figure]
    number: int = 1
    """Which it is of the municipality's series of that kind and part, from 1."""

    @property
    def first(self) -> Figure:
        """Any of its figures tells what they have in common."""
        return next(iter(self.figures.values()))

    @property
    def drawn(self) -> bool:
        """Whether its numbers can stand on one axis with others."""
        return self.first.comparable and self.first.match != "related"


def series(figures: Iterable[Figure]) -> tuple[Series, ...]:
    """Figures as series, in the order of the figures.

    A municipality that prints an indicator in two editions has one series, unless they print the same fiscal year.
    """
    found: dict[tuple[str, ...], list[Figure]] = {}
    for one in figures:
        found.setdefault((one.match, one.code, one.indicator, one.kind, one.part), []).append(one)
    rows = [row for ones in found.values() for row in _without_repetition(ones)]
    return tuple(_numbered(_named(rows)))


def _without_repetition(figures: Sequence[Figure]) -> list[Series]:
    """Series of figures that differ in nothing but fiscal year: a second figure of a year begins the next."""
    layers: list[dict[int, Figure]] = []
    for one in figures:
        year = int(one.fiscal_year)
        free = next((layer for layer in layers if year not in layer), None)
        if free is None:
            layers.append(free := {})
        free[year] = one
    first = figures[0]
    return [Series(first.municipality, first.kind, first.part, layer) for layer in layers]


def _numbered(rows: Iterable[Series]) -> Iterable[Series]:
    counted: Counter[tuple[str, str, str]] = Counter()
    for one in rows:
        key = (one.first.code, one.kind, one.part)
        counted[key] += 1
        yield replace(one, number=counted[key])


def _named(rows: Sequence[Series]) -> Iterable[Series]:
    """Rows named by municipality; where that is not enough, by indicator too, then by plan, then by number."""
    names: tuple[Callable[[Series], str], ...] = (
        lambda one: one.first.municipality,
        lambda one: f"{one.first.municipality} {one.first.indicator}",
        lambda one: f"{one.first.municipality} {one.first.indicator} {one.first.plan}",
    )
    open_ = list(enumerate(rows))
    given: dict[int, str] = {}
    for name in names:
        counted = Counter((name(one), one.kind, one.part) for _, one in open_)
        given |= {i: name(one) for i, one in open_ if counted[name(one), one.kind, one.part] == 1}
        open_ = [(i, one) for i, one in open_ if i not in given]
    given |= {i: f"{names[-1](one)} ({number})" for number, (i, one) in enumerate(open_, 1)}
    return (replace(one, name=given[i]) for i, one in enumerate(rows))
