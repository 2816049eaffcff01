"""What an installation takes on disk: `python -m benchmarks.installation`.

Sums the files of every distribution that `requirements.lock` names for this platform, as their own records list them:
without bytecode, which Python writes on first use. Prints the largest and the sum, in millions of bytes.
"""

from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from rich.console import Console
from rich.table import Table

from pipeline.model.files.data_folder import ROOT

SHOWN = 12


def names(lock: Path) -> set[str]:
    """The distributions that a lock names for this platform and this Python."""
    lines = (line.rstrip("\\ \n") for line in lock.read_text(encoding="utf-8").splitlines())
    found = [Requirement(line) for line in lines if line[:1].isalnum()]
    return {one.name for one in found if one.marker is None or one.marker.evaluate()}


def sizes(lock: Path) -> dict[str, int]:
    """Bytes of the files of each distribution of a lock."""
    return {
        name: sum(file.size or 0 for file in distribution(name).files or ()) for name in sorted(names(lock))
    }


def main() -> None:
    found = sizes(ROOT / "requirements.lock")
    table = Table("distribution", "MB")
    for name in sorted(found, key=lambda name: found[name], reverse=True)[:SHOWN]:
        table.add_row(name, f"{found[name] / 1e6:.1f}")
    table.add_row(f"all {len(found)}", f"{sum(found.values()) / 1e6:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
