"""Names for what has none of its own, and elements under the editions they belong to."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode

from server.repository.figures import Figures
from server.repository.graph import Text
from server.repository.model import Named, Row
from server.repository.outline import Outlines
from server.repository.vocabulary import dcterms, dimension, kk, owl, rdf

OWNERS = (kk.indicator, kk.effectOf, kk.about, dcterms.isPartOf)
QUALITIES = (kk.valueKind, dimension.refPeriod, kk.breakdown)


class Titles(Figures, Outlines):
    """What things are called and where they belong."""

    def titled(self, thing: NamedNode) -> Named:
        """A thing by its name; a cell, a number or a schedule entry, which have none, by what it is of."""
        named = self.named(thing)
        if named.label:
            return named
        owner = self.graph.thing(thing, *OWNERS)
        parts = [self.graph.label(owner)] if owner else []
        parts += [self.graph.label(part) for term in QUALITIES for part in self.graph.things(thing, term)]
        if self.graph.is_a(thing, owl.Axiom):
            parts += self._stated(thing)
        return Named(thing.value, _joined(parts) or self.graph.text(thing, rdf.value))

    def known(self, iri: str) -> Named | None:
        """The thing of an IRI where anything is known of it and it has a name; None, too, where it is no IRI."""
        try:
            thing = NamedNode(iri)
        except ValueError:
            return None
        named = self.named(thing)
        return named if named.label and self.graph.knows(thing) else None

    def _stated(self, statement: NamedNode) -> list[Text]:
        """The names of what a statement joins, with an arrow between them."""
        ends = [
            self.graph.label(end)
            for term in (owl.annotatedSource, owl.annotatedTarget)
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
