"""What a worker may use while it runs somebody's query: time, memory, no new files, no network.

On Linux. Elsewhere memory is not bounded, because no other kernel here counts the address space of a process.
"""

import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_GRACE_SECONDS = 1
_NICENESS = 5


def silence() -> None:
    """No standard error and no core dumps: what a query makes the engine print or leave is nobody's to read."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def step_back() -> None:
    """Let the web process go first where both want a core: pages stay fast while queries run."""
    os.nice(_NICENESS)


class Memory:
    """The memory of this process, in bytes: 0 where that is not known. Made anew after a fork."""

    def __init__(self) -> None:
        self._file: int | None = None
        with suppress(OSError):
            self._file = os.open("/proc/self/statm", os.O_RDONLY)

    @property
    def address_space(self) -> int:
        return self._pages(0) * resource.getpagesize()

    @property
    def resident(self) -> int:
        """What is in memory now, with what is shared with the parent."""
        return self._pages(1) * resource.getpagesize()

    def _pages(self, field: int) -> int:
        return 0 if self._file is None else int(os.pread(self._file, 200, 0).split()[field])


@contextmanager
def confined(seconds: float, memory: int, *, opens_files: bool = False) -> Iterator[None]:
    """Within this block the process may run `seconds` and hold `memory` bytes of address space.

    Past the time the kernel ends the process (SIGALRM, SIGXCPU as it comes). Past the memory an allocation fails,
    which ends the process too. It can open no file and no socket: the limit on open files is 0, and
    those open already stay so. A process that has to open files (`opens_files`) is kept from sockets by
    `system_calls.refuse_sockets` instead.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    processor = int(used.ru_utime + used.ru_stime + seconds) + 1 + _GRACE_SECONDS
    bounds = {resource.RLIMIT_CPU: processor}
    if not opens_files:
        bounds[resource.RLIMIT_NOFILE] = 0
    if sys.platform == "linux":
        bounds[resource.RLIMIT_AS] = memory
    before = {kind: resource.getrlimit(kind) for kind in bounds}
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        for kind, most in bounds.items():
            resource.setrlimit(kind, (most, before[kind][1]))
        yield
    finally:
        for kind, limit in before.items():
            resource.setrlimit(kind, limit)
        signal.setitimer(signal.ITIMER_REAL, 0)
