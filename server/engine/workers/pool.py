"""The workers of one release: taken when a query comes, put back while healthy, replaced when not."""

import asyncio
import os
import signal
import socket
import time
from contextlib import ExitStack, suppress

from server.engine import Answer, Query, QueryFailure, Spooled, Unavailable, words
from server.engine.workers import wire
from server.engine.workers.channel import Channel
from server.engine.workers.spawner import WorkerSpawner
from server.http.limits import Limits

_HATCH_SECONDS = 3.0
_LATE_SECONDS = 0.1


class Worker:
    """One process of the engine's, asked one query at a time. `healthy`: it can be asked another."""

    def __init__(self, channel: Channel, pid: int) -> None:
        self.channel = channel
        self.pid = pid
        self.healthy = True
        # Names the process even after its number has gone to another one; not every kernel has it.
        self._handle = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None

    async def ask(self, query: Query, seconds: float, limits: Limits) -> wire.Message:
        """What the worker says to a query. Raises EOFError where it ended, TimeoutError where it should have."""
        self.healthy = False
        async with asyncio.timeout(seconds + _LATE_SECONDS):
            await self.channel.send(_request(query, seconds, limits))
            message = await self.channel.receive()
        self.healthy = bool(message.head["stays"])
        return message

    def end(self) -> None:
        """Let the process end: at once if it still works on a query."""
        self.channel.close()
        with suppress(ProcessLookupError):
            if self._handle is None:
                os.kill(self.pid, signal.SIGKILL)
            else:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        if self._handle is not None:
            os.close(self._handle)


class Pool:
    """Answers queries over one release by as many workers as there are queries at a time.

    How many that may be is for the caller to bound; up to `limits.slots` idle workers are kept.
    """

    def __init__(self, spawner: WorkerSpawner, release: str, limits: Limits) -> None:
        self.spawner = spawner
        self.release = release
        self.limits = limits
        self.busy = 0
        self._idle: list[Worker] = []
        self._free = asyncio.Event()
        self._free.set()

    @property
    def workers(self) -> int:
        return self.busy + len(self._idle)

    async def start(self) -> None:
        """Open the release and start a first worker. Raises Unavailable where that fails."""
        await self.spawner.start()
        self._idle.append(await self._hatch())

    async def answer(self, query: Query, seconds: float) -> Answer:
        """The whole answer. Raises a QueryFailure otherwise."""
        self.busy += 1
        self._free.clear()
        try:
            worker = await self._take()
            try:
                return await self._ask(worker, query, seconds)
            finally:
                self._put_back(worker)
        finally:
            self.busy -= 1
            if self.busy == 0:
                self._free.set()

    async def drain(self) -> None:
        """Wait for the queries that run, then end the workers and the spawner."""
        try:
            await self._free.wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """End the workers and the spawner."""
        while self._idle:
            self._idle.pop().end()
        await self.spawner.close()

    async def _ask(self, worker: Worker, query: Query, seconds: float) -> Answer:
        started = time.monotonic()
        try:
            message = await worker.ask(query, seconds, self.limits)
        except TimeoutError as error:
            raise words.timed_out(seconds) from error
        except (EOFError, OSError) as error:
            elapsed = time.monotonic() - started
            signal_number = await self.spawner.ended_by(worker.pid)
            raise words.ended(signal_number, elapsed, seconds, self.limits) from error
        if "size" not in message.head:
            raise _failure(message.head, self.limits)
        body = message.body if message.descriptor is None else Spooled(message.descriptor)
        return Answer(query.media_type, self.release, message.head["size"], body)

    async def _take(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.channel.is_open:  # an idle one may have ended without anyone asking it
                return worker
            worker.end()
        return await self._hatch()

    def _put_back(self, worker: Worker) -> None:
        if worker.healthy and len(self._idle) < self.limits.slots and not self.spawner.gone.is_set():
            self._idle.append(worker)
        else:
            worker.end()

    async def _hatch(self) -> Worker:
        """A new worker, once it has said that it is there."""
        end, theirs = socket.socketpair()
        with ExitStack() as unless_hatched:
            ours = Channel(end)
            unless_hatched.callback(ours.close)
            try:
                with theirs:
                    await self.spawner.spawn(theirs)
                async with asyncio.timeout(_HATCH_SECONDS):
                    hello = await ours.receive()
            except (EOFError, OSError) as error:  # TimeoutError is an OSError
                raise Unavailable("The query engine is being restarted.", retry_after=3) from error
            unless_hatched.pop_all()
        return Worker(ours, hello.head["worker"])


def _request(query: Query, seconds: float, limits: Limits) -> wire.Head:
    return {
        "text": query.text,
        "media_type": query.media_type,
        "default_graphs": query.default_graphs,
        "named_graphs": query.named_graphs,
        "has_dataset_clause": query.has_dataset_clause,
        "prefixes": query.prefixes,
        "base": query.base,
        "assumed": query.assumed,
        "seconds": seconds,
        "memory": limits.memory_bytes,
        "rows": int(limits.query_rows),
        "bytes": limits.answer_bytes,
    }


def _failure(head: wire.Head, limits: Limits) -> QueryFailure:
    if "syntax" in head:
        return words.parse_failure(head["syntax"])
    if "limit" in head:
        return words.past_limit(head["limit"], limits)
    return words.failure(head["failure"])
