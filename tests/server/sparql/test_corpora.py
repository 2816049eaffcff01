"""Queries made to bring the endpoint down: each ends as a query should, and the next one is answered.

The crash corpus kills pyoxigraph when it is parsed or planned, the bomb corpus would run or grow for ever.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from server.engine import Crashed, Failed, ParseFailure, Query, QueryFailure, TimedOut, TooLarge
from server.engine.embedded import EmbeddedEngine
from server.http.limits import Limits
from server.sparql.endpoint import Endpoint

Serve = Callable[..., tuple[httpx.Client, Endpoint]]
Shape = Callable[[int], str]

BOMBS = sorted((Path(__file__).parent.parent / "corpora" / "bombs").glob("*.rq"))
ENDS = (200, 400, 413, 504)
ANSWERED = ("planner", "regular_expression", "regular_expression_size")
"""Bombs elsewhere that this engine answers when it is not busy."""
SECONDS = 1.0
OVERSHOOT = 0.25

CRASHES: dict[str, Shape] = {
    "nested groups": lambda n: "SELECT * " + "{" * n + "}" * n,
    "groups not closed": lambda n: "SELECT * " + "{" * n,
    "brackets not closed": lambda n: "SELECT * { FILTER" + "(" * n,
    "nested brackets": lambda n: "SELECT * { FILTER" + "(" * n + "1" + ")" * n + "}",
    "nested functions": lambda n: "SELECT (" + "STR(" * n + "1" + ")" * n + " AS ?x) {}",
    "nested signs": lambda n: "SELECT (" + "!" * n + "true AS ?x) {}",
    "nested blank nodes": lambda n: "SELECT * { ?s ?p " + "[ ?p " * n + "1" + " ]" * n + " }",
    "nested lists": lambda n: "SELECT * { ?s ?p " + "(" * n + ")" * n + " }",
    "nested not exists": lambda n: "SELECT * {" + "FILTER NOT EXISTS {" * n + "}" * n + "}",
    "nested optionals": lambda n: "SELECT * {" + "OPTIONAL {" * n + "}" * n + "}",
    "nested queries": lambda n: "SELECT * {" + "{ SELECT * {" * n + "} }" * n + "}",
    "nested paths": lambda n: "SELECT * { ?s " + "(" * n + "<http://e/p>" + ")*" * n + " ?o }",
    "nested negated paths": lambda n: "SELECT * { ?s " + "!(" * n + "<http://e/p>" + ")" * n + " ?o }",
    "flat binds": lambda n: "SELECT * {" + "".join(f"BIND({i} AS ?x{i}) " for i in range(n)) + "}",
    "flat unions": lambda n: "SELECT * {{}" + " UNION {}" * n + "}",
    "flat optionals": lambda n: "SELECT * {" + "OPTIONAL {} " * n + "}",
    "flat minus": lambda n: "SELECT * {" + "MINUS {} " * n + "}",
    "flat filters": lambda n: "SELECT * {" + "FILTER(1) " * n + "}",
    "path alternatives": lambda n: "SELECT * { ?s " + "|".join(["<http://e/p>"] * (n + 1)) + " ?o }",
    "path sequences": lambda n: "SELECT * { ?s " + "/".join(["<http://e/p>"] * (n + 1)) + " ?o }",
    "alternatives": lambda n: "SELECT * { FILTER(" + " || ".join(["?x"] * (n + 1)) + ") }",
    "sums": lambda n: "SELECT (" + " + ".join(["1"] * (n + 1)) + " AS ?x) {}",
    "patterns": lambda n: "SELECT * {" + "".join(f"?s{i} ?p ?o{i} ." for i in range(n)) + "}",
    "triple terms": lambda n: "SELECT * { BIND(" + "<<( ?s ?p " * n + "1" + " )>>" * n + " AS ?t) }",
    "values": lambda n: "SELECT * { VALUES ?x {" + " 1" * n + "} }",
    "strings not closed": lambda n: "SELECT * { ?s ?p " + "'\\'" * n,
}


@pytest.fixture(scope="module")
def client(serve_sparql: Serve) -> httpx.Client:
    return serve_sparql(query_seconds=SECONDS, query_memory_mib=256)[0]


@pytest.fixture(scope="module")
def ask(small_release: Path) -> Iterator[Callable[[str], QueryFailure | None]]:
    """Asks an engine that no guard stands before: how a query failed (None: it was answered)."""
    limits = Limits(query_seconds=SECONDS, query_memory_mib=256, slots=1)
    engine = EmbeddedEngine(small_release, "small", limits)

    def asked(text: str) -> QueryFailure | None:
        graph = text.lstrip("#").find("CONSTRUCT {") >= 0
        query = Query(text, "text/turtle" if graph else "text/csv")
        try:
            runner.run(engine.answer(query))
        except QueryFailure as failure:
            return failure
        return None

    with asyncio.Runner() as runner:
        runner.run(engine.start())
        yield asked
        runner.run(engine.close())


def next_is_answered(client: httpx.Client) -> bool:
    return client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True


def ends(bomb: Path) -> tuple[int, ...]:
    return ENDS if bomb.stem in ANSWERED else (413, 504)


def post(client: httpx.Client, text: str) -> httpx.Response:
    return client.post("/sparql", content=text.encode(), headers={"Content-Type": "application/sparql-query"})


@pytest.mark.parametrize("shape", CRASHES.values(), ids=CRASHES)
def test_a_query_made_to_crash_the_engine_ends_as_a_query_should(client: httpx.Client, shape: Shape) -> None:
    assert post(client, shape(6_000)).status_code in ENDS
    assert next_is_answered(client)


@pytest.mark.parametrize("shape", CRASHES.values(), ids=CRASHES)
def test_without_a_guard_it_ends_no_more_than_its_own_process(
    ask: Callable[[str], QueryFailure | None], shape: Shape
) -> None:
    failure = ask(shape(2_000))
    assert failure is None or isinstance(failure, ParseFailure | Crashed | Failed | TimedOut | TooLarge)
    assert ask("ASK { ?s ?p ?o }") is None


def test_the_crash_corpus_crashes(ask: Callable[[str], QueryFailure | None]) -> None:
    """Else it would show nothing."""
    for name in ("nested groups", "nested functions", "nested not exists"):
        assert isinstance(ask(CRASHES[name](20_000)), Crashed), name


@pytest.mark.parametrize("bomb", BOMBS[::3], ids=lambda path: path.stem)
def test_a_bomb_ends_at_a_limit(client: httpx.Client, bomb: Path) -> None:
    assert post(client, bomb.read_text(encoding="utf-8")).status_code in ends(bomb)
    assert next_is_answered(client)


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS, ids=lambda path: path.stem)
def test_every_bomb_ends_in_time(client: httpx.Client, bomb: Path) -> None:
    started = time.monotonic()
    assert post(client, bomb.read_text(encoding="utf-8")).status_code in ends(bomb)
    assert time.monotonic() - started < SECONDS + OVERSHOOT
    assert next_is_answered(client)


@pytest.mark.slow
@pytest.mark.parametrize("size", [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000])
@pytest.mark.parametrize("shape", CRASHES.values(), ids=CRASHES)
def test_every_crash_of_every_size_ends_in_time(
    client: httpx.Client, ask: Callable[[str], QueryFailure | None], shape: Shape, size: int
) -> None:
    text = shape(size)
    started = time.monotonic()
    assert post(client, text).status_code in ENDS
    assert time.monotonic() - started < SECONDS + OVERSHOOT
    started = time.monotonic()
    ask(text)
    assert time.monotonic() - started < SECONDS + OVERSHOOT
    assert next_is_answered(client)
    assert ask("ASK { ?s ?p ?o }") is None
