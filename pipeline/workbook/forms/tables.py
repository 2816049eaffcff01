"""Sheets → tables, or every problem of every sheet at once, each with its sheet, row and column.

Nothing is dropped silently: an unknown sheet is a problem too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from pipeline.model.errors import Problem
from pipeline.tables import checks, csv_files
from pipeline.tables.cell_values import FIRST_ROW
from pipeline.tables.schema import TABLES, Reference
from pipeline.workbook import words
from pipeline.workbook.forms import statuses, wide
from pipeline.workbook.forms.entry import Entry, Form, Record, periods
from pipeline.workbook.forms.long import header_of, read_form
from pipeline.workbook.sheets import Sheet, Sheets, at

NEEDED = ("plans", "elements")
_BY_SHEET = {words.SHEETS[name]: table for name, table in TABLES.items()}
Lines = Mapping[tuple[str, int], int]


@dataclass(frozen=True)
class Reading:
    """The tables of a workbook and every problem in them; the tables are whole only where there is none.

    `doubtful` is what the tables may say and hardly do, each with its place: a build stops or warns at it.
    `forms` are the entries that the tables were made of.
    `own_lines`: no row names a line of a document, so every row points at the text kept of the workbook.
    """

    tables: dict[str, pd.DataFrame]
    problems: list[Problem]
    own_lines: bool
    doubtful: tuple[str, ...] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)


def read(sheets: Sheets, lines: Lines) -> Reading:
    """The tables of the sheets; `lines` gives the line of a (sheet, row) in the text kept of the workbook."""
    plans = read_form(TABLES["plans"], sheets.get(words.SHEETS["plans"]))
    forms = {
        name: plans if name == "plans" else read_form(table, sheets.get(words.SHEETS[name]), periods(plans))
        for name, table in TABLES.items()
    }
    if words.WIDE in sheets:
        wide.read(sheets[words.WIDE], forms)
    reading = assemble(forms, lines)
    return replace(reading, problems=[*reading.problems, *_unknown(sheets), *_missing(forms)])


def assemble(forms: Mapping[str, Form], lines: Lines) -> Reading:
    """The tables of forms, one a table, with lines and statuses filled in and everything checked."""
    own_lines = not any(entry.record["line"] for form in forms.values() for entry in form.entries)
    for form in forms.values() if own_lines else ():
        for entry in form.entries:
            entry.record["line"] = str(lines[entry.sheet, entry.row])
    statuses.fill(forms)
    for form in forms.values():
        _check_required(form)
        _check_key(form)
        for reference in form.table.references:
            _check_reference(form, reference, forms[reference.table])
    frames = {
        name: csv_files.frame(form.table, [entry.record for entry in form.entries])
        for name, form in forms.items()
    }
    for one in checks.find(frames):
        entry = forms[one.table].entries[one.row - FIRST_ROW]
        forms[one.table].fault(entry, one.column, one.what.ja, one.remedy.ja)
    problems = [problem for form in forms.values() for problem in form.problems]
    return Reading(frames, problems, own_lines, () if problems else tuple(_doubtful(forms, frames)), forms)


def _doubtful(forms: Mapping[str, Form], frames: csv_files.Tables) -> Iterator[str]:
    """What the tables hardly mean to say, told where it was entered; a build that it stops needs a person's word."""
    for one in checks.implausible(frames):
        entry = forms[one.table].entries[one.row - FIRST_ROW]
        stops = "" if one.warns else f"資料どおりなら、{words.CONFIRMATIONS} に理由を書くまで公開できません。"
        yield f"{entry.where(one.column)}: {one.what.ja}{one.remedy.ja}{stops}"


def heading_row(sheet: Sheet) -> int:
    """The row in which the headings of the long sheet of a table stand; 0 where there is none."""
    header = header_of(_BY_SHEET[sheet.name], sheet) if sheet.name in _BY_SHEET else None
    return header.number if header else 0


def entries(sheets: Sheets) -> Sheets:
    """The sheets without what stands above their headings, and without sheets that hold no entry."""
    kept = {}
    for name, sheet in sheets.items():
        if name == words.WIDE:
            found = wide.header_of(sheet)
            if found is None or sheet.rows[-1].number > found.last:
                kept[name] = sheet
            continue
        first = heading_row(sheet)
        rows = tuple(row for row in sheet.rows if row.number >= first)
        if len(rows) > (1 if first else 0):
            kept[name] = Sheet(name, rows, sheet.remarks)
    return kept


def _unknown(sheets: Sheets) -> Iterator[Problem]:
    for name in sheets:
        if name not in {*words.SHEETS.values(), words.WIDE, words.ABOUT, words.GUIDE, words.CHOICES}:
            remedy = f"ひな形のシート名に直すか、読ませないシートの名前を「{words.MEMO}」で始めてください。"
            yield Problem(at(name), "この名前のシートは知りません。", remedy)


def _missing(forms: Mapping[str, Form]) -> Iterator[Problem]:
    for name in NEEDED:
        if not forms[name].entries and not forms[name].problems:
            yield Problem(at(words.SHEETS[name]), "1行も記入されていません。", words.PURPOSES[name])


def _check_required(form: Form) -> None:
    for entry in form.entries:
        for column in form.table.columns:
            # a status is read from the value of its row: where that has a fault, a blank status is none
            unread = column.name == "status" and entry.faulty
            if column.required and not entry.record[column.name] and not unread:
                form.fault(entry, column.name, "空欄です。", "記入してください。")


def _check_key(form: Form) -> None:
    first: dict[tuple[str, ...], Entry] = {}
    for entry in form.entries:
        key = form.table.key_of(entry.record)
        if any(name in entry.faulty for name in form.table.key):
            continue
        before = first.setdefault(key, entry)
        if before is not entry:
            headings = "・".join(words.HEADINGS[name] for name in form.table.key)
            place = f"{before.row}行目" if before.sheet == entry.sheet else at(before.sheet, before.row)
            what = f"{place}と{headings}が同じです（{_shown(form, form.table.key, entry.record)}）。"
            form.fault(entry, form.table.key[-1], what, "一方を直すか、削除してください。")


def _check_reference(form: Form, reference: Reference, target: Form) -> None:
    """Rows that name what another sheet does not hold; silent about what is faulty here or there."""
    known = {tuple(entry.record[name] for name in reference.targets) for entry in target.entries}
    unread = [
        [None if name in entry.faulty else entry.record[name] for name in reference.targets]
        for entry in target.entries
        if not entry.faulty.isdisjoint(reference.targets)
    ]
    last = reference.columns[-1]
    for entry in form.entries:
        values = tuple(entry.record[name] for name in reference.columns)
        faulty = not entry.faulty.isdisjoint(reference.columns)
        if values[-1] and values not in known and not faulty and not _may_be(values, unread):
            what = (
                f"「{_shown(form, reference.columns, entry.record)}」がシート「{target.sheet}」にありません。"
            )
            form.fault(entry, last, what, f"直すか、シート「{target.sheet}」に加えてください。")


def _may_be(values: tuple[str, ...], unread: list[list[str | None]]) -> bool:
    """Whether a row that could not be read, where its cells are None, may be the one that is meant."""
    return any(all(cell in (None, value) for cell, value in zip(row, values, strict=True)) for row in unread)


def _shown(form: Form, names: tuple[str, ...], record: Record) -> str:
    """Cells of a row as the person who filled it in sees them: codes by their labels."""
    coded = {column.name for column in form.table.columns if column.codes}
    values = ((name, record[name]) for name in names if record[name])
    return "、".join(words.CODES[value] if name in coded else value for name, value in values)
