"""Look-ups in a store: patterns only, so pages stay fast whatever the query engine is doing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeAlias, TypeVar

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from pipeline.reading.vocabulary import dcterms, foaf, rdf, rdfs, skos

Term: TypeAlias = NamedNode | Literal | BlankNode | Triple
Kind = TypeVar("Kind", NamedNode, Term)
Text: TypeAlias = dict[str, str]
"""One text by language tag; "" is the tag of a text in no language."""

_DIGITS = re.compile(r"([0-9]+)")

LABELS = (skos.prefLabel, dcterms.title, rdfs.label, foaf.name)


class Statements(Protocol):
    """What quads are looked up in: Oxigraph's store, or what is held in memory."""

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: Term | None,
        graph_name: NamedNode | BlankNode | DefaultGraph | None = None,
        /,
    ) -> Iterator[Quad]: ...

    def contains_named_graph(self, graph_name: NamedNode | BlankNode | DefaultGraph, /) -> bool: ...


@dataclass(frozen=True)
class Graph:
    """The union of a store's named graphs, asked by pattern; every answer is sorted and says a thing once."""

    store: Statements

    def about(self, subject: NamedNode) -> list[Quad]:
        """Every statement about a subject."""
        return sorted(self.store.quads_for_pattern(subject, None, None, None), key=str)

    def naming(self, thing: NamedNode, start: int = 0, count: int | None = None) -> Iterator[Quad]:
        """Statements whose object is the thing, in the store's own order, from a place on."""
        stop = None if count is None else start + count
        return islice(self.store.quads_for_pattern(None, None, thing, None), start, stop)

    def knows(self, thing: NamedNode) -> bool:
        """Whether anything is said about the thing."""
        return next(iter(self.store.quads_for_pattern(thing, None, None, None)), None) is not None

    def has_graph(self, name: NamedNode) -> bool:
        """Whether there is a named graph of this name."""
        return self.store.contains_named_graph(name)

    def objects(self, subject: NamedNode, *predicates: NamedNode) -> list[Term]:
        found: set[Term] = set()
        for predicate in predicates:
            found.update(quad.object for quad in self.store.quads_for_pattern(subject, predicate, None, None))
        return _sorted(found)

    def things(self, subject: NamedNode, *predicates: NamedNode) -> list[NamedNode]:
        """The objects that are IRIs."""
        return [term for term in self.objects(subject, *predicates) if isinstance(term, NamedNode)]

    def thing(self, subject: NamedNode, *predicates: NamedNode) -> NamedNode | None:
        return next(iter(self.things(subject, *predicates)), None)

    def subjects(self, predicate: NamedNode, object_: NamedNode | Literal) -> list[NamedNode]:
        """The subjects that are IRIs and stand in a relation to an object."""
        quads = self.store.quads_for_pattern(None, predicate, object_, None)
        return _sorted({quad.subject for quad in quads if isinstance(quad.subject, NamedNode)})

    def typed(self, predicate: NamedNode, object_: NamedNode, class_: NamedNode) -> list[NamedNode]:
        """The subjects in a relation to an object that are of a class."""
        return [subject for subject in self.subjects(predicate, object_) if self.is_a(subject, class_)]

    def instances(self, class_: NamedNode) -> list[NamedNode]:
        """Everything of a class."""
        return self.subjects(rdf.type, class_)

    def example(self, class_: NamedNode) -> NamedNode | None:
        """Some thing of a class, the same for the same store; None: there is none."""
        quads = self.store.quads_for_pattern(None, rdf.type, class_, None)
        return next((quad.subject for quad in quads if isinstance(quad.subject, NamedNode)), None)

    def instances_in(self, name: NamedNode, class_: NamedNode) -> list[NamedNode]:
        """Everything that one named graph says is of a class."""
        quads = self.store.quads_for_pattern(None, rdf.type, class_, name)
        return _sorted({quad.subject for quad in quads if isinstance(quad.subject, NamedNode)})

    def is_a(self, thing: NamedNode, class_: NamedNode) -> bool:
        """Whether a thing is said to be of a class."""
        return next(iter(self.store.quads_for_pattern(thing, rdf.type, class_, None)), None) is not None

    def literals(self, subject: NamedNode, *predicates: NamedNode) -> list[Literal]:
        return [term for term in self.objects(subject, *predicates) if isinstance(term, Literal)]

    def value(self, subject: NamedNode, *predicates: NamedNode) -> str | None:
        """The text of the first literal; None where there is none."""
        literal = next(iter(self.literals(subject, *predicates)), None)
        return None if literal is None else literal.value

    def flag(self, subject: NamedNode, predicate: NamedNode) -> bool | None:
        value = self.value(subject, predicate)
        return None if value is None else value in ("true", "1")

    def text(self, subject: NamedNode, *predicates: NamedNode) -> Text:
        """The first predicate's literals by their language tags, for a page to choose from."""
        for predicate in predicates:
            found = {literal.language or "": literal.value for literal in self.literals(subject, predicate)}
            if found:
                return found
        return {}

    def label(self, subject: NamedNode) -> Text:
        """The names of a thing by their language; where none is English, a translation of its title if there is one."""
        return self.translated(subject, *LABELS)

    def translated(self, subject: NamedNode, *predicates: NamedNode) -> Text:
        """The first predicate's literals by their language; where it has Japanese and no English, with a translation."""
        found = self.text(subject, *predicates)
        if "ja" not in found or "en" in found:
            return found
        translated = self.text(subject, dcterms.alternative)
        return {**found, "en": translated["en"]} if "en" in translated else found

    def labels(self, things: Iterable[NamedNode]) -> Iterator[Quad]:
        """The statements that name things."""
        for thing in things:
            for predicate in (*LABELS, dcterms.alternative):
                yield from self.store.quads_for_pattern(thing, predicate, None, None)


def in_language(text: Text, language: str) -> str | None:
    """A text in a language, else Japanese, else whatever there is."""
    for tag in (language, "ja", "", *sorted(text)):
        if tag in text:
            return text[tag]
    return None


def _sorted(terms: set[Kind]) -> list[Kind]:
    """Terms as people count; most look-ups find one or none, whose key nobody needs."""
    return sorted(terms, key=_order) if len(terms) > 1 else list(terms)


def _order(term: Term) -> list[tuple[int, int, str]]:
    """Sorts IRIs and texts as people count: item/2 before item/10."""
    text = term.value if isinstance(term, NamedNode | Literal) else str(term)
    return natural(text)


def natural(text: str) -> list[tuple[int, int, str]]:
    """A sort key in which digits count as numbers, the longer the larger: Python makes no number of thousands of them."""
    return [
        (0, len(number := part.lstrip("0")), number) if place % 2 else (1, 0, part)
        for place, part in enumerate(_DIGITS.split(text))
        if part
    ]
