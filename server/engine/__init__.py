"""Query engines: one small protocol, and how a query can end other than with an answer.

QueryError (pipeline.model.errors)
└── QueryFailure
    ├── ParseFailure     the text is not a SPARQL query: the parser's words, line and column
    ├── Refused          a query this service does not run: an update, SERVICE, past a limit of the text
    ├── TimedOut         ran longer than the limit
    ├── TooLarge         more rows, bytes or memory than the limit
    ├── Crashed          ended the process that ran it: nested too deeply, or a fault of the engine
    ├── Failed           the engine reported an error of its own
    ├── Throttled        this client asks more than its share; `retry_after` seconds
    ├── Busy             every slot is taken and the queue is full; `retry_after` seconds
    └── Unavailable      there is no engine to ask at this moment; `retry_after` seconds

Every engine spools an answer whole before it hands it out, so that a reader never gets half of one.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from pipeline.model.errors import Problem, QueryError
from pipeline.model.text import Text

_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Query:
    """One query, the media type wanted of its answer, and the dataset it is asked over.

    Without graphs, the default graph is the union of all graphs. With any, the dataset is these alone
    (SPARQL 1.1 Protocol, 2.1.4) whatever the text says. `has_dataset_clause` says that the text itself
    chooses by FROM. `prefixes` are for writing graphs, as pairs of a prefix and its IRI. What the text leaves
    unsaid: `base`, which its relative IRIs are below (empty: it has none), and `assumed`, prefixes that it uses and
    does not declare.
    """

    text: str
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    has_dataset_clause: bool = False
    prefixes: tuple[tuple[str, str], ...] = ()
    base: str = ""
    assumed: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> str:
        """The text with what it leaves unsaid before it, on the same line, for an engine that takes nothing but text."""
        base = [f"BASE <{self.base}>"] if self.base else []
        declared = [f"PREFIX {prefix}: <{iri}>" for prefix, iri in self.assumed]
        return " ".join([*base, *declared, self.text])

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the text, the dataset and the media type, in hexadecimal digits."""
        parts = (self.media_type, *self.default_graphs, "", *self.named_graphs, "", self.text)
        return sha256("\n".join(parts).encode()).hexdigest()


class Spooled:
    """A large answer in a temporary file without a name, which is gone with the last that refers to it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def chunks(self) -> Iterator[bytes]:
        """The file in pieces, from its beginning, whoever else reads it."""
        place = 0
        while chunk := os.pread(self._descriptor, _CHUNK, place):
            yield chunk
            place += len(chunk)

    def __del__(self) -> None:
        os.close(self._descriptor)


@dataclass(frozen=True)
class Answer:
    """A whole answer of `size` bytes. `release` is the id of what it was asked of; `coding`: gzip or empty."""

    media_type: str
    release: str
    size: int
    body: bytes | Spooled
    coding: str = ""

    def read(self) -> bytes:
        """All of the answer as bytes."""
        return b"".join(self.chunks())

    def chunks(self) -> Iterator[bytes]:
        """The answer in pieces, from its beginning."""
        return iter((self.body,)) if isinstance(self.body, bytes) else self.body.chunks()


class QueryFailure(QueryError):  # noqa: N818 - its children are named by situation
    """A query that did not end with an answer. `retry_after`: seconds after which asking again may help.

    `ja`: what and remedy in Japanese; of a machine's own words, which are English, what they come to.
    """

    outcome = "failed"
    retry_after: int | None = None

    def __init__(self, what: str, remedy: str = "", *, ja: str, retry_after: int | None = None) -> None:
        super().__init__(Problem("query", what, remedy), ja=ja)
        self.what = what
        self.remedy = remedy
        self.retry_after = retry_after

    @property
    def said(self) -> Text:
        """What and remedy in both languages."""
        return Text(self.ja, f"{self.what} {self.remedy}".strip())


class ParseFailure(QueryFailure):
    """The text is not a SPARQL query. `line` and `column` count from 1; None: not known."""

    outcome = "parse_failure"

    def __init__(
        self, what: str, remedy: str = "", *, ja: str, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(what, remedy, ja=ja)
        self.line = line
        self.column = column


class Refused(QueryFailure):
    """A query this service does not run, whatever it would answer. `too_long`: only for its length."""

    outcome = "refused"

    def __init__(self, what: str, remedy: str = "", *, ja: str, too_long: bool = False) -> None:
        super().__init__(what, remedy, ja=ja)
        self.too_long = too_long


class TimedOut(QueryFailure):
    """Ran longer than the limit."""

    outcome = "timed_out"


class TooLarge(QueryFailure):
    """The answer, or the memory to find it, is past a limit."""

    outcome = "too_large"


class Crashed(QueryFailure):
    """Ended the process that ran it."""

    outcome = "crashed"


class Failed(QueryFailure):
    """The engine reported an error of its own."""


class Throttled(QueryFailure):
    """This client asks more than its share."""

    outcome = "throttled"


class Busy(QueryFailure):
    """No place to run and none to wait."""

    outcome = "busy"


class Unavailable(QueryFailure):
    """There is no engine to ask at this moment. Why, in `what`, is for its operator; who asked can only wait."""

    outcome = "unavailable"

    def __init__(
        self, what: str, remedy: str = "Ask again in a moment.", *, retry_after: int | None = None
    ) -> None:
        ja = "いまは問い合わせに答えられません。少し待ってから、もう一度お試しください。"
        super().__init__(what, remedy, ja=ja, retry_after=retry_after)


@dataclass(frozen=True)
class EngineState:
    """How an engine is: whether it can be asked, and its workers (0 of a remote one)."""

    ready: bool
    workers: int
    busy: int
    restarts: int


class Engine(Protocol):
    """Answers queries. Started before use and closed after, in the event loop that uses it."""

    @property
    def release(self) -> str:
        """The id of the release that answers now: part of every entity tag."""

    @property
    def state(self) -> EngineState:
        """How the engine is now."""

    @property
    def forwards(self) -> bool:
        """Whether queries go on to a store elsewhere, which may ask others."""

    async def start(self) -> None:
        """Make ready to answer. Raises QueryFailure where that cannot be."""

    async def answer(self, query: Query, seconds: float | None = None) -> Answer:
        """The whole answer, found within some seconds (None: the limit). Raises a QueryFailure otherwise."""

    async def switch(self, release: Path, name: str) -> None:
        """Answer from another release, given by its directory and id; no query is lost. Raises QueryFailure
        where that one cannot be loaded, and goes on with the old one."""

    async def close(self) -> None:
        """End what the engine started."""
