"""The remote engine: any store that speaks the SPARQL 1.1 Protocol, asked through SPARQLWrapper.

The store's default graph must be the union of its graphs, as it is in GraphDB, Virtuoso and QLever, and by a
setting in Oxigraph (`--union-default-graph`) and Fuseki (`tdb2:unionDefaultGraph`).
"""

import asyncio
import math
import re
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
from SPARQLWrapper import POST, SPARQLWrapper

from server.engine import (
    Answer,
    EngineState,
    Failed,
    ParseFailure,
    Query,
    QueryFailure,
    TooLarge,
    Unavailable,
    rows,
    words,
)
from server.engine.exchange import OverflowedError, Reply, exchange
from server.http.limits import Limits

_OTHER_FORMAT_JA = "この形式では答えられません。ほかの形式を選んでください。"
_RETRIED = (429, 503)
_PAUSES = (0.5, 1.0)
_ENDING = 200
_POSITION = re.compile(r"(?:error at |line )(\d+)(?::|, col(?:umn)? )(\d+)")
_TABLES = ("application/sparql-results", "text/csv", "text/tab-separated-values")
_ENDINGS = {
    "application/sparql-results+json": re.compile(rb"(\]\s*\}|true|false)\s*\}\s*\Z"),
    "application/sparql-results+xml": re.compile(rb"</(\w+:)?sparql>\s*\Z"),
    "application/rdf+xml": re.compile(rb"</(\w+:)?RDF>\s*\Z"),
}
"""How a whole answer ends, in the formats whose end can be told from a break."""


class Breaker:
    """After so many failures in a row, asks nobody for a while; then one query tries whether the store is back."""

    def __init__(
        self, most: int = 5, seconds: float = 10, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most = most
        self.seconds = seconds
        self._clock = clock
        self._failures = 0
        self._closed_again = 0.0

    @property
    def is_open(self) -> bool:
        return self._failures >= self.most and self._clock() < self._closed_again

    def check(self) -> None:
        """Raises Unavailable while nobody is to be asked."""
        if self.is_open:
            wait = math.ceil(self._closed_again - self._clock())
            raise Unavailable("The store does not answer.", retry_after=max(1, wait))
        if self._failures >= self.most:
            self._closed_again = self._clock() + self.seconds

    def failed(self) -> None:
        """Note that the store could not be asked."""
        self._failures += 1
        self._closed_again = self._clock() + self.seconds

    def succeeded(self) -> None:
        """Note that the store replied."""
        self._failures = 0


class RemoteEngine:
    """Asks a store at a URL, which may carry a user name and a password for HTTP's Basic authentication."""

    def __init__(self, url: str, name: str, limits: Limits) -> None:
        parts = urlsplit(url)
        self.url = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        self.limits = limits
        self.breaker = Breaker()
        self._user, self._password = parts.username, parts.password
        self._name = name
        self._busy = 0

    @property
    def release(self) -> str:
        return self._name

    @property
    def forwards(self) -> bool:
        """Queries go on to the store, which may ask others."""
        return True

    @property
    def state(self) -> EngineState:
        return EngineState(ready=not self.breaker.is_open, workers=0, busy=self._busy, restarts=0)

    async def start(self) -> None:
        """Nothing to start: whether the store can be asked is seen when it is."""

    async def switch(self, release: Path, name: str) -> None:
        """The store holds another release from now on: what `keikaku publish` has loaded there."""
        self._name = name

    async def close(self) -> None:
        """Nothing to end."""

    async def answer(self, query: Query, seconds: float | None = None) -> Answer:
        """The whole answer, found within some seconds (None: the limit). Raises a QueryFailure otherwise."""
        self.breaker.check()
        self._busy += 1
        try:
            reply = await self._reply(query, time.monotonic() + (seconds or self.limits.query_seconds))
            answer = await asyncio.to_thread(self._checked, query, reply)
        except Unavailable:
            self.breaker.failed()
            raise
        except QueryFailure:
            self.breaker.succeeded()
            raise
        finally:
            self._busy -= 1
        self.breaker.succeeded()
        return answer

    async def _reply(self, query: Query, deadline: float) -> Reply:
        """The store's reply; asked twice more where it says that it is busy and there is time left."""
        for pause in _PAUSES:
            reply = await self._exchange(query, deadline - time.monotonic())
            wait = _retry_after(reply, pause)
            if reply.status not in _RETRIED or time.monotonic() + wait >= deadline:
                return reply
            await asyncio.sleep(wait)
        return await self._exchange(query, deadline - time.monotonic())

    async def _exchange(self, query: Query, seconds: float) -> Reply:
        try:
            return await exchange(self._request(query), seconds, self.limits.answer_bytes)
        except TimeoutError as error:
            raise words.timed_out(self.limits.query_seconds) from error
        except OverflowedError as error:
            raise words.past_limit("bytes", self.limits) from error
        except (OSError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable("The store could not be asked.", retry_after=5) from error

    def _request(self, query: Query) -> httpx.Request:
        client = _Client(self.url)
        client.setMethod(POST)
        client.setOnlyConneg(True)
        client.addCustomHttpHeader("Accept", query.media_type)
        if self._user:
            client.setCredentials(self._user, self._password or "")
        for graph in query.default_graphs:
            client.addDefaultGraph(graph)
        for graph in query.named_graphs:
            client.addNamedGraph(graph)
        return client.request(query.whole)

    def _checked(self, query: Query, reply: Reply) -> Answer:
        """The reply as an answer, if it is one, whole, of the type asked for and within the limits."""
        if reply.status != 200:
            raise _failure(reply, self.limits)
        sent = reply.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if sent != query.media_type:
            what = f"The store answered {sent} instead of {query.media_type}."
            raise Failed(what, "Ask for another format.", ja=_OTHER_FORMAT_JA)
        if reply.headers.get(
            "X-SQL-State"
        ):  # how Virtuoso says that it ran out of time and sends what it has
            raise words.timed_out(self.limits.query_seconds)
        answer = Answer(query.media_type, self.release, reply.size, reply.body)
        self._check_content(answer)
        return answer

    def _check_content(self, answer: Answer) -> None:
        most = int(self.limits.query_rows)
        counted = answer.size > most and answer.media_type.startswith(_TABLES)
        ending = _ENDINGS.get(answer.media_type)
        content = answer.read() if counted or ending else b""
        if ending and not ending.search(content[-_ENDING:]):
            ja = "答えが途中で切れました。もう一度お試しください。"
            raise Failed("The store broke its answer off.", "Ask again.", ja=ja)
        if counted and rows.more_than(most, content, answer.media_type):
            raise words.past_limit("rows", self.limits)


class _Client(SPARQLWrapper):
    def __init__(self, url: str) -> None:
        super().__init__(url, agent="keikaku")
        self.setQuery("ASK {}")

    def request(self, text: str) -> httpx.Request:
        """The request that asks a query. The text is not given to `setQuery`, which reads it by regular
        expressions that a hostile one can keep busy for ever."""
        self.queryString = text
        made: Any = self._createRequest()
        headers = {**dict(made.header_items()), "Accept-Encoding": "identity"}
        return httpx.Request(made.get_method(), made.full_url, headers=headers, content=made.data)


def _failure(reply: Reply, limits: Limits) -> QueryFailure:
    """What a reply other than 200 means."""
    said = _excerpt(reply)
    match reply.status:
        case 400:
            place = _POSITION.search(said)
            line, column = (int(place[1]), int(place[2])) if place else (None, None)
            ja = "SPARQLの問い合わせとして受け付けられませんでした。書き方を確かめてください。"
            return ParseFailure(f"The store refused the query: {said}", ja=ja, line=line, column=column)
        case 408 | 504:
            return words.timed_out(limits.query_seconds)
        case 413:
            ja = "問い合わせが大きすぎます。短くするか、分けてください。"
            return TooLarge(f"The store refused the query: {said}", ja=ja)
        case 406:
            return Failed("The store does not write this format.", "Ask for another.", ja=_OTHER_FORMAT_JA)
        case 500:
            ja = "データベースに不具合がありました。少し待ってから、もう一度お試しください。"
            return Failed(f"The store failed: {said}", "Try again in a moment.", ja=ja)
        case status if status in _RETRIED:
            return Unavailable("The store is busy.", retry_after=math.ceil(_retry_after(reply, 5)))
        case status:
            return Unavailable(f"The store could not be asked: it replied {status}.", retry_after=30)


def _excerpt(reply: Reply) -> str:
    """The beginning of what a store said, on one line."""
    text = (reply.body if isinstance(reply.body, bytes) else b"").decode("utf-8", errors="replace")
    return " ".join(text.split())[:500]


def _retry_after(reply: Reply, otherwise: float) -> float:
    """The seconds that a reply asks to wait (RFC 9110, 10.2.3)."""
    text = reply.headers.get("Retry-After", "")
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return otherwise
