"""What one client may take of the connections, whatever it asks."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from server.http.connections import BoundedConnection

PATIENCE = 0.5
GET = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
Connect = Callable[[], socket.socket]


class Bounded(BoundedConnection):
    """The bounds, small enough to run into."""

    most_of_client = 3
    most_address = 500
    most_head = 800
    receiving_seconds = PATIENCE
    stalled_seconds = PATIENCE


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with how long the body was; at /long, with more than any buffer between here and a client takes."""
    request = Request(scope, receive)
    answer: Response = PlainTextResponse(str(len(await request.body())))
    if scope["path"] == "/long":
        answer = StreamingResponse(b"x" * 1_000_000 for _ in range(50))
    await answer(scope, receive, send)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            _app, http=Bounded, lifespan="off", log_level="critical", forwarded_allow_ips="192.0.2.0/24"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def connect(port: int) -> Iterator[Connect]:
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))


def _reply(connection: socket.socket) -> bytes:
    """All that is sent until the connection ends, as its client sees it."""
    parts = []
    with contextlib.suppress(ConnectionResetError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def test_one_request_after_another_is_answered_on_a_connection(connect: Connect) -> None:
    connection = connect()
    for _ in range(30):  # together past the bound of one
        connection.sendall(GET.replace(b"Host: here", b"Host: " + b"h" * 100))
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
    time.sleep(2 * PATIENCE)  # a connection without a request under way is the keep-alive's to end
    connection.sendall(GET)
    assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "beginning",
    [b"GET / HTTP/1.1\r\nCookie: ", b"GET / HTTP/1.1\r\nA: b\r\nC: "],
    ids=["header", "later header"],
)
def test_a_head_without_end_is_refused(connect: Connect, beginning: bytes) -> None:
    connection = connect()
    connection.sendall(beginning + b"x" * 500)
    time.sleep(PATIENCE / 5)
    connection.sendall(b"x" * 500)
    reply = _reply(connection)
    assert reply.startswith(b"HTTP/1.1 431 ")
    assert "ヘッダーが長すぎます。".encode() in reply and b"The headers are too long." in reply


def test_an_address_without_end_is_refused_with_advice_that_a_page_elsewhere_may_read(
    connect: Connect,
) -> None:
    connection = connect()
    connection.sendall(b"GET /?query=" + b"x" * 400)
    time.sleep(PATIENCE / 5)
    connection.sendall(b"x" * 400)
    reply = _reply(connection)
    assert reply.startswith(b"HTTP/1.1 414 ")
    assert b"access-control-allow-origin: *" in reply
    assert b"Send the query by POST." in reply and "問い合わせはPOSTで送ってください。".encode() in reply


def test_an_address_longer_than_the_parser_counts_is_refused_alike(connect: Connect) -> None:
    connection = connect()
    connection.sendall(b"GET /?query=" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: here\r\n\r\n")
    assert _reply(connection).startswith(b"HTTP/1.1 414 ")


def test_a_long_body_is_no_long_head(connect: Connect) -> None:
    connection = connect()
    body = b"x" * 200_000
    connection.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
    assert connection.recv(1000).endswith(b"200000")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", b""),
        (b"GET / HT", b"HTTP/1.1 408 "),
        (b"GET / HTTP/1.1\r\nHost: here\r\nX-", b"HTTP/1.1 408 "),
        (b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nabc", b""),
    ],
    ids=["nothing", "half a line", "half a head", "half a body"],
)
def test_who_does_not_get_on_with_a_request_is_not_waited_for(
    connect: Connect, sent: bytes, status: bytes
) -> None:
    connection = connect()
    connection.sendall(sent)
    assert _reply(connection).startswith(status)


def test_a_byte_now_and_then_does_not_buy_time(connect: Connect) -> None:
    connection = connect()
    began = time.monotonic()
    connection.sendall(GET[:-2])
    with contextlib.suppress(ConnectionError):
        while time.monotonic() < began + 20 * PATIENCE:
            connection.sendall(b"A: b\r\n")
            time.sleep(PATIENCE / 5)
    assert time.monotonic() < began + 20 * PATIENCE


def test_who_does_not_take_an_answer_is_not_waited_for(connect: Connect) -> None:
    connection = connect()
    connection.sendall(GET.replace(b"/ ", b"/long "))
    time.sleep(3 * PATIENCE)
    assert len(_reply(connection)) < 50_000_000


def test_a_client_has_so_many_connections_and_no_more(connect: Connect) -> None:
    first, *others = (connect() for _ in range(Bounded.most_of_client))
    time.sleep(PATIENCE / 5)
    reply = _reply(connect())
    assert reply.startswith(b"HTTP/1.1 429 ")
    assert "同時の接続は".encode() in reply and b"connections at a time" in reply
    first.close()
    time.sleep(PATIENCE / 5)
    again = connect()
    again.sendall(GET)
    assert again.recv(1000).startswith(b"HTTP/1.1 200 ")
    assert len(others) == Bounded.most_of_client - 1


def test_a_proxy_that_is_trusted_has_as_many_as_it_needs(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.http.connections._is_proxy", lambda host, trusted: host == "127.0.0.1")
    connections = [connect() for _ in range(Bounded.most_of_client + 2)]
    connections[-1].sendall(GET)
    assert connections[-1].recv(1000).startswith(b"HTTP/1.1 200 ")
