"""What the graphs of the hub are stated with: triples, and names in two languages."""

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.term import Node

Triple = tuple[URIRef, URIRef, Node]


def labels(subject: URIRef, predicate: URIRef, ja: str, en: str) -> Iterator[Triple]:
    """A name or text in Japanese, and in English where there is one."""
    yield subject, predicate, Literal(ja, lang="ja")
    if en:
        yield subject, predicate, Literal(en, lang="en")
