"""Elements as a tree, with what is below each and their outcomes and effects together."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.reading.element import Outcome, Row


@dataclass(frozen=True)
class Branch:
    """An element in the tree and what is below it."""

    row: Row
    branches: tuple["Branch", ...]

    @property
    def outcome(self) -> Outcome:
        return sum((branch.outcome for branch in self.branches), self.row.outcome)

    @property
    def effect_years(self) -> frozenset[int]:
        return self.row.effect_years.union(*(branch.effect_years for branch in self.branches))

    @property
    def effect(self) -> Decimal | None:
        """The effect total stated for the element itself, else the sum of those below it."""
        if self.row.effect is not None:
            return self.row.effect
        found = [branch.effect for branch in self.branches if branch.effect is not None]
        return sum(found, Decimal(0)) if found else None


def grow(parent: str, rows: Iterable[Row]) -> tuple[Branch, ...]:
    """The branches of the rows below an edition or an element, in the order of the rows."""
    rows = tuple(rows)
    return tuple(Branch(row, grow(row.iri, rows)) for row in rows if row.parent == parent)
