"""Ends code before each of its file operations in turn: killed, interrupted, or because the disk is full."""

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

KILL, INTERRUPT, FULL = "kill", "interrupt", "full disk"
WAYS = (
    KILL,
    pytest.param(INTERRUPT, marks=pytest.mark.slow),
    pytest.param(FULL, marks=pytest.mark.slow),
)
_MAKING = frozenset({"open", "os.rename", "os.symlink", "os.link", "os.mkdir"})
_CHANGING = _MAKING | {"os.remove", "os.rmdir", "os.chmod"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Killed(BaseException):
    """The process is gone: nothing of it changes a file any more, what stands in a `finally` neither."""


@dataclass
class _Crash:
    way: str
    left: int
    thread: int

    def event(self, name: str, arguments: tuple[object, ...]) -> None:
        if name not in _CHANGING or threading.get_ident() != self.thread:
            return
        if name == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITING):
            return
        self.left -= 1
        if self.left >= 0:
            return
        if self.way == KILL:
            raise Killed
        if self.way == FULL and name in _MAKING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if self.way == INTERRUPT and self.left == -1:
            raise KeyboardInterrupt


_running: list[_Crash] = []


def _hook(name: str, arguments: tuple[object, ...]) -> None:
    for crash in tuple(_running):
        crash.event(name, arguments)


@contextmanager
def _crashing(way: str, step: int) -> Iterator[_Crash]:
    crash = _Crash(way, step, threading.get_ident())
    _running.append(crash)
    try:
        yield crash
    finally:
        _running.remove(crash)


def every_crash(way: str, prepare: Callable[[int], Callable[[], object]]) -> Iterator[int]:
    """Runs what `prepare(step)` gives, ended before its operation number 0, 1, 2 …; yields each step after its end.

    Ends with the run that no crash reached. Errors by which code answers a full disk are its own affair.
    """
    for step in range(10_000):
        run = prepare(step)
        with _crashing(way, step) as crash:
            try:
                run()
            except (Killed, KeyboardInterrupt, RuntimeError, OSError):
                pass
            except Exception as error:
                if type(error).__module__ != "pipeline.model.errors":
                    raise
        yield step
        if crash.left >= 0:
            return


sys.addaudithook(_hook)
