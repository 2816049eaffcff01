"""How a build scales over machines: `python -m benchmarks.cluster [--cities 6 24] [--workers 1 2] [--of 1741 --on 8]`.

Builds the same synthetic cities (`benchmarks/cities.py`) on a Dask scheduler and so many workers of one thread, each a
process of its own, as an operator starts them. Prints where the processor seconds go: to the workers, the scheduler, and
the build itself, which reads each city, keeps its unit and joins them; what travels; and the speed-up by the clock, which
says something only on a machine with a free core for each worker.

The last line is computed, not measured. It puts a line through the figures of the smallest and the largest number of
cities, takes each processor second for a second of a free core as fast as these, and the network for no bottleneck:
workers share the cities, while the build reads and keeps in step with them, and joins alone at the end.
"""

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import cities
from benchmarks.processes import Cost, run, sample
from pipeline.model.files import data_folder
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.iris import BASE, Iris
from pipeline.release import reference
from pipeline.release.build import Options, build, inputs
from pipeline.release.merge import joined
from pipeline.release.scheduling.executor import SCHEDULER
from pipeline.release.verified import CACHE

_UNITS, _BESIDE = "units", "merge"
"""The stage that workers share, and the one beside which a thread loads the store: that takes no time of its own."""
_START_SECONDS = 60


@dataclass(frozen=True)
class Shares:
    """What a build of some cities took: seconds on the clock for the units, and processor seconds by who spent them."""

    cities: int
    wall: float
    workers: float
    scheduler: float
    units: float
    """Of the build itself, while units are built."""
    joining: float
    """Of the build itself, before and after."""


@dataclass(frozen=True)
class Cluster:
    """A scheduler and its workers, by their processes."""

    address: str
    scheduler: int
    workers: Sequence[int]

    def spent(self) -> tuple[float, float]:
        """The processor seconds of all workers, and of the scheduler, by now."""
        return sum(map(_spent, self.workers)), _spent(self.scheduler)


def _spent(process: int) -> float:
    cost = Cost()
    sample(process, cost)
    return cost.cpu


@contextmanager
def cluster(workers: int) -> Iterator[Cluster]:
    """A Dask scheduler and workers of one thread, for as long as a block. Raises TimeoutError where they do not start."""
    from distributed import Client

    ports = ("--port", "0", "--no-dashboard")
    with ExitStack() as stack:
        file = Path(stack.enter_context(tempfile.TemporaryDirectory()), "scheduler.json")
        scheduler = stack.enter_context(_started("scheduler", *ports, "--scheduler-file", str(file)))
        _wait_for(file)
        one = ("worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-nanny", "--no-dashboard")
        processes = [stack.enter_context(_started(*one)) for _ in range(workers)]
        address = str(json.loads(file.read_bytes())["address"])
        with Client(address) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(workers, timeout=_START_SECONDS)
        yield Cluster(address, scheduler, processes)


@contextmanager
def _started(*words: str) -> Iterator[int]:
    command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process.pid
        finally:
            process.terminate()


def _wait_for(file: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while not file.exists():
        if time.monotonic() > until:
            raise TimeoutError("the scheduler does not start.")
        time.sleep(0.1)


def measure(data: DataFolder, releases: Path, found: Cluster) -> Shares:
    """What a build of all cities of a folder takes on a cluster."""
    workers, scheduler = found.spent()
    command = [sys.executable, "-m", "benchmarks.cluster", "--build", str(data.root), str(releases)]
    own = json.loads(run(command, {SCHEDULER: found.address}).output)
    after = found.spent()
    return Shares(
        cities=len(data.municipalities()),
        workers=after[0] - workers,
        scheduler=after[1] - scheduler,
        **own,
    )


def _build(data: DataFolder, releases: Path) -> dict[str, float]:
    """Builds where the environment says; what this process spent while units were built, and before and after.

    Figures are divided by prefecture, as they are where many cities are joined.
    """
    joined.WHOLE = 0
    begun: list[tuple[str, float, float]] = []

    def note(stage: str) -> None:
        begun.append((stage, time.process_time(), time.thread_time()))

    summary = build(data, releases, Options(), note)
    note("")
    spent: defaultdict[str, float] = defaultdict(float)
    for (stage, process, thread), (_, process_after, thread_after) in pairwise(begun):
        of_all, of_one = process_after - process, thread_after - thread
        spent[stage] += of_one if stage == _BESIDE else of_all
    return {
        "wall": summary.seconds[_UNITS],
        "units": spent[_UNITS],
        "joining": begun[0][1] + sum(spent.values()) - spent[_UNITS],
    }


def travels(data: DataFolder, releases: Path) -> tuple[int, int]:
    """The bytes of a city's inputs, and of its unit, at the median of all."""
    reads = inputs(data, reference.read(data, Iris(BASE)), {}, Options())
    sent = sorted(len(pickle.dumps(read())) for read in reads)
    units = (releases / CACHE / "units").iterdir()
    back = sorted(sum(one.stat().st_size for one in unit.rglob("*") if one.is_file()) for unit in units)
    return sent[len(sent) // 2], back[len(back) // 2]


def computed(few: Shares, many: Shares, number: int, workers: int) -> float:
    """The seconds of a build of so many cities on so many workers, in a line through two builds."""

    def of(name: str, each: float) -> float:
        """What one of those who share a kind of work has to do."""
        less, more = getattr(few, name), getattr(many, name)
        slope = (more - less) / (many.cities - few.cities)
        return float(more - slope * many.cities + slope * each)

    in_step = max(of("workers", number / workers), of("scheduler", number), of("units", number))
    return in_step + of("joining", number)


def show(found: dict[int, list[Shares]], number: int, workers: int) -> None:
    """Prints a column for each build, and what follows from the builds by the fewest workers."""
    builds = [(count, one) for count, several in found.items() for one in several]
    table = Table("", *(f"{one.cities} cities, {count} worker(s)" for count, one in builds))
    first = {one.cities: one.wall for one in found[min(found)]}
    table.add_row("units: wall s", *(f"{one.wall:.1f}" for _, one in builds))
    table.add_row("speed-up", *(f"{first[one.cities] / one.wall:.2f}" for _, one in builds))
    for row, name in (
        ("workers", "workers"),
        ("scheduler", "scheduler"),
        ("the build: read, keep", "units"),
    ):
        table.add_row(
            f"{row}: CPU s a city", *(f"{getattr(one, name) / one.cities:.3f}" for _, one in builds)
        )
    table.add_row("the build: join, CPU s in all", *(f"{one.joining:.1f}" for _, one in builds))
    console = Console(width=max(100, 36 + 22 * len(builds)))
    console.print(table)
    several = sorted(found[min(found)], key=lambda one: one.cities)
    if len(several) > 1:
        minutes = computed(several[0], several[-1], number, workers) / 60
        console.print(f"Computed for {number:,} cities on {workers} free cores: {minutes:.1f} minutes.")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures how a build scales over the workers of a cluster.")
    parser.add_argument("--cities", type=int, nargs="+", default=[6, 24])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--of", type=int, default=1741, help="The number of cities to compute for.")
    parser.add_argument("--on", type=int, default=8, help="The number of workers to compute for.")
    parser.add_argument("--build", type=Path, nargs=2, metavar=("DATA", "RELEASES"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        sys.stdout.write(json.dumps(_build(DataFolder(options.build[0]), options.build[1])))
        return
    found: dict[int, list[Shares]] = {}
    with tempfile.TemporaryDirectory() as name:
        for number in options.cities:
            data = cities.write(data_folder.data_folder(), Path(name, str(number), "data"), number)
            for workers in options.workers:
                releases = Path(name, str(number), f"releases-{workers}")
                with cluster(workers) as made:
                    found.setdefault(workers, []).append(measure(data, releases, made))
                sys.stderr.write(f"{found[workers][-1]}\n")
            sent, back = travels(data, releases)
            sys.stderr.write(f"{number} cities: {sent:,} bytes to a worker, {back:,} back.\n")
    show(found, options.of, options.on)


if __name__ == "__main__":
    main()
