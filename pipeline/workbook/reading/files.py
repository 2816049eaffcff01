"""A path → sheets, by what its name ends in."""

from collections.abc import Collection
from pathlib import Path

from pipeline.model.errors import Problem, TableError
from pipeline.workbook.reading import delimited, excel, kept_text, older
from pipeline.workbook.sheets import Sheets


def read(path: Path, kept: Collection[str]) -> Sheets:
    """The sheets of a workbook, of a folder of CSV files, of one such file, or of the text kept of any.

    `kept` names the sheets that such a text may hold. Raises TableError with every problem of the file.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        return delimited.read_folder(path)
    if not path.exists():
        raise TableError(Problem(str(path), "ファイルがありません。", "場所と名前を確かめてください。"))
    if suffix == ".txt" and kept_text.is_kept(path, kept):
        return kept_text.parse(path, kept)
    if suffix in delimited.SUFFIXES:
        one = delimited.read(path)
        return {one.name: one}
    if suffix in older.SUFFIXES:
        return older.read(path)
    if suffix != ".xlsx":
        what = f"拡張子が{path.suffix}です。" if path.suffix else "拡張子がありません。"
        remedy = "マクロなしの.xlsxか、.xls、.ods、.csvとして保存してください。"
        raise TableError(Problem(path.name, what, remedy))
    return excel.read(path)
