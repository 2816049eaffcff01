"""Whether a city's own tables are taken in whole, how fast, and which pairs of a value and a unit in them are read.

`python -m benchmarks.city_tables [folder]` imports the table of 大船渡市 by its columns.toml, and reads every value of
the tables in a folder (`../shared/other-cities` unless named; the example where there is none) with nothing but the
unit beside it. Prints how long the import took, what became of every figure, the share of pairs that are read, and each
that is not. Ends with 1 where a figure is unaccounted for, the import takes a minute, or less than 97 per cent of the
pairs are read.
"""

import csv
import io
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.tables.values import parse, unknown_unit
from pipeline.workbook.columns import take

EXAMPLE = ROOT / "examples" / "ofunato"
OTHER_CITIES = ROOT.parent / "shared" / "other-cities"
CONSOLE = Console(highlight=False, markup=False, soft_wrap=True)
YEAR = 2024
LEAST = 0.97
MOST_SECONDS = 60
_FIGURES = re.compile(r"(?:令和|平成|R|H)[0-9元]+年度?.*|as_printed")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]$")
_NAMELESS = ("0", "―")
"""What stands in a column of units for a figure that has none."""
Pair = tuple[str, str]
"""A value and the unit beside it."""


def pairs(path: Path) -> Iterator[Pair]:
    """Every value of a table that is not empty, with the unit of its row: of its column, or behind the indicator's name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read().replace("\r", "")  # one in the middle of a line ends none
    for row in csv.DictReader(io.StringIO(text)):
        name = _IN_BRACKETS.search(row.get("指標") or "")
        unit = row.get("単位") or (name[1] if name else "")
        unit = "" if unit in _NAMELESS else unit
        for heading, said in row.items():
            if _FIGURES.fullmatch(heading) and said.strip():
                yield said, unit


def is_read(pair: Pair) -> bool:
    """Whether a value is understood with its unit: a number, a date, or a word for why there is none."""
    value = parse(pair[0], fiscal_year=YEAR, unit=pair[1])
    return value.status != "text" or bool(value.date)


def imported() -> bool:
    """Imports the example and prints what became of its figures; whether none is lost, in time."""
    begin = time.perf_counter()
    filled = take.read(EXAMPLE / "ofunato.csv", EXAMPLE / "columns.toml", DataFolder(ROOT / "data"))
    seconds = time.perf_counter() - begin
    cells = Counter(filled.tables["cells"]["raw_text"]) - Counter({"": len(filled.tables["cells"])})
    printed = Counter(text for text, _ in pairs(EXAMPLE / "ofunato.csv"))
    unread = Counter(filled.tables["remarks"]["text"])
    lost = printed - cells - unread
    CONSOLE.print(
        f"大船渡市: {len(filled.tables['indicators'])} indicators, {printed.total()} figures in {seconds:.1f} s: "
        f"{cells.total()} taken in, {(printed - cells).total()} listed with the reason, {lost.total()} lost"
    )
    return not lost and seconds < MOST_SECONDS


def share(folder: Path) -> float:
    """Prints the pairs of the folder's tables that are not read, and the share that is."""
    files = sorted(folder.glob("*.csv")) or [EXAMPLE / "ofunato.csv"]
    found = Counter(pair for path in files for pair in pairs(path))
    refused = {pair: times for pair, times in found.items() if not is_read(pair)}
    for (text, unit), times in sorted(refused.items()):
        why = unknown_unit(unit)
        CONSOLE.print(f"  {times} × {text!r} in {unit!r}: {why[0].en if why else 'not read'}")
    read = 1 - sum(refused.values()) / found.total()
    CONSOLE.print(
        f"{found.total()} values with their units, {len(found)} different, of {len(files)} tables: {read:.1%} read"
    )
    return read


def main(folder: Path) -> int:
    """Prints both; 0 where they are as they should be."""
    whole, read = imported(), share(folder)
    return 0 if whole and read >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else OTHER_CITIES))
