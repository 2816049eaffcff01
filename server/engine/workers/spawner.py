"""Where workers come from: forked by a zygote that holds the release in memory, or started on its store on disk."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from pipeline.model.files.data_folder import ROOT
from server.engine import Unavailable
from server.engine.workers.channel import Channel

_SIGNAL_REPORT_SECONDS = 0.5
_REMEMBERED_ENDS = 256


class WorkerSpawner(Protocol):
    """Starts workers on one release. `gone` is set when it can start no more."""

    gone: asyncio.Event

    async def start(self) -> None:
        """Make ready to start workers. Raises Unavailable where the release cannot be opened."""

    async def spawn(self, channel: socket.socket) -> None:
        """Start a worker on its end of a socket pair. Raises Unavailable where that fails."""

    async def ended_by(self, worker: int) -> int | None:
        """The signal that ended a worker, 0: it left by itself, None: not known."""

    async def close(self) -> None:
        """Start no more; workers end when their sockets close."""


class ForkingNursery:
    """Forks workers from one process that has loaded a `dataset.nq.gz` into memory."""

    def __init__(self, dataset: Path) -> None:
        self.dataset = dataset
        self.gone = asyncio.Event()
        ours, self._theirs = socket.socketpair()
        self._control = Channel(ours)
        self._process: Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._ends: dict[int, asyncio.Future[int]] = {}

    async def start(self) -> None:
        with self._theirs:
            self._process = await _python("server.engine.workers.zygote", self._theirs, self.dataset)
        try:
            loaded = (await self._control.receive()).head
        except (EOFError, OSError):
            loaded = {"failure": f"The process that loads {self.dataset} ended before it was done."}
        if "failure" in loaded:
            await self.close()
            raise Unavailable(loaded["failure"], "Build the release again.")
        self._listening = asyncio.create_task(self._listen())

    async def spawn(self, channel: socket.socket) -> None:
        try:
            await self._control.send({}, file=channel.fileno())
        except OSError as error:
            raise Unavailable("The query engine is being restarted.", retry_after=3) from error

    async def ended_by(self, worker: int) -> int | None:
        with suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(self._end(worker)), _SIGNAL_REPORT_SECONDS)
        return None

    async def close(self) -> None:
        self.gone.set()
        self._control.close()
        if self._listening:
            self._listening.cancel()
        if self._process:
            await _end(self._process)

    async def _listen(self) -> None:
        """Take note of the ends of workers until the zygote's own."""
        with suppress(EOFError, OSError):
            while True:
                report = (await self._control.receive()).head
                end = self._end(report["ended"])
                if not end.done():
                    end.set_result(report["signal"])
        self.gone.set()

    def _end(self, worker: int) -> asyncio.Future[int]:
        while len(self._ends) > _REMEMBERED_ENDS:
            del self._ends[next(iter(self._ends))]
        return self._ends.setdefault(worker, asyncio.get_running_loop().create_future())


class SpawningNursery:
    """Starts each worker anew on the release's `store/`, read-only: where memory is short or nothing can fork."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.gone = asyncio.Event()
        self._processes: dict[int, Process] = {}

    async def start(self) -> None:
        if not self.store.is_dir():
            raise Unavailable(f"{self.store} is not a store.", "Build the release again.")

    async def spawn(self, channel: socket.socket) -> None:
        self._processes = {pid: child for pid, child in self._processes.items() if child.returncode is None}
        process = await _python("server.engine.workers.worker", channel, self.store)
        self._processes[process.pid] = process

    async def ended_by(self, worker: int) -> int | None:
        process = self._processes.get(worker)
        with suppress(TimeoutError):
            status = await asyncio.wait_for(process.wait(), _SIGNAL_REPORT_SECONDS) if process else None
            return None if status is None else max(-status, 0)
        return None

    async def close(self) -> None:
        self.gone.set()
        for process in self._processes.values():
            await _end(process)


async def _python(module: str, channel: socket.socket, path: Path) -> Process:
    """Start a module of ours with a socket and a path, and nothing of this process's environment but its place."""
    handed = str(channel.fileno())
    command = [sys.executable, "-P", "-m", module, handed, str(path.resolve())]
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.defpath, "TMPDIR": os.environ.get("TMPDIR", "")}
    return await asyncio.create_subprocess_exec(
        *command, env=environment, pass_fds=[channel.fileno()], stdin=asyncio.subprocess.DEVNULL
    )


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
    await process.wait()
