"""Reads across editions from the store: names for what has none, a year's comparisons, what home shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from server.repository.figures import Figures
from server.repository.graph import Text, natural
from server.repository.model import Cell, Indicator, Named, Outcome, Row
from server.repository.outline import Outlines
from server.repository.vocabulary import dcat, dcterms, dimension, kk, rdf

SHOWN_AT_HOME = 8
CARDS = 12
MOST_COMPARED = 300
"""Indicators that the page of a fiscal year compares; beyond, a query or a plan's page does."""
OWNERS = (kk.indicator, kk.effectOf, kk.about, dcterms.isPartOf)
QUALITIES = (kk.valueKind, dimension.refPeriod, kk.breakdown)


@dataclass(frozen=True)
class Comparison:
    """A target and an actual value of one fiscal year, as printed, and whether the target was met."""

    indicator: Named
    element: Row | None
    breakdown: Named | None
    target: str
    actual: str
    met: bool | None


@dataclass(frozen=True)
class Card:
    """An edition in short."""

    edition: Named
    publisher: Named | None
    items: int
    indicators: int
    outcome: Outcome
    effect: Decimal | None
    effect_years: frozenset[int]


@dataclass(frozen=True)
class Home:
    """What the home page shows of a release."""

    editions: tuple[Card, ...]
    municipalities: tuple[Named, ...]
    year: Named | None
    comparisons: tuple[Comparison, ...]
    datasets: tuple[Named, ...]


class Overview(Figures, Outlines):
    """What pages show of several things together."""

    def titled(self, thing: NamedNode) -> Named:
        """A thing by its name; a cell, a number or a schedule entry, which have none, by what it is of."""
        named = self.named(thing)
        if named.label:
            return named
        owner = self.graph.thing(thing, *OWNERS)
        parts = [self.graph.label(owner)] if owner else []
        parts += [self.graph.label(part) for term in QUALITIES for part in self.graph.things(thing, term)]
        if self.graph.is_a(thing, rdf.Statement):
            parts += self._stated(thing)
        return Named(thing.value, _joined(parts) or self.graph.text(thing, rdf.value))

    def _stated(self, statement: NamedNode) -> list[Text]:
        """The names of what a statement joins, with an arrow between them."""
        ends = [
            self.graph.label(end)
            for term in (rdf.subject, rdf.object)
            for end in self.graph.things(statement, term)
        ]
        return [ends[0], {"": "→"}, *ends[1:]] if len(ends) > 1 else ends

    def by_edition(self, elements: Iterable[NamedNode]) -> list[tuple[Named, list[Row]]]:
        """Elements as rows, under the editions they belong to."""
        found: dict[str, list[Row]] = defaultdict(list)
        editions: dict[str, Named] = {}
        for element in elements:
            edition = self.edition(element)
            if edition:
                editions[edition.iri] = edition
                found[edition.iri].append(self.row(element))
        return [(editions[iri], found[iri]) for iri in sorted(editions)]

    def comparisons(self, year: NamedNode) -> tuple[Comparison, ...]:
        """The comparisons of target and actual that a fiscal year allows, in the order of the plans, bounded."""
        number = int(year.value.rpartition("/")[2])
        found = [
            comparison
            for indicator in self.by_year(year, MOST_COMPARED)
            for comparison in self._compared(self.indicator(indicator), number)
        ]
        return tuple(sorted(found, key=lambda entry: natural(entry.indicator.iri)))

    def years_beside(self, year: NamedNode) -> tuple[Named, ...]:
        """The fiscal years before and after, where they are known."""
        stem, _, digits = year.value.rpartition("/")
        if not digits.isdecimal():
            return ()
        beside = [NamedNode(f"{stem}/{int(digits) + step}") for step in (-1, 1)]
        return tuple(self.named(other) for other in beside if self.graph.knows(other))

    def home(self) -> Home:
        """The editions in short, the largest first, and comparisons of the newest fiscal year that has any."""
        year = self._newest_year()
        cards = [self._card(NamedNode(edition.iri)) for edition in self.editions()[:CARDS]]
        return Home(
            editions=tuple(sorted(cards, key=lambda card: -card.items)),
            municipalities=self._publishers(),
            year=self.named(year) if year else None,
            comparisons=_alike(self.comparisons(year)) if year else (),
            datasets=tuple(self.named(dataset) for dataset in self.graph.instances(dcat.Dataset)),
        )

    def _publishers(self) -> tuple[Named, ...]:
        """Who publishes a plan."""
        plans = self.graph.instances(kk.Plan)
        found = {thing for plan in plans for thing in self.graph.things(plan, dcterms.publisher)}
        return tuple(self.named(thing) for thing in sorted(found, key=lambda thing: natural(thing.value)))

    def _newest_year(self) -> NamedNode | None:
        years = {
            year
            for achievement in self.graph.instances(kk.Achievement)
            for year in self.graph.things(achievement, dimension.refPeriod)
        }
        return max(years, key=lambda year: natural(year.value), default=None)

    def _card(self, edition: NamedNode) -> Card:
        leaves = [row for row in self.elements(edition) if row.is_leaf]
        effects = [row.effect for row in leaves if row.effect is not None]
        return Card(
            edition=self.named(edition),
            publisher=self.name(edition, dcterms.publisher),
            items=len(leaves),
            indicators=sum(row.indicators for row in leaves),
            outcome=sum((row.outcome for row in leaves), Outcome()),
            effect=sum(effects, Decimal(0)) if effects else None,
            effect_years=frozenset[int]().union(*(row.effect_years for row in leaves)),
        )

    def _compared(self, indicator: Indicator, year: int) -> list[Comparison]:
        holders = self.graph.subjects(kk.hasIndicator, NamedNode(indicator.iri))
        target, actual = indicator.cell("target", year), indicator.cell("actual", year)
        return [
            Comparison(
                indicator=Named(indicator.iri, indicator.label),
                element=self.row(holders[0]) if holders else None,
                breakdown=entry.breakdown,
                target=_printed(target, entry.breakdown),
                actual=_printed(actual, entry.breakdown),
                met=entry.met,
            )
            for entry in indicator.achieved(year)
        ]


def _alike(found: tuple[Comparison, ...]) -> tuple[Comparison, ...]:
    """Some comparisons in printed order, half of them of targets that were missed where there are as many."""
    missed = [entry for entry in found if entry.met is False]
    others = [entry for entry in found if entry.met is not False]
    half = SHOWN_AT_HOME // 2
    others = others[: max(half, SHOWN_AT_HOME - len(missed))]
    chosen = {id(entry) for entry in (*others, *missed[: SHOWN_AT_HOME - len(others)])}
    return tuple(entry for entry in found if id(entry) in chosen)


def _printed(cell: Cell | None, breakdown: Named | None) -> str:
    """What a cell prints, of several numbers the one of a breakdown."""
    if cell is None:
        return ""
    numbers = [number.printed for number in cell.numbers if breakdown and number.breakdown == breakdown]
    return numbers[0] if numbers else cell.raw_text


def _joined(parts: list[Text]) -> Text:
    """Names one after another, in each language that all of them have or else in Japanese."""
    named = [part for part in parts if part]
    if not named:
        return {}
    languages = [tag for tag in ("ja", "en") if any(tag in part for part in named)]
    return {
        tag: " ".join(part.get(tag) or part.get("ja") or next(iter(part.values())) for part in named)
        for tag in languages
    }
