"""Sheets → tables, or every problem of every sheet at once, each with its sheet, row and column.

A sheet's headings may stand in any of its first rows and in any order; what stands above them (notes, the
example) is not read. Nothing is dropped silently: an unknown sheet or heading is a problem too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline import tables
from pipeline.errors import Problem
from pipeline.figures import LOST
from pipeline.schema import TABLES, Column, Reference, Table
from pipeline.values import parse
from pipeline.workbook import inputs, words
from pipeline.workbook.sheets import Cell, Row, Sheet, Sheets, at

SEARCHED_ROWS = 10
NEEDED = ("plans", "elements")

_Record = dict[str, str]


@dataclass
class Form:
    """One table as read: its records with the rows they stood in, where its columns stand, and its problems."""

    table: Table
    sheet: str
    records: list[tuple[int, _Record]] = field(default_factory=list)
    indexes: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[tuple[int, str]] = field(default_factory=set)

    def fault(self, row: int, column: str, what: str, remedy: str) -> None:
        """Notes a problem of one cell; a cell has one at most."""
        if (row, column) not in self.faulty:
            self.faulty.add((row, column))
            where = at(self.sheet, row, words.HEADINGS[column], self.indexes.get(column))
            self.problems.append(Problem(where, what, remedy))


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
    forms = {name: _form(table, sheets.get(words.SHEETS[name])) for name, table in TABLES.items()}
    own_lines = not any(record["line"] for form in forms.values() for _, record in form.records)
    for form in forms.values() if own_lines else ():
        _fill_lines(form, lines)
    _fill_statuses(forms)
    for form in forms.values():
        _check_required(form)
        _check_key(form)
        for reference in form.table.references:
            _check_reference(form, reference, forms[reference.table])
    problems = [problem for form in forms.values() for problem in form.problems]
    problems += [*_unknown(sheets), *_missing(forms)]
    frames = {
        name: tables.frame(form.table, [record for _, record in form.records]) for name, form in forms.items()
    }
    return Reading(frames, problems, own_lines)


def entries(sheets: Sheets) -> Sheets:
    """The sheets without what stands above their headings, and without sheets that hold no entry."""
    by_name = {words.SHEETS[name]: table for name, table in TABLES.items()}
    kept = {}
    for name, sheet in sheets.items():
        header = _header(by_name[name], sheet) if name in by_name else None
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


def _form(table: Table, sheet: Sheet | None) -> Form:
    form = Form(table, words.SHEETS[table.name])
    if sheet is None or not sheet.rows:
        return form
    header = _header(table, sheet)
    if header is None:
        headings = "、".join(words.heading(column) for column in table.columns)
        where = at(form.sheet, sheet.rows[0].number, words.heading(table.columns[0]), 0)
        form.problems.append(Problem(where, "見出しの行がありません。", f"見出し: {headings}"))
        return form
    _place_columns(form, header)
    for row in sheet.rows:
        if row.number > header.number:
            _read_row(form, row)
    return form


def _header(table: Table, sheet: Sheet) -> Row | None:
    """The row, of the first ones, that holds the most headings: two or more, or nothing else than one."""
    known = {words.heading(column) for column in table.columns}
    best, most = None, 0
    for row in sheet.rows[:SEARCHED_ROWS]:
        texts = {cell.text.strip() for cell in row.cells} - {""}
        found = len(known & texts)
        if found > most and (found > 1 or texts <= known):
            best, most = row, found
    return best


def _place_columns(form: Form, header: Row) -> None:
    by_heading = {words.heading(column): column for column in form.table.columns}
    for index, cell in enumerate(header.cells):
        text = cell.text.strip()
        where = at(form.sheet, header.number, text, index)
        if cell.fault or cell.day:
            what, remedy = cell.fault or ("見出しが日付です。", "ひな形の見出しに直してください。")
            form.problems.append(Problem(where, what, remedy))
        elif text and text not in by_heading:
            remedy = "ひな形の見出しに直すか、列を削除してください。"
            form.problems.append(Problem(where, "この見出しは知りません。", remedy))
        elif text and by_heading[text].name in form.indexes:
            form.problems.append(Problem(where, "同じ見出しが二つあります。", "一つにしてください。"))
        elif text:
            form.indexes[by_heading[text].name] = index
    for column in form.table.columns:
        if column.name not in form.indexes and _demanded(column):
            where = at(form.sheet, header.number, words.heading(column))
            form.problems.append(Problem(where, "見出しがありません。", "ひな形の見出しを書いてください。"))


def _demanded(column: Column) -> bool:
    """Whether a person must fill a column in: a line and a status can be found for them."""
    return column.required and column.name not in ("line", "status")


def _read_row(form: Form, row: Row) -> None:
    record = {}
    exact = form.table.name == "passages"  # lines as they stand in the document
    for column in form.table.columns:
        cell = row.cell(form.indexes[column.name]) if column.name in form.indexes else Cell()
        record[column.name], fault = inputs.value(cell, column, exact)
        if fault:
            form.fault(row.number, column.name, *fault)
    form.records.append((row.number, record))
    for index in range(len(row.cells)):
        if index not in form.indexes.values() and not row.cells[index].blank:
            where = at(form.sheet, row.number, "", index)
            problem = Problem(where, "見出しのない列に値があります。", "見出しを書くか、値を消してください。")
            form.problems.append(problem)


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


def _indicator(record: _Record) -> tuple[str, ...]:
    return tuple(record[name] for name in ("plan", "level", "element", "indicator"))


def _fill_status(form: Form, number: int, record: _Record, hint: str) -> None:
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
            placed = column.name in form.indexes or not _demanded(column)
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
            what = f"{first[key]}行目と{headings}が同じです（{'、'.join(filter(None, key))}）。"
            form.fault(number, form.table.key[-1], what, "一方を直すか、削除してください。")


def _check_reference(form: Form, reference: Reference, target: Form) -> None:
    """Rows that name what another sheet does not hold; silent about cells that are faulty themselves."""
    known = {tuple(record[name] for name in reference.targets) for _, record in target.records}
    last = reference.columns[-1]
    for number, record in form.records:
        values = tuple(record[name] for name in reference.columns)
        faulty = any((number, name) in form.faulty for name in reference.columns)
        if values[-1] and values not in known and not faulty:
            what = f"「{'、'.join(filter(None, values))}」がシート「{target.sheet}」にありません。"
            form.fault(number, last, what, f"直すか、シート「{target.sheet}」に加えてください。")
