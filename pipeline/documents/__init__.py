"""Readers of plan documents, one package a document layout: the only code that knows how a booklet is printed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.documents import coverage, document
from pipeline.documents.coverage import Coverage, Entry
from pipeline.documents.document import Document
from pipeline.documents.nishitokyo import layout as nishitokyo
from pipeline.documents.nishitokyo.conflicts import Preference
from pipeline.model.errors import DocumentError, Problem
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables import csv_files
from pipeline.tables.schema import EDITORIAL, TABLES

Rows = Mapping[str, list[Mapping[str, object]]]
Layout = Callable[[Document, Iterable[Preference]], Rows]

LAYOUTS: dict[str, Layout] = {"nishitokyo": nishitokyo.extract}
EXTRACT = "Run `keikaku extract`, and put changes into corrections.csv."
WORKBOOK = "workbook"
"""The layout of a source that `keikaku import` read: its tables are reviewed, not extracted."""


@dataclass(frozen=True)
class Extraction:
    """What a document gave: its tables, and what became of each of its cells."""

    document: Document
    tables: dict[str, pd.DataFrame]
    ledger: tuple[Entry, ...]

    @property
    def coverage(self) -> Coverage:
        """Its ledger, beside the filled cells counted in the document and not in the ledger."""
        filled = sum(bool(cell) for line in self.document.filled() for cell in line.cells)
        return Coverage(self.ledger, filled)


def read_document(edition: Path) -> Document:
    """The document of an edition's folder, or the text it keeps of a workbook, with what is corrected in it."""
    return document.read(edition / "source", edition / "corrections.csv")


def extract_edition(edition: Path) -> Extraction:
    """The tables of an edition's folder (source/, corrections.csv, editorial/preferences.csv).

    Raises DocumentError where the document cannot be read, or a cell of it is left unexplained.
    """
    read = read_document(edition)
    return extract(read, read_preferences(edition / "editorial" / "preferences.csv"))


def extract(read: Document, preferences: Iterable[Preference] = ()) -> Extraction:
    """The tables of a document and its ledger; raises DocumentError as `extract_edition` does."""
    if read.layout not in LAYOUTS:
        known = ", ".join(LAYOUTS)
        raise DocumentError(
            Problem("source.toml, key layout", f"'{read.layout}' is no layout.", f"Known: {known}.")
        )
    rows = LAYOUTS[read.layout](read, preferences)
    frames = {name: csv_files.frame(table, rows.get(name, ())) for name, table in TABLES.items()}
    return Extraction(read, frames, coverage.account(read, rows))


def has_layout(edition: Path) -> bool:
    """Whether an edition's tables come from a document that a layout reads, not from a workbook.

    Raises DocumentError where there is a document, but not what it is.
    """
    folder = edition / "source"
    if not folder.is_dir():
        return False
    return document.describe(folder / "source.toml", "layout")["layout"] != WORKBOOK


def editions(data: DataFolder, municipality: str) -> list[str]:
    """The editions of a municipality that are read from a document.

    Raises SettingError where there is no such municipality, DocumentError where it has no such edition.
    """
    found = [year for year in data.editions(municipality) if has_layout(data.edition(municipality, year))]
    if not found:
        where = str(data.municipality(municipality))
        remedy = "Its tables come from a workbook: see `keikaku import`."
        raise DocumentError(Problem(where, "has no document that is extracted.", remedy))
    return found


def differences(found: Mapping[str, pd.DataFrame], folder: Path, remedy: str = EXTRACT) -> list[Problem]:
    """The first row in which each committed table of a folder differs from what was found.

    Raises TableError where the committed tables cannot be read.
    """
    committed = csv_files.read(folder)
    problems = []
    for name, table in found.items():
        mine, theirs = (csv_files.text(one, TABLES[name]).split("\n") for one in (table, committed[name]))
        for row in range(max(len(mine), len(theirs))):
            if mine[row : row + 1] != theirs[row : row + 1]:
                where = f"{folder / name}.csv, row {row + 1}"
                what = f"is not what the document and the corrections give ({''.join(mine[row : row + 1])})."
                problems.append(Problem(where, what, remedy))
                break
    return problems


def read_preferences(path: Path) -> tuple[Preference, ...]:
    """The rows of preferences.csv; none where there is no such file. Raises TableError where it is broken."""
    rows = csv_files.read_one(path, EDITORIAL["preferences"]).to_dict("records")
    return tuple(Preference(**{str(name): str(value) for name, value in row.items()}) for row in rows)
