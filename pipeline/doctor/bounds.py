"""What httpx stands on, bounded: every wait ends with a deadline, and addresses of this network are not for everybody.

Below httpx, so that no header that comes a byte at a time and no redirect leads round it. A name is looked up once and
the address found is connected to, so that it cannot mean another in between.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx


class Late(httpcore.TimeoutException):
    """The time for the whole is over."""


class Private(httpcore.ConnectError):
    """An address that only this network knows, where the examination did not begin at one."""


@dataclass(frozen=True)
class Bounds:
    """Until when anything is waited for (`time.monotonic`), and whether addresses of this network may be asked."""

    deadline: float
    private: bool = False

    @classmethod
    def beginning_at(cls, address: str, seconds: float) -> "Bounds":
        """The bounds of an examination that begins at this address."""
        found = addresses(urlsplit(address).hostname or "")
        return cls(time.monotonic() + seconds, not all(_is_public(one) for one in found))

    def left(self, timeout: float | None) -> float:
        """How long a step may take. Raises Late where the time for the whole is over."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise Late("the time for the whole examination is over")
        return left if timeout is None else min(timeout, left)

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self.deadline

    def permit(self, address: str) -> None:
        """Raises Private where this address may not be asked."""
        if not self.private and not _is_public(address):
            raise Private(f"{address} is an address of this network")


def addresses(host: str) -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_global


class Transport(httpx.BaseTransport):
    """httpx on httpcore, with a backend that keeps the bounds; through a proxy where the environment names one."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._pools: dict[str, httpcore.ConnectionPool] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore.Request(
            request.method,
            url,
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            answer = self._pool(request.url).handle_request(asked)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise httpx.TransportError(str(error)) from error
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions
        )

    def _pool(self, url: httpx.URL) -> httpcore.ConnectionPool:
        proxy = "" if proxy_bypass(url.host) else getproxies().get(url.scheme, "")
        if proxy not in self._pools:
            backend = _Backend(self._bounds, proxied=bool(proxy))
            self._pools[proxy] = (
                httpcore.HTTPProxy(proxy, network_backend=backend)
                if proxy
                else httpcore.ConnectionPool(network_backend=backend)
            )
        return self._pools[proxy]

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Any:
        try:
            yield from self._answer.iter_stream()
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise httpx.TransportError(str(error)) from error

    def close(self) -> None:
        self._answer.close()


class _Backend(httpcore.NetworkBackend):
    """Connects to addresses that may be asked; a name is looked up once, so that it cannot change in between."""

    def __init__(self, bounds: Bounds, proxied: bool) -> None:
        self._bounds, self._proxied = bounds, proxied

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = addresses(host)
        if not found:
            raise httpcore.ConnectError(f"{host} is not known")
        for address in found if not self._proxied else ():
            self._bounds.permit(address)
        failure: httpcore.ConnectError | None = None
        for address in dict.fromkeys(found):
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, self._bounds.left(timeout), local_address, socket_options
                )
                return _Bounded(stream, self._bounds)
            except httpcore.ConnectError as error:
                failure = error
        raise failure or httpcore.ConnectError(host)


class _Bounded(httpcore.NetworkStream):
    """A connection of which no step takes longer than what is left of the time."""

    def __init__(self, stream: httpcore.NetworkStream, bounds: Bounds) -> None:
        self._stream, self._bounds = stream, bounds

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._bounds.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._bounds.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Bounded(
            self._stream.start_tls(ssl_context, server_hostname, self._bounds.left(timeout)), self._bounds
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def __enter__(self) -> "_Bounded":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
