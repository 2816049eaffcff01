"""The query part of the W3C's SPARQL 1.1 Protocol tests, written out (data-sparql11/protocol, by their names there)."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from httpx import Client, Response

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
D1, D2, D3 = (DATA.format(number) for number in (1, 2, 3))
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}

Parameters = tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def client(
    write_small_release: Callable[..., Path], serve_sparql: Callable[..., tuple[Client, object]]
) -> Client:
    quads = "".join(
        f"<{name}> <{TYPE}> <http://xmlns.com/foaf/0.1/Document> <{name}> .\n" for name in (D1, D2, D3)
    )
    return serve_sparql(write_small_release("protocol", quads))[0]


def get(client: Client, parameters: Parameters, **headers: str) -> Response:
    return client.get("/sparql", params=parameters, headers=headers)


def post_form(client: Client, parameters: Parameters, **headers: str) -> Response:
    return client.post("/sparql", content=urlencode(parameters), headers={**FORM, **headers})


def post_direct(client: Client, parameters: Parameters, **headers: str) -> Response:
    query = dict(parameters)["query"]
    others = tuple((name, value) for name, value in parameters if name != "query")
    return client.post("/sparql", params=others, content=query, headers={**DIRECT, **headers})


EVERY_WAY = pytest.mark.parametrize("ask", [get, post_form, post_direct])
Ask = Callable[..., Response]


def assert_true(response: Response) -> None:
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert response.json()["boolean"] is True


@EVERY_WAY
def test_query_get_and_post_form_and_post_direct(client: Client, ask: Ask) -> None:
    assert_true(ask(client, (("query", "ASK {}"),)))


@EVERY_WAY
def test_query_dataset_default_graph(client: Client, ask: Ask) -> None:
    assert_true(
        ask(
            client,
            (
                ("query", f"ASK {{ <{D1}> a ?type }}"),
                ("default-graph-uri", D1),
            ),
        )
    )
    without = ask(
        client,
        (
            ("query", f"ASK {{ <{D2}> a ?type }}"),
            ("default-graph-uri", D1),
        ),
    )
    assert without.json()["boolean"] is False


@EVERY_WAY
def test_query_dataset_default_graphs(client: Client, ask: Ask) -> None:
    text = f"ASK {{ <{D1}> a ?type . <{D2}> a ?type }}"
    assert_true(
        ask(
            client,
            (
                ("query", text),
                ("default-graph-uri", D1),
                ("default-graph-uri", D2),
            ),
        )
    )


@EVERY_WAY
def test_query_dataset_named_graphs(client: Client, ask: Ask) -> None:
    text = f"ASK {{ GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}"
    assert_true(
        ask(
            client,
            (
                ("query", text),
                ("named-graph-uri", D1),
                ("named-graph-uri", D2),
            ),
        )
    )


@EVERY_WAY
def test_query_dataset_full(client: Client, ask: Ask) -> None:
    text = f"ASK {{ <{D3}> a ?type . GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}"
    graphs = (("default-graph-uri", D3), ("named-graph-uri", D1), ("named-graph-uri", D2))
    assert_true(
        ask(
            client,
            (
                ("query", text),
                *graphs,
            ),
        )
    )


@EVERY_WAY
def test_query_multiple_dataset(client: Client, ask: Ask) -> None:
    """A dataset in the protocol wins over one in the text."""
    text = f"ASK FROM <{D1}> {{ <{D2}> a ?type FILTER NOT EXISTS {{ <{D1}> a ?any }} }}"
    assert_true(
        ask(
            client,
            (
                ("query", text),
                ("default-graph-uri", D2),
            ),
        )
    )


@EVERY_WAY
@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("SELECT (1 AS ?value) {}", ("xml", "json", "text/csv", "text/tab-separated-values")),
        ("ASK {}", ("xml", "json")),
    ],
)
def test_query_content_type_select_and_ask(
    client: Client, ask: Ask, text: str, types: tuple[str, ...]
) -> None:
    for type_ in types:
        wanted = type_ if "/" in type_ else f"application/sparql-results+{type_}"
        response = ask(client, (("query", text),), Accept=wanted)
        assert response.status_code == 200
        assert response.headers["content-type"].partition(";")[0] == wanted


@EVERY_WAY
@pytest.mark.parametrize(
    "text",
    [
        "DESCRIBE <http://example.org/>",
        "CONSTRUCT { <s> <p> 1 } WHERE {}",
    ],
)
def test_query_content_type_describe_and_construct(client: Client, ask: Ask, text: str) -> None:
    for wanted in ("application/rdf+xml", "application/n-triples", "text/turtle", "application/ld+json"):
        response = ask(client, (("query", text),), Accept=wanted)
        assert response.status_code == 200
        assert response.headers["content-type"].partition(";")[0] == wanted


def test_bad_query_method(client: Client) -> None:
    response = client.put("/sparql", params={"query": "ASK {}"})
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


def test_bad_multiple_queries(client: Client) -> None:
    twice = (("query", "ASK {}"), ("query", "SELECT * {}"))
    assert get(client, twice).status_code == 400
    assert post_form(client, twice).status_code == 400
    assert client.post("/sparql", params=twice[:1], content="ASK {}", headers=DIRECT).status_code == 400


def test_bad_query_wrong_media_type(client: Client) -> None:
    response = client.post("/sparql", content="ASK {}", headers={"Content-Type": "text/plain"})
    assert response.status_code == 415


def test_bad_query_missing_form_type(client: Client) -> None:
    assert client.post("/sparql", content=b"query=ASK%20%7B%7D").status_code == 415


def test_bad_query_missing_direct_type(client: Client) -> None:
    assert client.post("/sparql", content=b"ASK {}").status_code == 415


def test_bad_query_non_utf8(client: Client) -> None:
    utf_16 = {"Content-Type": "application/sparql-query; charset=UTF-16"}
    assert client.post("/sparql", content="ASK {}".encode("utf-16"), headers=utf_16).status_code == 415
    assert client.post("/sparql", content=b'ASK { ?s ?p "\xff" }', headers=DIRECT).status_code == 400
    assert (
        client.post(
            "/sparql", content=b"query=ASK%20%7B%20%3Fs%20%3Fp%20%22%FF%22%7D", headers=FORM
        ).status_code
        == 400
    )
    assert client.get("/sparql?query=ASK%7B%3Fs%20%3Fp%20%22%FF%22%7D").status_code == 400


@EVERY_WAY
def test_bad_query_syntax(client: Client, ask: Ask) -> None:
    assert ask(client, (("query", "ASK"),)).status_code == 400


@EVERY_WAY
@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["graph", "", "http://a b"])
def test_a_graph_that_cannot_be_one_is_told_by_its_parameter(
    client: Client, ask: Ask, name: str, graph: str
) -> None:
    answer = ask(client, (("query", "ASK {}"), (name, graph)))
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(f"{name}: {graph!r} is no absolute IRI.")


@EVERY_WAY
@pytest.mark.parametrize("query", ["", " \n", "# only a remark"])
def test_an_empty_query_is_told_to_be_empty(client: Client, ask: Ask, query: str) -> None:
    answer = ask(client, (("query", query),))
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("The query is empty. Write a SELECT")
