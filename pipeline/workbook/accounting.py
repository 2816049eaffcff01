"""What became of every filled cell of a workbook: the coverage ledger of the text that an edition keeps of it.

As in a document that a layout reads, an entry of a table knows the cells it was entered in, so that the ledger follows
from the entries. What reached none is structure by its sheet or its column, or a problem that names it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.documents.coverage import MAPPED, STRUCTURAL, Entry
from pipeline.model.errors import Problem
from pipeline.tables.cell_values import FIRST_ROW
from pipeline.workbook import words
from pipeline.workbook.forms import tables as forms_of_sheets
from pipeline.workbook.forms import wide
from pipeline.workbook.forms.entry import Form
from pipeline.workbook.reading import kept_text
from pipeline.workbook.sheets import Sheet, Sheets, at

NAME, HEADING = "name of a sheet", "heading"
ABOUT = "of the municipality and the document: publisher.toml, source.toml"
RATE = "follows from target and actual value, which it was compared with"
NOT_READ = "a column that columns.toml says is not read"
_REMEDY = "見出しのある列に移すか、メモは「" + words.MEMO + "」で始まる名前のシートに移してください。"
Lines = Mapping[tuple[str, int], int]
Places = Mapping[tuple[str, int, int], set[tuple[str, str, str]]]
"""Sheet, row and column (from 0) of a cell → the table, row and column that it reached."""


@dataclass(frozen=True)
class Frame:
    """What of a sheet is no entry: its headings down to a row, and columns by what becomes of them, and why."""

    headings: int
    columns: Mapping[int, tuple[str, str]] = field(default_factory=dict)


def frames(sheets: Sheets) -> dict[str, Frame]:
    """The frames of the sheets of a workbook that follows the template."""
    found = {}
    for name, sheet in sheets.items():
        header = wide.header_of(sheet) if name == words.WIDE else None
        if header:
            rates = [
                one.heading.index
                for one in map(wide.figures_of, header.headings)
                if one and one.kind == wide.RATE
            ]
            found[name] = Frame(
                header.last, {index: (STRUCTURAL, RATE) for index in rates if index is not None}
            )
        elif name != words.ABOUT:
            found[name] = Frame(forms_of_sheets.heading_row(sheet))
    return found


def account(
    sheets: Sheets, frames: Mapping[str, Frame], forms: Mapping[str, Form], lines: Lines
) -> tuple[tuple[Entry, ...], list[Problem]]:
    """An entry for each filled cell and each place it went to, by line and column; and the cells that went nowhere."""
    mapped = _mapped(forms)
    entries, problems = [], []
    for sheet in sheets.values():
        entries.append(Entry(lines[sheet.name, 0], 1, kept_text.marked(sheet.name), STRUCTURAL, reason=NAME))
        for row, index, text in _filled(sheet):
            found = _went(sheet.name, row, index, frames, mapped)
            entries += [Entry(lines[sheet.name, row], index + 1, text, *one) for one in found]
            if not found:
                problems.append(
                    Problem(at(sheet.name, row, "", index), f"「{text}」はどの表にも入りません。", _REMEDY)
                )
    return tuple(sorted(entries)), problems


def _filled(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """The cells of a sheet that hold something in the text that is kept: row, column, text."""
    for row in sheet.rows:
        for index, cell in enumerate(row.cells):
            text = kept_text.shown(cell)
            if text.strip():
                yield row.number, index, text


def _went(
    sheet: str, row: int, index: int, frames: Mapping[str, Frame], mapped: Places
) -> list[tuple[str, ...]]:
    """Where a cell went: disposition, table, row and column of it, reason; nothing where it went nowhere."""
    destinations = mapped.get((sheet, row, index))
    if destinations:
        return [(MAPPED, *one, "") for one in sorted(destinations)]
    frame = frames.get(sheet)
    if frame is None:
        return [_because(STRUCTURAL, ABOUT)] if sheet == words.ABOUT else []
    if row <= frame.headings:
        return [_because(STRUCTURAL, HEADING)]
    return [_because(*frame.columns[index])] if index in frame.columns else []


def _because(disposition: str, reason: str) -> tuple[str, ...]:
    return (disposition, "", "", "", reason)


def _mapped(forms: Mapping[str, Form]) -> Places:
    found: dict[tuple[str, int, int], set[tuple[str, str, str]]] = {}
    for name, form in forms.items():
        for number, entry in enumerate(form.entries, start=FIRST_ROW):
            own = ((entry.row, column, heading) for column, heading in entry.headings.items())
            for row, column, heading in (*own, *entry.repeated):
                if heading.index is not None and column in form.table.names:
                    place = (entry.sheet, row, heading.index)
                    found.setdefault(place, set()).add((name, str(number), column))
    return found
