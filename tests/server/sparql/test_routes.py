import gzip
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from server.sparql.endpoint import Endpoint
from server.sparql.service_description import MOST_GRAPHS, describe

Serve = Callable[..., tuple[httpx.Client, Endpoint]]

TITLES = "SELECT ?item ?title { ?item <http://purl.org/dc/terms/title> ?title } ORDER BY ?item ?title"
GRAPH = "CONSTRUCT WHERE { ?s <http://example.org/note> ?o }"
LARGE = "SELECT ?long { ?s ?p ?o . ?a ?b ?c BIND('" + "計" * 2_000 + "' AS ?long) }"


def counted(endpoint: Endpoint, outcome: str) -> float | None:
    return endpoint.metrics.registry.get_sample_value("keikaku_queries_total", {"outcome": outcome})


def test_japanese_goes_in_and_comes_out_as_it_is(sparql_client: httpx.Client) -> None:
    text = "ASK { ?item ?p '手数料を見直す'@ja }"
    assert sparql_client.get("/sparql", params={"query": text}).json()["boolean"] is True
    body = ("query=" + text).encode()
    raw = sparql_client.post(
        "/sparql", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert raw.json()["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "text", "content_type"),
    [
        ("", TITLES, "application/sparql-results+json"),
        ("*/*", TITLES, "application/sparql-results+json"),
        ("text/csv;q=0.5, text/tab-separated-values", TITLES, "text/tab-separated-values; charset=utf-8"),
        ("application/xml", TITLES, "application/sparql-results+xml"),
        ("application/json", TITLES, "application/sparql-results+json"),
        ("text/*", TITLES, "text/csv; charset=utf-8"),
        ("*/*", GRAPH, "text/turtle; charset=utf-8"),
        ("application/sparql-results+json, application/rdf+xml;q=0.1", GRAPH, "application/rdf+xml"),
        ("application/trig", GRAPH, "application/trig"),
        ("application/n-quads", GRAPH, "application/n-quads"),
    ],
)
def test_the_format_is_the_one_preferred(
    sparql_client: httpx.Client, accept: str, text: str, content_type: str
) -> None:
    response = sparql_client.get("/sparql", params={"query": text}, headers={"Accept": accept})
    assert response.headers["content-type"] == content_type
    assert response.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("parameter", ["format", "output"])
@pytest.mark.parametrize("name", ["csv", "text/csv", "CSV"])
def test_a_format_can_be_named_in_the_address(sparql_client: httpx.Client, parameter: str, name: str) -> None:
    response = sparql_client.get(
        "/sparql", params={"query": TITLES, parameter: name}, headers={"Accept": "text/html"}
    )
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "http://example.org/id/3,手数料を見直す\r\n" in response.text


@pytest.mark.parametrize(
    ("text", "names", "content_type"),
    [
        (GRAPH, ("csv",), "text/turtle; charset=utf-8"),
        (GRAPH, ("xml", "xml", "xml"), "application/rdf+xml"),
        (GRAPH, ("json",), "application/ld+json"),
        (GRAPH, ("n3",), "text/turtle; charset=utf-8"),
        (TITLES, ("turtle",), "application/sparql-results+json"),
        (TITLES, ("csv", "rdf+xml"), "text/csv; charset=utf-8"),
        (TITLES, ("",), "application/sparql-results+json"),
    ],
)
def test_a_format_named_for_another_kind_of_answer_leaves_the_choice_to_accept(
    sparql_client: httpx.Client, text: str, names: tuple[str, ...], content_type: str
) -> None:
    named = [("format", name) for name in names]
    response = sparql_client.get("/sparql", params=[("query", text), *named])
    assert (response.status_code, response.headers["content-type"]) == (200, content_type)


def test_the_endpoint_answers_with_a_slash_behind_it(sparql_client: httpx.Client) -> None:
    assert sparql_client.get("/sparql/", params={"query": TITLES}).content
    assert sparql_client.post("/sparql/", data={"query": "ASK {}"}).json()["boolean"] is True


def test_a_relative_iri_is_below_the_base_of_the_data(sparql_client: httpx.Client) -> None:
    text = "SELECT (<id/1> AS ?relative) (<urn:x> AS ?absolute) {}"
    answer = sparql_client.get("/sparql", params={"query": text, "format": "csv"}).text
    assert answer == "relative,absolute\r\nhttps://w3id.org/keikaku/id/1,urn:x\r\n"
    own = "BASE <http://example.org/> SELECT (<id/1> AS ?relative) {}"
    assert "http://example.org/id/1" in sparql_client.get("/sparql", params={"query": own}).text


def test_prefixes_of_the_project_need_no_declaration(sparql_client: httpx.Client) -> None:
    found = sparql_client.get("/sparql", params={"query": "SELECT ?o { ?s dcterms:title ?o }"})
    assert len(found.json()["results"]["bindings"]) > 0
    other = "PREFIX dcterms: <http://example.org/> SELECT (dcterms:title AS ?iri) {}"
    assert "http://example.org/title" in sparql_client.get("/sparql", params={"query": other}).text
    graph = sparql_client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s dcterms:title ?o }"})
    assert "@prefix dcterms:" in graph.text


def test_an_answer_known_to_the_client_is_not_sent_again(serve_sparql: Serve) -> None:
    client, endpoint = serve_sparql()
    first = client.get("/sparql", params={"query": TITLES})
    tag = first.headers["etag"]
    again = client.get("/sparql", params={"query": TITLES}, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert counted(endpoint, "not_modified") == 1


def test_the_entity_tag_differs_by_query_dataset_format_and_release(
    serve_sparql: Serve, write_small_release: Callable[..., Path]
) -> None:
    client, _ = serve_sparql()
    other, _ = serve_sparql(write_small_release("other"))
    graph = {"default-graph-uri": "http://example.org/graph/2026"}
    tags = [
        client.get("/sparql", params={"query": TITLES}).headers["etag"],
        client.get("/sparql", params={"query": TITLES + " "}).headers["etag"],
        client.get("/sparql", params={"query": TITLES, **graph}).headers["etag"],
        client.get("/sparql", params={"query": TITLES, "format": "csv"}).headers["etag"],
        other.get("/sparql", params={"query": TITLES}).headers["etag"],
    ]
    assert len(set(tags)) == len(tags)


def test_a_query_asked_again_is_answered_from_memory(serve_sparql: Serve) -> None:
    client, endpoint = serve_sparql()
    answers = [client.get("/sparql", params={"query": TITLES}).content for _ in range(3)]
    assert len(set(answers)) == 1
    assert counted(endpoint, "answered") == 1
    assert counted(endpoint, "cached") == 2


def test_a_query_that_answers_differently_each_time_is_run_each_time(sparql_client: httpx.Client) -> None:
    text = "SELECT (STRUUID() AS ?id) {}"
    answers = [sparql_client.get("/sparql", params={"query": text, "format": "csv"}) for _ in range(2)]
    assert answers[0].content != answers[1].content
    assert "etag" not in answers[0].headers
    assert answers[0].headers["cache-control"] == "no-store"


@pytest.mark.parametrize("text", [TITLES + " # " + "長" * 10, LARGE])
def test_an_answer_is_the_same_compressed_and_not(serve_sparql: Serve, text: str) -> None:
    client, _ = serve_sparql(cache_mib=1)
    plain = client.get("/sparql", params={"query": text}, headers={"Accept-Encoding": "identity"})
    for _ in range(2):
        packed = client.get("/sparql", params={"query": text}, headers={"Accept-Encoding": "gzip"})
        assert packed.content == plain.content
    assert ("content-encoding" in packed.headers) == (len(plain.content) > 1024)
    assert "content-encoding" not in plain.headers
    assert plain.headers["content-length"] == str(len(plain.content))


def test_compression_that_is_declined_is_not_done(sparql_client: httpx.Client) -> None:
    params = {"query": "SELECT * { ?s ?p ?o }"}
    taken = sparql_client.get("/sparql", params=params, headers={"Accept-Encoding": "gzip"})
    declined = sparql_client.get("/sparql", params=params, headers={"Accept-Encoding": "gzip;q=0"})
    assert taken.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in declined.headers
    assert gzip.decompress(gzip.compress(declined.content)) == taken.content


@pytest.mark.parametrize("text", [TITLES, LARGE])
def test_head_tells_what_get_would(sparql_client: httpx.Client, text: str) -> None:
    headers = {"Accept-Encoding": "identity"}
    head = sparql_client.head("/sparql", params={"query": text}, headers=headers)
    get = sparql_client.get("/sparql", params={"query": text}, headers=headers)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == get.headers[name]


def test_pages_from_elsewhere_may_ask(sparql_client: httpx.Client) -> None:
    for status, query in ((200, "ASK {}"), (400, "ASK")):
        response = sparql_client.get("/sparql", params={"query": query})
        assert response.status_code == status
        assert response.headers["access-control-allow-origin"] == "*"
    preflight = sparql_client.options("/sparql")
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    asked = {"Access-Control-Request-Headers": "if-none-match, x-own"}
    assert (
        sparql_client.options("/sparql", headers=asked).headers["access-control-allow-headers"]
        == "if-none-match, x-own"
    )


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("*/*", RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_without_a_query_programs_get_the_service_description(
    sparql_client: httpx.Client, media_type: str, form: RdfFormat
) -> None:
    response = sparql_client.get("/sparql", headers={"Accept": media_type})
    assert response.headers["content-type"].startswith(form.media_type)
    triples = [quad.triple for quad in parse(response.content, form)]
    terms = {term for triple in triples for term in (triple.subject, triple.object)}
    assert not any(isinstance(term, BlankNode) for term in terms)
    described = "http://www.w3.org/ns/sparql-service-description#"
    name = NamedNode(described + "name")
    graphs = {triple.object.value for triple in triples if triple.predicate == name}
    assert graphs == {f"http://example.org/graph/{graph}" for graph in ("2026", "derived", "quality")}
    service = NamedNode("http://testserver/sparql")
    assert (service, NamedNode(described + "endpoint"), service) in {tuple(triple) for triple in triples}


def test_the_service_description_does_not_grow_with_the_graphs_of_a_nation() -> None:
    few, many = ({f"urn:{n}": 2 for n in range(count)} for count in (MOST_GRAPHS, MOST_GRAPHS + 1))
    described = list(describe("http://testserver/sparql", many))
    assert len(described) < 30 < MOST_GRAPHS < len(list(describe("http://testserver/sparql", few)))
    assert str(2 * len(many)) in {getattr(triple.object, "value", "") for triple in described}


def test_without_a_query_people_get_a_form(sparql_client: httpx.Client) -> None:
    response = sparql_client.get("/sparql", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "<textarea" in response.text


def test_a_query_opened_in_a_browser_is_shown_in_the_form_and_cannot_break_out(
    sparql_client: httpx.Client,
) -> None:
    text = "ASK { ?s ?p '</textarea><script>alert(1)</script>' }"
    response = sparql_client.get("/sparql", params={"query": text}, headers={"Accept": "text/html"})
    assert "<script>" not in response.text
    assert "&lt;script&gt;alert(1)" in response.text


def test_quads_are_only_what_was_asked_for(sparql_client: httpx.Client) -> None:
    response = sparql_client.get("/sparql", params={"query": GRAPH, "format": "nq"})
    quads = list(parse(response.content, RdfFormat.N_QUADS))
    assert len(quads) == 3
    assert all(isinstance(quad, Quad) for quad in quads)
