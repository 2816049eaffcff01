"""The embedded engine: the release in memory in a process of its own, queries in processes forked from it."""

import asyncio
import logging
import sys
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from server.engine import Answer, EngineState, Query, QueryFailure, Unavailable
from server.engine.workers.pool import Pool
from server.engine.workers.spawner import ForkingNursery, SpawningNursery, WorkerSpawner
from server.http.limits import Limits

_LOG = logging.getLogger("keikaku.engine")
DATASET = "dataset.nq.gz"
_PAUSES = (0.0, 0.5, 1.0, 2.0, 5.0)


class EmbeddedEngine:
    """Answers from a release directory; `switch` moves to another without losing a query.

    `on_disk` reads the release's `store/` instead of loading `dataset.nq.gz`: ready at once, in little memory, but slower.
    None: where the dataset is larger than a limit. The disk is the only way where processes cannot be forked safely
    (anything but Linux).
    """

    def __init__(self, release: Path, name: str, limits: Limits, *, on_disk: bool | None = None) -> None:
        self.limits = limits
        self._on_disk = on_disk
        self._directory = release
        self._name = name
        self._pool: Pool | None = None
        self._restarts = 0
        self._keeping: asyncio.Task[None] | None = None
        self._draining: set[asyncio.Task[None]] = set()

    @property
    def release(self) -> str:
        return self._pool.release if self._pool else self._name

    @property
    def forwards(self) -> bool:
        """Queries end in processes that reach no network."""
        return False

    @property
    def on_disk(self) -> bool:
        """Whether the release is read from its store on disk."""
        if sys.platform != "linux" or self._on_disk is not None:
            return sys.platform != "linux" or bool(self._on_disk)
        return self._mebibytes > self.limits.memory_dataset_mib

    @property
    def _mebibytes(self) -> float:
        """The size of the release's dataset; 0 where there is none, which its loading tells."""
        dataset = self._directory / DATASET
        return dataset.stat().st_size / 1024 / 1024 if dataset.is_file() else 0

    @property
    def state(self) -> EngineState:
        pool = self._pool
        if pool is None:
            return EngineState(ready=False, workers=0, busy=0, restarts=self._restarts)
        alive = not pool.spawner.gone.is_set()
        return EngineState(ready=alive, workers=pool.workers, busy=pool.busy, restarts=self._restarts)

    async def start(self) -> None:
        """Load the release. Raises Unavailable where it cannot be loaded."""
        self._pool = await self._started_pool()
        self._keeping = asyncio.create_task(self._keep())

    async def answer(self, query: Query, seconds: float | None = None) -> Answer:
        """The whole answer, found within some seconds (None: the limit).

        Raises a QueryFailure otherwise: Unavailable while the engine is restarted.
        """
        if self._pool is None:
            raise Unavailable("The query engine is not running.", retry_after=3)
        return await self._pool.answer(query, seconds or self.limits.query_seconds)

    async def switch(self, release: Path, name: str) -> None:
        """Answer from another release from now on; queries that run end on the old one.

        Raises Unavailable where the new one cannot be loaded: then the old one stays.
        """
        before = self._directory, self._name
        self._directory, self._name = release, name
        try:
            self._replace(await self._started_pool())
        except QueryFailure:
            self._directory, self._name = before
            raise

    async def close(self) -> None:
        """End every process this engine started."""
        if self._keeping:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
        for task in tuple(self._draining):
            task.cancel()
        await asyncio.gather(*self._draining, return_exceptions=True)
        if self._pool:
            await self._pool.close()
            self._pool = None

    async def _started_pool(self) -> Pool:
        pool = Pool(self._nursery(), self._name, self.limits)
        async with AsyncExitStack() as unless_started:
            unless_started.push_async_callback(pool.close)
            await pool.start()
            unless_started.pop_all()
        return pool

    def _nursery(self) -> WorkerSpawner:
        where = "its store on disk" if self.on_disk else "memory"
        _LOG.info("release %s is queried in %s: its dataset has %.1f MiB", self._name, where, self._mebibytes)
        if self.on_disk:
            return SpawningNursery(self._directory / "store")
        return ForkingNursery(self._directory / DATASET)

    def _replace(self, pool: Pool) -> None:
        old, self._pool = self._pool, pool
        if old:
            draining = asyncio.create_task(old.drain())
            self._draining.add(draining)
            draining.add_done_callback(self._draining.discard)

    async def _keep(self) -> None:
        """Whenever the pool in use can start no more workers, put a new one in its place."""
        while self._pool:
            pool = self._pool
            gone = asyncio.create_task(pool.spawner.gone.wait())
            await asyncio.wait([gone], timeout=1)
            gone.cancel()
            if pool is self._pool and pool.spawner.gone.is_set():
                await self._restart()

    async def _restart(self) -> None:
        """Load the release again, with growing pauses while that fails."""
        for pause in _PAUSES:
            await asyncio.sleep(pause)
            with suppress(QueryFailure):
                self._replace(await self._started_pool())
                self._restarts += 1
                return
