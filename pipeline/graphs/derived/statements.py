"""How a derived value is stated: its class, its edition, what it was derived from and by which rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef
from rdflib.term import Literal

from pipeline.graphs.interpreter import Triple
from pipeline.model import namespaces
from pipeline.model.namespaces import KK, PROV, RDF, XSD


@dataclass(frozen=True)
class Derived:
    """Triples of one derived value, and the edition whose derived graph they belong to."""

    edition: URIRef
    triples: tuple[Triple, ...]


def provenance(iri: URIRef, inputs: Iterable[URIRef], rule: str, base: str) -> Iterator[Triple]:
    """The inputs of a derived value and its rule, a code of `code/rule/`."""
    for source in inputs:
        yield iri, PROV.wasDerivedFrom, source
    yield iri, PROV.wasGeneratedBy, namespaces.code("rule", rule, base)


def head(iri: URIRef, class_: URIRef, edition: URIRef) -> Iterator[Triple]:
    """Class and edition of a derived value."""
    yield iri, RDF.type, class_
    yield iri, KK.edition, edition


def decimal(amount: Decimal) -> Literal:
    """An amount as xsd:decimal in canonical form."""
    plain = format(amount, "f")
    shortest = plain.rstrip("0") if "." in plain else f"{plain}."
    return Literal(f"{shortest}0" if shortest.endswith(".") else shortest, datatype=XSD.decimal)


def boolean(truth: bool) -> Literal:
    return Literal("true" if truth else "false", datatype=XSD.boolean)


def tail(iri: URIRef) -> str:
    """The last segment of an IRI's path: the year of a fiscal year, the name of a code."""
    return str(iri).rpartition("/")[2]
