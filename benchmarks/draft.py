"""How much of a city's document the draft places right, by layout: `python -m benchmarks.draft [NAME …]`.

The documents are those of `tests/cases/documents`, whose figures, effects and schedules are known. Right: the draft
has the cell under the same element, indicator, kind and year with the same text. Wrong: it has another text there, or a
cell that is not there. Beside it what plain tables give, without any meaning: the share of the same texts that stand
alone in a cell of pdfplumber's tables, and of camelot's where it is installed (it is no dependency).

Then 西東京市's booklet, drafted and imported, cell by cell beside the committed tables (`tests/cases/documents/gold.py`).
"""

import importlib.util
import logging
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pdfplumber
from rich.console import Console
from rich.table import Table

from pipeline import formats
from pipeline.documents.draft import draft
from pipeline.documents.draft.words import layout
from pipeline.documents.draft.words.layout import plain
from tests.cases.documents import gold
from tests.cases.documents.truth import FILES, drafted_cells, hundred_pages, score, true_cells

Texts = Iterable[str | None]
CONSOLE = Console(width=120)


def pdfplumbers(path: Path) -> Iterator[str | None]:
    """The cells of pdfplumber's own tables."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables():
                for row in table:
                    yield from row


def camelots(path: Path) -> Iterator[str | None]:
    """The cells of camelot's own tables, found by their rules."""
    import camelot

    for table in camelot.read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True):
        for row in table.df.to_numpy():
            yield from row


def standing_alone(texts: Texts, truth: dict[tuple[str, ...], str]) -> str:
    """The share of the true texts that stand alone in a cell, each cell used once."""
    found = Counter(plain(text or "") for text in texts)
    count = 0
    for key, text in truth.items():
        printed = text.split(" ")[-1 if key[0] == "schedule" else 0]
        if found[printed] > 0:
            found[printed] -= 1
            count += 1
    return f"{count / len(truth):.0%}"


PLAIN = {"pdfplumber": pdfplumbers} | (
    {"camelot": camelots} if importlib.util.find_spec("camelot") is not None else {}
)


def documents(names: list[str]) -> Iterator[Path]:
    """The test documents, all or those named."""
    return (path for path in FILES if not names or path.name.split(".")[0] in names)


def main(names: list[str]) -> None:
    """Prints the tables."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    layouts(names)
    if not names or "booklet" in names:
        booklet()
        hundred()


def layouts(names: list[str]) -> None:
    """Every document: cells there are, right, wrong, wrong with high sureness, not placed."""
    table = Table("document", "cells", "right", "wrong", "wrong, sure", "not placed", "seconds", *PLAIN)
    known = layout.read()
    sums: Counter[str] = Counter()
    for path in documents(names):
        truth = true_cells(path.name.split(".")[0])
        start = time.perf_counter()
        found = draft((formats.read(path),), known)
        seconds = time.perf_counter() - start
        cells = drafted_cells(found)
        counts = score(truth, cells)
        sums.update(counts)
        plain_tables = PLAIN.values() if path.suffix == ".pdf" else ()
        others = [standing_alone(read(path), truth) for read in plain_tables]
        table.add_row(path.name, *_figures(counts), f"{seconds:.1f}", *others)
        if names:
            for key in sorted({*truth, *cells}):
                if truth.get(key) != (None if key not in cells else str(cells[key])):
                    CONSOLE.print(key, "| true:", truth.get(key), "| draft:", cells.get(key))
            CONSOLE.print(found.totals(), [(one.text[:30], why) for one, why in found.unplaced()][:40])
    table.add_section()
    table.add_row("all", *_figures(sums), "")
    CONSOLE.print(table)


def _figures(counts: Counter[str] | dict[str, int]) -> list[str]:
    share = counts["right"] / counts["cells"]
    return [
        f"{counts['cells']:,}",
        f"{share:.1%}",
        str(counts["wrong"]),
        str(counts["sure"]),
        str(counts["unplaced"]),
    ]


def booklet() -> None:
    """The cells of the booklet's import that are those of the committed tables, and the others one by one."""
    with tempfile.TemporaryDirectory() as folder:
        found = gold.compared(Path(folder) / "booklet.xlsx")
    total = len(found.cells)
    lost = (found.cells["status"] == "missing_in_source").sum()
    CONSOLE.print(f"西東京市's 36 + 25 sheets, drafted and imported: {total} cells of the committed tables.")
    CONSOLE.print(
        f"  the same is printed:                      {found.printed.sum()} ({found.printed.mean():.1%})"
    )
    CONSOLE.print(f"  the same is printed and read as the same: {found.read.sum()} ({found.read.mean():.1%})")
    CONSOLE.print(
        f"  among them {lost} that the transcript lost: a smudge here, to be told as such and not as blank."
    )
    for key, row in found.cells[~found.read].iterrows():
        CONSOLE.print(
            f"  {' '.join(key)}: {row['raw_text']!r}, drafted {row['raw_text_proposed']!r}", soft_wrap=True
        )


def hundred() -> None:
    """The time and memory that a hundred pages take."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        hundred_pages(path)
        start = time.perf_counter()
        found = draft((formats.read(path),), layout.read())
        seconds = time.perf_counter() - start
    memory = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    seen = found.totals()["seen"]
    CONSOLE.print(
        f"A PDF of 100 pages: {seen:,} cells in {seconds:.1f} s, at most {memory / 2**20:.2f} GiB a process."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
