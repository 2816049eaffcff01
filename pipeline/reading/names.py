"""Things by their names; what has none of its own, by what it is of."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from pipeline.reading.graph import Graph, Text, natural
from pipeline.reading.vocabulary import dcterms, dimension, dqv, kk, oa, owl, prov, rdf

OWNERS = (kk.indicator, kk.effectOf, kk.about, dcterms.isPartOf, dqv.computedOn)
QUALITIES = (kk.valueKind, dimension.refPeriod, kk.breakdown, dqv.isMeasurementOf)


@dataclass(frozen=True)
class Named:
    """Something with an IRI and a name in one or more languages."""

    iri: str
    label: Text

    @property
    def code(self) -> str:
        """The last segment of the IRI, which identifies a concept of a code list."""
        return self.iri.rpartition("/")[2]


class Names:
    """Things by the names that the store has for them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def named(self, thing: NamedNode) -> Named:
        return Named(thing.value, self.graph.label(thing))

    def names(self, subject: NamedNode, *predicates: NamedNode) -> tuple[Named, ...]:
        return tuple(self.named(thing) for thing in self.graph.things(subject, *predicates))

    def name(self, subject: NamedNode, predicate: NamedNode) -> Named | None:
        thing = self.graph.thing(subject, predicate)
        return None if thing is None else self.named(thing)

    def year(self, subject: NamedNode, predicate: NamedNode = dimension.refPeriod) -> int | None:
        """The fiscal year that a subject is about, from the last segment of the year's IRI."""
        period = self.graph.thing(subject, predicate)
        digits = period.value.rpartition("/")[2] if period else ""
        return int(digits) if digits.isdecimal() else None

    def same(self, indicator: NamedNode) -> list[NamedNode]:
        """The same indicator where it is printed elsewhere, whichever of the two says so, in printed order."""
        found = {
            *self.graph.things(indicator, kk.sameIndicatorAs),
            *self.graph.subjects(kk.sameIndicatorAs, indicator),
        }
        return sorted(found - {indicator}, key=lambda other: natural(other.value))

    def line(self, subject: NamedNode) -> str | None:
        """The IRI of the printed line that a subject was read from."""
        line = self.graph.thing(subject, prov.wasQuotedFrom)
        return line.value if line else None

    def titled(self, thing: NamedNode) -> Named:
        """A thing by its name; a cell, a number, a schedule entry or a note, which have none, by what it is of."""
        named = self.named(thing)
        if named.label:
            return named
        owner = self.graph.thing(thing, *OWNERS)
        parts = [self.graph.label(owner)] if owner else []
        parts += [self.graph.label(part) for term in QUALITIES for part in self.graph.things(thing, term)]
        if self.graph.is_a(thing, owl.Axiom):
            parts += self._stated(thing)
        parts += self._noted(thing)
        return Named(thing.value, _joined(parts) or self.graph.text(thing, rdf.value))

    def known(self, iri: str) -> Named | None:
        """The thing of an IRI where anything is known of it and it has a name; None, too, where it is no IRI."""
        try:
            thing = NamedNode(iri)
        except ValueError:
            return None
        named = self.named(thing)
        return named if named.label and self.graph.knows(thing) else None

    def _noted(self, note: NamedNode) -> list[Text]:
        """What a note is, a correction or a loss, and what it is about."""
        targets = self.graph.things(note, oa.hasTarget)[:1]
        kinds = [self.graph.label(kind) for kind in self.graph.things(note, rdf.type)] if targets else []
        return [*kinds, *(self.titled(target).label for target in targets)]

    def _stated(self, statement: NamedNode) -> list[Text]:
        """The names of what a statement joins, with an arrow between them."""
        ends = [
            self.graph.label(end)
            for term in (owl.annotatedSource, owl.annotatedTarget)
            for end in self.graph.things(statement, term)
        ]
        return [ends[0], {"": "→"}, *ends[1:]] if len(ends) > 1 else ends


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
