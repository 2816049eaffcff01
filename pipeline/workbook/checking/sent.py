"""A form as a browser sends it (multipart/form-data, RFC 7578) → its files in a folder."""

from pathlib import Path, PureWindowsPath
from typing import BinaryIO

import python_multipart
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import File

from pipeline.model.errors import Problem, TableError
from pipeline.workbook.reading.delimited import SUFFIXES

MOST_FILES = 40
"""A workbook has some twenty sheets; as CSV each is a file."""
LONGEST_NAME = 80
"""Characters: in UTF-8 less than the 255 bytes that file systems take."""
_WHERE = "送られたもの"


def unpack(body: BinaryIO, content_type: str, folder: Path) -> Path:
    """Writes the files of a form into a folder: the one workbook among them, or the folder where they are CSV files.

    Raises TableError where it is no such form, holds no file, too many, or several that are not all CSV.
    """
    found: list[Path] = []

    def keep(file: File) -> None:
        name = _name(file.file_name or b"")
        if name and len(found) < MOST_FILES:
            file.file_object.seek(0)
            found.append(folder / name)
            found[-1].write_bytes(file.file_object.read())

    try:
        python_multipart.parse_form({"Content-Type": content_type.encode()}, body, None, keep)
    except (FormParserError, ValueError) as error:
        what = f"ファイルを送るフォームではありません（{error}）。"
        raise TableError(Problem(_WHERE, what, "この頁のフォームから送ってください。")) from error
    return _workbook(found, folder)


def _name(given: bytes) -> str:
    """The last part of a file's name as a browser gives it; "" for none. Raises TableError for one of no use."""
    name = PureWindowsPath(given.decode("utf-8", "replace")).name  # with either slash
    if len(name) > LONGEST_NAME or name == ".." or any(character < " " for character in name):
        what = f"ファイルの名前が{LONGEST_NAME}文字より長いか、名前にならない文字を含みます。"
        raise TableError(Problem(_WHERE, what, "短い名前にしてください。"))
    return name


def _workbook(found: list[Path], folder: Path) -> Path:
    if not found:
        raise TableError(Problem(_WHERE, "ファイルがありません。", "帳票のファイルを選んでください。"))
    if len(found) >= MOST_FILES:
        raise TableError(Problem(_WHERE, f"ファイルが{MOST_FILES}個以上あります。", "減らしてください。"))
    if all(path.suffix.lower() in SUFFIXES for path in found):
        return folder
    if len(found) > 1:
        what = f"ファイルが{len(found)}個あります。"
        raise TableError(Problem(_WHERE, what, "ブックは一つずつ、CSVはCSVだけを送ってください。"))
    return found[0]
