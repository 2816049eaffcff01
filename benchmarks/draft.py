"""How much of a city's document the draft places right, by layout: `python -m benchmarks.draft [NAME …]`.

The documents are those of `tests/cases/documents`, whose figures, effects and schedules are known. Right: the draft
has the cell under the same element, indicator, kind and year with the same text. Wrong: it has another text there, or a
cell that is not there. Beside it what pdfplumber's plain tables give: the share of the same texts that
stand alone in a cell, without any meaning.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
from rich.console import Console
from rich.table import Table

from pipeline import formats
from pipeline.documents.draft import draft
from pipeline.documents.draft.words import layout
from pipeline.documents.draft.words.layout import plain
from tests.cases.documents.truth import FILES, drafted_cells, score, true_cells


def plain_tables(path: Path, truth: dict[tuple[str, ...], str]) -> int:
    """How many of the true texts pdfplumber's own tables give as a cell, each cell used once."""
    found: dict[str, int] = {}
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables():
                for text in (plain(cell or "") for row in table for cell in row):
                    found[text] = found.get(text, 0) + 1
    count = 0
    for key, text in truth.items():
        printed = text.split(" ")[-1 if key[0] == "schedule" else 0]
        if found.get(printed, 0) > 0:
            found[printed] -= 1
            count += 1
    return count


def documents(names: list[str]) -> Iterator[Path]:
    """The test documents, all or those named."""
    return (path for path in FILES if not names or path.name.split(".")[0] in names)


def main(names: list[str]) -> None:
    """Prints the table."""
    table = Table("document", "cells", "right", "wrong", "wrong, sure", "not placed", "seconds", "pdfplumber")
    known = layout.read()
    sums = dict.fromkeys(("cells", "right", "wrong", "sure", "unplaced"), 0)
    for path in documents(names):
        truth = true_cells(path.name.split(".")[0])
        start = time.perf_counter()
        found = draft((formats.read(path),), known)
        seconds = time.perf_counter() - start
        cells = drafted_cells(found)
        counts = score(truth, cells)
        other = f"{plain_tables(path, truth) / len(truth):.0%}" if path.suffix == ".pdf" else ""
        sums = {name: sums[name] + counts[name] for name in sums}
        table.add_row(path.name, *_figures(counts), f"{seconds:.1f}", other)
        if names:
            for key in sorted({*truth, *cells}):
                if truth.get(key) != (None if key not in cells else str(cells[key])):
                    print(key, "| true:", truth.get(key), "| draft:", cells.get(key))  # noqa: T201
            print(found.totals(), [(one.text[:30], why) for one, why in found.unplaced()][:40])  # noqa: T201
    table.add_section()
    table.add_row("all", *_figures(sums), "", "")
    Console(width=120).print(table)


def _figures(counts: dict[str, int]) -> list[str]:
    share = counts["right"] / counts["cells"]
    return [
        f"{counts['cells']:,}",
        f"{share:.1%}",
        str(counts["wrong"]),
        str(counts["sure"]),
        str(counts["unplaced"]),
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
