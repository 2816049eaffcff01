"""A plan document as lines and cells, with the corrections applied and every cell's whereabouts kept.

A document is UTF-8 text whose tables are tab-separated lines. `Printed` is a text that remembers the cells it
was read from, so that provenance travels with the value and the ledger needs no bookkeeping of its own.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from pipeline.model.errors import DocumentError, Problem
from pipeline.model.files import toml_file
from pipeline.tables import csv_files
from pipeline.tables.schema import CORRECTIONS

Place = tuple[int, int]
"""A cell of the document: line from 1, column from 1."""


class Printed(str):
    """A text and the places it was read from; `str` operations lose the places, its own keep them."""

    places: frozenset[Place]

    def __new__(cls, text: str, places: frozenset[Place]) -> "Printed":
        printed = super().__new__(cls, text)
        printed.places = places
        return printed

    def then(self, change: Callable[[str], str]) -> "Printed":
        """The text changed, from the same places."""
        return Printed(change(str(self)), self.places)

    def saying(self, text: str) -> "Printed":
        """Another text, from the same places."""
        return Printed(text, self.places)

    def parts(self, divide: Callable[[str], list[str]]) -> list["Printed"]:
        """The text divided, every part from the same places."""
        return [Printed(part, self.places) for part in divide(str(self))]

    @property
    def line(self) -> int:
        """The first line the text was read from."""
        return min(self.places)[0]


@dataclass(frozen=True)
class Line:
    """One line of a document: its number, its cells (one where there is no tab), and what is structure in it."""

    number: int
    cells: tuple[Printed, ...]
    structure: dict[int, str] = field(default_factory=dict, compare=False)

    @property
    def text(self) -> str:
        return "\t".join(self.cells)

    @property
    def tabular(self) -> bool:
        return len(self.cells) > 1

    @property
    def blank(self) -> bool:
        return not any(self.cells)

    @property
    def whole(self) -> Printed:
        """The line as one text."""
        return Printed(self.text, frozenset().union(*(cell.places for cell in self.cells)))

    def label(self, index: int, *expected: str, reason: str = "label") -> None:
        """Notes a cell as structure, having checked that it is one of the expected texts.

        Raises DocumentError naming the line and column.
        """
        found = self.cells[index] if index < len(self.cells) else ""
        if found not in expected:
            words = "' or '".join(expected)
            raise self.unexplained(index, f"holds '{found}' where '{words}' is expected.")
        if found:
            self.structure[index] = reason

    def only(self, *indexes: int) -> None:
        """Checks that no other cell than these and the labels holds text."""
        for index, cell in enumerate(self.cells):
            if cell and index not in indexes and index not in self.structure:
                raise self.unexplained(index, f"holds '{cell}', which nothing explains.")

    def unexplained(self, index: int, what: str) -> DocumentError:
        """An error about one cell of this line."""
        where = f"line {self.number}, column {index + 1}"
        return DocumentError(
            Problem(where, what, "Compare the line with the booklet; correct it in corrections.csv.")
        )


@dataclass(frozen=True)
class Correction:
    """One row of corrections.csv: in this line, `printed` stands for `corrected`; the reason in two languages."""

    line: int
    printed: str
    corrected: str
    reason: str
    reason_en: str
    evidence: str
    column: int = field(default=0, kw_only=True)
    """The cell of the line that it changes, from 1; 0 until it is applied to a document."""


@dataclass(frozen=True)
class Document:
    """A document as it was received, and its lines with the corrections applied."""

    name: str
    layout: str
    text: str
    lines: tuple[Line, ...]
    corrections: tuple[Correction, ...]

    def filled(self) -> Iterator[Line]:
        """The lines that hold anything."""
        return (line for line in self.lines if not line.blank)

    def check_widths(self) -> None:
        """Checks that all rows of a table, the tabular lines that stand together, have the same number of cells.

        Raises DocumentError with each row that is not as wide as most of its table.
        """
        problems: list[Problem] = []
        for tabular, rows in groupby(self.lines, lambda line: line.tabular):
            if tabular:
                table = list(rows)
                ((usual, _),) = Counter(len(line.cells) for line in table).most_common(1)
                for line in table:
                    if len(line.cells) != usual:
                        what = f"has {len(line.cells)} cells in a table of {usual} columns."
                        problems.extend(line.unexplained(0, what).problems)
        if problems:
            raise DocumentError(problems)


def read(folder: Path, corrections: Path) -> Document:
    """The document of a source folder (its source.toml names file, sha256 and layout), corrected.

    Raises DocumentError when a file is missing, empty, not UTF-8, not the one source.toml describes, or when a
    correction does not fit its line.
    """
    about = describe(folder / "source.toml", "file", "sha256", "layout", "title")
    path = folder / about["file"]
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except FileNotFoundError as error:
        raise DocumentError(
            Problem(str(path), "does not exist.", "Put the document there, untouched.")
        ) from error
    except UnicodeDecodeError as error:
        raise DocumentError(
            Problem(str(path), f"is not UTF-8 ({error.reason} at byte {error.start}).", "Restore it.")
        ) from error
    found = hashlib.sha256(content).hexdigest()
    if found != about["sha256"]:
        size = f"{len(content):,} bytes" if content else "empty"
        what = f"is not the document that source.toml describes ({size}, sha256 {found[:12]}…)."
        raise DocumentError(
            Problem(str(path), what, "Restore it, or describe the new document in source.toml.")
        )
    return parse(about["file"], about["layout"], text, read_corrections(corrections))


def describe(path: Path, *required: str) -> dict[str, str]:
    """What a source.toml says; raises DocumentError where it cannot be read or lacks one of these texts."""
    about = toml_file.read(path, "Describe the document in it.", DocumentError)
    missing = [key for key in required if not isinstance(about.get(key), str)]
    if missing:
        raise DocumentError([Problem(f"{path}, key {key}", "is missing.", "Add it.") for key in missing])
    return about


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The rows of corrections.csv; none where there is no such file. Raises TableError where it is broken."""
    rows = csv_files.read_one(path, CORRECTIONS).itertuples(index=False, name=None)
    return tuple(Correction(int(line), *map(str, texts)) for line, *texts in rows)


def parse(name: str, layout: str, text: str, corrections: tuple[Correction, ...] = ()) -> Document:
    """A text as a document; raises DocumentError for every correction whose text does not stand once in its line."""
    lines = text.split("\n")
    problems = []
    applied = []
    for correction in corrections:
        index = correction.line - 1
        if not 0 <= index < len(lines) or lines[index].count(correction.printed) != 1:
            what = f"'{correction.printed}' does not stand exactly once in line {correction.line} of {name}."
            problems.append(Problem("corrections.csv", what, "Give the line and a longer extract of it."))
        else:
            before, _, after = lines[index].partition(correction.printed)
            lines[index] = f"{before}{correction.corrected}{after}"
            applied.append(replace(correction, column=before.count("\t") + 1))
    if problems:
        raise DocumentError(problems)
    read_lines = tuple(_line(number, line) for number, line in enumerate(lines, start=1))
    return Document(name, layout, text, read_lines, tuple(applied))


def _line(number: int, text: str) -> Line:
    cells = text.split("\t") if text.strip() else [""]
    places = (frozenset({(number, column)}) for column in range(1, len(cells) + 1))
    return Line(
        number, tuple(Printed(cell.strip(), place) for cell, place in zip(cells, places, strict=True))
    )
