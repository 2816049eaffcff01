"""Reads files of separated values, each a sheet: every form in which Excel in Japan saves one.

CSV is cp932 unless told otherwise, or UTF-8 with or without BOM; "Unicode text" is UTF-16 with tabs.
"""

import codecs
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
    Sheet,
    Sheets,
    cell,
    composed,
    content_of,
    sheet,
)

MAXIMUM_BYTES = 8 * 2**20
SUFFIXES = (".csv", ".tsv", ".txt")
_TOO_LARGE = (
    f"{MAXIMUM_ROWS:,}行{MAXIMUM_COLUMNS}列、全体で{MAXIMUM_CELLS:,}セルより大きくなります。",
    "空の行と列を削除するか、分けてください。",
)
_BREAK_IN_CELL = "\x85"  # no form of Excel writes it


def read_folder(folder: Path) -> Sheets:
    """The sheets of a folder: each `計画.csv` is the sheet 計画.

    Raises TableError with every file that cannot be read.
    """
    found: dict[str, Sheet] = {}
    problems: list[Problem] = []
    left = MAXIMUM_CELLS
    for path in sorted(one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES):
        name = composed(path.stem)
        if words.is_ignored(name):
            continue
        try:
            if name in found:
                raise TableError(
                    Problem(path.name, "同じ名前のファイルが二つあります。", "一つにしてください。")
                )
            counted = list(_rows_of(path, left))
        except TableError as error:
            problems.extend(error.problems)
            continue
        left -= sum(len(cells) + 1 for _, cells in counted)
        found[name] = sheet(name, counted)
    if not found and not problems:
        problems = [Problem(str(folder), "CSVファイルがありません。", "計画.csv などを置いてください。")]
    if problems:
        raise TableError(problems)
    return found


def read(path: Path) -> Sheet:
    """One file as a sheet of its name; raises TableError when it cannot be read."""
    return sheet(path.stem, list(_rows_of(path)))


def _rows_of(path: Path, left: int = MAXIMUM_CELLS) -> Iterator[tuple[int, list[Cell]]]:
    text = decoded(path)
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    return rows(path.name, text, delimiter, left)


def rows(name: str, text: str, delimiter: str, left: int = MAXIMUM_CELLS) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of a text, numbered from 1; of no more than `left` cells, each row counted as one more.

    Where rows end in LF, a CR alone is a line break within a cell that was exported without quotes.
    Raises TableError with the line at which quotes do not match.
    """
    if "\n" in text:
        text = text.replace("\r\n", "\n").replace("\r", _BREAK_IN_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            left -= len(row) + 1
            if number > MAXIMUM_ROWS or len(row) > MAXIMUM_COLUMNS or left < 0:
                raise TableError(Problem(f"{name}、{number}行目", *_TOO_LARGE))
            yield number, [cell(value.replace(_BREAK_IN_CELL, "\n")) for value in row]
    except csv.Error as error:
        what = f"{reader.line_num}行目をCSVとして読めません（{error}）。"
        raise TableError(Problem(name, what, "引用符の対応を確かめてください。")) from error


def decoded(path: Path) -> str:
    """The text of a file in UTF-8, cp932, or UTF-16 with a byte order mark; raises TableError for another."""
    content = content_of(path, MAXIMUM_BYTES)
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    what = "文字コードがUTF-8でも、Shift_JISでも、UTF-16でもありません。"
    raise TableError(Problem(path.name, what, "「CSV UTF-8」として保存しなおしてください。"))
