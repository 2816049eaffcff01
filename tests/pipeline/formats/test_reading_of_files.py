"""Formats: the same table is the same in every format, and a place leads back to each cell."""

from base64 import b64decode
from io import BytesIO
from pathlib import Path

import docx
import pytest

from pipeline.formats import Page
from tests.cases.documents.sheets import SMUDGE, Case, Cell, Table, head, to_html
from tests.cases.documents.truth import CASES, read


def grid(page: Page) -> list[list[tuple[int, int, int, str]]]:
    """The first table of a page: column, rows, columns and text of its cells, line ends apart."""
    return [
        [(cell.column, cell.rows, cell.columns, "".join(cell.text.split())) for cell in row]
        for row in page.tables[0].rows()
    ]


@pytest.mark.parametrize("name", ["listing", "side", "ratings"])
def test_a_table_is_the_same_in_every_format(name: str) -> None:
    grids = [grid(read(path).pages[0]) for path in sorted(CASES.glob(f"{name}.*")) if path.suffix != ".json"]
    first = grids.pop()
    assert grids
    assert all(other == first for other in grids)


def test_merged_cells_span_rows_and_columns() -> None:
    page = read(CASES / "kohyo.xlsx").pages[0]
    spans = {cell.text: (cell.rows, cell.columns) for cell in page.tables[0].cells}
    assert spans["実施内容"] == (2, 3)
    assert spans["考え方に基づいた対応"] == (1, 3)


def test_number_formats_show_what_a_person_sees() -> None:
    texts = {cell.text for cell in read(CASES / "listing.xlsx").cells}
    assert {"10.0", "1,250", "97.8"} <= texts


def test_a_table_without_rules_has_the_columns_that_its_words_stand_in() -> None:
    (table,) = read(CASES / "kpi.chromium.pdf").pages[0].tables
    assert not table.ruled
    assert [cell.text for cell in list(table.rows())[2]] == [
        "ごみの排出量",
        "820g/人・日",
        "760g/人・日",
        "771g/人・日",
        "98.6%",
        "ダウン",
    ]


def test_a_line_that_a_narrow_cell_broke_is_one_again() -> None:
    texts = {cell.text for cell in read(CASES / "flowing.libreoffice.pdf").cells}
    assert {"170,200枚", "これまでの取組", "マイナンバーカード交付枚数(再交付・更新を含む)(累計)"} <= texts


def test_a_table_that_a_page_break_divides_is_whole_where_it_begins() -> None:
    pages = read(CASES / "flowing.libreoffice.pdf").pages
    whole = next(
        table for table in pages[0].tables if "情報発信力の強化" in {cell.text for cell in table.cells}
    )
    parts = {cell.text: {place.page for place in cell.places} for cell in whole.cells}
    assert parts["参考"] == {2}
    assert parts["目標数値"] == {1}


def test_bars_and_coloured_cells_are_seen_where_they_are_drawn() -> None:
    (table,) = read(CASES / "schedule.chromium.pdf").pages[0].tables
    drawn = {(cell.row, cell.column, cell.columns) for cell in table.cells if cell.bar}
    assert drawn == {(4, 4, 1), (4, 5, 1), (5, 3, 4)}


def test_vertical_headings_are_read_from_top_to_bottom() -> None:
    table = read(CASES / "facing.chromium.pdf").pages[0].tables[0]
    heading = next(cell for cell in table.cells if cell.text == "担当課")
    assert heading.vertical


def test_a_text_file_is_tables_of_its_tabbed_lines(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("第1章\n\n項目番号\t1\t担当課\t財政課\n実施項目\t予算編成\n", encoding="utf-8")
    (page,) = read(path).pages
    assert [line.text for line in page.lines] == ["第1章"]
    assert [cell.places[0].fragment for cell in page.tables[0].cells] == ["line=2,3"] * 4 + ["line=3,4"] * 2


SMUDGED = Case(
    "smudged",
    "令和8年度版",
    [
        Table(
            [
                head("指標", "令和6年度実績", "令和7年度実績"),
                [Cell("参加者数"), Cell("12人"), Cell(smudged=True)],
            ]
        )
    ],
)


def test_a_cell_of_a_web_page_that_holds_a_picture_and_no_text_is_not_blank(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(to_html(SMUDGED), encoding="utf-8")
    assert [cell.picture for cell in read(path).cells] == [*[False] * 5, True]


def test_a_cell_of_a_word_document_that_holds_a_picture_and_no_text_is_not_blank(tmp_path: Path) -> None:
    path = tmp_path / "page.docx"
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = "参加者数"
    cells[1].paragraphs[0].add_run().add_picture(BytesIO(b64decode(SMUDGE.partition(",")[2])))
    document.save(str(path))
    assert [(cell.text, cell.picture) for cell in read(path).cells] == [("参加者数", False), ("", True)]
