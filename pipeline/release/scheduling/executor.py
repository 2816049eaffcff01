"""Builds units side by side: in this process and others, or on a Dask cluster where KEIKAKU_SCHEDULER names one.

Inputs and results travel as values, so that workers need no shared disk; a worker that dies is survived: its
municipality is built again by another. What the cache holds is built by nobody.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from pipeline.model.errors import KeikakuError, Problem, SettingError, together
from pipeline.model.garbage import collected_rarely
from pipeline.release.scheduling.cache import Cache, Unit
from pipeline.release.unit import Finished, Inputs, build_municipality
from pipeline.release.verified import Verified

SCHEDULER = "KEIKAKU_SCHEDULER"
_ATTEMPTS = 3
_ANSWERS_WITHIN = 10.0
"""Seconds for a scheduler elsewhere to answer."""
_FEW = 8
"""So many municipalities are built in this process: to start others takes as long."""
_AHEAD = 3
"""Municipalities that a worker of a cluster has, being built or read and waiting: so many are in memory."""
_AHEAD_HERE = 2
"""The same of a worker of this machine: at the end all others may wait for the last of them."""

Read = Callable[[], Inputs]
Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Progress:
    """How far a build has come."""

    done: int
    failed: int
    cached: int
    of: int


def build_units(
    inputs: Sequence[Read],
    cache: Cache,
    environment: Mapping[str, str] = os.environ,
    tell: Callable[[Progress], None] = lambda progress: None,
    verified: Verified | None = None,
) -> list[Unit]:
    """The units of all municipalities, in the order of their inputs, which are read when they are needed.

    Raises KeikakuError with all problems of all municipalities; SettingError where the scheduler does not answer.
    """
    found = {number: unit for number, read in enumerate(inputs) if (unit := cache.find(read(), verified))}
    cached, errors = len(found), list[KeikakuError]()
    missing = [number for number in range(len(inputs)) if number not in found]
    for number, outcome in _built(inputs, missing, cache, environment.get(SCHEDULER, "")):
        if isinstance(outcome, KeikakuError):
            errors.append(outcome)
        else:
            found[number] = outcome
        tell(Progress(len(found) + len(errors), len(errors), cached, len(inputs)))
    if errors:
        raise together(errors)
    return [found[number] for number in sorted(found)]


def _built(
    inputs: Sequence[Read], missing: Sequence[int], cache: Cache, scheduler: str
) -> Iterator[tuple[int, Unit | KeikakuError]]:
    """The units that are not in the cache, as they are finished, or why there is none."""
    if scheduler and missing:
        with _cluster(scheduler) as (pool, workers):
            for number, outcome in _in_turn(pool, workers, _finished, inputs, missing, _AHEAD):
                yield number, _keep(outcome, inputs[number], cache)
    elif len(missing) < _FEW:
        yield from ((number, _kept(inputs[number](), cache)) for number in missing)
    else:
        yield from _in_processes(inputs, missing, cache)


def _in_processes(
    inputs: Sequence[Read], missing: Sequence[int], cache: Cache
) -> Iterator[tuple[int, Unit | KeikakuError]]:
    """Builds in this process and in others; what those that ended too early left is built again.

    This one builds too: idle, it would hold as much memory as one that builds.

    Raises SettingError where that happens again and again.
    """
    left = list(missing)
    workers = max(1, min(len(left), os.cpu_count() or 1) - 1)
    build = partial(_kept, cache=cache)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
                for number, outcome in _in_turn(pool, workers, build, inputs, left[:], _AHEAD_HERE, build):
                    left.remove(number)
                    yield number, outcome
            return
        except BrokenProcessPool as error:
            if attempt == _ATTEMPTS:
                what = "processes end before they are done; memory may be short."
                raise SettingError(Problem("keikaku build", what, "Free memory, and build again.")) from error


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers of a Dask scheduler, and how many there are. Raises SettingError where it does not answer."""
    from distributed import Client

    try:
        client = Client(address, timeout=_ANSWERS_WITHIN)  # type: ignore[no-untyped-call]
    except OSError as error:
        what = f"the scheduler {address} does not answer ({error})."
        raise SettingError(Problem(SCHEDULER, what, "Start it, or unset the setting.")) from error
    with client, client.get_executor(pure=False, retries=_ATTEMPTS) as pool:  # type: ignore[no-untyped-call]
        yield pool, max(1, sum(client.nthreads().values()))  # type: ignore[no-untyped-call]


def _in_turn(
    pool: Executor,
    workers: int,
    build: Callable[[Inputs], Outcome],
    inputs: Sequence[Read],
    numbers: Sequence[int],
    ahead: int,
    build_here: Callable[[Inputs], Outcome] | None = None,
) -> Iterator[tuple[int, Outcome]]:
    """What becomes of some of the inputs, as it comes, with only a few read ahead for each worker.

    Where `build_here` is given, this process builds by it too while all workers have enough.
    """
    running: dict[Future[Outcome], int] = {}
    left = iter(numbers)
    while True:
        for number in list(islice(left, workers * ahead - len(running))):
            running[pool.submit(build, inputs[number]())] = number
        here = next(left, None) if build_here else None
        if build_here and here is not None:
            yield here, build_here(inputs[here]())
        elif not running:
            return
        timeout = None if here is None else 0
        for future in wait(running, timeout, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), future.result()


def _kept(inputs: Inputs, cache: Cache) -> Unit | KeikakuError:
    return _keep(_finished(inputs), lambda: inputs, cache)


def _keep(outcome: Finished | KeikakuError, read: Read, cache: Cache) -> Unit | KeikakuError:
    return outcome if isinstance(outcome, KeikakuError) else cache.keep(read(), outcome)


def _finished(inputs: Inputs) -> Finished | KeikakuError:
    try:
        with collected_rarely():
            return build_municipality(inputs)
    except KeikakuError as error:
        return error
