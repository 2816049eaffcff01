"""CSV for spreadsheets: what Excel opens rightly, and nothing that it runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rendering.spreadsheet import inert, spreadsheet


@pytest.mark.parametrize("cell", ["=1+1", "+1", "@SUM(A1)", "-cmd", "\tx", "\r=1", "-1+1"])
def test_what_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert inert(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["45.0%", "—", "-3", "-3.5", "前年度以下", "", "a=b"])
def test_what_it_would_not_run_is_left_alone(cell: str) -> None:
    assert inert(cell) == cell


def test_a_table_has_the_mark_and_line_ends_that_excel_expects() -> None:
    body = bytes(spreadsheet(("年度", "値"), [("令和6年度", None)]).body)
    assert body == "\ufeff年度,値\r\n令和6年度,\r\n".encode()


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1))
def test_cells_come_back_as_they_were_written(cells: list[str]) -> None:
    body = bytes(spreadsheet(["x"] * len(cells), [cells]).body).decode("utf-8-sig")
    *_, row = csv.reader(io.StringIO(body, newline=""))
    assert row == [inert(cell) for cell in cells]
