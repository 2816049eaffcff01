import re
from collections.abc import Callable
from pathlib import Path

import httpx

from pipeline.release import attempt
from pipeline.release.attempt import Attempt
from server.engine.embedded import EmbeddedEngine
from server.sparql.endpoint import Endpoint
from tests.server.web import atom

Serve = Callable[..., tuple[httpx.Client, Endpoint]]


def test_ready_runs_a_query_and_names_the_release(sparql_client: httpx.Client) -> None:
    assert sparql_client.get("/health/live").json() == {"status": "live"}
    ready = sparql_client.get("/health/ready")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "release": "small"})


def test_not_ready_without_data_or_without_an_engine(
    serve_sparql: Serve, write_small_release: Callable[..., Path]
) -> None:
    client, endpoint = serve_sparql(write_small_release("empty", ""))
    assert client.get("/health/ready").status_code == 503
    away = EmbeddedEngine(Path("nowhere"), "none", endpoint.limits)
    endpoint.engine, engine = away, endpoint.engine
    response = client.get("/health/ready")
    endpoint.engine = engine
    assert response.status_code == 503
    assert "not running" in response.json()["reason"]
    assert client.get("/health/live").status_code == 200


def test_ready_tells_how_the_last_watched_build_ended(
    serve_sparql: Serve, write_small_release: Callable[..., Path]
) -> None:
    release = write_small_release("watched")
    attempt.add(release.parent, Attempt("2026-04-01T09:00:00+00:00", 1, ("elements.csv: row 3: no title.",)))
    client, _ = serve_sparql(release)
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.json()["release"]) == (200, "watched")
    assert ready.json()["last_build"] == {
        "finished": "2026-04-01T09:00:00+00:00",
        "code": 1,
        "problems": ["elements.csv: row 3: no title."],
    }
    assert "keikaku_last_build_failed 1.0" in client.get("/metrics").text


def test_the_builds_are_a_feed_whose_entries_say_what_was_wrong(
    serve_sparql: Serve, write_small_release: Callable[..., Path]
) -> None:
    release = write_small_release("followed")
    client, _ = serve_sparql(release)
    assert atom.read(client.get("/health/builds.atom")) == []
    attempt.add(release.parent, Attempt("2026-04-01T09:00:00+00:00", 1, ("elements.csv: row 3: no title.",)))
    attempt.add(release.parent, Attempt("2026-04-01T09:05:00+00:00", 0, ()))
    done, failed = atom.read(client.get("/health/builds.atom"))
    assert (done.title, failed.title) == ("Build done", "Build failed (exit 1)")
    assert "row 3: no title." in failed.content


def test_metrics_are_prometheus_text_and_count_each_query_once(serve_sparql: Serve) -> None:
    client, _ = serve_sparql()
    for query in ("ASK {}", "ASK {}", "ASK", "SELECT * {{{"):
        client.get("/sparql", params={"query": query})
    response = client.get("/metrics")
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    samples = dict(line.rsplit(" ", 1) for line in response.text.splitlines() if not line.startswith("#"))
    assert samples['keikaku_queries_total{outcome="answered"}'] == "1.0"
    assert samples['keikaku_queries_total{outcome="cached"}'] == "1.0"
    assert samples['keikaku_queries_total{outcome="parse_failure"}'] == "2.0"
    assert samples["keikaku_query_seconds_count"] == "3.0"
    assert samples['keikaku_query_seconds_bucket{le="+Inf"}'] == "3.0"
    assert samples["keikaku_workers"] == "1.0"
    assert samples["keikaku_engine_ready"] == "1.0"


def test_every_metric_is_described(sparql_client: httpx.Client) -> None:
    text = sparql_client.get("/metrics").text
    described = set(re.findall(r"# TYPE (\w+)", text))
    named = {
        re.sub(r"(?<=seconds)_(bucket|sum|count)$", "", name) for name in re.findall(r"(?m)^(\w+)", text)
    }
    assert named == described
    assert {f"keikaku_queries_{rest}" for rest in ("total", "running", "waiting")} <= described
