"""What an edition keeps of the draft it was made from: where each value was read, and the documents themselves.

`source/proposals.csv` has a row a value that a person confirmed: `table`, `key` (the parts of its row's key, joined by
` / `, the plan first), `column`, `value`, `places` (each a file of `source/` and a fragment, `pipeline.model.places`),
`sureness` (high, middle, low). The documents are files beside it, as `[[documents]]` of `source/source.toml` lists
them: `file`, `name` (as the city calls it), `sha256`.
"""

import csv
import hashlib
import io
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.model import places
from pipeline.model.errors import DocumentError, Problem

NAME = "proposals.csv"
COLUMNS = ("table", "key", "column", "value", "places", "sureness")
JOIN = " / "
KEPT = (".pdf", ".xlsx", ".xls", ".ods", ".docx")
"""What names of documents that are kept end in. A web page or a text is not: its values are kept as text anyway."""

Key = tuple[str, ...]
"""The table of a row, and the parts of its key."""

_SHOWN = {
    "plans": "title",
    "elements": "title",
    "indicators": "label",
    "activities": "title",
    "responsibilities": "unit",
    "cells": "raw_text",
    "effects": "raw_text",
    "ratings": "rating",
    "texts": "text",
    "schedule": "text",
}
"""Of the values of a row, the one whose place stands for the row's."""


@dataclass(frozen=True)
class Original:
    """A document as it was received: its file in `source/`, what the city calls it, the sha256 of its bytes."""

    file: str
    name: str
    sha256: str


def text(rows: Iterable[Mapping[str, str]]) -> str:
    """The text of the file for some rows."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return lines.getvalue()


def confirmed(folder: Path) -> Counter[str]:
    """How many values of each plan a person confirmed, by the folder of an edition; none where nothing was drafted."""
    return Counter(row["key"].partition(JOIN)[0] for row in _rows(folder))


def originals(folder: Path) -> tuple[Original, ...]:
    """The documents that the folder of an edition keeps.

    Raises DocumentError with each that is not listed as it must be, is missing, or is not the file that was listed.
    """
    found = listed(folder)
    problems = [problem for one in found for problem in _problems(one, folder / "source")]
    if problems:
        raise DocumentError(problems)
    return found


def listed(folder: Path) -> tuple[Original, ...]:
    """The documents that source.toml lists, whether they are there or not."""
    path = folder / "source" / "source.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8")).get("documents", []) if path.is_file() else []
    return tuple(Original(*(str(one.get(name, "")) for name in ("file", "name", "sha256"))) for one in found)


def _problems(one: Original, folder: Path) -> Iterator[Problem]:
    where = f"{folder / 'source.toml'}, [[documents]]"
    if Path(one.file).name != one.file or not one.file.endswith(KEPT):
        yield Problem(where, f"file '{one.file}' is no name of a document.", f"Known: {', '.join(KEPT)}.")
    elif not (folder / one.file).is_file():
        yield Problem(str(folder / one.file), "does not exist.", "Put the document back, untouched.")
    elif hashlib.sha256((folder / one.file).read_bytes()).hexdigest() != one.sha256:
        yield Problem(
            str(folder / one.file), "is not the document that was drafted from.", "Put that one back."
        )


def quoted(folder: Path) -> dict[Key, tuple[str, str]]:
    """The place of each row in a document that is kept: the document's file, and the fragment.

    Raises DocumentError as `originals` does.
    """
    kept = {one.file for one in originals(folder)}
    found: dict[Key, tuple[str, str]] = {}
    for row in _rows(folder) if kept else ():
        first = row["places"].split(" ")[0]
        file, _, fragment = first.partition("#")
        place = places.parse(fragment)
        if file in kept and place is not None:
            key = (row["table"], *row["key"].split(JOIN))
            if key not in found or _SHOWN.get(row["table"]) == row["column"]:
                found[key] = (file, place.fragment)
    return found


def _rows(folder: Path) -> list[dict[str, str]]:
    path = folder / "source" / NAME
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))
