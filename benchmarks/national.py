"""What publishing many cities costs: `python -m benchmarks.national --cities N [N …] [--folder FOLDER]`.

Makes N synthetic municipalities of 西東京市's size (`benchmarks/cities.py`), builds a release of them, builds it again with
nothing changed and with one figure of one city changed, and serves it. Prints a table with a column for each N: seconds
on the clock and of processors, MiB at the peak, each stage; the server's seconds until it is ready and until a new release
is served, the memory of the process that answers, the median and the 95th percentile of pages; the slowest example
query, cold, and the median of queries as a ratio to Oxigraph's own server on the same store. Every figure is of this
run on this machine, and is told on standard error as soon as it is known: a run that is cut off leaves what it found.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import cities, serving
from benchmarks.processes import Cost, run
from pipeline.model.files import data_folder
from pipeline.model.files.data_folder import DataFolder
from pipeline.release.build import Options, build

Figures = dict[str, str]


def measure(number: int, folder: Path) -> Iterator[tuple[str, str]]:
    """All figures of so many cities, each as soon as it is known."""
    data = cities.write(data_folder.data_folder(), folder / "data", number)
    releases = folder / "releases"
    yield from _of_build("build", _build(data, releases))
    yield from _of_build("again", _build(data, releases))
    changed = data.municipalities()[number // 2]
    with serving.Watched(releases) as watched:
        yield from watched.figures(changed).items()
        cities.change(data, changed)
        yield from _of_build("one city changed", _build(data, releases))
        yield from watched.after_switch().items()


def _build(data: DataFolder, releases: Path) -> Cost:
    command = [sys.executable, "-m", "benchmarks.national", "--build", str(data.root), str(releases)]
    return run(command, {})


def _of_build(name: str, cost: Cost) -> Iterator[tuple[str, str]]:
    told = json.loads(cost.output)
    if name == "build":
        yield "triples", f"{told['triples']:,}"
    yield f"{name}: wall s", f"{cost.wall:.1f}"
    yield f"{name}: CPU s", f"{cost.cpu:.1f}"
    yield f"{name}: peak MiB", f"{cost.mebibytes:.0f}"
    for stage, seconds in told["seconds"].items():
        yield f"{name}: {stage} s", f"{seconds:.1f}"


class _Clock:
    """Tells when each stage of a build begins."""

    def __init__(self) -> None:
        self._started = time.perf_counter()

    def tell(self, stage: str) -> None:
        _say(f"{time.perf_counter() - self._started:.1f} s: {stage}")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def show(found: dict[int, Figures]) -> None:
    """Prints one row a figure, one column a number of cities."""
    table = Table("", *(f"N = {number:,}" for number in found))
    for row in dict.fromkeys(name for figures in found.values() for name in figures):
        table.add_row(row, *(figures.get(row, "") for figures in found.values()))
    Console(width=max(100, 40 + 12 * len(found))).print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures what publishing many cities costs.")
    parser.add_argument("--cities", type=int, nargs="+", default=[30])
    parser.add_argument("--folder", type=Path, help="Where to write; kept. Default: a temporary folder.")
    parser.add_argument("--build", type=Path, nargs=2, metavar=("DATA", "RELEASES"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        summary = build(DataFolder(options.build[0]), options.build[1], Options(), _Clock().tell)
        sys.stdout.write(json.dumps({"seconds": summary.seconds, "triples": summary.counts["triples"]}))
        return
    found: dict[int, Figures] = {}
    with ExitStack() as stack:
        for number in options.cities:
            folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            found[number] = {}
            for name, figure in measure(number, folder / str(number)):
                _say(f"N = {number:,}: {name}: {figure}")
                found[number][name] = figure
            show(found)


if __name__ == "__main__":
    main()
