"""A city's own table and its columns.toml → a filled-in edition, its figures all accounted for."""

from dataclasses import replace
from pathlib import Path

from pipeline.documents.coverage import IGNORED
from pipeline.model.errors import Problem, TableError
from pipeline.model.files.data_folder import DataFolder
from pipeline.workbook import about as about_sheet
from pipeline.workbook import accounting, known, words
from pipeline.workbook.columns import layout, rows, settings
from pipeline.workbook.columns.settings import Settings
from pipeline.workbook.forms import tables as forms
from pipeline.workbook.reading import files, kept_text
from pipeline.workbook.sheets import Sheet, Sheets, at, cell, sheet
from pipeline.workbook.store import Filled

TABLE = "一覧"
"""What the text kept of a table calls it, whatever its sheet was called."""


def read(path: Path, columns: Path, data: DataFolder) -> Filled:
    """A table as it is, read by what `columns` says of its headings.

    The municipality is what columns.toml, the sheet 自治体 if there is one, and `data` say of it. Raises TableError or
    SettingError with every problem of the file, the headings or the municipality; a figure that is not read is none:
    it is in the table `remarks`.
    """
    said = settings.read(columns)
    found = files.read(path, {words.ABOUT, TABLE})
    about_rows, table = _about(said, found, data), _table(path, found)
    kept: Sheets = {words.ABOUT: about_rows, TABLE: table}
    about, problems = about_sheet.read(kept)
    text, lines = kept_text.render(kept)
    if problems or about is None:
        raise TableError(
            problems if words.ABOUT in found else [_in_columns(one, columns) for one in problems]
        )
    places = {row.number: lines[TABLE, row.number] for row in table.rows}
    found_layout = layout.find(said, table)
    filled = rows.read(said, found_layout, table, places)
    reading = forms.assemble(filled, lines)
    columns_not_read = dict.fromkeys(found_layout.ignored, (IGNORED, accounting.NOT_READ))
    frame = accounting.Frame(found_layout.header, columns_not_read)
    ledger, unplaced = accounting.account(kept, {TABLE: frame}, filled, lines)
    if reading.problems or unplaced:
        raise TableError(reading.problems or unplaced)
    unread = [
        f"{at(TABLE, entry.row, entry.record['column'])}: {entry.record['reason']}"
        for entry in filled["remarks"].entries
    ]
    remarks = (*(f"{one.name}: {remark}" for one in kept.values() for remark in one.remarks), *unread)
    beside = {"columns.toml": columns.read_text(encoding="utf-8")}
    return Filled(about, reading.tables, text, remarks, beside, ledger=ledger)


def _table(path: Path, found: Sheets) -> Sheet:
    """The one sheet of the file that is no note and not about the municipality, under the name it is kept by."""
    others = [one for name, one in found.items() if name != words.ABOUT and one.rows]
    if len(others) != 1:
        names = "、".join(one.name for one in others) or "なし"
        remedy = f"読ませないシートの名前を「{words.MEMO}」で始めてください。"
        raise TableError(Problem(str(path), f"表のシートが一つではありません（{names}）。", remedy))
    return replace(others[0], name=TABLE)


def _about(said: Settings, found: Sheets, data: DataFolder) -> Sheet:
    """The sheet 自治体: that of the file, or what is known of the municipality and said in columns.toml."""
    if words.ABOUT in found:
        return found[words.ABOUT]
    code = said.about.get("code", "")
    wrong = sorted(said.about.keys() - about_sheet.FIELDS.keys())
    if wrong or not code:
        what = f"[about] の{'、'.join(wrong)}は知りません。" if wrong else "[about] に code がありません。"
        remedy = f"使えるのは{'、'.join(about_sheet.FIELDS)}です。"
        raise TableError(Problem("columns.toml", what, remedy))
    about, _ = known.read(data, code)
    filled = replace(about, **dict(said.about))
    entries = [(about_sheet.HEADING, about_sheet.VALUE), *(row[:2] for row in about_sheet.rows(filled))]
    numbered = [(number, [cell(text) for text in entry]) for number, entry in enumerate(entries, start=1)]
    return sheet(words.ABOUT, numbered)


def _in_columns(problem: Problem, columns: Path) -> Problem:
    """A problem of the sheet 自治体 that was made of columns.toml, by its place in that: nobody has seen the sheet."""
    for number, (name, field) in enumerate(about_sheet.FIELDS.items(), start=2):
        if problem.where == at(words.ABOUT, number, field.heading, 1):
            return replace(problem, where=f"{columns}、about.{name}（{field.heading}）")
    return problem
