"""The standing attack suite: `make attack`. Everything is asked of servers on this machine's own addresses.

Runs the tests of every boundary that docs/security.md names, the slow ones too, then besieges a server for some minutes
(`python -m tests.attack 3`). Prints a table; exits with 1 where anything failed.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from rich.console import Console
from rich.table import Table

from benchmarks.siege import besiege, show
from pipeline.model.files.data_folder import ROOT
from tests.attack.boundaries import BOUNDARIES

MOST_SECONDS = 45 * 60
MINUTES = 3.0


@dataclass
class Count:
    """What came of the attacks on a boundary."""

    tried: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0


def main(minutes: float) -> int:
    """All of it. The exit code."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = _attack(report)
        counts = dict(_counts(report)) if report.is_file() else {}
        console.print(_table(counts))
        held = code == 0 and all(count.tried for count in counts.values())
        return 0 if _stands_siege(minutes, Path(folder) / "serve.log", console) and held else 1


def _attack(report: Path) -> int:
    tests = [path for paths in BOUNDARIES.values() for path in paths]
    options = ["-n", "2", "--dist", "loadfile", "-m", "not browser and not peer", f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", *options, *tests]
    try:
        return subprocess.run(command, cwd=ROOT, timeout=MOST_SECONDS, check=False).returncode
    except subprocess.TimeoutExpired:
        return 1


def _counts(report: Path) -> Iterator[tuple[str, Count]]:
    """By boundary, from pytest's report, which names a file by dots."""
    cases = list(ElementTree.parse(report).iter("testcase"))
    for name, paths in BOUNDARIES.items():
        modules = tuple(path.removesuffix(".py").replace("/", ".") for path in paths)
        count = Count()
        for case in cases:
            if case.get("classname", "").startswith(modules):
                count.tried += 1
                count.failed += any(case.find(kind) is not None for kind in ("failure", "error"))
                count.skipped += case.find("skipped") is not None
                count.seconds += float(case.get("time", "0"))
        yield name, count


def _table(counts: Mapping[str, Count]) -> Table:
    table = Table("boundary", "attacks", "failed", "skipped", "seconds")
    for name, count in counts.items():
        table.add_row(name, str(count.tried), str(count.failed), str(count.skipped), f"{count.seconds:.0f}")
    return table


def _stands_siege(minutes: float, log: Path, console: Console) -> bool:
    """Whether honest clients and the server stand a siege of some minutes without a fault in the log."""
    siege = besiege(minutes, log)
    show(siege)
    faults = log.read_text(encoding="utf-8").count("Traceback")
    console.print(f"faults in the log: {faults}")
    return not (faults or any(siege.faults()))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES))
