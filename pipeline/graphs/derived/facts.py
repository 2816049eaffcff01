"""The typed view of base graphs that the rules work on: figures, effects, and which element is part of which."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef
from rdflib.term import Node

from pipeline.graphs.derived.statements import tail
from pipeline.graphs.interpreter import Triple
from pipeline.model.namespaces import DCTERMS, KK, PROV, QB, RDF, SDMX_ATTRIBUTE, SDMX_DIMENSION, SDMX_MEASURE


@dataclass(frozen=True)
class Figure:
    """One observation of kk:figures; codes by their names, "" where nothing is stated."""

    iri: URIRef
    indicator: URIRef
    edition: URIRef
    period: URIRef
    kind: str
    breakdown: str
    unit: URIRef
    amount: Decimal
    comparator: str = ""
    qualifier: str = ""
    measured: URIRef | None = None
    """The fiscal year in which it was measured, where its cell names one."""
    since: URIRef | None = None
    """The first fiscal year of those that it is of, where there are several."""
    of_months: bool = False
    """Whether it is of a part of a year, from one month to another."""
    cell: URIRef | None = None
    """The printed cell that it was read from."""


@dataclass(frozen=True)
class Printed:
    """One printed cell of a target or an actual value; kind and status by the names of their codes."""

    iri: URIRef
    indicator: URIRef
    edition: URIRef
    period: URIRef
    kind: str
    status: str


@dataclass(frozen=True)
class Effect:
    """One observation of kk:effects: yen of an indicator, an element or an edition, on an account."""

    iri: URIRef
    of: URIRef
    period: URIRef
    kind: str
    account: str
    amount: Decimal


class Facts:
    """Base triples, looked up by predicate and subject or by predicate and object."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[URIRef, dict[URIRef, list[Node]]] = defaultdict(dict)
        self._subjects: dict[URIRef, dict[Node, list[URIRef]]] = defaultdict(dict)
        for subject, predicate, value in triples:
            self._objects[predicate].setdefault(subject, []).append(value)
            self._subjects[predicate].setdefault(value, []).append(subject)

    def values(self, subject: URIRef, predicate: URIRef) -> list[URIRef]:
        """The resources that a subject has for a predicate, sorted."""
        found = self._objects[predicate].get(subject, ())
        return sorted(value for value in found if isinstance(value, URIRef))

    def value(self, subject: URIRef, predicate: URIRef) -> URIRef | None:
        """The one resource that a subject has for a predicate, or None."""
        return next(iter(self.values(subject, predicate)), None)

    def name(self, subject: URIRef, predicate: URIRef) -> str:
        """The name of the code that a subject has for a predicate, or ""."""
        found = self.value(subject, predicate)
        return tail(found) if found else ""

    def subjects(self, predicate: URIRef, value: URIRef) -> list[URIRef]:
        """The subjects that have a value for a predicate, sorted."""
        return sorted(self._subjects[predicate].get(value, ()))

    def pairs(self, predicate: URIRef) -> list[tuple[URIRef, URIRef]]:
        """Every subject of a predicate with each of its resources, sorted."""
        return sorted(
            (subject, value)
            for subject in self._objects[predicate]
            for value in self.values(subject, predicate)
        )

    def about(self, subject: URIRef) -> Iterator[Triple]:
        """Every triple of a subject."""
        for predicate, objects in self._objects.items():
            for value in objects.get(subject, ()):
                yield subject, predicate, value

    def figures(self) -> list[Figure]:
        """Every observation of kk:figures, sorted by IRI."""
        return [
            Figure(
                iri=iri,
                indicator=self._one(iri, KK.indicator),
                edition=self._one(iri, KK.edition),
                period=self._one(iri, SDMX_DIMENSION.refPeriod),
                kind=self.name(iri, KK.valueKind),
                breakdown=self.name(iri, KK.breakdown),
                unit=self._one(iri, SDMX_ATTRIBUTE.unitMeasure),
                amount=self._amount(iri),
                comparator=self.name(iri, KK.comparator),
                qualifier=" ".join(map(tail, self.values(iri, KK.qualifier))),
                measured=self.value(iri, KK.measuredPeriod),
                since=self.value(iri, KK.measuredFrom),
                cell=self.value(iri, PROV.wasDerivedFrom),
                of_months=bool(self._objects[KK.measuredSince].get(iri)),
            )
            for iri in self.subjects(QB.dataSet, KK.figures)
        ]

    def printed(self) -> list[Printed]:
        """Every printed cell of an indicator, sorted by IRI."""
        return [
            Printed(
                iri=iri,
                indicator=indicator,
                edition=self.edition_of(indicator),
                period=self._one(iri, SDMX_DIMENSION.refPeriod),
                kind=self.name(iri, KK.valueKind),
                status=self.name(iri, KK.status),
            )
            for iri in self.subjects(RDF.type, KK.Cell)
            if (indicator := self.value(iri, KK.indicator))
        ]

    def effects(self) -> list[Effect]:
        """Every observation of kk:effects, sorted by IRI."""
        return [
            Effect(
                iri=iri,
                of=self._one(iri, KK.effectOf),
                period=self._one(iri, SDMX_DIMENSION.refPeriod),
                kind=self.name(iri, KK.valueKind),
                account=self.name(iri, KK.account),
                amount=self._amount(iri),
            )
            for iri in self.subjects(QB.dataSet, KK.effects)
        ]

    def editions(self) -> list[URIRef]:
        return self.subjects(RDF.type, KK.PlanEdition)

    def parts(self) -> Mapping[URIRef, list[URIRef]]:
        """The elements directly below each edition and element, sorted."""
        below: dict[URIRef, list[URIRef]] = defaultdict(list)
        for element in self.subjects(RDF.type, KK.PlanElement):
            for whole in self.values(element, DCTERMS.isPartOf):
                below[whole].append(element)
        return below

    def edition_of(self, thing: URIRef) -> URIRef:
        """The edition that an element or an indicator is part of."""
        whole = self._one(thing, DCTERMS.isPartOf)
        return whole if KK.PlanEdition in self.values(whole, RDF.type) else self.edition_of(whole)

    def areas(self, edition: URIRef) -> list[URIRef]:
        """The area that the numbers of an edition are of."""
        return sorted(
            {
                area
                for one in self.subjects(KK.edition, edition)
                for area in self.values(one, SDMX_DIMENSION.refArea)
            }
        )

    def _one(self, subject: URIRef, predicate: URIRef) -> URIRef:
        found = self.value(subject, predicate)
        if found is None:
            raise KeyError(f"{subject} has no {predicate}")
        return found

    def _amount(self, subject: URIRef) -> Decimal:
        return Decimal(str(self._objects[SDMX_MEASURE.obsValue][subject][0]))
