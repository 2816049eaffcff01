"""Everything between a query and its engine: the guard, admission control, the results kept, the log and the counts."""

import asyncio
import gzip
import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TypeVar

from pipeline.model.iris import BASE
from server.engine import Answer, Crashed, Engine, ParseFailure, Query, QueryFailure, TimedOut, TooLarge
from server.http.limits import Limits
from server.sparql.admission.control import AdmissionControl, Permit
from server.sparql.inspection.findings import Inspection, Rules
from server.sparql.inspection.guard import inspect
from server.sparql.inspection.mistakes import explained
from server.sparql.metrics import QueryMetrics, StateMetrics
from server.sparql.results_cache import ResultsCache

_LOG = logging.getLogger("keikaku.query")
_FAULTS_OF_OTHERS = frozenset({"throttled", "busy", "unavailable"})
_LOGGED_TEXT = 2_000
_WORTH_COMPRESSING = 1024
_COMPRESSION = 2
_LONG = 8 * 1024
"""A text of more bytes is read in a thread: it would keep everybody waiting."""
_Read = TypeVar("_Read")


class Endpoint:
    """Answers queries for anybody: the SPARQL endpoint's routes, pages, short addresses.

    Outlives a release: the engine switches, the counts go on. `public_url` is the root of this server;
    `services` are what SERVICE may name; `base` is what relative IRIs of a query are below.
    """

    def __init__(
        self,
        engine: Engine,
        limits: Limits,
        public_url: str,
        services: frozenset[str] = frozenset(),
        base: str = BASE,
    ) -> None:
        self.engine = engine
        self.limits = limits
        self.url = f"{public_url}/sparql"
        self.dump = f"{public_url}/data/dataset.nq.gz"
        self.rules = Rules(limits, services, forwards=engine.forwards, base=base)
        self.admission = AdmissionControl(limits)
        self.cache = ResultsCache(limits.cache_bytes)
        self.metrics = QueryMetrics()
        state = StateMetrics(lambda: self.engine.state, self.admission, self.cache)
        self.metrics.registry.register(state)
        self._one_reader = asyncio.Lock()

    async def inspect(self, text: str, client: str) -> Inspection:
        """What a query asks. Raises Throttled, Refused or ParseFailure."""
        with self._counting(client):
            self.admission.check(client)
            return await self.read(partial(inspect, text, self.rules), len(text), client)

    async def read(self, reading: Callable[[], _Read], size: int, client: str) -> _Read:
        """What a function makes of a client's request of this size; the time it takes is the client's.

        Long requests are read in a thread, one after another. Raises Throttled, and what the function raises.
        """
        charge = partial(self.admission.charge, client)
        if size <= _LONG:
            return _timed(reading, charge)
        later = partial(asyncio.get_running_loop().call_soon_threadsafe, charge)
        with self.admission.reading(client):
            async with self._one_reader:
                return await asyncio.to_thread(_timed, reading, later)

    def known(self, query: Query, coding: str = "") -> Answer | None:
        """The answer given before to the same query of the same release, if it is kept."""
        for kept_as in dict.fromkeys((coding, "")):
            kept = self.cache.get((self.engine.release, query, kept_as))
            if kept and (kept_as == coding or kept.size < _WORTH_COMPRESSING):
                self.metrics.count("cached")
                return kept
        return None

    async def fresh(self, query: Query, client: str, *, repeatable: bool = False, coding: str = "") -> Answer:
        """The whole answer of the engine to an inspected query. Raises a QueryFailure otherwise.

        `repeatable`: it may be given again to the same query. `coding`: gzip or empty; an answer that is
        not worth it, or large, comes without.
        """
        answer = await self._run(query, client)
        if not isinstance(answer.body, bytes) and answer.size <= self.cache.largest:
            answer = replace(answer, body=answer.read())
        if coding == "gzip":
            answer = await _compressed(answer)
        if repeatable:
            self.cache.put((answer.release, query, answer.coding), answer)
        return answer

    async def ask(self, text: str, media_type: str, client: str) -> Answer:
        """The answer to a text over all graphs: inspected, known or fresh. Raises a QueryFailure otherwise."""
        found = await self.inspect(text, client)
        query = found.query(text, media_type)
        kept = self.known(query) if found.repeatable else None
        try:
            return kept or await self.fresh(query, client, repeatable=found.repeatable)
        except ParseFailure as failure:
            raise explained(failure, text, found) from failure

    def tag(self, query: Query) -> str:
        """What names the answer to a query: the release, the query with its dataset, the media type."""
        return f"{self.engine.release[:16]}-{query.digest[:32]}"

    async def _run(self, query: Query, client: str) -> Answer:
        name = query.digest[:16]
        with self._counting(client, query):
            async with self.admission.admitted(client) as permit:
                _LOG.info("start query=%s bytes=%d", name, len(query.text))
                started = time.monotonic()
                try:
                    answer = await self.engine.answer(query, permit.seconds)
                except TimedOut as failure:
                    raise _timed_out_on_overflow(permit) if permit.on_overflow else failure from failure
                finally:
                    seconds = time.monotonic() - started
                    self.metrics.took(seconds)
                    _LOG.info("end query=%s seconds=%.3f", name, seconds)
        self.metrics.count("answered")
        return answer

    @contextmanager
    def _counting(self, client: str, query: Query | None = None) -> Iterator[None]:
        """Count a failure, hold it against its client, and log the text of what took the engine to its limits."""
        try:
            yield
        except QueryFailure as failure:
            self.metrics.count(failure.outcome)
            if failure.outcome not in _FAULTS_OF_OTHERS:
                self.admission.count_error(client)
            if query and isinstance(failure, TimedOut | TooLarge | Crashed):
                text = json.dumps(query.text[:_LOGGED_TEXT], ensure_ascii=True)
                _LOG.warning("%s query=%s text=%s", failure.outcome, query.digest[:16], text)
            raise
        except asyncio.CancelledError:
            self.metrics.count("abandoned")
            raise


def _timed(reading: Callable[[], _Read], charge: Callable[[float], object]) -> _Read:
    started = time.thread_time()
    try:
        return reading()
    finally:
        charge(time.thread_time() - started)


def _timed_out_on_overflow(permit: Permit) -> TimedOut:
    what = f"The query ran longer than {permit.seconds:g} seconds, the limit while every other slot is taken."
    ja = f"混み合っているときの上限の{permit.seconds:g}秒で終わりませんでした。後でもう一度試すか、絞ってください。"
    return TimedOut(what, "Ask again later, or for less.", ja=ja, retry_after=30)


async def _compressed(answer: Answer) -> Answer:
    if not isinstance(answer.body, bytes) or answer.size < _WORTH_COMPRESSING:
        return answer
    body = await asyncio.to_thread(gzip.compress, answer.body, _COMPRESSION, mtime=0)
    return replace(answer, body=body, size=len(body), coding="gzip")
