"""The coverage ledger: what became of every filled cell of the document.

A cell is `mapped` (to a row and column of a table), `structural` (a label, number or heading that the layout
checked word by word) or `ignored` with a reason. A cell that is none of these stops the extraction.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from decimal import Decimal

import pandas as pd

from pipeline.documents.document import Document, Place, Printed
from pipeline.model.errors import DocumentError, Problem

MAPPED, STRUCTURAL, IGNORED = "mapped", "structural", "ignored"
SAMPLE = "sample sheet: repeats a sheet to explain how sheets are read"


@dataclass(frozen=True, order=True)
class Entry:
    """One cell of the document and one thing that became of it; `row` is the row of the table's file."""

    line: int
    column: int
    text: str
    disposition: str
    table: str = ""
    row: str = ""
    field: str = ""
    reason: str = ""


def account(document: Document, rows: Mapping[str, Iterable[Mapping[str, object]]]) -> tuple[Entry, ...]:
    """An entry for each filled cell and each place it went to, by line and column.

    Raises DocumentError with every cell that went nowhere.
    """
    mapped = _mapped(rows)
    entries: list[Entry] = []
    problems: list[Problem] = []
    for line in document.filled():
        for index, cell in enumerate(line.cells):
            place = (line.number, index + 1)
            if place in mapped:
                found = sorted(mapped[place]) if cell else ()
                entries.extend(Entry(*place, str(cell), *destination) for destination in found)
            elif index in line.structure:
                entries.append(Entry(*place, str(cell), STRUCTURAL, reason=line.structure[index]))
            elif cell:
                problems.extend(line.unexplained(index, f"holds '{cell}', which became nothing.").problems)
    if problems:
        raise DocumentError(problems)
    return tuple(entries)


def _mapped(rows: Mapping[str, Iterable[Mapping[str, object]]]) -> dict[Place, set[tuple[str, ...]]]:
    found: dict[Place, set[tuple[str, ...]]] = {}
    for name, table in rows.items():
        for number, row in enumerate(table, start=2):
            for field, value in row.items():
                if isinstance(value, Printed):
                    destination = _destination(name, number, field, str(row.get("kind", "")))
                    for place in value.places:
                        found.setdefault(place, set()).add(destination)
    return found


def _destination(table: str, number: int, field: str, kind: str) -> tuple[str, ...]:
    where = (table, str(number), field)
    if table == "passages" and kind == "sample":
        return (IGNORED, *where, SAMPLE)
    if table == "passages" and kind == "heading":
        return (STRUCTURAL, *where, "heading")
    return (MAPPED, *where, "")


@dataclass(frozen=True)
class Coverage:
    """What became of the cells of a source: its ledger, and how many filled cells it has, counted in the source."""

    ledger: tuple[Entry, ...]
    filled: int

    @property
    def accounted(self) -> Decimal:
        """The share of its filled cells whose use is on record."""
        return share(summary(self.ledger)["cells"], self.filled)

    @property
    def figures_reached(self) -> Decimal:
        """The share of its cells with a figure, labels and headings apart, that reached a row of a table."""
        with_digits = (entry for entry in self.ledger if any(map(str.isdecimal, entry.text)))
        counts = summary(with_digits)
        return share(counts[MAPPED], counts[MAPPED] + counts[IGNORED])


def share(part: int, whole: int) -> Decimal:
    """A part of a whole with four decimals; all of nothing is all."""
    return (Decimal(part) / Decimal(whole) if whole else Decimal(1)).quantize(Decimal("0.0001"))


def summary(entries: Iterable[Entry]) -> dict[str, int]:
    """How many cells there are, and how many of each disposition; the parts add up to the whole."""
    best: dict[Place, str] = {}
    for entry in sorted(entries, key=lambda entry: (MAPPED, STRUCTURAL, IGNORED).index(entry.disposition)):
        best.setdefault((entry.line, entry.column), entry.disposition)
    counts = {name: sum(found == name for found in best.values()) for name in (MAPPED, STRUCTURAL, IGNORED)}
    return {"lines": len({line for line, _ in best}), "cells": len(best), **counts}


def table(entries: Iterable[Entry]) -> pd.DataFrame:
    """The ledger as a frame: line, column, text, disposition, table, row, field, reason."""
    columns = [field.name for field in fields(Entry)]
    return pd.DataFrame([astuple(entry) for entry in entries], columns=columns)


def unmapped(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of cells that reached no table of data."""
    return (entry for entry in entries if entry.disposition != MAPPED)
