"""One HTTP exchange with a store that is not trusted to end it: a total deadline, a cap, redirects on its own host.

Blocking: for a thread of its own. The timeout of a socket begins anew with every byte, so a store that sends
one now and then would never end; here a timer breaks the connection off.
"""

import os
import socket
import threading
import time
from dataclasses import dataclass
from email.message import Message
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from server.engine import Spooled

_IN_MEMORY = 256 * 1024
_CHUNK = 64 * 1024
_ENOUGH_TO_EXPLAIN = 4 * 1024


class OverflowedError(Exception):
    """The store sent more than the cap."""


@dataclass(frozen=True)
class Reply:
    """What a store replied: its status, its headers, its body whole (of an error: the beginning)."""

    status: int
    headers: Message
    size: int
    body: bytes | Spooled


def exchange(request: Request, seconds: float, most: int) -> Reply:
    """Send a request and read the whole reply, of at most so many bytes.

    Raises TimeoutError past the deadline, OverflowedError past the cap, OSError or HTTPException where the
    connection fails or ends before the reply does.
    """
    with _Deadline(seconds) as deadline:
        try:
            with _opener(deadline).open(request, timeout=seconds) as response:
                reply = _read(response.status, response.headers, response, most)
                if response.length or deadline.passed:  # a read of a part is silent about what is missing
                    raise IncompleteRead(b"", response.length)
                return reply
        except HTTPError as error:
            with error:
                return _read(error.code, error.headers, error, _ENOUGH_TO_EXPLAIN, cut=True)
        except (OSError, HTTPException) as error:
            if deadline.passed:
                raise TimeoutError from error
            raise


class _Deadline:
    """Breaks off the connections of an exchange when its time is over."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        self._connections: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._break_off)
        self._timer.daemon = True

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self.end

    def watch(self, connection: socket.socket) -> None:
        self._connections.append(connection)

    def _break_off(self) -> None:
        for connection in self._connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it is closed already

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


class _Connection(HTTPConnection):
    def __init__(self, *args: Any, deadline: _Deadline, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._deadline = deadline

    def connect(self) -> None:
        super().connect()
        self._deadline.watch(self.sock)


class _SecureConnection(HTTPSConnection):
    def __init__(self, *args: Any, deadline: _Deadline, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._deadline = deadline

    def connect(self) -> None:
        super().connect()
        self._deadline.watch(self.sock)


class _Handler(HTTPHandler):
    def __init__(self, deadline: _Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_Connection, deadline=self._deadline), req)


class _SecureHandler(HTTPSHandler):
    def __init__(self, deadline: _Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_SecureConnection, deadline=self._deadline), req)


class _SameHost(HTTPRedirectHandler):
    """Follows 307 and 308, which keep the query, on the same host; never back from https to http."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        downgrade = (old.scheme, new.scheme) == ("https", "http")
        if code not in (307, 308) or new.hostname != old.hostname or downgrade:
            return None  # which leaves the redirect as the reply
        return Request(newurl, req.data, dict(req.header_items()), method=req.get_method())


def _opener(deadline: _Deadline) -> OpenerDirector:
    return build_opener(ProxyHandler({}), _Handler(deadline), _SecureHandler(deadline), _SameHost())


def _read(status: int, headers: Message, body: IO[bytes], most: int, *, cut: bool = False) -> Reply:
    """Read a body up to the cap, and there end it (`cut`) or fail."""
    size = 0
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        while size < most + 1 and (chunk := body.read(min(_CHUNK, most + 1 - size))):
            size += len(chunk)
            file.write(chunk)
        if size > most and not cut:
            raise OverflowedError
        file.seek(0)
        if size <= _IN_MEMORY:
            return Reply(status, headers, size, file.read())
        return Reply(status, headers, size, Spooled(os.dup(file.fileno())))
