"""One HTTP exchange with a store that is not trusted to end it: a total deadline, a cap, redirects on its own host.

The timeouts of a socket begin anew with every byte, so a store that sends one now and then would never end: the whole
exchange is a task that is cancelled, with its connection, when its time is over.
"""

import asyncio
import os
import ssl
from dataclasses import dataclass
from functools import cache
from tempfile import SpooledTemporaryFile

import httpx

from server.engine import Spooled

_IN_MEMORY = 256 * 1024
_CHUNK = 64 * 1024
_ENOUGH_TO_EXPLAIN = 4 * 1024
_MOST_REDIRECTS = 10


class OverflowedError(Exception):
    """The store sent more than the cap."""


@dataclass(frozen=True)
class Reply:
    """What a store replied: its status, its headers, its body whole (of an error: the beginning)."""

    status: int
    headers: httpx.Headers
    size: int
    body: bytes | Spooled


async def exchange(request: httpx.Request, seconds: float, most: int) -> Reply:
    """Send a request and read the whole reply, of at most so many bytes.

    Raises TimeoutError past the deadline, OverflowedError past the cap, httpx.HTTPError or httpx.InvalidURL where the
    connection fails or ends before the reply does.
    """
    client = httpx.AsyncClient(timeout=None, trust_env=False, verify=_authorities())
    async with asyncio.timeout(seconds), client:
        for _ in range(_MOST_REDIRECTS):
            response = await client.send(request, stream=True)
            following = _redirected(request, response)
            if following is None:
                return await _read(response, most)
            await response.aclose()
            request = following
        raise httpx.TooManyRedirects("The store leads on and on.", request=request)


@cache
def _authorities() -> ssl.SSLContext:
    """Those that the machine trusts: a store within a house has a certificate of the house."""
    return ssl.create_default_context()


def _redirected(request: httpx.Request, response: httpx.Response) -> httpx.Request | None:
    """The request that follows 307 and 308, which keep the query, on the same host; never from https to http."""
    if response.status_code not in (307, 308) or "location" not in response.headers:
        return None
    there = request.url.join(response.headers["location"])
    downgrade = (request.url.scheme, there.scheme) == ("https", "http")
    if there.host != request.url.host or downgrade:
        return None  # which leaves the redirect as the reply
    return httpx.Request(request.method, there, headers=_without_host(request), content=request.content)


def _without_host(request: httpx.Request) -> dict[str, str]:
    """The headers again: the host may have another port."""
    return {name: value for name, value in request.headers.items() if name != "host"}


async def _read(response: httpx.Response, most: int) -> Reply:
    """Read a body up to the cap and fail there; of an error, its beginning."""
    refused = response.status_code != httpx.codes.OK
    cap = _ENOUGH_TO_EXPLAIN if refused else most
    size = 0
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        async for chunk in response.aiter_raw(_CHUNK):
            file.write(chunk[: cap - size] if refused else chunk)
            size += len(chunk)
            if size > cap:
                break
        await response.aclose()
        if size > cap and not refused:
            raise OverflowedError
        size = file.tell()
        file.seek(0)
        body = file.read() if size <= _IN_MEMORY else Spooled(os.dup(file.fileno()))
        return Reply(response.status_code, response.headers, size, body)
