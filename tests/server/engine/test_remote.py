import asyncio
import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.engine import Answer, Failed, ParseFailure, Query, QueryFailure, TimedOut, TooLarge, Unavailable
from server.engine.exchange import Reply
from server.engine.remote import Breaker, RemoteEngine
from server.http.limits import Limits

Serve = Callable[[BaseHTTPRequestHandler], None]

JSON = "application/sparql-results+json"
EMPTY = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
LIMITS = Limits(query_seconds=1, query_rows=1000, query_answer_mib=1)
SOON = Limits(query_seconds=0.3)
"""For a store that never comes to an end."""


def ask(
    url: str, text: str = "ASK {}", media_type: str = JSON, limits: Limits = LIMITS, **dataset: Any
) -> Answer:
    engine = RemoteEngine(url, "r", limits)
    return asyncio.run(engine.answer(Query(text, media_type, **dataset)))


@contextmanager
def store(*replies: Serve) -> Iterator[tuple[str, list[BaseHTTPRequestHandler]]]:
    """A store that replies as it is told, the last way for ever: its address, the requests it got."""
    requests: list[BaseHTTPRequestHandler] = []
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        stop = stopped

        def do_POST(self) -> None:
            self.text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            requests.append(self)
            replies[min(len(requests), len(replies)) - 1](self)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sparql", requests
        finally:
            stopped.set()
            server.shutdown()
            thread.join()


def reply(status: int = 200, body: bytes = EMPTY, **headers: str) -> Serve:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in ({"Content_Type": JSON, "Content_Length": str(len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def drip(handler: Any) -> None:
    """A byte now and then, for ever: no timeout between bytes ends it."""
    reply(body=b"", Content_Length="1000000")(handler)
    try:
        while not handler.stop.wait(0.05):
            handler.wfile.write(b" ")
    except OSError:
        return


@pytest.fixture(scope="module")
def oxigraph(oxigraph_server: str, small_release: Path) -> str:
    quads = gzip.decompress((small_release / "dataset.nq.gz").read_bytes())
    loaded = httpx.post(
        f"{oxigraph_server}/store", content=quads, headers={"Content-Type": "application/n-quads"}
    )
    assert loaded.status_code in (200, 201, 204)
    return f"{oxigraph_server}/query"


def test_a_store_answers_as_this_endpoint_does(oxigraph: str) -> None:
    assert ask(oxigraph, "SELECT (COUNT(*) AS ?n) {?s ?p ?o}", "text/csv").read() == b"n\r\n18\r\n"
    titles = ask(
        oxigraph, "CONSTRUCT WHERE {?s <http://purl.org/dc/terms/title> ?t}", "application/n-triples"
    )
    assert "手数料を見直す".encode() in titles.read()


def test_the_dataset_of_the_protocol_reaches_the_store(oxigraph: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) {?s ?p ?o}"
    derived = "http://example.org/graph/derived"
    assert ask(oxigraph, count, "text/csv", default_graphs=(derived,)).read() == b"n\r\n2\r\n"
    assert ask(oxigraph, count, "text/csv", named_graphs=(derived,)).read() == b"n\r\n0\r\n"


def test_the_words_of_a_stores_parser_and_its_position_come_back(oxigraph: str) -> None:
    with pytest.raises(ParseFailure, match="expected") as failure:
        ask(oxigraph, "SELECT *\n{ ?")
    assert (failure.value.line, failure.value.column) == (2, 4)


def test_a_stores_answer_past_the_limit_of_rows_is_no_answer(oxigraph: str) -> None:
    rows = "SELECT ?a {?a ?b ?c . ?d ?e ?f . ?g ?h ?i} LIMIT "
    assert ask(oxigraph, rows + "1000", "text/csv").size > 1000
    with pytest.raises(TooLarge, match="1,000 rows"):
        ask(oxigraph, rows + "1001", "text/csv")


def test_a_text_is_sent_as_it_is_with_the_media_type_alone() -> None:
    text = "# ASK 計 &?=\nASK { ?s ?p '+' }"
    with store(reply()) as (url, requests):
        ask(url.replace("//", "//name:secret@"), text)
    sent = httpx.QueryParams(requests[0].text)  # type: ignore[attr-defined]
    assert dict(sent) == {"query": text}
    assert requests[0].headers["Accept"] == JSON
    assert requests[0].headers["Authorization"].startswith("Basic ")


def test_a_hostile_text_does_not_keep_the_client_busy() -> None:
    text = "PREFIX " + "BASE <" * 10_000
    with store(reply()) as (url, _):
        assert ask(url, text).read() == EMPTY


def test_a_store_that_sends_a_byte_now_and_then_is_cut_off() -> None:
    with store(drip) as (url, _), pytest.raises(TimedOut):
        ask(url, limits=SOON)


def test_a_store_that_says_nothing_is_cut_off() -> None:
    with store(lambda handler: handler.stop.wait(5)) as (url, _), pytest.raises(TimedOut):  # type: ignore[attr-defined]
        ask(url, limits=SOON)


def test_a_body_past_the_cap_is_no_answer() -> None:
    with store(reply(body=b" " * 2_000_000)) as (url, _), pytest.raises(TooLarge, match="1 MiB"):
        ask(url)


def test_a_body_that_is_large_but_not_too_large_comes_whole() -> None:
    body = b" " * 900_000 + EMPTY
    with store(reply(body=body)) as (url, _):
        assert ask(url).read() == body


@pytest.mark.parametrize(
    "cut",
    [
        reply(body=EMPTY[:20], Content_Length=str(len(EMPTY))),
        reply(body=EMPTY[:-1]),
        reply(body=EMPTY, X_SQL_State="S1TAT"),
        reply(body=b"<html></html>", Content_Type="text/html"),
    ],
    ids=["length", "ending", "virtuoso", "page"],
)
def test_an_answer_that_is_not_whole_or_not_one_is_a_failure(cut: Serve) -> None:
    with store(cut) as (url, _), pytest.raises(QueryFailure):
        ask(url)


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_on_the_same_host_is_followed_with_the_query(status: int) -> None:
    with store(reply()) as (there, received), store(reply(status, Location=there)) as (url, _):
        assert ask(url, "ASK {}").read() == EMPTY
    assert "ASK" in received[0].text  # type: ignore[attr-defined]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_not_followed(status: int) -> None:
    with store(reply()) as (there, received):
        elsewhere = there.replace("127.0.0.1", "localhost")
        with (
            store(reply(status, Location=elsewhere)) as (url, _),
            pytest.raises(Unavailable, match=str(status)),
        ):
            ask(url)
    assert not received


def test_a_busy_store_is_asked_again_after_the_time_it_says() -> None:
    with store(reply(503, Retry_After="0"), reply(429, Retry_After="0"), reply()) as (url, requests):
        assert ask(url).read() == EMPTY
    assert len(requests) == 3


def test_a_store_that_stays_busy_is_asked_three_times() -> None:
    with store(reply(503, Retry_After="0")) as (url, requests), pytest.raises(Unavailable):
        ask(url)
    assert len(requests) == 3


@pytest.mark.parametrize("later", ["60", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_a_store_that_asks_for_more_time_than_there_is_is_not_asked_again(later: str) -> None:
    with store(reply(503, Retry_After=later)) as (url, requests), pytest.raises(Unavailable) as failure:
        ask(url)
    assert len(requests) == 1
    assert failure.value.retry_after is not None
    assert failure.value.retry_after >= 60


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ParseFailure),
        (401, Unavailable),
        (404, Unavailable),
        (406, Failed),
        (500, Failed),
        (502, Unavailable),
        (413, TooLarge),
        (504, TimedOut),
    ],
)
def test_each_status_has_its_meaning(status: int, kind: type[QueryFailure]) -> None:
    with store(reply(status, b"x" * 10_000)) as (url, _), pytest.raises(kind) as failure:
        ask(url)
    assert len(failure.value.what) < 700


def test_a_store_that_is_not_there_is_unavailable() -> None:
    with store() as (url, _):
        pass
    with pytest.raises(Unavailable):
        ask(url)


def test_a_store_that_keeps_failing_is_left_alone_for_a_while() -> None:
    async def scene(url: str) -> list[str]:
        engine = RemoteEngine(url, "r", LIMITS)
        said = []
        for _ in range(7):
            with pytest.raises(Unavailable) as failure:
                await engine.answer(Query("ASK {}", JSON))
            said.append(failure.value.what)
        assert not engine.state.ready
        return said

    with store(reply(502)) as (url, requests):
        said = asyncio.run(scene(url))
    assert len(requests) == 5
    assert said[5] == said[6] == "The store does not answer."


def test_after_a_while_one_query_tries_whether_the_store_is_back() -> None:
    now = 100.0
    breaker = Breaker(most=2, seconds=10, clock=lambda: now)
    for _ in range(2):
        breaker.check()
        breaker.failed()
    with pytest.raises(Unavailable) as failure:
        breaker.check()
    assert failure.value.retry_after == 10
    now = 111.0
    breaker.check()
    with pytest.raises(Unavailable):
        breaker.check()
    breaker.succeeded()
    breaker.check()


def test_a_failure_of_the_query_is_none_of_the_store() -> None:
    async def scene(url: str) -> bool:
        engine = RemoteEngine(url, "r", LIMITS)
        for _ in range(6):
            with pytest.raises(ParseFailure):
                await engine.answer(Query("ASK", JSON))
        return engine.state.ready

    with store(reply(400, b"no")) as (url, _):
        assert asyncio.run(scene(url))


def test_the_deadline_is_one_for_all_tries_together(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []
    exchange = RemoteEngine._exchange

    async def noted(engine: RemoteEngine, query: Query, seconds: float) -> Reply:
        given.append(seconds)
        return await exchange(engine, query, seconds)

    monkeypatch.setattr(RemoteEngine, "_exchange", noted)
    with store(reply(503, Retry_After="0"), drip) as (url, _), pytest.raises(TimedOut):
        ask(url)
    first, second = given
    assert second < first <= LIMITS.query_seconds
