"""The published context: complete for our own terms, of one mind with the ontology, and never taken back."""

import json

import pytest
from pyld import jsonld  # type: ignore[import-untyped]
from rdflib import OWL, RDF, RDFS, URIRef

from pipeline.json_ld.context import FILE, VERSION, context
from pipeline.model import iris, namespaces
from pipeline.model.namespaces import PREFIXES, QB, SDO

PROPERTIES = {
    str(term)
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, QB.DimensionProperty, QB.AttributeProperty)
    for term in namespaces.ontology().subjects(RDF.type, kind)
    if str(term).startswith(iris.KK)
}
CLASSES = {
    str(term) for term in namespaces.ontology().subjects(RDF.type, OWL.Class) if str(term).startswith(iris.KK)
}
FIRST = {
    *("id", "type", "included", "title", "prefLabel", "notation", "description", "indicators", "cells"),
    *(
        "figures",
        "value",
        "year",
        "kind",
        "unit",
        "unitMeasure",
        "rawText",
        "status",
        "sourceLine",
        "quotedFrom",
    ),
    *(
        "activities",
        "schedule",
        "effects",
        "achievements",
        "targetMet",
        "responsibleUnit",
        "isPartOf",
        "level",
    ),
}
"""Keys that programs were told of in version 1; more of them may be added, none may go."""


def test_a_published_key_stays_in_its_version() -> None:
    assert VERSION == 1
    assert context().definitions.keys() >= FIRST


@pytest.mark.parametrize("term", sorted(PROPERTIES))
def test_every_property_of_ours_has_a_key_of_the_kind_that_the_ontology_says(term: str) -> None:
    ontology, found = namespaces.ontology(), [key for key in context().keys.values() if key.property == term]
    assert found, f"{term}: give it a key in pipeline/json_ld/context.jsonld"
    ranges = set(ontology.objects(URIRef(term), RDFS.range)) | set(
        ontology.objects(URIRef(term), SDO.rangeIncludes)
    )
    datatypes = {str(one) for one in ranges if str(one).startswith(PREFIXES["xsd"])}
    for key in (key for key in found if not key.reverse):
        if datatypes:
            assert key.kind in datatypes or (key.kind == "" and PREFIXES["xsd"] + "string" in datatypes)
        elif URIRef(RDF.langString) in ranges:
            assert key.kind == "@language"
        elif ranges - {RDFS.Literal}:
            assert key.kind == "@id"


@pytest.mark.parametrize("class_", sorted(CLASSES))
def test_every_class_of_ours_has_a_short_name(class_: str) -> None:
    assert context().short(class_) == class_.removeprefix(iris.KK)


def test_prefixes_are_those_of_everything_else_but_for_the_one_that_is_a_key() -> None:
    assert context().prefixes == {
        name: namespace for name, namespace in PREFIXES.items() if name not in ("unit", "sac")
    }
    assert "unit" in context().keys


def test_the_published_file_is_a_context_that_a_processor_takes() -> None:
    document = {**json.loads(FILE.read_text("utf-8")), "id": "http://example.org/1", "notation": "7"}
    assert jsonld.expand(document) == [
        {"@id": "http://example.org/1", PREFIXES["skos"] + "notation": [{"@value": "7"}]}
    ]


def test_a_part_of_the_context_explains_the_names_it_was_asked_for() -> None:
    assert context().of(["Cell", "title", "owl:sameAs", "https://example.org/p"]) == {
        "@version": 1.1,
        "id": "@id",
        "type": "@type",
        "included": "@included",
        "dcterms": PREFIXES["dcterms"],
        "kk": iris.KK,
        "owl": PREFIXES["owl"],
        "Cell": "kk:Cell",
        "title": {"@id": "dcterms:title", "@container": "@language"},
    }
