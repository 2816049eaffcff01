"""A catalogue as a graph to ask: what is typed what, and what a node says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Node: TypeAlias = NamedNode | BlankNode
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

DCAT, DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def dcat(name: str) -> NamedNode:
    return NamedNode(DCAT + name)


def dct(name: str) -> NamedNode:
    return NamedNode(DCT + name)


class Facts:
    """Triples by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._by_subject: dict[Node, dict[NamedNode, list[Term]]] = {}
        self._by_class: dict[Term, list[Node]] = defaultdict(list)
        for triple in triples:
            subject = triple.subject
            if isinstance(subject, NamedNode | BlankNode):
                self._add(subject, triple.predicate, triple.object)

    def _add(self, subject: Node, predicate: NamedNode, object_: Term) -> None:
        objects = self._by_subject.setdefault(subject, {}).setdefault(predicate, [])
        if object_ not in objects:
            objects.append(object_)
            if predicate == RDF_TYPE:
                self._by_class[object_].append(subject)

    def __iter__(self) -> Iterator[tuple[Node, NamedNode, Term]]:
        for subject, predicates in self._by_subject.items():
            for predicate, objects in predicates.items():
                for object_ in objects:
                    yield subject, predicate, object_

    def of(self, class_: NamedNode) -> list[Node]:
        """The nodes of a class, sorted."""
        return sorted(self._by_class.get(class_, []), key=str)

    def is_a(self, node: Term, class_: NamedNode) -> bool:
        return class_ in self.all(node, RDF_TYPE)

    def all(self, node: Term, predicate: NamedNode) -> Sequence[Term]:
        if not isinstance(node, NamedNode | BlankNode):
            return ()
        return self._by_subject.get(node, {}).get(predicate, ())

    def knows(self, node: Term) -> bool:
        return node in self._by_subject

    def literals(self, node: Term, predicate: NamedNode) -> list[Literal]:
        return [found for found in self.all(node, predicate) if isinstance(found, Literal)]

    def has(self, node: Term, predicate: NamedNode) -> bool:
        return bool(self.all(node, predicate))
