"""Programs of an operator ask for health and metrics by any name, from near or on a port of their own."""

import asyncio
from ipaddress import ip_network

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message

from server.http.middleware import AdminPort, KnownHosts

PORT, ADMIN = 8000, 9001
NETWORKS = (ip_network("10.1.0.0/16"), ip_network("2001:db8::/32"))
PATHS = ("/metrics", "/health/live", "/health/ready")


def status(
    app: ASGIApp, path: str, *, client: str = "198.51.100.7", host: str = "x", port: int = PORT
) -> int:
    """How an application answers who asks for a path: from an address, by a name, on a port."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(b"host", host.encode())],
        "client": (client, 5000),
        "server": ("192.0.2.1", port),
    }

    async def ask() -> None:
        await app(scope, receive, send)

    asyncio.run(ask())
    return int(sent[0]["status"])


def guarded(admin: int = 0) -> ASGIApp:
    known = KnownHosts(PlainTextResponse("here"), ["plan.example.jp"], admin, NETWORKS)
    return AdminPort(known, admin)


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("plan.example.jp", True),
        ("PLAN.example.jp:8000", True),
        ("[::1]:8000", True),
        ("[::1]", True),
        ("a.open.example.jp", True),
        ("open.example.jp", False),
        ("plan.example.jp.evil.example", False),
        ("evil.example:plan.example.jp", False),
        ("", False),
    ],
)
def test_a_host_is_known_by_its_name_whatever_the_port(host: str, known: bool) -> None:
    names = ["plan.example.jp", "[::1]", "*.open.example.jp"]
    app = KnownHosts(PlainTextResponse("here"), names, 0, NETWORKS)
    assert status(app, "/", host=host) == (200 if known else 400)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "client",
    ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "10.1.2.3", "::ffff:10.1.2.3", "2001:db8::5"],
)
def test_from_near_any_name_is_answered(path: str, client: str) -> None:
    assert status(guarded(), path, client=client) == 200


@pytest.mark.parametrize("client", ["198.51.100.7", "10.2.0.1", "2001:db9::1", "unix", ""])
def test_from_elsewhere_a_name_of_the_server_is_needed(client: str) -> None:
    assert status(guarded(), "/health/live", client=client) == 400
    assert status(guarded(), "/health/live", client=client, host="plan.example.jp") == 200


@pytest.mark.parametrize("path", ["/", "/sparql", "/metricsx", "/health", "/x/metrics", "/HEALTH/live"])
def test_nothing_else_is_answered_by_any_name(path: str) -> None:
    assert status(guarded(), path, client="127.0.0.1") == 400


@pytest.mark.parametrize("path", PATHS)
def test_with_a_port_of_their_own_they_are_answered_there_alone(path: str) -> None:
    assert status(guarded(ADMIN), path, port=ADMIN) == 200
    assert status(guarded(ADMIN), path, host="plan.example.jp") == 404
    assert status(guarded(ADMIN), path, client="127.0.0.1") == 404


def test_on_that_port_nothing_else_is_answered() -> None:
    assert status(guarded(ADMIN), "/", port=ADMIN, host="plan.example.jp") == 404
    assert status(guarded(ADMIN), "/", host="plan.example.jp") == 200
