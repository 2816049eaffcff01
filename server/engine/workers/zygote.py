"""Loads a release into memory once, then forks a worker whenever it is asked: `python -m server.engine.workers.zygote`.

Single-threaded, for only such a process can fork safely; nothing of the web server is imported. The arguments are the number
of its control socket and the path of a `dataset.nq.gz`. It ends when the web process does. Messages to the web process:
`{"loaded": quads, "network": left}` or `{"failure": words}` once, `{"ended": pid, "signal": n}` for each worker.
"""

import gc
import gzip
import os
import selectors
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import IO, cast

from pyoxigraph import RdfFormat, Store

from pipeline.model import network
from server.engine.workers import wire
from server.engine.workers.confine import silence, step_back
from server.engine.workers.worker import Worker


def load(dataset: Path) -> Store:
    """The quads of a gzipped N-Quads file in memory. Raises OSError or SyntaxError where it cannot be read."""
    store = Store()
    with gzip.open(dataset) as lines:
        store.bulk_load(cast(IO[bytes], lines), RdfFormat.N_QUADS)
    return store


class Zygote:
    """The parent of the workers of one release."""

    def __init__(self, control: socket.socket, store: Store) -> None:
        self.control = control
        self.store = store
        self.woken, self.wake = socket.socketpair()

    def run(self) -> None:
        """Fork as asked and report the ends of workers until the web process closes the control socket."""
        for end in (self.woken, self.wake):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, _noticed)
        signal.set_wakeup_fd(self.wake.fileno(), warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self.control, selectors.EVENT_READ)
            selector.register(self.woken, selectors.EVENT_READ)
            while self._serve([cast(socket.socket, key.fileobj) for key, _ in selector.select()]):
                pass

    def _serve(self, ready: list[socket.socket]) -> bool:
        """Do what the ready sockets ask; False once there is nobody left to serve."""
        try:
            if self.woken in ready:
                self.woken.recv(4096)
                self._report_ended()
            if self.control in ready:
                self._fork(wire.receive(self.control).descriptor)
        except (EOFError, OSError):
            return False
        return True

    def _fork(self, descriptor: int | None) -> None:
        if descriptor is None:
            raise EOFError
        if os.fork() == 0:
            self._become_worker(descriptor)
        os.close(descriptor)

    def _become_worker(self, descriptor: int) -> None:
        """Never returns: whatever happens, this process ends here and does not go on as a second zygote."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for inherited in (self.control, self.woken, self.wake):
                inherited.close()
            Worker(socket.socket(fileno=descriptor), self.store).serve()
            status = 0
        finally:
            os._exit(status)

    def _report_ended(self) -> None:
        while True:
            try:
                worker, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if worker == 0:
                return
            ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            wire.send(self.control, {"ended": worker, "signal": ended_by})


def _noticed(signal_number: int, frame: object) -> None:
    """A signal needs a handler for its arrival to be written to the wake-up socket."""


def main() -> None:
    """Load, say so, serve."""
    control = socket.socket(fileno=int(sys.argv[1]))
    alone = network.leave()
    try:
        store = load(Path(sys.argv[2]))
    except (OSError, EOFError, SyntaxError) as error:
        wire.send(control, {"failure": f"{sys.argv[2]} cannot be loaded: {error}"})
        sys.exit(2)
    silence()
    step_back()
    tempfile.gettempdir()  # looked up once here, so that no worker has to
    gc.collect()
    gc.freeze()
    wire.send(control, {"loaded": len(store), "network_left": alone})
    Zygote(control, store).run()


if __name__ == "__main__":
    main()
