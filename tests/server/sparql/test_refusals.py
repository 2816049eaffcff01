"""What is said where there is no answer: of the query, of the request, of the limits, of the service."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.engine.embedded import EmbeddedEngine
from server.sparql.endpoint import Endpoint

Serve = Callable[..., tuple[httpx.Client, Endpoint]]

TITLES = "SELECT ?item ?title { ?item <http://purl.org/dc/terms/title> ?title } ORDER BY ?item ?title"
GRAPH = "CONSTRUCT WHERE { ?s <http://example.org/note> ?o }"
BOMB = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(12)) + "}"


def counted(endpoint: Endpoint, outcome: str) -> float | None:
    return endpoint.metrics.registry.get_sample_value("keikaku_queries_total", {"outcome": outcome})


def until(done: Callable[[], bool]) -> None:
    for _ in range(500):
        if done():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come about within five seconds")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (TITLES, {"headers": {"Accept": "text/turtle"}}),
        (TITLES, {"format": "turtle", "headers": {"Accept": "text/turtle"}}),
        (GRAPH, {"format": "csv", "headers": {"Accept": "text/csv"}}),
    ],
)
def test_a_format_that_the_answer_does_not_have_is_not_acceptable(
    sparql_client: httpx.Client, text: str, wanted: dict[str, Any]
) -> None:
    format_ = {"format": wanted["format"]} if "format" in wanted else {}
    response = sparql_client.get("/sparql", params={"query": text, **format_}, headers=wanted.get("headers"))
    assert response.status_code == 406
    assert response.headers["content-type"] == "application/problem+json"
    assert ("text/turtle" in response.json()["detail"]) == (text == GRAPH)


@pytest.mark.parametrize(
    ("text", "column", "word", "meant"),
    [
        ("SELEC * { ?s ?p ?o }", 1, "SELEC", "SELECT"),
        ("SELECT * WEHRE { ?s ?p ?o }", 10, "WEHRE", "WHERE"),
        ("SELECT * { ?s ?p ?o FITLER(?o > 1) }", 21, "FITLER", "FILTER"),
        ("select * { ?s ?p ?o } oder by ?s", 23, "oder", "ORDER"),
    ],
)
def test_a_misspelt_word_is_named(
    sparql_client: httpx.Client, text: str, column: int, word: str, meant: str
) -> None:
    problem = sparql_client.get("/sparql", params={"query": text}).json()
    assert (problem["line"], problem["column"]) == (1, column)
    assert f"{word!r} is no word of SPARQL. Did you mean {meant}?" in problem["detail"]


def test_a_parse_failure_tells_the_place_and_the_prefix_that_is_missing(sparql_client: httpx.Client) -> None:
    response = sparql_client.get("/sparql", params={"query": "SELECT *\n{ ?s unknown:title ?o }"})
    assert response.status_code == 400
    problem = response.json()
    assert (problem["line"], problem["outcome"]) == (2, "parse_failure")
    assert "PREFIX unknown: <…>" in problem["detail"]
    assert response.headers["cache-control"] == "no-store"


def test_a_problem_is_text_for_whoever_prefers_that(sparql_client: httpx.Client) -> None:
    response = sparql_client.get(
        "/sparql", params={"query": "SELECT"}, headers={"Accept": "text/plain, text/csv;q=0.5"}
    )
    assert response.status_code == 400
    assert response.text.startswith("This is not a SPARQL query: line 1, column ")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"params": {"query": "INSERT DATA {}"}}, 400),
        ({"params": {"update": "INSERT DATA {}"}}, 400),
        ({"params": {"query": "SELECT * { SERVICE <http://a/> {} }"}}, 400),
        ({"params": [("x", "1")] * 300}, 400),
        ({"params": {"query": "ASK {}", "default-graph-uri": "not an IRI"}}, 400),
    ],
)
def test_what_is_not_answered_is_told_with_a_status(
    sparql_client: httpx.Client, request_: Any, status: int
) -> None:
    assert sparql_client.get("/sparql", **request_).status_code == status


@pytest.mark.parametrize(
    ("media_type", "body", "status"),
    [
        ("application/sparql-query", b"#" * 65_537, 413),
        ("application/x-www-form-urlencoded", b"query=" + b"%20" * 90_000, 413),
        ("application/sparql-update", b"CLEAR ALL", 415),
        ("application/x-www-form-urlencoded", b"default-graph-uri=http://a/", 400),
    ],
)
def test_a_body_that_is_not_taken_is_told_with_a_status(
    sparql_client: httpx.Client, media_type: str, body: bytes, status: int
) -> None:
    response = sparql_client.post("/sparql", content=body, headers={"Content-Type": media_type})
    assert response.status_code == status


def test_a_query_past_its_time_names_the_limit_and_the_ways_around_it(sparql_client: httpx.Client) -> None:
    response = sparql_client.get("/sparql", params={"query": BOMB})
    assert response.status_code == 504
    problem = response.json()
    assert "1 seconds" in problem["detail"]
    assert "oxigraph serve" in problem["detail"]
    assert problem["dump"] == "http://testserver/data/dataset.nq.gz"


def test_an_answer_that_is_too_large_is_no_answer(serve_sparql: Serve) -> None:
    client, _ = serve_sparql(query_rows=5)
    assert client.get("/sparql", params={"query": "SELECT * {?s ?p ?o} LIMIT 5"}).status_code == 200
    response = client.get("/sparql", params={"query": "SELECT * {?s ?p ?o} LIMIT 6"})
    assert response.status_code == 413
    assert "more than 5 rows" in response.json()["detail"]


def test_the_log_names_a_query_before_it_runs_and_holds_the_text_of_a_bomb(
    sparql_client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "keikaku.query"):
        sparql_client.get("/sparql", params={"query": BOMB + "#\n"})
    start, end, warning = (each.getMessage() for each in caplog.records if each.name == "keikaku.query")
    name = start.split()[1]
    assert start.startswith("start query=")
    assert end.startswith(f"end {name} seconds=1.")
    assert warning.startswith(f"timed_out {name}")
    assert "\n" not in warning


def test_a_client_that_leaves_ends_its_query(serve_sparql: Serve) -> None:
    client, endpoint = serve_sparql(query_seconds=20)
    with pytest.raises(httpx.ReadTimeout):
        client.get("/sparql", params={"query": BOMB}, timeout=0.2)
    until(lambda: counted(endpoint, "abandoned") == 1)
    until(lambda: endpoint.admission.running == endpoint.engine.state.busy == 0)


def test_a_client_with_too_many_failures_waits_and_another_does_not(serve_sparql: Serve) -> None:
    client, _ = serve_sparql(client_errors=3)
    statuses = [client.get("/sparql", params={"query": "ASK"}).status_code for _ in range(4)]
    assert statuses == [400, 400, 400, 429]
    throttled = client.get("/sparql", params={"query": "ASK {}"})
    assert throttled.status_code == 429
    assert 1 <= int(throttled.headers["retry-after"]) <= 60
    assert throttled.json()["outcome"] == "throttled"


def test_while_the_engine_is_away_the_answer_is_503_and_says_when_to_come_back(serve_sparql: Serve) -> None:
    client, endpoint = serve_sparql()
    away = EmbeddedEngine(Path("nowhere"), "none", endpoint.limits)
    endpoint.engine, engine = away, endpoint.engine
    response = client.get("/sparql", params={"query": "ASK {}"})
    endpoint.engine = engine
    assert response.status_code == 503
    assert response.headers["retry-after"] == "3"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "SELEC * { ?s ?p ?o }",
            "1行目1文字目: 「SELEC」はSPARQLの語ではありません。「SELECT」ではありませんか。",
        ),
        ("SELECT * { ?s no:title ?o }", "接頭辞「no:」が何を指すか書かれていません。"),
        ("SELECT * { ?s ?p ?o }　", "1行目22文字目に、全角などSPARQLのものでない空白があります。"),
        ("INSERT DATA {}", "更新は受け付けません。"),
        ("SELECT * { SERVICE <http://a/> {} }", "（SERVICE）はできません。"),
        ("ASK " + "{" * 200 + "}" * 200, "かっこの入れ子は"),
        (BOMB, "問い合わせが上限の1秒で終わりませんでした。"),
    ],
)
def test_a_problem_is_told_in_japanese_beside_english(
    sparql_client: httpx.Client, text: str, says: str
) -> None:
    problem = sparql_client.get("/sparql", params={"query": text}).json()
    assert says in problem["detail_ja"]
    assert problem["detail"].isprintable() and says not in problem["detail"]
