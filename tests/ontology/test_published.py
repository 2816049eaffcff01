"""The ontology is published as ontologies are: by the criteria of OOPS! (pitfalls) and FOOPS! (FAIR vocabularies).

Each test names the criterion it checks. What is not met, and why, stands in `ARGUED`. `make check-ontology` runs them.
"""

import re
from collections import Counter

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DefinedNamespace

from pipeline.model import iris
from pipeline.model.namespaces import DCTERMS, KK, OWL, PREFIXES, QB, RDF, RDFS, SDO, SKOS, VANN, ontology

HEAD = URIRef(iris.KK.rstrip("#"))
CLASSES = {s for s in ontology().subjects(RDF.type, OWL.Class) if str(s).startswith(iris.KK)}
PROPERTIES = {
    s
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    for s in ontology().subjects(RDF.type, kind)
    if str(s).startswith(iris.KK)
}
TERMS = sorted(map(URIRef, map(str, CLASSES | PROPERTIES)))

ARGUED = {
    "OOPS P13, inverse relationships not declared": "SPARQL's ^ follows a link either way; an inverse would say each twice",
    "OOPS P11, missing domain": "kk:sourceLine is a line of whatever was printed",
    "OOPS P34, P35, untyped": "terms of other vocabularies are typed where those are published",
    "FOOPS F1.2, registered": "w3id.org, prefix.cc and LOV are registered when the first operator goes public",
    "FOOPS R1.1, DOI": "an archived DOI belongs to a tagged version of an operator",
}


def values(predicate: URIRef) -> list[str]:
    return [str(value) for value in ontology().objects(HEAD, predicate)]


def test_what_is_not_met_is_argued() -> None:
    assert all(len(why) > 20 for why in ARGUED.values())


@pytest.mark.parametrize(
    ("criterion", "predicate"),
    [
        ("OM1 title", DCTERMS.title),
        ("OM1 description", DCTERMS.description),
        ("OM1 licence", DCTERMS.license),
        ("OM1 version IRI", OWL.versionIRI),
        ("OM1 creator", DCTERMS.creator),
        ("OM1 namespace", VANN.preferredNamespaceUri),
        ("OM2 version", OWL.versionInfo),
        ("OM2 created", DCTERMS.created),
        ("OM2 issued", DCTERMS.issued),
        ("OM2 prefix", VANN.preferredNamespacePrefix),
        ("OM2 citation", DCTERMS.bibliographicCitation),
        ("OM2 contributor", DCTERMS.contributor),
        ("OM3 modified", DCTERMS.modified),
        ("OM3 previous version", OWL.priorVersion),
        ("OM3 backward compatibility", OWL.backwardCompatibleWith),
        ("OM3 publisher", DCTERMS.publisher),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_foops_the_head_says_what_a_reader_of_an_ontology_asks(criterion: str, predicate: URIRef) -> None:
    assert values(predicate), criterion


def test_foops_the_version_iri_holds_the_version_and_stands_below_the_ontology() -> None:
    (version,) = values(OWL.versionInfo)
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert values(OWL.versionIRI) == [f"{HEAD}/{version}"]
    assert all(version in citation for citation in values(DCTERMS.bibliographicCitation))


def test_foops_the_dates_are_in_order() -> None:
    created, issued, modified = (
        values(term)[0] for term in (DCTERMS.created, DCTERMS.issued, DCTERMS.modified)
    )
    assert created <= issued <= modified


def test_foops_the_maker_is_described_and_is_no_municipality() -> None:
    for predicate in (DCTERMS.creator, DCTERMS.publisher):
        (agent,) = ontology().objects(HEAD, predicate)
        assert len(list(ontology().objects(agent, SKOS.prefLabel))) == 2
        assert not re.search(r"/id/\d{6}", str(agent))


def test_foops_it_builds_on_other_vocabularies() -> None:
    above = {str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in ontology().objects(None, p)}
    others = {prefix for prefix, namespace in PREFIXES.items() if any(o.startswith(namespace) for o in above)}
    assert {"prov", "skos", "dqv"} <= others


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_oops_p08_a_term_has_label_and_definition(term: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        found = [text.language for text in ontology().objects(term, predicate) if isinstance(text, Literal)]
        assert sorted(map(str, found)) == ["en", "ja"]


def test_oops_p32_no_two_terms_have_the_same_label() -> None:
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


def test_no_term_of_others_is_given_a_domain_or_range_that_they_do_not_give_it() -> None:
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
