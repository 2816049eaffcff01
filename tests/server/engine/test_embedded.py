import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pyoxigraph
import pytest

from server.engine import Answer, Crashed, Failed, ParseFailure, Query, TimedOut, TooLarge, Unavailable
from server.engine.embedded import EmbeddedEngine
from server.http.limits import Limits

Ask = Callable[..., Answer]
Run = Callable[..., Any]

COUNT = "SELECT (COUNT(*) AS ?n) {?s ?p ?o}"
BOMB = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(12)) + "}"
NESTED = "SELECT * " + "{" * 50_000 + "}" * 50_000
GRAPH = "http://example.org/graph/"


def parents_of_workers() -> list[psutil.Process]:
    return [
        child for child in psutil.Process().children() if "server.engine.workers.zygote" in child.cmdline()
    ]


def number(answer: Answer) -> int:
    return int(answer.read().split()[1])


def test_the_default_graph_is_the_union_of_all_graphs(ask: Ask) -> None:
    assert number(ask(COUNT)) == 18


def test_a_query_that_names_its_dataset_by_from_gets_that_dataset(ask: Ask) -> None:
    text = f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}derived> FROM <{GRAPH}quality> {{?s ?p ?o}}"
    assert number(ask(text, has_dataset_clause=True)) == 5


def test_the_graphs_of_the_protocol_win_over_those_of_the_text(ask: Ask) -> None:
    text = f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}2026> {{?s ?p ?o}}"
    assert number(ask(text, default_graphs=(GRAPH + "derived",), has_dataset_clause=True)) == 2


def test_with_a_default_graph_alone_no_graph_has_a_name(ask: Ask) -> None:
    text = "SELECT (COUNT(*) AS ?n) {GRAPH ?g {?s ?p ?o}}"
    assert number(ask(text, default_graphs=(GRAPH + "derived",))) == 0


def test_with_a_named_graph_alone_the_default_graph_is_empty(ask: Ask) -> None:
    assert number(ask(COUNT, named_graphs=(GRAPH + "derived",))) == 0
    named = "SELECT (COUNT(*) AS ?n) {GRAPH ?g {?s ?p ?o}}"
    assert number(ask(named, named_graphs=(GRAPH + "derived",))) == 2


@pytest.mark.parametrize(
    ("media_type", "beginning"),
    [
        ("application/sparql-results+json", b'{"head":{"vars":["t"]}'),
        ("application/sparql-results+xml", b'<?xml version="1.0"?><sparql '),
        ("text/csv", b"t\r\n"),
        ("text/tab-separated-values", b"?t\n"),
    ],
)
def test_a_table_is_written_in_each_of_its_formats(ask: Ask, media_type: str, beginning: bytes) -> None:
    answer = ask("SELECT ?t {?s <http://purl.org/dc/terms/title> ?t}", media_type)
    body = answer.read()
    assert body.startswith(beginning)
    assert "オンライン申請を増やす".encode() in body
    assert (answer.media_type, answer.release, answer.size) == (media_type, "small", len(body))


@pytest.mark.parametrize(
    "media_type",
    [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ],
)
def test_a_graph_is_written_in_each_of_its_formats(ask: Ask, media_type: str) -> None:
    text = "CONSTRUCT {?s ?p ?o} WHERE {?s ?p ?o}"
    body = ask(text, media_type, prefixes=(("ex", "http://example.org/"),)).read()
    form = pyoxigraph.RdfFormat.from_media_type(media_type)
    assert form is not None
    assert len(set(pyoxigraph.parse(body, form))) == 18


def test_the_prefixes_of_a_query_are_those_of_its_graph(ask: Ask) -> None:
    body = ask("DESCRIBE <http://example.org/id/1>", "text/turtle", prefixes=(("ex", "http://example.org/"),))
    assert b"ex:next ex:id\\/2" in body.read()


def test_a_parse_failure_tells_line_and_column(ask: Ask) -> None:
    with pytest.raises(ParseFailure, match="line 2, column 4") as failure:
        ask("SELECT *\n{ ?")
    assert (failure.value.line, failure.value.column) == (2, 4)


def test_a_format_that_cannot_hold_the_answer_is_a_failure(ask: Ask) -> None:
    with pytest.raises(Failed, match="text/turtle"):
        ask(COUNT, "text/turtle")
    with pytest.raises(Failed, match="text/csv"):
        ask("CONSTRUCT WHERE {?s ?p ?o}", "text/csv")


def test_a_query_past_its_time_ends_and_the_next_answers(ask: Ask) -> None:
    with pytest.raises(TimedOut, match="1 seconds"):
        ask(BOMB)
    assert number(ask(COUNT)) == 18


def test_a_query_that_kills_its_process_ends_alone(ask: Ask) -> None:
    with pytest.raises(Crashed):
        ask(NESTED)
    assert number(ask(COUNT)) == 18


def test_a_query_past_its_memory_ends_alone(run: Run, engine: EmbeddedEngine, ask: Ask) -> None:
    doubled = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
    hungry = Query('SELECT (STRLEN(?x40) AS ?n) {BIND("ab" AS ?x0) ' + doubled + "}", "text/csv")
    with pytest.raises(TooLarge, match="memory"):
        run(engine.answer(hungry, 30))  # so long that a busy machine does not end it for its time
    assert number(ask(COUNT)) == 18


@pytest.mark.parametrize(
    "media_type",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_as_many_rows_as_the_limit_are_answered_and_one_more_is_not(ask: Ask, media_type: str) -> None:
    rows = "SELECT ?o ?none {?s <http://purl.org/dc/terms/description> ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i} LIMIT "
    assert ask(rows + "1000", media_type).size > 1000
    with pytest.raises(TooLarge, match="1,000 rows"):
        ask(rows + "1001", media_type)


def test_as_many_triples_as_the_limit_are_answered_and_one_more_is_not(ask: Ask) -> None:
    triples = "CONSTRUCT {?s ?p [] } WHERE {?s ?p ?o . ?a ?b ?c . ?d ?e ?f} LIMIT "
    assert ask(triples + "1000", "application/n-triples").read().count(b"\n") == 1000
    with pytest.raises(TooLarge, match="1,000 rows"):
        ask(triples + "1001", "application/n-triples")


def test_an_answer_past_the_limit_of_bytes_is_no_answer(ask: Ask) -> None:
    long = 'SELECT ?long {?s ?p ?o . ?a ?b ?c BIND("' + "x" * 10_000 + '" AS ?long)}'
    with pytest.raises(TooLarge, match="1 MiB"):
        ask(long)


def test_an_answer_too_long_for_a_message_arrives_whole(ask: Ask) -> None:
    long = 'SELECT ?long {?s ?p ?o BIND("' + "x" * 50_000 + '" AS ?long)}'
    answer = ask(long)
    assert not isinstance(answer.body, bytes)
    assert answer.read() == b"long\r\n" + (b"x" * 50_000 + b"\r\n") * 18
    assert answer.read() == answer.read()


@pytest.mark.parametrize(
    "verb", ["SELECT * { SERVICE <%s> {?s ?p ?o} }", "SELECT * { SERVICE SILENT <%s> {?s ?p ?o} }"]
)
def test_no_query_reaches_the_network(ask: Ask, run: Run, verb: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        text = verb % f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        if "SILENT" in verb:
            ask(text)
        else:
            with pytest.raises(Failed):
                ask(text)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_worker_that_is_healthy_is_asked_again(run: Run, engine: EmbeddedEngine, ask: Ask) -> None:
    ask(COUNT)
    before = engine.state.workers
    for _ in range(20):
        ask(COUNT)
    assert engine.state.workers == before
    assert engine.state.busy == 0


def test_a_worker_that_ended_while_idle_costs_no_query(ask: Ask) -> None:
    ask(COUNT)
    idle = [worker for parent in parents_of_workers() for worker in parent.children()]
    for worker in idle:
        worker.kill()
    psutil.wait_procs(idle, timeout=5)
    assert number(ask(COUNT)) == 18


def test_a_query_that_nobody_waits_for_any_longer_is_ended(run: Run, engine: EmbeddedEngine) -> None:
    async def leave() -> None:
        asking = asyncio.create_task(engine.answer(Query(BOMB, "text/csv")))
        await asyncio.sleep(0.1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    run(leave())
    assert engine.state.busy == 0


def test_a_missing_release_is_told(run: Run, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"dataset\.nq\.gz"):
        run(EmbeddedEngine(tmp_path, "none", Limits()).start())


def test_the_engine_comes_back_when_its_parent_process_is_killed(run: Run, small_release: Path) -> None:
    async def kill_and_wait() -> tuple[float, int]:
        others = set(parents_of_workers())
        engine = EmbeddedEngine(small_release, "small", Limits(slots=1))
        await engine.start()
        try:
            (its_own,) = set(parents_of_workers()) - others
            its_own.kill()
            started = time.monotonic()
            while engine.state.restarts == 0:
                await asyncio.sleep(0.01)
            return time.monotonic() - started, number(await engine.answer(Query(COUNT, "text/csv")))
        finally:
            await engine.close()

    seconds, count = run(kill_and_wait())
    assert seconds < 3
    assert count == 18


def test_a_switch_of_the_release_loses_no_query(run: Run, write_small_release: Any) -> None:
    quad = '<http://example.org/s> <http://example.org/p> "次" <http://example.org/g> .\n'

    async def switch_under_load() -> list[tuple[str, int]]:
        engine = EmbeddedEngine(write_small_release("old"), "old", Limits(slots=2))
        await engine.start()
        seen: list[tuple[str, int]] = []

        async def ask_on() -> None:
            while ("new", 1) not in seen:
                answer = await engine.answer(Query(COUNT, "text/csv"))
                seen.append((answer.release, number(answer)))

        try:
            await asyncio.gather(ask_on(), ask_on(), engine.switch(write_small_release("new", quad), "new"))
        finally:
            await engine.close()
        return seen

    assert set(run(switch_under_load())) == {("old", 18), ("new", 1)}


def test_a_release_that_cannot_be_loaded_leaves_the_old_one_answering(
    run: Run, engine: EmbeddedEngine, ask: Ask
) -> None:
    with pytest.raises(Unavailable):
        run(engine.switch(Path("nowhere"), "broken"))
    assert engine.release == "small"
    assert number(ask(COUNT)) == 18


def test_nothing_of_the_web_server_is_loaded_into_the_parent_of_the_workers() -> None:
    listing = "import sys, server.engine.workers.zygote; print(*sorted(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "server.engine.workers.zygote" in found
    assert not {"fastapi", "starlette", "rdflib", "pandas"} & set(found)


def test_where_nothing_can_fork_workers_read_the_store_on_disk(run: Run, tmp_path: Path) -> None:
    quads = json.dumps("値", ensure_ascii=False)
    store = pyoxigraph.Store(str(tmp_path / "store"))
    store.load(f"<http://e/s> <http://e/p> {quads} <http://e/g> .", pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    del store

    async def ask_disk() -> int:
        engine = EmbeddedEngine(tmp_path, "disk", Limits(query_seconds=1), on_disk=True)
        await engine.start()
        try:
            with pytest.raises(Crashed):
                await engine.answer(Query(NESTED, "text/csv"))
            return number(await engine.answer(Query(COUNT, "text/csv")))
        finally:
            await engine.close()

    assert run(ask_disk()) == 1


def test_without_its_confinement_the_same_query_would_reach_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        text = f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.getsockname()[1]}/sparql> {{?s ?p ?o}} }}"
        unconfined = f"import pyoxigraph; list(pyoxigraph.Store().query({text!r}))"
        with subprocess.Popen([sys.executable, "-c", unconfined], stderr=subprocess.DEVNULL) as process:
            listener.accept()[0].close()
            assert process.wait(10) == 1
