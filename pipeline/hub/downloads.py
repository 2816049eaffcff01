"""A table as it was downloaded (.xlsx, .xls, .csv) → rows of texts, found by the headings it must have.

Ministries print a title above the headings, break headings over lines, and put notes in brackets of either width:
headings are compared without spaces and in one width. Nothing of a workbook but its cells is read.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from pipeline.model.errors import Problem, TableError

MAXIMUM_BYTES = 50 * 2**20
ENCODINGS = ("utf-8-sig", "cp932")
"""Encodings of CSV files of Japanese ministries, in the order in which they are tried."""
HEADINGS_WITHIN = 40
"""Rows from the top in which headings are looked for."""

Cells = Sequence[str]
Row = Mapping[str, str]


def sheets(path: Path) -> dict[str, list[Cells]]:
    """The sheets of a file by name, each as rows of texts; a CSV file is one sheet without a name.

    Raises TableError: the file cannot be read, is too large, or is neither a workbook nor CSV.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror})."
        raise TableError(Problem(str(path), what, "Name the file that was downloaded.")) from error
    if len(content) > MAXIMUM_BYTES:
        what = f"is larger than {MAXIMUM_BYTES // 2**20} MiB."
        raise TableError(Problem(str(path), what, "Name the table alone, not an archive of tables."))
    if path.suffix.lower() == ".csv":
        return {"": _csv(path, content)}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            name: [tuple(map(_text, row)) for row in book.get_sheet_by_name(name).to_python()]
            for name in book.sheet_names
        }
    except CalamineError as error:
        what = f"is no workbook ({error})."
        raise TableError(Problem(str(path), what, "Name an .xlsx, .xls or .csv file.")) from error


def _csv(path: Path, content: bytes) -> list[Cells]:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
            return [tuple(map(_text, row)) for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise TableError(Problem(str(path), f"is not CSV ({error}).", "Download it again.")) from error
    raise TableError(Problem(str(path), "is neither UTF-8 nor Shift_JIS.", "Save it as CSV UTF-8."))


def _text(cell: object) -> str:
    """A cell as it reads: whole numbers without a point, characters in one width, nothing around it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return unicodedata.normalize("NFKC", str(cell)).strip()


def heading(text: str) -> str:
    """A heading without the spaces and line breaks of its layout: `都道府県名\\n（漢字）` is `都道府県名(漢字)`."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def rows(cells: Sequence[Cells], named: Iterable[str]) -> Iterator[Row] | None:
    """The rows below the headings named, by heading; None where a sheet has no row with all of them."""
    wanted = set(named)
    for number, candidates in enumerate(cells[:HEADINGS_WITHIN]):
        found = [heading(text) for text in candidates]
        if wanted <= set(found):
            places = {name: found.index(name) for name in wanted}
            return _below(cells[number + 1 :], places)
    return None


def _below(cells: Iterable[Cells], places: Mapping[str, int]) -> Iterator[Row]:
    for row in cells:
        yield {name: row[place] if place < len(row) else "" for name, place in places.items()}
