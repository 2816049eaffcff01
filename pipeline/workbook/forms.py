"""Sheets → tables, or every problem of every sheet at once, each with its sheet, row and column.

Nothing is dropped silently: an unknown sheet is a problem too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.model.errors import Problem
from pipeline.tables import checks, csv_files
from pipeline.tables.cell_values import FIRST_ROW, LOST
from pipeline.tables.schema import TABLES, Reference
from pipeline.tables.values import parse
from pipeline.workbook import words
from pipeline.workbook.form import Form, Record, header_of, is_demanded, read_form
from pipeline.workbook.sheets import Sheet, Sheets, at

NEEDED = ("plans", "elements")


@dataclass(frozen=True)
class Reading:
    """The tables of a workbook and every problem in them; the tables are whole only where there is none.

    `own_lines`: no row names a line of a document, so every row points at the text kept of the workbook.
    """

    tables: dict[str, pd.DataFrame]
    problems: list[Problem]
    own_lines: bool


def read(sheets: Sheets, lines: Mapping[tuple[str, int], int]) -> Reading:
    """The tables of the sheets; `lines` gives the line of a (sheet, row) in the text kept of the workbook."""
    forms = {name: read_form(table, sheets.get(words.SHEETS[name])) for name, table in TABLES.items()}
    own_lines = not any(record["line"] for form in forms.values() for _, record in form.records)
    for form in forms.values() if own_lines else ():
        _fill_lines(form, lines)
    _fill_statuses(forms)
    for form in forms.values():
        _check_required(form)
        _check_key(form)
        for reference in form.table.references:
            _check_reference(form, reference, forms[reference.table])
    frames = {
        name: csv_files.frame(form.table, [record for _, record in form.records])
        for name, form in forms.items()
    }
    for one in checks.find(frames):
        number, _ = forms[one.table].records[one.row - FIRST_ROW]
        forms[one.table].fault(number, one.column, one.what.ja, one.remedy.ja)
    problems = [problem for form in forms.values() for problem in form.problems]
    problems += [*_unknown(sheets), *_missing(forms)]
    return Reading(frames, problems, own_lines)


def entries(sheets: Sheets) -> Sheets:
    """The sheets without what stands above their headings, and without sheets that hold no entry."""
    by_name = {words.SHEETS[name]: table for name, table in TABLES.items()}
    kept = {}
    for name, sheet in sheets.items():
        header = header_of(by_name[name], sheet) if name in by_name else None
        first = header.number if header else 0
        rows = tuple(row for row in sheet.rows if row.number >= first)
        if len(rows) > (1 if header else 0):
            kept[name] = Sheet(name, rows)
    return kept


def _unknown(sheets: Sheets) -> Iterator[Problem]:
    for name in sheets:
        if name not in {*words.SHEETS.values(), words.ABOUT, words.GUIDE, words.CHOICES}:
            remedy = f"ひな形のシート名に直すか、読ませないシートの名前を「{words.MEMO}」で始めてください。"
            yield Problem(at(name), "この名前のシートは知りません。", remedy)


def _missing(forms: Mapping[str, Form]) -> Iterator[Problem]:
    for name in NEEDED:
        if not forms[name].records and not forms[name].problems:
            yield Problem(at(words.SHEETS[name]), "1行も記入されていません。", words.PURPOSES[name])


def _fill_lines(form: Form, lines: Mapping[tuple[str, int], int]) -> None:
    for number, record in form.records:
        record["line"] = str(lines[form.sheet, number])


def _fill_statuses(forms: Mapping[str, Form]) -> None:
    """A status left blank is read from the printed value; one that contradicts it is a problem."""
    hints = {_indicator(record): record["breakdown_named"] for _, record in forms["indicators"].records}
    for name in ("cells", "effects"):
        for number, record in forms[name].records:
            if re.fullmatch(r"[12][0-9]{3}", record["fiscal_year"]):
                _fill_status(forms[name], number, record, hints.get(_indicator(record), ""))


def _indicator(record: Record) -> tuple[str, ...]:
    return tuple(record[name] for name in ("plan", "level", "element", "indicator"))


def _fill_status(form: Form, number: int, record: Record, hint: str) -> None:
    if any((number, column) in form.faulty for column in ("raw_text", "status")):
        return
    raw = record["raw_text"]
    read = parse(raw, fiscal_year=int(record["fiscal_year"]), breakdown=hint)
    lost = record["status"] == LOST and not raw
    if not record["status"] and read.status == "text" and re.search(r"\d", raw):
        what = f"「{raw}」は数値として読めません。"
        form.fault(number, "raw_text", what, "単位を確かめるか、文であれば状態に「文」を選んでください。")
    elif record["status"] not in ("", read.status) and not lost:
        what = f"状態は「{words.CODES[record['status']]}」ですが、「{raw}」はそう読めません。"
        form.fault(number, "status", what, f"「{words.CODES[read.status]}」ではありませんか。")
    elif form.table.name == "effects" and any(one.unit != "unit:CCY_JPY" for one in read.numbers):
        form.fault(
            number, "raw_text", f"「{raw}」は金額ではありません。", "円、千円などの単位を付けてください。"
        )
    record["status"] = record["status"] or read.status


def _check_required(form: Form) -> None:
    for number, record in form.records:
        for column in form.table.columns:
            placed = column.name in form.indexes or not is_demanded(column)
            unread = column.name == "status" and (number, "fiscal_year") in form.faulty
            if column.required and not record[column.name] and placed and not unread:
                form.fault(number, column.name, "空欄です。", "記入してください。")


def _check_key(form: Form) -> None:
    first: dict[tuple[str, ...], int] = {}
    for number, record in form.records:
        key = tuple(record[name] for name in form.table.key)
        if any((number, name) in form.faulty for name in form.table.key):
            continue
        if first.setdefault(key, number) != number:
            headings = "・".join(words.HEADINGS[name] for name in form.table.key)
            what = f"{first[key]}行目と{headings}が同じです（{_shown(form, form.table.key, record)}）。"
            form.fault(number, form.table.key[-1], what, "一方を直すか、削除してください。")


def _check_reference(form: Form, reference: Reference, target: Form) -> None:
    """Rows that name what another sheet does not hold; silent about what is faulty here or there."""
    known = {tuple(record[name] for name in reference.targets) for _, record in target.records}
    unread = [
        [None if (number, name) in target.faulty else record[name] for name in reference.targets]
        for number, record in target.records
        if any((number, name) in target.faulty for name in reference.targets)
    ]
    last = reference.columns[-1]
    for number, record in form.records:
        values = tuple(record[name] for name in reference.columns)
        faulty = any((number, name) in form.faulty for name in reference.columns)
        if values[-1] and values not in known and not faulty and not _may_be(values, unread):
            what = f"「{_shown(form, reference.columns, record)}」がシート「{target.sheet}」にありません。"
            form.fault(number, last, what, f"直すか、シート「{target.sheet}」に加えてください。")


def _may_be(values: tuple[str, ...], unread: list[list[str | None]]) -> bool:
    """Whether a row that could not be read, where its cells are None, may be the one that is meant."""
    return any(all(cell in (None, value) for cell, value in zip(row, values, strict=True)) for row in unread)


def _shown(form: Form, names: tuple[str, ...], record: Record) -> str:
    """Cells of a row as the person who filled it in sees them: codes by their labels."""
    coded = {column.name for column in form.table.columns if column.codes}
    values = ((name, record[name]) for name in names if record[name])
    return "、".join(words.CODES[value] if name in coded else value for name, value in values)
