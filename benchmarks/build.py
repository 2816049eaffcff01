"""How long a build takes, stage by stage: `python -m benchmarks.build [runs]`.

Prints for each stage the fastest and the slowest of several builds into a temporary folder, in seconds, and the
share of the whole; shares compare across machines, seconds do not.
"""

import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.model.files import data_folder
from pipeline.release.build import Options, build


def measure(runs: int) -> list[dict[str, float]]:
    """The seconds of each stage of each run."""
    found = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            found.append(build(data_folder.data_folder(), Path(folder), Options()).seconds)
    return found


def show(found: list[dict[str, float]]) -> None:
    """Prints one row a stage."""
    table = Table("stage", "fastest s", "slowest s", "share")
    fastest = {stage: min(run[stage] for run in found) for stage in found[0]}
    whole = sum(fastest.values())
    for stage, seconds in fastest.items():
        slowest = max(run[stage] for run in found)
        table.add_row(stage, f"{seconds:.2f}", f"{slowest:.2f}", f"{seconds / whole:.0%}")
    table.add_row("all", f"{whole:.2f}", f"{max(sum(run.values()) for run in found):.2f}", "100%")
    Console().print(table)


if __name__ == "__main__":
    show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
