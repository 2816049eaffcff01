"""How municipalities stand in a shared indicator: the newest rank that each has, of how many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.exports.comparison import Comparison, Figure

_REACHED_FIRST = (
    *("actual", "effect", "forecast", "forecast-effect", "baseline", "interim-target", "target"),
    "planned-effect",
)
"""Of which kind a standing is told, where there are several: of what was reached before what was aimed at."""


@dataclass(frozen=True)
class Standing:
    """A municipality's rank in a shared indicator; `last` is another only where figures are bounds or approximate."""

    code: str
    shared: str
    fiscal_year: int
    kind: str
    part: str
    rank: int
    last: int
    number: int
    """How many municipalities are ranked with it."""

    @property
    def is_first(self) -> bool:
        return self.last == 1

    @property
    def is_last(self) -> bool:
        """Whether nobody stands behind it, and somebody before."""
        return self.rank == self.number > 1


def standings(found: Comparison) -> Iterator[Standing]:
    """Of each municipality that is ranked the newest standing, one for each part that is told apart."""
    ranked = [one for one in found.figures if one.rank is not None]
    groups: dict[tuple[str, str, str], set[str]] = {}
    for one in ranked:
        groups.setdefault(_group(one), set()).add(one.code)
    newest: dict[tuple[str, str], Figure] = {}
    for one in sorted(ranked, key=_order):
        newest.setdefault((one.code, one.part), one)
    for (code, part), one in sorted(newest.items()):
        number = len(groups[_group(one)])
        rank = one.rank or 0
        yield Standing(
            code, found.shared.id, int(one.fiscal_year), one.kind, part, rank, one.rank_last or rank, number
        )


def _group(one: Figure) -> tuple[str, str, str]:
    return one.fiscal_year, one.kind, one.part


def _order(one: Figure) -> tuple[int, int, int, str]:
    kind = _REACHED_FIRST.index(one.kind) if one.kind in _REACHED_FIRST else len(_REACHED_FIRST)
    return -int(one.fiscal_year), kind, one.rank or 0, one.figure


def noteworthy(found: Iterable[Standing]) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Where a municipality stands first, and where last."""
    told = tuple(found)
    return tuple(one for one in told if one.is_first), tuple(one for one in told if one.is_last)
