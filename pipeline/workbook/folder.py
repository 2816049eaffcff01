"""Reads a folder of CSV files, one a sheet, and the text that an edition keeps of a workbook.

Excel in Japan saves CSV in cp932 unless told otherwise; UTF-8, with or without BOM, and cp932 are both read.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pipeline.model.errors import Problem, TableError
from pipeline.workbook import words
from pipeline.workbook.sheets import (
    MAXIMUM_CELLS,
    MAXIMUM_COLUMNS,
    MAXIMUM_ROWS,
    Cell,
    Row,
    Sheet,
    Sheets,
    cell,
    content_of,
    sheet,
)

MAXIMUM_BYTES = 8 * 2**20
_MARK = "#"
_TOO_LARGE = (
    f"{MAXIMUM_ROWS:,}行{MAXIMUM_COLUMNS}列、全体で{MAXIMUM_CELLS:,}セルより大きくなります。",
    "空の行と列を削除するか、分けてください。",
)


def read(folder: Path) -> Sheets:
    """The sheets of a folder: each `計画.csv` is the sheet 計画.

    Raises TableError with every file that cannot be read.
    """
    found: dict[str, Sheet] = {}
    problems: list[Problem] = []
    left = MAXIMUM_CELLS
    for path in sorted(folder.glob("*.csv")):
        if path.stem == words.GUIDE or path.stem.startswith(words.MEMO):
            continue
        try:
            rows = list(_rows(path, left=left))
        except TableError as error:
            problems.extend(error.problems)
            continue
        left -= sum(len(cells) + 1 for _, cells in rows)
        found[path.stem] = sheet(path.stem, rows)
    if not found and not problems:
        problems = [Problem(str(folder), "CSVファイルがありません。", "計画.csv などを置いてください。")]
    if problems:
        raise TableError(problems)
    return found


def _rows(path: Path, delimiter: str = ",", left: int = MAXIMUM_CELLS) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a file, numbered from 1; of no more than `left` cells, each row counted as one more."""
    reader = csv.reader(io.StringIO(_decoded(path), newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            left -= len(row) + 1
            if number > MAXIMUM_ROWS or len(row) > MAXIMUM_COLUMNS or left < 0:
                raise TableError(Problem(f"{path.name}、{number}行目", *_TOO_LARGE))
            yield number, [cell(value) for value in row]
    except csv.Error as error:
        what = f"{reader.line_num}行目をCSVとして読めません（{error}）。"
        raise TableError(Problem(path.name, what, "引用符の対応を確かめてください。")) from error


def _decoded(path: Path) -> str:
    content = content_of(path, MAXIMUM_BYTES)
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    remedy = "「CSV UTF-8」として保存しなおしてください。"
    raise TableError(Problem(path.name, "文字コードがUTF-8でもShift_JISでもありません。", remedy))


def render(sheets: Sheets) -> tuple[str, dict[tuple[str, int], int]]:
    """The sheets as one text, and the line in it of every (sheet, row).

    It is what an edition keeps of a workbook: lines that a figure can point at, as it points at a line of a
    printed plan. Cells stand apart by tabs; a cell with a line end or a tab is quoted as in CSV.
    """
    parts: list[str] = []
    lines: dict[tuple[str, int], int] = {}
    line = 1
    for one in sheets.values():
        for number, text in [(0, f"{_MARK}{one.name}\n"), *((row.number, _line(row)) for row in one.rows)]:
            lines[one.name, number] = line
            line += text.count("\n")
            parts.append(text)
    return "".join(parts), lines


def parse(path: Path) -> Sheets:
    """The sheets of a text that `render` wrote: what an edition keeps of a workbook is a workbook again."""
    names = {words.ABOUT, *words.SHEETS.values()}
    found: dict[str, list[tuple[int, list[Cell]]]] = {}
    current: list[tuple[int, list[Cell]]] = []
    for number, row in _rows(path, "\t"):
        first = row[0].text if len(row) == 1 else ""
        if first.startswith(_MARK) and first.removeprefix(_MARK) in names:
            current = found.setdefault(first.removeprefix(_MARK), [])
        else:
            current.append((number, row))
    return {name: sheet(name, rows) for name, rows in found.items()}


def _line(row: Row) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerow([_shown(value) for value in row.cells])
    return out.getvalue()


def _shown(value: Cell) -> str:
    return value.day.isoformat() if value.day else value.text
