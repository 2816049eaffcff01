"""A transcription is drawn as the tables it was: rows of cells, sentences across blank columns, no markup."""

from hypothesis import given
from hypothesis import strategies as st

from server.pages.sources import Line, cells, parts
from server.rendering.templates import blocks


def line(number: int, text: str) -> Line:
    return Line(number, text, (), asked=False)


def test_rows_that_follow_each_other_are_a_table_and_blank_lines_divide() -> None:
    found = list(parts([line(1, "題"), line(2, "a\tb"), line(3, "c\td\te"), line(4, ""), line(5, "f\tg")]))
    assert [(part.is_table, [row.line.number for row in part.rows]) for part in found] == [
        (False, [1]),
        (True, [2, 3]),
        (True, [5]),
    ]


def test_a_short_row_reaches_over_the_columns_that_others_have() -> None:
    assert list(cells("a\tb", 4)) == [("a", 1), ("b", 3)]


def test_a_blank_cell_after_a_figure_stays_a_cell() -> None:
    assert list(cells("実績\t46.8%\t\t", 4)) == [("実績", 1), ("46.8%", 1), ("", 1), ("", 1)]


def test_a_sentence_reaches_over_the_blank_cells_after_it() -> None:
    sentence = "持続的な運行に向けて運行の効率性及び利便性向上を図ることとする。"
    assert list(cells(f"目的\t{sentence}\t\t", 4)) == [("目的", 1), (sentence, 3)]


def test_markup_becomes_line_breaks_and_what_only_looks_like_it_stays() -> None:
    assert list(cells("<p>一。</p> <p>二。</p>\t<令和7年度>\t<script>", 3)) == [
        ("一。\n \n二。", 1),
        ("<令和7年度>", 1),
        ("<script>", 1),
    ]


@given(st.lists(st.text(max_size=40).filter(lambda text: "\t" not in text), min_size=1, max_size=8))
def test_the_cells_of_a_row_fill_its_width(row: list[str]) -> None:
    assert sum(span for _, span in cells("\t".join(row), len(row))) == len(row)


def test_bullets_are_the_points_of_a_list_and_other_lines_paragraphs() -> None:
    found = blocks("<令和7年度>\n・一つ。 ・二つ。 ○三つ。\n(注)終わり。")
    assert [(block.is_list, block.lines) for block in found] == [
        (False, ("<令和7年度>",)),
        (True, ("一つ。", "二つ。", "三つ。")),
        (False, ("(注)終わり。",)),
    ]
