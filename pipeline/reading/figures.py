"""Reads indicators, their cells and numbers from the store."""

from collections import defaultdict
from decimal import Decimal

from pyoxigraph import NamedNode

from pipeline.reading.graph import Text, in_language, natural
from pipeline.reading.indicator import EFFECTS, Achievement, Cell, Indicator, NotCompared, Number, Rating
from pipeline.reading.names import Named, Names
from pipeline.reading.showing import in_one_unit
from pipeline.reading.vocabulary import attribute, kk, measure, prov, qb, qudt, skos

BEFORE = ("approximate", "cumulative")
"""Qualifiers that are printed before their number; the others stand after it."""
MATCHES = (skos.exactMatch, skos.closeMatch, skos.relatedMatch)


class Figures(Names):
    """The figures of a release."""

    def indicator(self, thing: NamedNode) -> Indicator:
        return Indicator(
            iri=thing.value,
            number=self.graph.value(thing, skos.notation) or thing.value.rpartition("/")[2],
            label=self.graph.translated(thing, skos.prefLabel),
            definition=self.graph.text(thing, skos.definition),
            unit=self.name(thing, kk.unit),
            aggregation=self.name(thing, kk.aggregation),
            measures=self.name(thing, kk.indicatorClass),
            direction=self.name(thing, kk.direction),
            units=self.names(thing, kk.responsibleUnit),
            cells=in_one_unit(self._cells(thing, kk.indicator)),
            effects=self.effects(thing),
            ratings=self.ratings(thing),
            achievements=self.achievements(thing),
            not_compared=self.not_compared(thing),
            same=tuple(map(self.named, self.same(thing))),
            aggregates=self.names(thing, kk.aggregates),
            matches=self._matches(thing),
            line=self.line(thing),
        )

    def ratings(self, thing: NamedNode) -> tuple[Rating, ...]:
        """How an element or an indicator is rated, by fiscal year."""
        found = [self._rating(one) for one in self.graph.subjects(kk.ratingOf, thing)]
        return tuple(sorted(found, key=lambda one: one.year or 0))

    def _rating(self, thing: NamedNode) -> Rating:
        given = self.graph.thing(thing, kk.rating)
        return Rating(
            year=self.year(thing),
            symbol=(self.graph.value(given, skos.notation) or "") if given else "",
            meaning=self.graph.label(given) if given else {},
            points=self.graph.value(thing, kk.points) or "",
            line=self.line(thing),
        )

    def effects(self, thing: NamedNode) -> tuple[Cell, ...]:
        """The effect cells of an indicator or an element, by year: what was planned, is expected, was reached."""
        cells = self._cells(thing, kk.effectOf)
        return tuple(sorted(cells, key=lambda cell: (cell.year or 0, EFFECTS.index(cell.kind))))

    def achievements(self, indicator: NamedNode) -> tuple[Achievement, ...]:
        found = [
            Achievement(
                iri=thing.value,
                year=self.year(thing) or 0,
                breakdown=self._breakdown(thing),
                met=self.graph.flag(thing, kk.targetMet),
                rate=self._decimal(thing, kk.achievementRate),
                difference=self._decimal(thing, kk.differenceToTarget),
            )
            for thing in self.graph.typed(kk.indicator, indicator, kk.Achievement)
        ]
        return tuple(sorted(found, key=lambda entry: (entry.year, natural(entry.iri))))

    def not_compared(self, indicator: NamedNode) -> tuple[NotCompared, ...]:
        """Why targets of an indicator are not compared with the actual values of their years."""
        found = [
            NotCompared(self.year(thing) or 0, self._breakdown(thing), reason)
            for thing in self.graph.typed(kk.indicator, indicator, kk.NotCompared)
            if (reason := self.name(thing, kk.notComparedBecause))
        ]
        return tuple(sorted(found, key=lambda one: (one.year, one.breakdown.code if one.breakdown else "")))

    def _cells(self, thing: NamedNode, predicate: NamedNode) -> tuple[Cell, ...]:
        numbers: dict[str, list[Number]] = defaultdict(list)
        for observation in self.graph.typed(predicate, thing, qb.Observation):
            cell = observation.value.rpartition("/")[0]
            numbers[cell].append(self._number(observation, cell))
        cells = self.graph.typed(predicate, thing, kk.Cell)
        found = [self._cell(cell, tuple(numbers[cell.value])) for cell in cells]
        return tuple(sorted(found, key=lambda cell: (cell.kind, cell.year or 0, natural(cell.iri))))

    def numbers_of(self, cell: NamedNode) -> tuple[Number, ...]:
        """The numbers that were read from a cell."""
        found = [
            self._number(thing, cell.value)
            for thing in self.graph.typed(prov.wasDerivedFrom, cell, qb.Observation)
        ]
        return tuple(sorted(found, key=lambda number: natural(number.iri)))

    def _cell(self, thing: NamedNode, numbers: tuple[Number, ...]) -> Cell:
        kind = self.graph.thing(thing, kk.valueKind)
        raw_text = self.graph.value(thing, kk.correctedText) or self.graph.value(thing, kk.rawText) or ""
        return Cell(
            iri=thing.value,
            year=self.year(thing),
            kind=kind.value.rpartition("/")[2] if kind else "effect",
            raw_text=raw_text,
            status=self.name(thing, kk.status),
            comparator=self.name(thing, kk.comparator),
            reference=self.name(thing, kk.reference),
            reference_year=self._reference_year(thing),
            numbers=tuple(sorted(numbers, key=lambda number: raw_text.find(number.printed))),
            line=self.line(thing),
            account=numbers[0].account if numbers else self.name(thing, kk.account),
            basis=self._basis(thing, numbers),
        )

    def _reference_year(self, cell: NamedNode) -> int | None:
        """The fiscal year that a cell's reference names."""
        year = self.graph.thing(cell, kk.referencePeriod)
        return int(year.value.rpartition("/")[2]) if year else None

    def _number(self, thing: NamedNode, cell: str) -> Number:
        """An observation; one that fills a lost column of its cell is derived from the other chapter's cell."""
        sources = self.graph.things(thing, prov.wasDerivedFrom)
        origin = next((source.value for source in sources if source.value != cell), None)
        digits = self.graph.value(thing, kk.printedValue) or ""
        printed_unit = self.graph.thing(thing, kk.printedUnit)
        symbol = self.graph.value(printed_unit, qudt.symbol) if printed_unit else None
        qualifier = self.name(thing, kk.qualifier)
        return Number(
            iri=thing.value,
            value=self._decimal(thing, measure.obsValue) or Decimal(0),
            unit=self.name(thing, attribute.unitMeasure),
            breakdown=self._breakdown(thing),
            comparator=self.name(thing, kk.comparator),
            digits=digits,
            printed=self._as_printed(digits + (symbol or ""), qualifier),
            account=self.name(thing, kk.account),
            qualifier=qualifier,
            label=in_language(self.graph.text(thing, kk.partLabel), "ja") or "",
            origin=origin,
            symbol=symbol or "",
            factor=self._factor(printed_unit),
        )

    def _factor(self, unit: NamedNode | None) -> Decimal:
        """What numbers in a printed unit are multiplied by."""
        return (self._decimal(unit, qudt.conversionMultiplier) if unit else None) or Decimal(1)

    @staticmethod
    def _as_printed(number: str, qualifier: Named | None) -> str:
        """A number with the word printed before it (約) or after it (削減)."""
        word = (in_language(qualifier.label, "ja") or "") if qualifier else ""
        return word + number if qualifier and qualifier.code in BEFORE else number + word

    def _basis(self, cell: NamedNode, numbers: tuple[Number, ...]) -> Text:
        """How an effect is counted: stated of its cell, or of the numbers in it."""
        stated = (
            self.graph.text(thing, kk.effectBasis) for thing in (cell, *(NamedNode(n.iri) for n in numbers))
        )
        return next((text for text in stated if text), {})

    def _breakdown(self, thing: NamedNode) -> Named | None:
        breakdown = self.name(thing, kk.breakdown)
        return None if breakdown is None or breakdown.code == "total" else breakdown

    def _matches(self, thing: NamedNode) -> tuple[tuple[str, Named], ...]:
        own = set(self.graph.things(thing, kk.sameIndicatorAs))
        return tuple(
            (predicate.value.rpartition("#")[2], self.named(other))
            for predicate in MATCHES
            for other in self.graph.things(thing, predicate)
            if other not in own
        )

    def _decimal(self, thing: NamedNode, predicate: NamedNode) -> Decimal | None:
        text = self.graph.value(thing, predicate)
        return None if text is None else Decimal(text)
