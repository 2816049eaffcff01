"""Sheets ↔ the one text that an edition keeps of them: lines that a figure can point at, as at a line of a printed plan.

Cells stand apart by tabs, each sheet below a line `#` and its name; a cell with a line end or a tab is quoted as in CSV.
"""

import csv
import io
from collections.abc import Collection
from pathlib import Path

from pipeline.workbook.reading.delimited import decoded, rows
from pipeline.workbook.sheets import Cell, Row, Sheets, sheet

_MARK = "#"


def render(sheets: Sheets) -> tuple[str, dict[tuple[str, int], int]]:
    """The sheets as one text, and the line in it of every (sheet, row)."""
    parts: list[str] = []
    lines: dict[tuple[str, int], int] = {}
    line = 1
    for one in sheets.values():
        for number, text in [(0, f"{marked(one.name)}\n"), *((row.number, _line(row)) for row in one.rows)]:
            lines[one.name, number] = line
            line += text.count("\n")
            parts.append(text)
    return "".join(parts), lines


def marked(name: str) -> str:
    """The line above a sheet of this name."""
    return f"{_MARK}{name}"


def filled(text: str) -> int:
    """How many cells of a text that `render` wrote hold something, the lines above the sheets included."""
    return sum(bool(cell.text.strip()) for _, row in rows("", text, "\t") for cell in row)


def is_kept(path: Path, names: Collection[str]) -> bool:
    """Whether a text begins as `render` begins one, and is not a table that Excel saved as text."""
    first = decoded(path).split("\n", 1)[0].strip()
    return first.startswith(_MARK) and first.removeprefix(_MARK) in names


def parse(path: Path, names: Collection[str]) -> Sheets:
    """The sheets of these names of a text that `render` wrote: what an edition keeps is a workbook again."""
    found: dict[str, list[tuple[int, list[Cell]]]] = {}
    current: list[tuple[int, list[Cell]]] = []
    for number, row in rows(path.name, decoded(path), "\t"):
        first = row[0].text if len(row) == 1 else ""
        if first.startswith(_MARK) and first.removeprefix(_MARK) in names:
            current = found.setdefault(first.removeprefix(_MARK), [])
        else:
            current.append((number, row))
    return {name: sheet(name, found_rows) for name, found_rows in found.items()}


def _line(row: Row) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerow([shown(value) for value in row.cells])
    return out.getvalue()


def shown(value: Cell) -> str:
    """A cell as the text has it."""
    if value.truth is not None:
        return str(value.truth).upper()
    return value.day.isoformat() if value.day else value.text
