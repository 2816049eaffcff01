"""Whether tables quote their document: the lines they name exist, and what they quote stands there.

It holds for every edition that keeps a text, whoever filled in its tables.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from pipeline.documents.document import Document
from pipeline.model.errors import Problem
from pipeline.tables.cell_values import rows
from pipeline.tables.csv_files import Tables
from pipeline.tables.schema import TABLES

QUOTED = {"cells": "raw_text", "effects": "raw_text", "indicators": "label"}
"""Table → the column whose text stands on the line of its row."""
LINES = ("line", "other_line")


def misquoted(tables: Tables, document: Document, folder: Path) -> Iterator[Problem]:
    """Every row of the tables of a folder that names a line that is not there, or quotes what is not on it."""
    lines = [line.text for line in document.lines]
    for name in TABLES:
        for number, row in rows(tables[name]):
            where = f"{folder / name}.csv, row {number}"
            for column in LINES:
                if row.get(column) and not _exists(int(row[column]), lines):
                    what = f"{document.name} has nothing on line {row[column]}; it has {len(lines)} lines."
                    yield Problem(
                        f"{where}, column {column}", what, "Write the line on which this is printed."
                    )
            text = row[QUOTED[name]] if name in QUOTED else ""
            if text and _exists(int(row["line"]), lines) and not _stands(text, int(row["line"]), lines):
                what = f"'{text}' does not stand on line {row['line']} of {document.name}."
                yield Problem(f"{where}, column {QUOTED[name]}", what, "Correct the text or the line.")


def unproved(changes: pd.DataFrame, document: Document, folder: Path) -> Iterator[Problem]:
    """Every row of the changes of departments that names a line on which one of the two departments does not stand."""
    lines = [line.text for line in document.lines]
    for number, row in rows(changes):
        for column in ("old_unit", "new_unit"):
            if row["line"] and not _named(row[column], int(row["line"]), lines):
                yield Problem(
                    f"{folder / 'unit_changes'}.csv, row {number}, column {column}",
                    f"'{row[column]}' does not stand on line {row['line']} of {document.name}.",
                    "Write the line that names both departments, or the address of the notice as source.",
                )


def _named(text: str, line: int, lines: Sequence[str]) -> bool:
    return _exists(line, lines) and _stands(text, line, lines)


def _exists(line: int, lines: Sequence[str]) -> bool:
    return 1 <= line <= len(lines) and bool(_squeezed(lines[line - 1]))


def _stands(text: str, line: int, lines: Sequence[str]) -> bool:
    """Whether a text stands on a line; one of several lines, or of a row with such a cell, from that line on."""
    last = line + text.count("\n")
    if _squeezed(text) in _squeezed("".join(lines[line - 1 : last])):
        return True
    return _squeezed(text) in _squeezed("".join(lines[line - 1 : max(last, _end(line, lines))]))


def _end(line: int, lines: Sequence[str]) -> int:
    """The last line of the row of a table that begins on a line: where the quotation marks of its cells are closed."""
    marks = 0
    for number in range(line, len(lines) + 1):
        marks += lines[number - 1].count('"')
        if marks % 2 == 0:
            return number
    return line


def _squeezed(text: str) -> str:
    """A text in one width, without its spaces and the quotation marks that a table puts around a cell."""
    return re.sub(r"[\s\"]+", "", unicodedata.normalize("NFKC", text))
