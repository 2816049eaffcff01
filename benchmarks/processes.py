"""What a command and all processes it starts cost: wall time, processor time, memory at its peak (Linux)."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_INTERVAL = 0.2
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Cost:
    """Seconds on the clock, seconds of processors, and MiB of all processes together at their peak.

    Memory is the proportional share (PSS), so that pages that processes share are counted once.
    """

    wall: float = 0.0
    mebibytes: float = 0.0
    output: str = ""
    by_process: dict[int, float] = field(default_factory=dict)

    @property
    def cpu(self) -> float:
        return sum(self.by_process.values())


def run(command: Sequence[str], settings: Mapping[str, str]) -> Cost:
    """Runs a command to its end. Raises CalledProcessError where it fails."""
    cost, started = Cost(), time.perf_counter()
    environment = {**os.environ, **settings}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            sample(process.pid, cost)
            time.sleep(_INTERVAL)
        cost.wall = time.perf_counter() - started
        cost.output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, cost.output)
    return cost


def sample(process: int, cost: Cost) -> None:
    """Adds to a cost what a process and its descendants have used by now."""
    mebibytes = 0.0
    for one in _tree(process):
        try:
            cost.by_process[one] = _seconds(Path(f"/proc/{one}/stat").read_text())
            mebibytes += share(one)
        except OSError:  # it has ended meanwhile
            continue
    cost.mebibytes = max(cost.mebibytes, mebibytes)


def _tree(process: int) -> Iterator[int]:
    yield process
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = listed.read_text().split()
        except OSError:  # it has ended meanwhile
            continue
        for child in children:
            yield from _tree(int(child))


def _seconds(stat: str) -> float:
    """User and system time: the 14th and 15th field, the second may hold spaces."""
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def share(process: int) -> float:
    """The MiB of memory that are a process's own, and its part of what it shares with others."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next((int(line.split()[1]) for line in rollup if line.startswith("Pss:")), 0) / 1024
