"""One sheet → the form of its table: records with the rows they stood in, and every fault of a cell.

Headings may stand in any of a sheet's first rows and in any order; what stands above them (notes, the example) is
not read. Nothing is dropped silently: an unknown heading is a problem too.
"""

from dataclasses import dataclass, field

from pipeline.model.errors import Problem
from pipeline.tables.schema import Column, Table
from pipeline.workbook import inputs, words
from pipeline.workbook.sheets import Cell, Row, Sheet, at

SEARCHED_ROWS = 10

Record = dict[str, str]


@dataclass
class Form:
    """One table as read: its records with the rows they stood in, where its columns stand, and its problems."""

    table: Table
    sheet: str
    records: list[tuple[int, Record]] = field(default_factory=list)
    indexes: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[tuple[int, str]] = field(default_factory=set)

    def fault(self, row: int, column: str, what: str, remedy: str) -> None:
        """Notes a problem of one cell; a cell has one at most."""
        if (row, column) not in self.faulty:
            self.faulty.add((row, column))
            where = at(self.sheet, row, words.HEADINGS[column], self.indexes.get(column))
            self.problems.append(Problem(where, what, remedy))


def read_form(table: Table, sheet: Sheet | None) -> Form:
    """The form that a sheet fills in; without records where there is no such sheet."""
    form = Form(table, words.SHEETS[table.name])
    if sheet is None or not sheet.rows:
        return form
    header = header_of(table, sheet)
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


def header_of(table: Table, sheet: Sheet) -> Row | None:
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
        if column.name not in form.indexes and is_demanded(column):
            where = at(form.sheet, header.number, words.heading(column))
            form.problems.append(Problem(where, "見出しがありません。", "ひな形の見出しを書いてください。"))


def is_demanded(column: Column) -> bool:
    """Whether a person must fill a column in: a line and a status can be found for them."""
    return column.required and column.name not in ("line", "status")


def _read_row(form: Form, row: Row) -> None:
    filled = [index for index, cell in enumerate(row.cells) if not cell.blank]
    if len(filled) == 1 and sum(map(is_demanded, form.table.columns)) > 2:
        remedy = f"ほかの欄も埋めるか、メモは「{words.MEMO}」で始まる名前のシートに移してください。"
        where = at(form.sheet, row.number, "", filled[0])
        form.problems.append(Problem(where, "1つの欄にしか記入がありません。", remedy))
        return
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
