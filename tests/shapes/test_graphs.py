"""What a graph as a whole must be: each case is a statement that breaks one shape, which names it."""

import pytest
from rdflib import SH, Graph

from pipeline.model.namespaces import ontology
from pipeline.validation.compiled import compiled_findings
from pipeline.validation.shacl import SHAPE, shape_findings, shapes

CASES = {
    "Graph-terms": (
        "<https://example.org/a> kk:titel 'x' .",
        "<https://example.org/a> a kk:Elephant .",
    ),
    "Graph-nodes": (
        "<https://example.org/a> dcterms:relation [] .",
        "[] dcterms:relation <https://example.org/a> .",
    ),
    "Graph-loops": ("<https://example.org/a> dcterms:relation <https://example.org/a> .",),
    "Graph-languages": ("<https://example.org/a> dcterms:description 'Bus'@de .",),
    "Graph-names": ("<https://example.org/a> dcterms:title 'Bus'@en .",),
}
PREFIXES = "@prefix kk: <https://w3id.org/keikaku/ns#> . @prefix dcterms: <http://purl.org/dc/terms/> . "
EVERY = [(shape, statement) for shape, statements in CASES.items() for statement in statements]


def graph(statement: str) -> Graph:
    made = Graph()
    made += ontology()
    return made.parse(data=PREFIXES + statement, format="turtle")


def test_every_shape_of_graphs_has_a_case() -> None:
    assert {str(shape).removeprefix(SHAPE) for shape in shapes().subjects(SH.targetNode)} == CASES.keys()


def test_a_graph_of_nothing_but_the_ontology_breaks_none() -> None:
    assert list(compiled_findings(ontology().serialize(format="nt", encoding="utf-8"))) == []


@pytest.mark.parametrize(("shape", "statement"), EVERY)
def test_a_statement_that_no_graph_may_hold_is_found(shape: str, statement: str) -> None:
    found = list(compiled_findings(graph(statement).serialize(format="nt", encoding="utf-8")))
    assert {finding.shape.removeprefix(SHAPE) for finding in found} == {shape}
    assert all(finding.message.keys() == {"ja", "en"} for finding in found)


def test_pyshacl_finds_them_too() -> None:
    everything = graph(" ".join(statement for _, statement in EVERY))
    found = {finding.shape.removeprefix(SHAPE) for finding in shape_findings(everything, shapes())}
    assert found == CASES.keys()
