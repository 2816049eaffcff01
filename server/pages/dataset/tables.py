"""The tables of a dataset as its page shows them: what each holds, how large it is, how it begins."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

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
    columns: tuple[Text, ...]
    """Their names, in English what each holds, but for those that hold addresses, which programs follow."""
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
    described = _described(release / f"{path.removesuffix(CSV)}{METADATA}")
    held, addresses = _held(described), _addresses(described)
    read = [
        place
        for place, name in enumerate(columns)
        if name not in addresses and not any(row[place].startswith("http") for row in first)
    ]
    return Table(
        csv=path,
        title=_title(described, of),
        width=len(columns),
        columns=tuple({"ja": columns[place]} | held.get(columns[place], {}) for place in read),
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


def _described(metadata: Path) -> dict[str, Any]:
    """The description of a table (CSV on the Web); {} without one."""
    return json.loads(metadata.read_bytes()) if metadata.is_file() else {}


def _held(described: Mapping[str, Any]) -> dict[str, Text]:
    """What each column holds, by its name; what programs need to know of it follows a colon."""
    stated = [
        (one["titles"], one["dc:description"]) for one in _columns(described) if "dc:description" in one
    ]
    return {name: {text["@language"]: text["@value"].partition(":")[0]} for name, text in stated}


def _addresses(described: Mapping[str, Any]) -> set[str]:
    """The names of the columns that hold addresses."""
    return {one["titles"] for one in _columns(described) if one.get("datatype") == "anyURI"}


def _columns(described: Mapping[str, Any]) -> list[dict[str, Any]]:
    columns: list[dict[str, Any]] = described.get("tableSchema", {}).get("columns", [])
    return columns


def _title(described: Mapping[str, Any], of: Mapping[str, str]) -> Text:
    """What a table holds, without the name of the dataset."""
    titles = {title["@language"]: title["@value"] for title in described.get("dc:title", [])}
    return {
        language: title.removeprefix(of.get(language, "")).lstrip(": ") or title
        for language, title in titles.items()
    }
