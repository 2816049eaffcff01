"""Reading a request costs the process that serves everybody: who is charged, and where it is done."""

import threading
from collections.abc import Callable, Iterator

import httpx
import pytest

from server.sparql.endpoint import Endpoint
from server.sparql.inspection import guard
from server.sparql.inspection.tokens import Token, tokens

Serve = Callable[..., tuple[httpx.Client, Endpoint]]


@pytest.mark.parametrize(
    ("accept", "status"), [("text/csv", 200), ("text/turtle", 406), ("text/csv", 304), ("text/csv", 400)]
)
def test_reading_a_query_is_charged_whatever_comes_of_it(
    serve_sparql: Serve, accept: str, status: int
) -> None:
    client, endpoint = serve_sparql()
    query = "ASK { VALUES ?x { " + "1 " * 2_000 + "} }" + ("{" if status == 400 else "") + f" # {status}"
    headers = {"Accept": accept} | ({"If-None-Match": "*"} if status == 304 else {})
    charged: list[float] = []
    endpoint.admission.charge = lambda client, seconds: charged.append(seconds)  # type: ignore[method-assign]
    assert client.get("/sparql", params={"query": query}, headers=headers).status_code == status
    assert max(charged) > 0.0005


def test_what_no_query_is_answered_as_is_refused_unread(serve_sparql: Serve) -> None:
    client, endpoint = serve_sparql()
    endpoint.inspect = None  # type: ignore[assignment, method-assign]
    assert client.get("/sparql?query=ASK{}", headers={"Accept": "image/png"}).status_code == 406


def test_a_long_text_is_read_in_a_thread_while_others_are_answered(serve_sparql: Serve) -> None:
    client, _ = serve_sparql(query_values=100_000)
    threads: list[str] = []

    def noted(text: str) -> Iterator[Token]:
        threads.append(threading.current_thread().name)
        return tokens(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "tokens", noted)
        for length in (10, 5_000):
            query = "ASK { VALUES ?x { " + "2 " * length + "} }"
            assert client.get("/sparql", params={"query": query}).status_code == 200
    assert threads[0] != threads[1]
