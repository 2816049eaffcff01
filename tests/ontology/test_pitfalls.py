"""The ontology falls into none of the pitfalls of OOPS!, numbered in `criteria.toml`."""

import re
from collections import Counter

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DefinedNamespace
from rdflib.term import Node

from pipeline.model import iris
from pipeline.model.namespaces import DCTERMS, KK, OWL, QB, RDF, RDFS, SDO, SKOS, ontology

HEAD = URIRef(iris.KK.rstrip("#"))
CLASSES = {s for s in ontology().subjects(RDF.type, OWL.Class) if str(s).startswith(iris.KK)}
PROPERTIES = {
    s
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    for s in ontology().subjects(RDF.type, kind)
    if str(s).startswith(iris.KK)
}
TERMS = sorted(map(URIRef, map(str, CLASSES | PROPERTIES)))
NONE_OF_THESE = (
    *(OWL.inverseOf, OWL.equivalentClass, OWL.equivalentProperty, OWL.onProperty, OWL.propertyChainAxiom),
    *(OWL.intersectionOf, OWL.unionOf, OWL.complementOf, OWL.oneOf, OWL.sameAs),
)
NOR_TYPES = (OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.Restriction, RDFS.Datatype)
"""Axioms that pitfalls are about: the ontology says by SHACL what a graph must be, and infers nothing."""


def names(terms: set[Node]) -> list[str]:
    return sorted(str(term).removeprefix(iris.KK) for term in terms)


def texts(term: URIRef, predicate: URIRef) -> dict[str, str]:
    found = ontology().objects(term, predicate)
    return {str(text.language): str(text) for text in found if isinstance(text, Literal)}


def test_oops_p01_p07_p21_a_class_is_one_thing() -> None:
    for name in names(CLASSES):
        assert not re.search(r"And[A-Z]|Or[A-Z]|Other|Misc|Thing$|Various", name)


def test_oops_p03_no_property_is_called_is() -> None:
    assert [name for name in names(PROPERTIES) if re.match(r"is([A-Z]|$)", name)] == []


def test_oops_p04_every_term_is_connected() -> None:
    for term in TERMS:
        above = {o for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in ontology().objects(term, p)}
        links = (RDFS.domain, RDFS.range, SDO.domainIncludes, SDO.rangeIncludes)
        assert above or any((term, p, None) in ontology() or (None, p, term) in ontology() for p in links), (
            term
        )


def test_oops_p11_a_property_has_a_domain_and_a_range() -> None:
    for term in PROPERTIES:
        for ends in ((RDFS.domain, SDO.domainIncludes), (RDFS.range, SDO.rangeIncludes)):
            assert any((term, end, None) in ontology() for end in ends), term


def test_oops_p17_a_hierarchy_of_ours_has_one_level() -> None:
    for term in CLASSES:
        above = [one for one in ontology().objects(term, RDFS.subClassOf) if one in CLASSES]
        assert not any((one, RDFS.subClassOf, further) in ontology() for one in above for further in CLASSES)


def test_oops_p18_what_several_classes_have_is_no_property_of_one() -> None:
    for term in PROPERTIES:
        assert not (
            (term, RDFS.domain, None) in ontology() and (term, SDO.domainIncludes, None) in ontology()
        )


def test_oops_p20_a_label_names_and_a_definition_is_a_sentence() -> None:
    for term in TERMS:
        labels, definitions = texts(term, RDFS.label), texts(term, SKOS.definition)
        assert all(definitions[tag].endswith(stop) for tag, stop in (("ja", "。"), ("en", "."))), term
        assert not any(labels[tag].endswith((".", "。")) or labels[tag] == definitions[tag] for tag in labels)


def test_oops_p34_p35_a_term_of_ours_has_a_type() -> None:
    named = {node for triple in ontology() for node in triple if isinstance(node, URIRef)}
    ours = {node for node in named if node.startswith(iris.KK)}
    assert [node for node in ours if not list(ontology().objects(node, RDF.type))] == []


def test_oops_p38_p39_one_ontology_declares_every_term() -> None:
    assert list(ontology().subjects(RDF.type, OWL.Ontology)) == [HEAD]
    assert all(list(ontology().objects(term, RDFS.isDefinedBy)) == [HEAD] for term in TERMS)


def test_oops_no_axiom_is_stated_that_could_be_wrong() -> None:
    assert [axiom for axiom in NONE_OF_THESE if (None, axiom, None) in ontology()] == []
    assert [kind for kind in NOR_TYPES if (None, RDF.type, kind) in ontology()] == []


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_oops_p08_a_term_has_label_and_definition(term: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        found = [text.language for text in ontology().objects(term, predicate) if isinstance(text, Literal)]
        assert sorted(map(str, found)) == ["en", "ja"]


def test_oops_p02_p32_no_two_terms_have_the_same_label() -> None:
    for language in ("ja", "en"):
        labels = Counter(
            (term in CLASSES, str(text))
            for term in TERMS
            for text in ontology().objects(term, RDFS.label)
            if isinstance(text, Literal) and text.language == language
        )
        assert [label for label, count in labels.items() if count > 1] == []


def test_oops_p22_names_follow_one_convention() -> None:
    names = {term: str(term).removeprefix(iris.KK) for term in TERMS}
    assert [
        name for term, name in names.items() if term in CLASSES and not re.fullmatch(r"[A-Z][A-Za-z]+", name)
    ] == []
    assert [
        name
        for term, name in names.items()
        if term in PROPERTIES and not re.fullmatch(r"[a-z][A-Za-z]+", name)
    ] == []


def test_oops_p06_no_class_is_above_itself() -> None:
    for term in CLASSES:
        passed = set(ontology().transitive_objects(term, RDFS.subClassOf)) - {term}
        assert all(
            term not in set(ontology().transitive_objects(one, RDFS.subClassOf)) - {one} for one in passed
        )


def test_oops_p10_classes_that_share_nothing_are_disjoint() -> None:
    whole = {KK.Plan, KK.PlanEdition, KK.PlanElement, KK.Activity, KK.Indicator, KK.Cell}
    pairs = {frozenset((s, o)) for s, o in ontology().subject_objects(OWL.disjointWith)}
    assert {frozenset((one, other)) for one in whole for other in whole if one != other} <= pairs


def test_oops_p19_no_property_has_two_domains_or_ranges() -> None:
    for term in PROPERTIES:
        for predicate in (RDFS.domain, RDFS.range):
            assert len(list(ontology().objects(term, predicate))) <= 1, term


def test_oops_p36_no_file_name_in_the_namespace() -> None:
    assert not re.search(r"\.(ttl|owl|rdf)\b", iris.KK)


def test_oops_p40_no_term_of_others_is_defined_here() -> None:
    """The Data Cube recommendation (IC-4) asks for a range of every dimension; SDMX's own is rdfs:Resource."""
    given = {(QB.measureType, RDFS.range, QB.MeasureProperty)}
    for predicate in (RDFS.domain, RDFS.range, SDO.domainIncludes, SDO.rangeIncludes):
        for term, value in ontology().subject_objects(predicate):
            own = str(term).startswith(iris.KK) or (term, predicate, value) in given
            assert own or value == RDFS.Resource, term


def test_a_deprecated_term_says_what_replaces_it() -> None:
    deprecated = set(ontology().subjects(OWL.deprecated, Literal(True)))
    assert KK.definition in deprecated
    for term in deprecated:
        assert list(ontology().objects(term, DCTERMS.isReplacedBy)), term


def test_reused_terms_of_closed_vocabularies_exist() -> None:
    """A misspelt term of SKOS, OWL or the cube would be declared by nobody."""
    closed: tuple[tuple[str, type[DefinedNamespace]], ...] = (
        (str(SKOS), SKOS),
        (str(OWL), OWL),
        (str(QB), QB),
    )
    for triple in ontology():
        for node in triple:
            for namespace, declared in closed:
                if str(node).startswith(namespace) and str(node) != namespace:
                    assert URIRef(str(node)) in declared, node
