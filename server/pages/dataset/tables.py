"""The tables of a dataset as its page shows them: what each holds, how large it is, how it begins."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from pipeline.reading.graph import Text
from pipeline.release.description import Dataset

FIRST_ROWS = 5
MOST_COUNTED = 32 * 1024 * 1024
"""Bytes of a table whose rows are counted for its page."""
CSV, WORKBOOK, METADATA = ".csv", ".xlsx", ".csv-metadata.json"


@dataclass(frozen=True)
class Table:
    """A table of a release: the path of its CSV, its size, its first rows."""

    csv: str
    title: Text
    width: int
    """How many columns it has."""
    columns: tuple[str, ...]
    """Their names, but for those that hold addresses, which programs follow."""
    first: tuple[tuple[str, ...], ...]
    """The first rows, of these columns."""
    rows: int | None
    """How many rows it has; None: too large to count them for a page."""


def tables(release: Path, found: Dataset) -> list[Table]:
    """The tables among a dataset's files, in the order of their paths."""
    paths = {file.path: file.bytes for file in found.files}
    return [_table(release, path, paths, found.title) for path in sorted(paths) if path.endswith(CSV)]


def workbook(found: Dataset) -> str | None:
    """The path of the Excel workbook of a dataset, which has all its tables; None where there is none."""
    return next((file.path for file in found.files if file.path.endswith(WORKBOOK)), None)


def _table(release: Path, path: str, paths: dict[str, int], of: Mapping[str, str]) -> Table:
    columns, *first = islice(_lines(release / path), FIRST_ROWS + 1)
    read = [place for place in range(len(columns)) if not any(row[place].startswith("http") for row in first)]
    return Table(
        csv=path,
        title=_title(release / f"{path.removesuffix(CSV)}{METADATA}", of),
        width=len(columns),
        columns=tuple(columns[place] for place in read),
        first=tuple(tuple(row[place] for place in read) for row in first),
        rows=_count(release / path) if paths[path] <= MOST_COUNTED else None,
    )


def _lines(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.reader(file):
            yield tuple(line)


@lru_cache(maxsize=1_000)
def _count(path: Path) -> int:
    """The rows below the header; a release does not change."""
    return sum(1 for _ in _lines(path)) - 1


def _title(metadata: Path, of: Mapping[str, str]) -> Text:
    """What a table holds, from its description (CSV on the Web), without the name of the dataset; {} without one."""
    if not metadata.is_file():
        return {}
    stated = json.loads(metadata.read_bytes()).get("dc:title", [])
    titles = {title["@language"]: title["@value"] for title in stated}
    return {
        language: title.removeprefix(of.get(language, "")).lstrip(": ") or title
        for language, title in titles.items()
    }
