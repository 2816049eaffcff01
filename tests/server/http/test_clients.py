import pytest
from starlette.requests import Request

from server.http.clients import client


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix", "unix"),
    ],
)
def test_a_client_is_an_ipv4_address_or_an_ipv6_network(host: str, name: str) -> None:
    assert client(Request({"type": "http", "client": (host, 1)})) == name


def test_a_connection_without_an_address_is_a_client_too() -> None:
    assert client(Request({"type": "http", "client": None})) == ""
