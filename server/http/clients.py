"""Who asks, as far as fairness goes: one IPv4 address, or one IPv6 network of 64 bits."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection


def client(connection: HTTPConnection) -> str:
    """A name for the client of a connection. Behind a proxy, the server must be told to trust its headers."""
    return _named(connection.client.host if connection.client else "")


@lru_cache(maxsize=1024)
def _named(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address.packed, 64), strict=False))
