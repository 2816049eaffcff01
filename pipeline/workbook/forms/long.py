"""The long sheet of a table, one row a row of the table → its entries, and every fault of a cell.

Headings may stand in any of a sheet's first rows and in any order; what stands above them (notes, the example) is
not read. Nothing is dropped silently: an unknown heading is a problem too.
"""

from collections.abc import Mapping

from pipeline.model.errors import Problem
from pipeline.tables.schema import Column, Table
from pipeline.workbook import words
from pipeline.workbook.forms import inputs
from pipeline.workbook.forms.entry import Entry, Form, Heading
from pipeline.workbook.sheets import Cell, Row, Sheet, at

SEARCHED_ROWS = 10


Covers = Mapping[str, tuple[int, int]]
"""The first and the last fiscal year of each plan, by which a year without its era (24年度) is read."""


def read_form(table: Table, sheet: Sheet | None, covers: Covers | None = None) -> Form:
    """The form that a sheet fills in; without entries where there is no such sheet."""
    form = Form(table)
    if sheet is None or not sheet.rows:
        return form
    header = header_of(table, sheet)
    if header is None:
        headings = "、".join(words.heading(column) for column in table.columns)
        where = at(form.sheet, sheet.rows[0].number, words.heading(table.columns[0]), 0)
        form.problems.append(Problem(where, "見出しの行がありません。", f"見出し: {headings}"))
        return form
    headings_at = _place_columns(form, header)
    for row in sheet.rows:
        if row.number > header.number:
            _read_row(form, row, header, headings_at, covers or {})
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


def _place_columns(form: Form, header: Row) -> dict[str, Heading]:
    by_heading = {words.heading(column): column for column in form.table.columns}
    found: dict[str, Heading] = {}
    for index, cell in enumerate(header.cells):
        text = cell.text.strip()
        where = at(form.sheet, header.number, text, index)
        fault = inputs.unreadable(cell) or (("見出しが日付です。", _AS_IN_TEMPLATE) if cell.day else None)
        if fault:
            form.problems.append(Problem(where, *fault))
        elif text and text not in by_heading:
            remedy = "ひな形の見出しに直すか、列を削除してください。"
            form.problems.append(Problem(where, "この見出しは知りません。", remedy))
        elif text and by_heading[text].name in found:
            form.problems.append(Problem(where, "同じ見出しが二つあります。", "一つにしてください。"))
        elif text:
            found[by_heading[text].name] = Heading(text, index)
    for column in form.table.columns:
        if column.name not in found and is_demanded(column):
            form.unplaced.add(column.name)
            where = at(form.sheet, header.number, words.heading(column))
            form.problems.append(Problem(where, "見出しがありません。", "ひな形の見出しを書いてください。"))
    return found


_AS_IN_TEMPLATE = "ひな形の見出しに直してください。"


def is_demanded(column: Column) -> bool:
    """Whether a person must fill a column in: a line and a status can be found for them."""
    return column.required and column.name not in ("line", "status")


def _read_row(form: Form, row: Row, header: Row, headings: dict[str, Heading], covers: Covers) -> None:
    """Reads a row. What follows from a heading that is missing or unknown is told at the heading, not in every row."""
    filled = [index for index, cell in enumerate(row.cells) if not cell.blank]
    if len(filled) == 1 and sum(map(is_demanded, form.table.columns)) > 2:
        remedy = f"ほかの欄も埋めるか、メモは「{words.MEMO}」で始まる名前のシートに移してください。"
        where = at(form.sheet, row.number, "", filled[0])
        form.problems.append(Problem(where, "1つの欄にしか記入がありません。", remedy))
        return
    entry = Entry({}, form.sheet, row.number, headings, set(form.unplaced))
    exact = form.table.name == "passages"  # lines as they stand in the document
    for column in form.table.columns:
        index = headings[column.name].index if column.name in headings else None
        cell = Cell() if index is None else row.cell(index)
        period = covers.get(entry.record.get("plan", ""))
        entry.record[column.name], fault = inputs.value(cell, column, exact, period)
        if column.name == "from_year" and "fiscal_year" in headings and not entry.record["from_year"]:
            several = inputs.first_year(row.cell(headings["fiscal_year"].index or 0), period)
            entry.record["from_year"] = several
        if fault:
            form.fault(entry, column.name, *fault)
    form.entries.append(entry)
    placed = {heading.index for heading in headings.values()} | form.bare
    for index, cell in enumerate(row.cells):
        if index not in placed and not cell.blank and header.cell(index).blank:
            form.bare.add(index)
            where = at(form.sheet, row.number, "", index)
            problem = Problem(where, "見出しのない列に値があります。", "見出しを書くか、値を消してください。")
            form.problems.append(problem)
