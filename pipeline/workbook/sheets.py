"""What a workbook holds once it is read: sheets of rows of cells, how many at most, and where each of them stands."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import ascii_uppercase

from pipeline.model.errors import Problem, TableError

Fault = tuple[str, str]
"""What is wrong and what to do, in the words of the person who filled the workbook in."""


MAXIMUM_ROWS = 20_000
MAXIMUM_COLUMNS = 300
MAXIMUM_CELLS = 300_000
"""Of all sheets together, blank ones that have a format too: about ten times those of the largest plan known."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, the date or truth value that Excel made of it, or why it cannot be read.

    `merged` is the block that the cell is part of (`E4:E5`), each of whose cells has the text of its first one.
    """

    text: str = ""
    day: date | None = None
    truth: bool | None = None
    merged: str = ""
    fault: Fault | None = None

    @property
    def blank(self) -> bool:
        return not (self.text.strip() or self.day or self.truth is not None or self.merged or self.fault)


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
    """One sheet: its name, its rows in order, and what a person should know of how it was read."""

    name: str
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()


Sheets = Mapping[str, Sheet]

_DECOMPOSED = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]")
_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL|SPILL|CALC)[!?]|#N/A")
_OVERFLOW = re.compile("[#＃]{3,}")


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
    """A cell of a text: its line ends as LF, its letters composed; what no one can have meant is its fault."""
    said = composed(str(text)).replace("\r\n", "\n").replace("\r", "\n")
    return Cell(said, fault=_fault(said))


def composed(text: str) -> str:
    """Letters that macOS takes apart (カ and ゛) put together; other characters stay, variants of kanji too."""
    return _DECOMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def _fault(text: str) -> Fault | None:
    invisible = _INVISIBLE.search(text)
    if invisible:
        shown = _INVISIBLE.sub(lambda found: f"‹{_code_point(found[0])}›", text)
        name = unicodedata.name(invisible[0], "")
        what = f"見えない文字があります（「{shown}」の{_code_point(invisible[0])} {name}）。"
        return what, "その文字を削除するか、打ちなおしてください。"
    if _OVERFLOW.fullmatch(text.strip()):
        what = f"「{text.strip()}」は、列の幅が足りずに値が隠れた表示です。"
        return what, "列を広げ、隠れている値を入れてください。"
    if _ERROR.fullmatch(text.strip()):
        return f"Excelのエラー値です（{text.strip()}）。", "正しい値を文字で入れてください。"
    return None


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def sheet(name: str, rows: Sequence[tuple[int, Sequence[Cell]]], remarks: Sequence[str] = ()) -> Sheet:
    """A sheet without the blank rows and the blank cells at the end of a row."""
    kept = [Row(number, _trimmed(cells)) for number, cells in rows]
    return Sheet(composed(name), tuple(row for row in kept if not row.blank), tuple(remarks))


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


@dataclass(frozen=True)
class Place:
    """What `at` says: a sheet, a cell (`C5`) or a row (`5行目`) of it, the heading of a column; "" where it says none."""

    sheet: str
    cell: str
    column: str


_AT = re.compile(
    r"シート「(?P<sheet>[^」]*)」(?:、(?P<row>[0-9]+行目))?(?:、列「(?P<column>.*)」)?(?:（(?P<cell>[A-Z]+[0-9]+)）)?"
)


def place(where: str) -> Place | None:
    """The place that `at` wrote; None for a text that is none."""
    found = _AT.fullmatch(where)
    return found and Place(found["sheet"], found["cell"] or found["row"] or "", found["column"] or "")
