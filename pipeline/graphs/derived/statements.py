"""How a derived value is stated: its class, its edition, what it was derived from and by which rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from rdflib import URIRef
from rdflib.term import Literal, Node

from pipeline.graphs.interpreter import Triple
from pipeline.model import namespaces
from pipeline.model.namespaces import KK, PROV, RDF, SKOS, SOFTWARE, XSD


@dataclass(frozen=True)
class Derived:
    """Triples of one derived value, and the edition whose derived graph they belong to."""

    edition: URIRef
    triples: tuple[Triple, ...]


def provenance(
    iri: URIRef, edition: URIRef, inputs: Iterable[URIRef], rule: str, base: str
) -> Iterator[Triple]:
    """The inputs of a derived value, and the activity that made it of them by a rule, a code of `code/rule/`."""
    for source in inputs:
        yield iri, PROV.wasDerivedFrom, source
    activity = URIRef(f"{edition}/derivation/{rule}")
    yield iri, PROV.wasGeneratedBy, activity
    yield from _activity(activity, rule, base)


def _activity(activity: URIRef, rule: str, base: str) -> Iterator[Triple]:
    """The application of a rule to an edition: the rule is its plan, the software its agent."""
    plan, association = namespaces.code("rule", rule, base), URIRef(f"{activity}/association")
    yield activity, RDF.type, PROV.Activity
    yield activity, SKOS.notation, Literal(rule)
    yield from ((activity, SKOS.prefLabel, name) for name in _names(plan, base))
    yield activity, PROV.used, plan
    yield activity, PROV.wasAssociatedWith, SOFTWARE
    yield activity, PROV.qualifiedAssociation, association
    yield association, RDF.type, PROV.Association
    yield from ((association, SKOS.prefLabel, name) for name in _names(plan, base))
    yield association, PROV.agent, SOFTWARE
    yield association, PROV.hadPlan, plan


@cache
def _names(plan: URIRef, base: str) -> tuple[Node, ...]:
    return tuple(sorted(namespaces.ontology(base).objects(plan, SKOS.prefLabel), key=str))


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
