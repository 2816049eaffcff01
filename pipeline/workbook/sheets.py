"""What a workbook holds once it is read: sheets of rows of cells, how many at most, and where each of them stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import ascii_uppercase

from pipeline.model.errors import Problem, TableError

MAXIMUM_ROWS = 20_000
MAXIMUM_COLUMNS = 100
MAXIMUM_CELLS = 300_000
"""Of all sheets together, blank ones that have a format too: about ten times those of the largest plan known."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, the date that Excel made of it, or why it cannot be read (what, remedy)."""

    text: str = ""
    day: date | None = None
    fault: tuple[str, str] | None = None

    @property
    def blank(self) -> bool:
        return not (self.text.strip() or self.day or self.fault)


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number as the program that made the file counts it, from 1."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        return all(cell.blank for cell in self.cells)

    def cell(self, index: int) -> Cell:
        """The cell of a column counted from 0; blank where the row is shorter."""
        return self.cells[index] if index < len(self.cells) else Cell()


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows in order."""

    name: str
    rows: tuple[Row, ...]


Sheets = Mapping[str, Sheet]


def content_of(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises TableError where there is none, it is no file, or it is longer than `most`."""
    if not path.is_file():  # a folder, a link to nowhere, a pipe on which nobody ever writes
        raise TableError(Problem(path.name, "ファイルではありません。", "場所と名前を確かめてください。"))
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        what = f"読めません（{error.strerror}）。"
        raise TableError(Problem(path.name, what, "ファイルの権限を確かめてください。")) from error
    if len(content) > most:
        what = f"{most // 2**20} MiBを超えています。"
        raise TableError(Problem(path.name, what, "画像などを取り除くか、分けてください。"))
    return content


def cell(text: object) -> Cell:
    """A cell of a text, its line ends as LF."""
    return Cell(str(text).replace("\r\n", "\n").replace("\r", "\n"))


def sheet(name: str, rows: Sequence[tuple[int, Sequence[Cell]]]) -> Sheet:
    """A sheet without the blank rows and the blank cells at the end of a row."""
    kept = [Row(number, _trimmed(cells)) for number, cells in rows]
    return Sheet(name, tuple(row for row in kept if not row.blank))


def _trimmed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    last = max((index for index, one in enumerate(cells, start=1) if not one.blank), default=0)
    return tuple(cells[:last])


def letter(index: int) -> str:
    """The letters of a column counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


def at(sheet_name: str, row: int = 0, column: str = "", index: int | None = None) -> str:
    """Where something is, in the words of a person with the workbook open."""
    words = f"シート「{sheet_name}」"
    words += f"、{row}行目" if row else ""
    words += f"、列「{column}」" if column else ""
    return words + (f"（{letter(index)}{row}）" if index is not None and row else "")
