"""SPARQLWrapper, the client of most scripts, gets an answer of every form in every format that it can ask for."""

import httpx
import pytest
from rdflib import Graph
from SPARQLWrapper import SPARQLWrapper

SELECT = "SELECT ?title { ?item dcterms:title ?title }"
TABLES = ("xml", "json", "csv", "tsv")
GRAPHS = ("xml", "rdf+xml", "turtle", "n3", "json-ld")


@pytest.fixture
def wrapper(sparql_client: httpx.Client) -> SPARQLWrapper:
    return SPARQLWrapper(str(sparql_client.base_url.join("/sparql")))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", TABLES)
def test_a_select_is_answered_in_its_format(wrapper: SPARQLWrapper, form: str, method: str) -> None:
    wrapper.setQuery(SELECT)
    wrapper.setMethod(method)
    wrapper.setReturnFormat(form)
    answer = wrapper.query()
    assert form in answer.info()["content-type"].replace("tab-separated-values", "tsv")
    assert "手数料を見直す" in answer.response.read().decode()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", GRAPHS)
@pytest.mark.parametrize(
    "query", ["CONSTRUCT WHERE { ?s dcterms:title ?o }", "DESCRIBE <http://example.org/id/1>"]
)
def test_a_graph_is_answered_in_a_format_for_graphs(
    wrapper: SPARQLWrapper, query: str, form: str, method: str
) -> None:
    wrapper.setQuery(query)
    wrapper.setMethod(method)
    wrapper.setReturnFormat(form)
    content_type = wrapper.query().info()["content-type"]
    wanted = {"turtle": "text/turtle", "n3": "text/turtle", "json-ld": "application/ld+json"}
    assert content_type.startswith(wanted.get(form, "application/rdf+xml"))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    "query", ["CONSTRUCT WHERE { ?s dcterms:title ?o }", "DESCRIBE <http://example.org/id/1>"]
)
def test_a_graph_in_the_default_format_is_a_graph_of_rdflib(wrapper: SPARQLWrapper, query: str) -> None:
    wrapper.setQuery(query)
    graph = wrapper.queryAndConvert()
    assert isinstance(graph, Graph)
    assert len(graph) > 0
