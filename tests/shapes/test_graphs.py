"""What no graph may hold anywhere, named by a term or a text: each case is a statement that breaks one shape."""

import re

import pytest
from rdflib import DCAT, DCTERMS, ORG, PROV, QB, SH, SKOS, TIME, Graph, URIRef

from pipeline.model.namespaces import ontology
from pipeline.validation.compiled import compiled_findings
from pipeline.validation.shacl import SHAPE, shapes

CASES = {
    "Graph-terms": (
        "<https://example.org/a> kk:titel 'x' .",
        "<https://example.org/a> a kk:Elephant .",
        "<https://example.org/a> <http://w3id.org/keikaku/ns#purpose> 'x' .",
    ),
    "Graph-nodes": (
        "<https://example.org/a> dcterms:relation [] .",
        "[] dcterms:relation <https://example.org/a> .",
    ),
    "Graph-loops": ("<https://example.org/a> dcterms:relation <https://example.org/a> .",),
    "Graph-languages": ("<https://example.org/a> dcterms:description 'Bus'@de .",),
    "Graph-vocabularies": (
        "<https://example.org/a> dcterms:titel 'x'@ja .",
        "<https://example.org/a> a <http://www.w3.org/2004/02/skos/core#Term> .",
    ),
    "Graph-standards": (
        "<https://example.org/a> <http://www.w3.org/ns/prov#wasDerivedOf> <https://example.org/b> .",
        "<https://example.org/a> <http://purl.org/linked-data/cube#dataset> kk:figures .",
        "<https://example.org/a> <http://www.w3.org/ns/org#partOf> <https://example.org/b> .",
        "<https://example.org/a> <http://www.w3.org/ns/dcat#begin> 2024 .",
        "<https://example.org/a> a <http://www.w3.org/2006/time#Year_> .",
        "<https://example.org/a> <http://schema.org/pageStart> 12 .",
    ),
    "Graph-uses": (
        "<https://example.org/a> kk:EditorialDecision 'x' .",
        "<https://example.org/a> a kk:level .",
    ),
    "Graph-names": ("<https://example.org/a> dcterms:title 'Bus'@en .",),
}
PREFIXES = "@prefix kk: <https://w3id.org/keikaku/ns#> . @prefix dcterms: <http://purl.org/dc/terms/> . "
EVERY = [(shape, statement) for shape, statements in CASES.items() for statement in statements]


def graph(statement: str) -> Graph:
    """The graph of one statement, which needs the ontology beside it."""
    return Graph().parse(data=PREFIXES + statement, format="turtle")


@pytest.fixture(scope="module")
def terms() -> bytes:
    """The ontology as N-Triples."""
    return ontology().serialize(format="nt", encoding="utf-8")


def test_every_case_is_of_a_shape() -> None:
    of_graphs = {str(shape).removeprefix(SHAPE) for shape in shapes().subjects(SH.targetNode)}
    assert of_graphs > CASES.keys()


def test_a_graph_of_nothing_but_the_ontology_breaks_none(terms: bytes) -> None:
    assert list(compiled_findings(terms)) == []


@pytest.mark.parametrize(("shape", "statement"), EVERY)
def test_a_statement_that_no_graph_may_hold_is_found(shape: str, statement: str, terms: bytes) -> None:
    found = list(compiled_findings(terms + graph(statement).serialize(format="nt", encoding="utf-8")))
    assert {finding.shape.removeprefix(SHAPE) for finding in found} == {shape}
    assert all(finding.message.keys() == {"ja", "en"} for finding in found)


VOCABULARIES = {
    "dcterms": (DCTERMS, "vocabularies"),
    "skos": (SKOS, "vocabularies"),
    "prov": (PROV, "standards"),
    "qb": (QB, "standards"),
    "org": (ORG, "standards"),
    "time": (TIME, "standards"),
    "dcat": (DCAT, "standards"),
}
"""Prefix → the vocabulary, and the shape that lists its terms."""
OF_DCAT_3 = {
    *("DatasetSeries", "inSeries", "seriesMember", "first", "last", "next", "prev"),
    *("hasCurrentVersion", "hasVersion", "isVersionOf", "nextVersion", "previousVersion", "version"),
}
"""What rdflib's DCAT, the second version, lacks."""


@pytest.mark.parametrize("prefix", VOCABULARIES)
def test_the_terms_of_a_vocabulary_are_those_that_it_publishes(prefix: str) -> None:
    vocabulary, shape = VOCABULARIES[prefix]
    query = str(shapes().value(URIRef(f"{SHAPE}Graph-{shape}-query"), SH.select))
    named = set(re.findall(rf"\b{prefix}:(\w+)", query))
    published = {term for term in vocabulary.__annotations__ if term.isidentifier()}
    assert named - OF_DCAT_3 == published - OF_DCAT_3
