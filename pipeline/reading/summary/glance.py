"""An edition in one look: its items by the heading they stand under, each with its newest figure, and the effects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.reading.comparisons import Comparison, once, outcome_of
from pipeline.reading.element import Outcome, Row
from pipeline.reading.names import Named
from pipeline.reading.summary.overview import Overview


@dataclass(frozen=True)
class Tile:
    """An item and how its indicators did in the newest fiscal year that an actual value of them is printed for."""

    row: Row
    comparisons: tuple[Comparison, ...]

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.comparisons)


@dataclass(frozen=True)
class Field:
    """The items under one of the plan's highest headings; `heading` is None where the plan has none above items."""

    heading: Row | None
    tiles: tuple[Tile, ...]

    @property
    def outcome(self) -> Outcome:
        return sum((tile.outcome for tile in self.tiles), Outcome())

    @property
    def effect(self) -> Decimal | None:
        """The effect stated for the heading, else the sum of those of its items."""
        if self.heading and self.heading.effect is not None:
            return self.heading.effect
        return total(tile.row.effect for tile in self.tiles)


@dataclass(frozen=True)
class Glance:
    """An edition in one look; it holds nothing of any other edition."""

    edition: Named
    publisher: Named | None
    fields: tuple[Field, ...]
    effect_years: frozenset[int]

    @property
    def tiles(self) -> tuple[Tile, ...]:
        return tuple(tile for field in self.fields for tile in field.tiles)

    @property
    def indicators(self) -> int:
        return sum(tile.row.indicators for tile in self.tiles)

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        return once(entry for tile in self.tiles for entry in tile.comparisons)

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.comparisons)

    @property
    def effect(self) -> Decimal | None:
        return total(tile.row.effect for tile in self.tiles)

    @property
    def year(self) -> int | None:
        """The newest fiscal year of which anything can be compared."""
        return max((entry.achievement.year for entry in self.comparisons), default=None)


def glance(shown: Overview) -> Glance:
    """An edition in one look."""
    parents = {row.iri: row.parent for row in shown.rows}
    leaves = [row for row in shown.rows if row.is_leaf]
    headings = {row.iri: row for row in shown.rows if not row.is_leaf}
    of: dict[str, list[Comparison]] = {}
    for entry in shown.comparisons:
        of.setdefault(entry.element.iri if entry.element else "", []).append(entry)
    under: dict[str, list[Tile]] = {}
    for row in leaves:
        tile = Tile(row, _newest(of.get(row.iri, [])))
        under.setdefault(_heading(row.iri, parents), []).append(tile)
    return Glance(
        edition=shown.edition,
        publisher=shown.publisher,
        fields=tuple(Field(headings.get(iri), tuple(tiles)) for iri, tiles in under.items()),
        effect_years=frozenset[int]().union(*(row.effect_years for row in leaves)),
    )


def _newest(found: Sequence[Comparison]) -> tuple[Comparison, ...]:
    newest = max((entry.achievement.year for entry in found), default=None)
    return tuple(entry for entry in found if entry.achievement.year == newest)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the amounts there are; None where there is none."""
    found = [amount for amount in amounts if amount is not None]
    return sum(found, Decimal(0)) if found else None


def _heading(iri: str, parents: dict[str, str | None]) -> str:
    """The highest element above an element; "" where only the edition is above it."""
    top = iri
    while (above := parents[top]) in parents:
        top = str(above)
    return "" if top == iri else top
