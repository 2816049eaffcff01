"""How much of what plans print is read: `python -m benchmarks.values [file]`.

The file has rows `printed,context,meaning,value`; `value` is what the row is to be read as, in the words of
`pipeline.tables.values.describe`, or `refused`. Prints every row that fails and the share that does not; ends with 1
below 98 per cent.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from pipeline.model.files.data_folder import ROOT
from pipeline.tables.values import ambiguity, describe, parse

CASES = ROOT / "tests" / "cases" / "printed-values.csv"
CONSOLE = Console(highlight=False, markup=False, soft_wrap=True)
YEAR = 2024
LEAST = 0.98


def reading(printed: str, unit: str = "") -> str:
    """What a text, with the unit beside it, is read as, or `refused` where it is named to the person instead."""
    value = parse(printed, fiscal_year=YEAR, unit=unit)
    unread = value.status == "text" and not value.date
    refused = unread and (ambiguity(printed, unit) or any(one.isdecimal() for one in printed))
    return "refused" if refused else describe(value)


def failures(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    """The rows of a file that are not read as they are to be, each with what it was read as; all rows by number."""
    for row in rows(path):
        found = reading(row["printed"])
        if found != row["value"]:
            yield row, found


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file of printed values."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(path: Path) -> int:
    """Prints the failures and the share that is read; 0 where it is large enough."""
    whole, failed = len(rows(path)), list(failures(path))
    for row, found in failed:
        CONSOLE.print(
            f"{row['printed']!r} ({row['meaning']})\n  to be read as {row['value']}\n  but read as   {found}"
        )
    share = 1 - len(failed) / whole
    CONSOLE.print(f"{whole - len(failed)} of {whole} printed values are read as they mean: {share:.1%}")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else CASES))
