"""Another release becomes current while the server runs: it takes over, and no request is lost.

The symbolic link `releases/current` is looked at once a second and resolved once. What cannot be served, for whatever
reason, is refused with a sentence in the log, in `/health/ready` and in the metrics; the release before goes on, and the
next that can be served is taken, also one repaired in its place.
"""

import asyncio
import gc
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from prometheus_client import CollectorRegistry, Counter, Gauge

from pipeline.model.errors import KeikakuError, Problem, ReleaseError
from pipeline.release.store import CURRENT, DESCRIPTION, STORE, SUMS, Release
from pipeline.release.verified import Verified
from server.rendering.service import Service
from server.sparql.endpoint import Endpoint

_LOG = logging.getLogger("keikaku.release")
INTERVAL = 1.0
"""Seconds between two looks at the link."""
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
"""Seconds after which a refused release is looked at anew though nothing tells that it changed; they double."""
LONGEST_REASON = 1_000
_MARKS = (".", DESCRIPTION, SUMS, "dataset.nq.gz", STORE)
_UNREADABLE = (OSError, ValueError, RuntimeError, LookupError, TypeError, sqlite3.Error)
"""How the libraries that read a release say that it is not what it should be."""


@dataclass(frozen=True)
class Refusal:
    """A release that is current and is not served: its name, why, what it looked like, when to look anew."""

    release: str
    reason: str
    seen: tuple[object, ...]
    pause: float
    again: float


class Follower:
    """Serves whatever release is current. `refusal`: the current one, where it cannot be served."""

    def __init__(
        self, app: FastAPI, interval: float = INTERVAL, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.refusal: Refusal | None = None
        self.registry = CollectorRegistry()
        self._app = app
        self._interval = interval
        self._clock = clock
        self._refusals = self._counter(
            "keikaku_release_refusals", "Releases that became current and were refused."
        )
        self._faults = self._counter("keikaku_follower_faults", "Faults of what follows the current release.")
        refused = Gauge(
            "keikaku_release_refused", "Whether the current release is refused.", registry=self.registry
        )
        refused.set_function(lambda: self.refusal is not None)

    async def run(self) -> None:
        """Follows until cancelled. A fault is logged and ends nothing: what follows begins anew."""
        while True:
            following = asyncio.create_task(self._follow())
            try:
                await asyncio.wait([following])
            finally:
                following.cancel()
            fault = following.exception()
            _LOG.error("following releases failed; it begins anew", exc_info=fault)
            self._faults.inc()

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(self._interval)
            await self.look()

    async def look(self) -> None:
        """One look: takes over what has become current, or refuses it."""
        service: Service = self._app.state.service
        path = Path(os.path.realpath(service.settings.releases / CURRENT))
        if path == service.release.path:
            self.refusal = None
            return
        seen = await asyncio.to_thread(_seen, path)
        last = self.refusal
        if last and last.seen == seen and self._clock() < last.again:
            return
        try:
            await take_over(self._app, path)
            self.refusal = None
        except KeikakuError as error:
            self._refuse(path, seen, str(error)[:LONGEST_REASON])

    def _refuse(self, path: Path, seen: tuple[object, ...], reason: str) -> None:
        last = self.refusal
        told = last is not None and (last.release, last.reason) == (path.name, reason)
        pause = min(2 * last.pause, LONGEST_PAUSE) if last and told else FIRST_PAUSE
        self.refusal = Refusal(path.name, reason, seen, pause, self._clock() + pause)
        if not told:
            self._refusals.inc()
            service: Service = self._app.state.service
            _LOG.error("release %s is refused; %s goes on: %s", path.name, service.release.id, reason)

    def _counter(self, name: str, words: str) -> Counter:
        return Counter(name, words, registry=self.registry)


async def take_over(app: FastAPI, path: Path) -> None:
    """Serves the release at a path from now on; requests that run end on the one before.

    Raises ReleaseError or QueryFailure where it cannot be served; then nothing has changed.
    """
    service: Service = app.state.service
    endpoint: Endpoint = app.state.endpoint
    successor = await asyncio.to_thread(_opened, service, path)
    await endpoint.engine.switch(successor.release.path, successor.release.id)
    app.state.service = successor
    freeze_gc()
    _LOG.info("release %s is served", successor.release.id)


def freeze_gc() -> None:
    """Take what a service holds for good out of the garbage collector's rounds.

    A full round over it stops every answer for tens of milliseconds. What the service before held is collected.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _opened(service: Service, path: Path) -> Service:
    try:
        release = Release.open(path)
        verified = Verified.of(service.settings.releases, service.settings.verify)
        release.verify(verified)
        verified.keep()
        return Service.open(service.settings, release)
    except _UNREADABLE as error:
        what = f"cannot be read ({type(error).__name__}: {error})."
        raise ReleaseError(Problem(str(path), what, "Build the release again.")) from error


def _seen(path: Path) -> tuple[object, ...]:
    """What a release looks like from outside: changed where it is replaced, repaired or made readable."""
    return (path, *_changes(path))


def _changes(path: Path) -> Iterator[tuple[int, ...]]:
    for name in _MARKS:
        with suppress(OSError):
            found = (path / name).stat()
            yield found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_mode
