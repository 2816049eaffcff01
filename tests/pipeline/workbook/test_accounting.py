"""Every filled cell of a workbook that an edition keeps as text reached a row, or is structure by its sheet or column."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.documents import coverage
from pipeline.documents.coverage import IGNORED, MAPPED, STRUCTURAL, Entry
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.workbook import accounting, fidelity
from pipeline.workbook.columns import take
from pipeline.workbook.forms import tables as forms
from pipeline.workbook.reading import files, kept_text
from pipeline.workbook.sheets import at
from pipeline.workbook.store import Filled
from tests.pipeline.workbook.test_city_tables import LOWER, ROW, SETTINGS, UPPER, changed, taken
from tests.pipeline.workbook.test_wide_sheet import KEY, PLACE
from tests.pipeline.workbook.test_wide_sheet import filled as wide

EDITIONS = [
    ("032034", "2025"),
    ("092029", "2023"),
    ("132136", "2024"),
    ("192015", "2025"),
    ("262102", "2023"),
]
AS_PRINTED = {("cells", "raw_text"), ("effects", "raw_text"), ("indicators", "label"), ("ratings", "points")}


@pytest.fixture(scope="module")
def kept(data: DataFolder) -> dict[str, Filled]:
    """The workbooks that the committed editions keep, by municipality."""
    found = {code: fidelity.kept(data.edition(code, year)) for code, year in EDITIONS}
    return {code: filled for code, filled in found.items() if filled}


@pytest.mark.parametrize("municipality", [code for code, _ in EDITIONS])
def test_every_filled_cell_of_a_workbook_kept_as_text_is_accounted_for(
    kept: dict[str, Filled], municipality: str
) -> None:
    """Counted from the text itself."""
    filled = kept[municipality]
    rows = csv.reader(io.StringIO(filled.text), delimiter="\t")
    count = sum(bool(cell.strip()) for row in rows for cell in row)
    assert count == coverage.summary(filled.ledger)["cells"] == filled.coverage.filled
    assert filled.coverage.accounted == filled.coverage.figures_reached == Decimal("1.0000")


@pytest.mark.parametrize("municipality", [code for code, _ in EDITIONS])
def test_a_cell_that_reached_a_row_of_figures_stands_there_as_it_was_typed(
    kept: dict[str, Filled], municipality: str
) -> None:
    filled = kept[municipality]
    looked_at = 0
    for entry in filled.ledger:
        if (entry.table, entry.field) in AS_PRINTED:
            held = str(filled.tables[entry.table][entry.field].iloc[int(entry.row) - 2])
            assert held and held in re.sub(r"\s*\n\s*", "", entry.text), entry
            looked_at += 1
    assert looked_at


def test_what_reached_no_row_is_structure_by_its_sheet_or_column(kept: dict[str, Filled]) -> None:
    entries = [entry for filled in kept.values() for entry in filled.ledger if entry.disposition != MAPPED]
    assert {entry.reason for entry in entries} == {accounting.NAME, accounting.HEADING, accounting.ABOUT}


def of(filled: Filled, text: str) -> set[tuple[str, str, str]]:
    """What became of the cells of a text: disposition, table, column or reason."""
    return {
        (entry.disposition, entry.table, entry.field or entry.reason)
        for entry in filled.ledger
        if entry.text == text
    }


@pytest.mark.parametrize(
    ("rate", "became"), [("90%", (STRUCTURAL, "", accounting.RATE)), ("80%", (MAPPED, "remarks", "text"))]
)
def test_a_rate_is_structure_where_the_figures_give_it_else_a_remark(
    tmp_path: Path, rate: str, became: tuple[str, str, str]
) -> None:
    head = [*KEY, "名称", "令和6年度 目標", "令和6年度 実績", "令和6年度 達成率"]
    assert of(wide(tmp_path, head, [*PLACE, "件数", "200件", "180件", rate]), rate) == {became}


def test_what_no_column_of_a_citys_table_takes_is_a_remark_that_keeps_it(tmp_path: Path) -> None:
    filled = taken(
        tmp_path, ROW, [*ROW, "", "987"], changed(指標="", R7年度="654"), changed(施策="", 施策名="321")
    )
    assert of(filled, "987") == of(filled, "654") == of(filled, "321") == {(MAPPED, "remarks", "text")}
    said = "".join(filled.tables["remarks"]["text"])
    assert all(figure in said for figure in ("987", "654", "321"))


def test_a_column_that_is_not_read_is_ignored_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text(SETTINGS, encoding="utf-8")
    out = io.StringIO()
    csv.writer(out).writerows([[*UPPER, "備考"], [*LOWER, ""], [*ROW, "77"]])
    (tmp_path / "table.csv").write_text(out.getvalue(), encoding="utf-8")
    filled = take.read(tmp_path / "table.csv", tmp_path / "columns.toml", DataFolder(ROOT / "data"))
    assert of(filled, "77") == {(IGNORED, "", accounting.NOT_READ)}
    assert filled.coverage.figures_reached < 1 == filled.coverage.accounted


def test_a_figure_that_reached_no_row_is_named_by_its_cell(data: DataFolder) -> None:
    path = data.edition("092029", "2023") / "source" / "092029-2023.txt"
    sheets = forms.entries(files.read(path, {"自治体", "計画", "取組", "指標", "数値"}))
    _, lines = kept_text.render(sheets)
    reading = forms.read(sheets, lines)
    lost = reading.forms["cells"].entries.pop(3)
    _, problems = accounting.account(sheets, accounting.frames(sheets), reading.forms, lines)
    assert any(f"「{lost.record['raw_text']}」はどの表にも入りません。" in str(one) for one in problems)
    assert all(one.where.startswith(at("数値", lost.row)) for one in problems)


def test_the_entries_of_a_ledger_stand_in_the_order_of_the_text(kept: dict[str, Filled]) -> None:
    ledger: tuple[Entry, ...] = kept["092029"].ledger
    assert list(ledger) == sorted(ledger)
