"""What the rows of a city's sheet are entered as: entries of every table, and remarks on what was not read of them."""

import re
from collections.abc import Iterable, Mapping

from pipeline.model.text import Text
from pipeline.tables.schema import TABLES
from pipeline.workbook.forms.entry import Entry, Form, Heading, Record
from pipeline.workbook.sheets import Cell, Row, Sheet


class Entries:
    """The forms of every table of one plan, being filled in from one sheet.

    `lines` gives the line of each row in the text that is kept of the sheet.
    """

    def __init__(self, plan: str, sheet: Sheet, lines: Mapping[int, int]) -> None:
        self.forms = {name: Form(table) for name, table in TABLES.items()}
        self._plan, self._sheet, self._lines = plan, sheet.name, lines

    def line(self, row: int) -> str:
        """The line of a row in the text that is kept."""
        return str(self._lines[row])

    def enter(
        self, table: str, row: int, record: Mapping[str, str], headings: Mapping[str, Heading] | None = None
    ) -> Entry:
        """An entry of a table, its other columns blank; `headings` say where its cells stand in the sheet."""
        whole = {"plan": self._plan, "line": self.line(row), **record}
        names = TABLES[table].names
        entry = Entry({name: whole.get(name, "") for name in names}, self._sheet, row, headings or {})
        self.forms[table].entries.append(entry)
        return entry

    def remark(
        self, row: Row, heading: Heading | None, text: str, reason: Text, place: Record | None = None
    ) -> Entry:
        """A remark on a cell that was not read, or in another way than it stands; `place` is what it is about."""
        column = heading.text if heading else ""
        record = {"column": column, "text": text, "reason": reason.ja, "reason_en": reason.en}
        headings = {"text": heading} if heading else {}
        return self.enter("remarks", row.number, {**(place or {}), **record}, headings)

    def remark_on(
        self, row: Row, indexes: Iterable[int], heading: Heading, reason: Text, place: Record | None = None
    ) -> None:
        """One remark on all filled cells of a row that stand in these columns, which keeps their texts."""
        said = {index: printed(row.cell(index)) for index in indexes if not row.cell(index).blank}
        if said:
            remark = self.remark(row, heading, "、".join(said.values()), reason, place)
            remark.repeated += [(row.number, "text", Heading("", index)) for index in said]

    def text(self, row: Row, heading: Heading | None) -> str:
        """A text of a row, without its line ends; one that cannot be read is a remark, not a text."""
        if heading is None:
            return ""
        cell = cell_of(row, heading)
        if cell.fault:
            self.remark(row, heading, cell.text, Text(cell.fault[0], "The cell cannot be read."))
            return ""
        return re.sub(r"\s*\n\s*", "", printed(cell))


def cell_of(row: Row, heading: Heading | None) -> Cell:
    """The cell of a row in a column; blank where there is no such column."""
    return Cell() if heading is None or heading.index is None else row.cell(heading.index)


def printed(cell: Cell) -> str:
    """A cell as it stands, whatever the program that made it took it for."""
    if cell.truth is not None:
        return str(cell.truth).upper()
    return cell.day.isoformat() if cell.day else cell.text.strip()
