"""Rows on the terminal: as CSV, or as a table in which a long cell is folded and none is cut."""

import csv
import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Column, Table

NARROWEST = 9
"""Characters that a column needs to be read; of more columns than that leaves room for, each has a line."""


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints rows whole, below the names of their columns."""
    csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])


def as_table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> None:
    """Prints rows no wider than the terminal: as a table, or cell by cell where columns are too many for one."""
    if len(columns) * NARROWEST > _console().width:
        for row in rows:
            as_notes([*zip(columns, row, strict=True), ("", "")])
        return
    table = Table(*(Column(name, overflow="fold") for name in columns), title=title, box=box.SIMPLE_HEAD)
    table.pad_edge = table.show_edge = False
    _print(table, rows)


def as_line(text: str, style: str = "") -> None:
    """Prints a text on one line, however wide the terminal or where it goes: a path or an address in it stays whole."""
    _console().print(text, style=style, soft_wrap=True)


def as_text(text: str) -> None:
    """Prints a text, its lines broken where the terminal ends."""
    _console().print(text)


def as_notes(notes: Iterable[tuple[str, str]]) -> None:
    """Prints notes, each a mark and a text that stands in the column beside it."""
    table = Table(Column(no_wrap=True), Column(overflow="fold"), show_header=False, box=None, pad_edge=False)
    _print(table, notes)


def _print(table: Table, rows: Iterable[Sequence[str]]) -> None:
    for row in rows:
        table.add_row(*row)
    _console().print(table)


def _console() -> Console:
    return Console(highlight=False, markup=False)
