"""Cells of an Excel file are changed, and nothing else of it."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.model.errors import DocumentError, TableError
from pipeline.workbook.confirmation import editing


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook of two sheets, whose second row has a gap."""
    made = Workbook()
    page = made.worksheets[0]
    page.title = "表"
    page.append(["a", "b"])
    page["D3"] = "d"
    page["E5"] = "=1+1"
    made.create_sheet("ほか")["A1"] = "そのまま"
    path = tmp_path / "book.xlsx"
    made.save(path)
    return path


def sheet(path: Path) -> dict[str, object]:
    return {
        cell.coordinate: cell.value
        for row in load_workbook(path)["表"]
        for cell in row
        if cell.value is not None
    }


def test_texts_are_put_into_cells_that_are_there_and_into_new_ones_in_their_place(book: Path) -> None:
    editing.change(
        book, {"表": {"B1": "乙", "C1": "丙", "B3": " 前 ", "A2": "=1", "AA3": "遠く", "A9": "下"}}
    )
    assert sheet(book) == {
        "A1": "a",
        "B1": "乙",
        "C1": "丙",
        "A2": "=1",
        "B3": " 前 ",
        "D3": "d",
        "AA3": "遠く",
        "E5": "=1+1",
        "A9": "下",
    }
    assert load_workbook(book)["表"]["A2"].data_type == "s"


def test_every_other_part_stays_byte_for_byte(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/printerSettings/printerSettings1.bin", b"\x00\x01")
    with zipfile.ZipFile(book) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    editing.change(book, {"表": {"B1": "乙"}})
    with zipfile.ZipFile(book) as archive:
        changed = [name for name in archive.namelist() if archive.read(name) != before[name]]
    assert changed == ["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    ("sheet_name", "address", "said"), [("表", "E5", "は数式です"), ("ない", "A1", "がありません")]
)
def test_a_formula_and_a_sheet_that_is_not_there_are_told_and_nothing_is_written(
    book: Path, sheet_name: str, address: str, said: str
) -> None:
    content = book.read_bytes()
    with pytest.raises(TableError, match=said):
        editing.change(book, {"表": {"B1": "乙"}, sheet_name: {address: "x"}})
    assert book.read_bytes() == content


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"no archive")
    with pytest.raises(DocumentError, match="is broken"):
        editing.change(path, {"表": {"A1": "x"}})


def test_what_no_xml_can_hold_is_left_out(book: Path) -> None:
    editing.change(book, {"表": {"B1": "乙\x00\x0b"}})
    assert sheet(book)["B1"] == "乙"
