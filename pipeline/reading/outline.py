"""Reads the tree of an edition's elements from the store: what lists, facets and glances show."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from pyoxigraph import NamedNode

from pipeline.reading.element import EffectTotal, Outcome, Row
from pipeline.reading.graph import natural
from pipeline.reading.names import Named, Names
from pipeline.reading.vocabulary import dcterms, kk, measure, rdf, skos


class Outlines(Names):
    """The elements of a release's editions, as rows."""

    def row(self, thing: NamedNode) -> Row:
        """One element: with the outcome of its own indicators, and the effect total derived for it."""
        indicators = self.graph.things(thing, kk.hasIndicator)
        parent = self.graph.thing(thing, dcterms.isPartOf)
        return Row(
            iri=thing.value,
            level=self.name(thing, kk.level),
            notation=self.graph.value(thing, skos.notation) or thing.value.rpartition("/")[2],
            title=self.graph.label(thing),
            parent=parent.value if parent else None,
            units=self.units(thing),
            subjects=self.names(thing, dcterms.subject),
            stage=self.stage(thing),
            outcome=self.outcome(indicators),
            effect=self.effect_total(thing),
            effect_years=self.effect_years(thing),
            indicators=len(indicators),
        )

    def stage(self, thing: NamedNode) -> Named | None:
        """How far an element is: as printed, else as inferred from what the document says."""
        inferred = self.graph.typed(kk.about, thing, kk.StageInference)
        found = (self.name(one, kk.stage) for one in (thing, *inferred))
        return next((stage for stage in found if stage), None)

    def units(self, thing: NamedNode) -> tuple[Named, ...]:
        """The departments of an element in printed order, those that are not printed in it last."""
        printed = (self.graph.value(thing, kk.unitsAsPrinted) or "").split("、")
        units = self.names(thing, kk.responsibleUnit)
        return tuple(
            sorted(units, key=lambda unit: [unit.label.get("ja") == name for name in printed], reverse=True)
        )

    def outcome(self, indicators: list[NamedNode]) -> Outcome:
        """Which targets of indicators were met and missed, over every year that has an actual value."""
        ended: dict[bool | None, set[str]] = {True: set(), False: set(), None: set()}
        for indicator in indicators:
            for achievement in self.graph.typed(kk.indicator, indicator, kk.Achievement):
                ended[self.graph.flag(achievement, kk.targetMet)].add(self.compared(indicator, achievement))
        return Outcome(frozenset(ended[True]), frozenset(ended[False]))

    def compared(self, indicator: NamedNode, achievement: NamedNode) -> str:
        """What an achievement compares, by the first place where its indicator is printed."""
        first = min((indicator, *self.same(indicator)), key=lambda one: natural(one.value))
        return first.value + achievement.value.removeprefix(indicator.value)

    def effect_total(self, thing: NamedNode) -> Decimal | None:
        """The sum of the yearly totals derived for what an element reached; None where none is stated."""
        return self._added(self._effect_totals(thing, "effect"))

    def effect_years(self, thing: NamedNode) -> frozenset[int]:
        """The fiscal years of the totals derived for what an element reached."""
        return self._years(self._effect_totals(thing, "effect"))

    def effects_aimed_at(self, thing: NamedNode) -> tuple[EffectTotal, ...]:
        """The totals derived for what an element or edition was planned, and is expected, to save or earn."""
        found = ((kind, self._effect_totals(thing, kind)) for kind in ("planned-effect", "forecast-effect"))
        return tuple(
            EffectTotal(kind, amount, self._years(totals))
            for kind, totals in found
            if (amount := self._added(totals)) is not None
        )

    def _effect_totals(self, thing: NamedNode, kind: str) -> list[NamedNode]:
        """The totals of a kind; one of a release that says none is of what was reached."""
        totals = self.graph.typed(kk.about, thing, kk.EffectTotal)
        return [total for total in totals if self._kind(total) == kind]

    def _kind(self, total: NamedNode) -> str:
        kind = self.graph.thing(total, kk.valueKind)
        return kind.value.rpartition("/")[2] if kind else "effect"

    def _added(self, totals: list[NamedNode]) -> Decimal | None:
        values = [self.graph.value(total, rdf.value, measure.obsValue) for total in totals]
        found = [Decimal(value) for value in values if value is not None]
        return sum(found, Decimal(0)) if found else None

    def _years(self, totals: list[NamedNode]) -> frozenset[int]:
        return frozenset(year for total in totals if (year := self.year(total)))

    def children(self, thing: NamedNode) -> tuple[Row, ...]:
        """The elements directly below an edition or an element, in printed order."""
        parts = self.graph.typed(dcterms.isPartOf, thing, kk.PlanElement)
        return tuple(self.row(part) for part in parts)

    def ancestors(self, thing: NamedNode) -> tuple[Row, ...]:
        """The elements above an element, from the top."""
        above: list[Row] = []
        parent = self.graph.thing(thing, dcterms.isPartOf)
        while parent and self.graph.is_a(parent, kk.PlanElement) and len(above) < 10:
            above.insert(0, self.row(parent))
            parent = self.graph.thing(parent, dcterms.isPartOf)
        return tuple(above)

    def edition(self, thing: NamedNode) -> Named | None:
        """The edition that an element, or a part of one, belongs to."""
        for _ in range(10):
            if self.graph.is_a(thing, kk.PlanEdition):
                return self.named(thing)
            parent = self.graph.thing(thing, dcterms.isPartOf) or self._holder(thing)
            if parent is None:
                return None
            thing = parent
        return None

    def editions(self) -> tuple[Named, ...]:
        """Every edition in the release."""
        return tuple(self.named(thing) for thing in self.graph.instances(kk.PlanEdition))

    def versions(self, plan: NamedNode) -> list[NamedNode]:
        """The editions of a plan, oldest first, whichever side says so."""
        found = {
            *self.graph.things(plan, dcterms.hasVersion),
            *self.graph.subjects(dcterms.isVersionOf, plan),
        }
        return sorted(found, key=lambda edition: natural(edition.value))

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

    def _holder(self, thing: NamedNode) -> NamedNode | None:
        """The element that an indicator or an activity belongs to."""
        for predicate in (kk.hasIndicator, kk.hasActivity):
            holders = self.graph.subjects(predicate, thing)
            if holders:
                return holders[0]
        return None
