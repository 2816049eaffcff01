"""Two hundred broken workbooks: each is refused with sheet, row and column, none crashes, none is half taken in."""

import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.tables.schema import TABLES, TEXT, Column, Table
from pipeline.workbook import about, store, words
from pipeline.workbook.forms import tables
from pipeline.workbook.reading import delimited

CASE = ROOT / "tests" / "cases" / "workbook"
SHEETS = tables.entries(delimited.read_folder(CASE))
BY_SHEET = {words.SHEETS[name]: table for name, table in TABLES.items() if words.SHEETS[name] in SHEETS}
Place = tuple[str, int, int]
"""Sheet, row, column, the last two from 1."""


def workbook() -> Workbook:
    """The sample as a workbook of nothing but its sheets: quick to write two hundred times."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS.values():
        page = book.create_sheet(sheet.name)
        for row in sheet.rows:
            for index, cell in enumerate(row.cells, start=1):
                if cell.text:
                    page.cell(row.number, index, cell.text).data_type = "s"
    return book


def column_of(place: Place) -> tuple[Table, Column]:
    sheet, _, index = place
    table = BY_SHEET[sheet]
    heading = SHEETS[sheet].rows[0].cells[index - 1].text
    return table, next(column for column in table.columns if words.heading(column) == heading)


PLACES: list[Place] = [
    (sheet.name, row.number, index)
    for sheet in SHEETS.values()
    if sheet.name in BY_SHEET
    for row in sheet.rows[1:]
    for index in range(1, len(row.cells) + 1)
]
TYPED = [place for place in PLACES if column_of(place)[1].type != TEXT]
REQUIRED = [
    place
    for place in PLACES
    if column_of(place)[1].required
    and column_of(place)[1].name not in ("line", "status")
    and place[0] != "担当課"  # its rows hold one cell: without it there is no row
]
KEYED = [place for place in PLACES if len(SHEETS[place[0]].rows) > 2 and place[1] > 2 and place[2] == 1]


def _formula(page: Worksheet, row: int, index: int, junk: str) -> None:
    page.cell(row, index).value = f"=CONCATENATE({junk.encode().hex()!r})"


def _error(page: Worksheet, row: int, index: int, junk: str) -> None:
    page.cell(row, index).value = "#DIV/0!"


def _junk(page: Worksheet, row: int, index: int, junk: str) -> None:
    page.cell(row, index).value = f"?{junk}"
    page.cell(row, index).data_type = "s"


def _blank(page: Worksheet, row: int, index: int, junk: str) -> None:
    page.cell(row, index).value = None


def _merge(page: Worksheet, row: int, index: int, junk: str) -> None:
    page.merge_cells(start_row=row, end_row=row + 1, start_column=index, end_column=index)


def _repeat(page: Worksheet, row: int, index: int, junk: str) -> None:
    for column in range(1, page.max_column + 1):
        page.cell(row, column).value = page.cell(row - 1, column).value


def _heading(page: Worksheet, row: int, index: int, junk: str) -> None:
    page.cell(1, index).value = f"?{junk}"
    page.cell(1, index).data_type = "s"


BREAKS: dict[str, tuple[Callable[[Worksheet, int, int, str], None], list[Place]]] = {
    "formula": (_formula, PLACES),
    "error": (_error, PLACES),
    "junk": (_junk, TYPED),
    "blank": (_blank, REQUIRED),
    "merge": (_merge, PLACES),
    "repeat": (_repeat, KEYED),
    "heading": (_heading, PLACES),
}
JUNK = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=8)


@st.composite
def faults(draw: st.DrawFn) -> tuple[str, Place, str]:
    kind = draw(st.sampled_from(sorted(BREAKS)))
    return kind, draw(st.sampled_from(BREAKS[kind][1])), draw(JUNK)


FAULTS = st.lists(faults(), min_size=1, max_size=3, unique_by=lambda fault: fault[1][0])


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=FAULTS)
def test_a_broken_workbook_is_refused_with_sheet_row_and_column_and_nothing_is_written(
    made: list[tuple[str, Place, str]],
) -> None:
    assert_refused(made)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=FAULTS)
def test_so_is_each_of_two_hundred(made: list[tuple[str, Place, str]]) -> None:
    assert_refused(made)


def assert_refused(made: list[tuple[str, Place, str]]) -> None:
    """A workbook with these faults names each by sheet, row and column, and nothing is written."""
    book = workbook()
    for kind, (sheet, row, index), junk in made:
        BREAKS[kind][0](book[sheet], row, index, junk)
    with TemporaryDirectory() as name:
        path, data = Path(name) / "broken.xlsx", DataFolder(Path(name) / "data")
        book.save(path)
        with pytest.raises(TableError) as raised:
            store.write(store.read(path), data)
        assert not data.root.exists()
    for kind, (sheet, row, _), _ in made:
        said = [one for one in raised.value.problems if one.where.startswith(f"シート「{sheet}」")]
        named = 1 if kind == "heading" else row
        assert any(f"、{named}行目" in one.where and "列「" in one.where for one in said), (
            kind,
            raised.value,
        )
        assert all(one.what and one.remedy for one in said)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), holes=st.integers(1, 40))
@example(seed=2032022, holes=4)  # the archive's directory points before its beginning
def test_a_damaged_file_is_refused_or_read_but_never_crashes(seed: int, holes: int) -> None:
    chance = random.Random(seed)
    with TemporaryDirectory() as name:
        path = Path(name) / "damaged.xlsx"
        workbook().save(path)
        content = bytearray(path.read_bytes())
        for _ in range(holes):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(bytes(content))
        try:
            assert store.read(path).tables
        except TableError as error:
            assert all(one.what and one.remedy for one in error.problems)


def test_the_sample_itself_is_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "whole.xlsx"
    workbook().save(path)
    assert set(load_workbook(path).sheetnames) == set(SHEETS)
    assert store.read(path).about.name == "架空市"
    assert len(about.FIELDS) == len(SHEETS[words.ABOUT].rows) - 1
