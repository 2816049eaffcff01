"""A document is lines and cells that remember where they stood; its tables are as wide as they began."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents import document
from pipeline.documents.document import Correction, Document
from pipeline.model.errors import DocumentError

HEAD = "目的\t本文\n参考\t\n"


def parse(text: str, *corrections: Correction) -> Document:
    return document.parse("計画.txt", "nishitokyo", text, corrections)


def correct(line: int, printed: str, corrected: str) -> Correction:
    return Correction(line, printed, corrected, "理由", "reason", "根拠")


def problems(raised: pytest.ExceptionInfo[DocumentError]) -> list[str]:
    return [f"{problem.where} {problem.what}" for problem in raised.value.problems]


def test_a_line_with_tabs_is_a_row_of_cells_without_the_spaces_around_them() -> None:
    (one, two, three) = parse("題\n 一 \t\t二\n \u3000\t ").lines
    assert (one.tabular, one.text) == (False, "題")
    assert (two.tabular, list(two.cells)) == (True, ["一", "", "二"])
    assert [cell.places for cell in two.cells] == [{(2, 1)}, {(2, 2)}, {(2, 3)}]
    assert (three.blank, three.tabular) == (True, False)


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_can_be_parsed_and_is_kept(text: str) -> None:
    read = parse(text)
    assert read.text == text
    assert len(read.lines) == text.count("\n") + 1
    assert [line.number for line in read.lines] == list(range(1, len(read.lines) + 1))


def test_corrections_apply_to_the_lines_and_not_to_the_text() -> None:
    read = parse("發揮する\nそのまま", correct(1, "發揮", "発揮"))
    assert read.lines[0].text == "発揮する"
    assert read.text == "發揮する\nそのまま"


def test_several_corrections_of_a_line_apply_in_turn() -> None:
    read = parse("一 二 三", correct(1, "一 二", "一二"), correct(1, "二 三", "二三"))
    assert read.lines[0].text == "一二三"


def test_an_applied_correction_knows_the_cell_it_changed() -> None:
    read = parse("題\n導入\t導 入\t\t開 始", correct(2, "導 入", "導入"), correct(2, "開 始", "開始"))
    assert [(one.printed, one.column) for one in read.corrections] == [("導 入", 2), ("開 始", 4)]
    assert list(read.lines[1].cells) == ["導入", "導入", "", "開始"]


def test_a_correction_that_does_not_stand_once_in_its_line_is_refused_with_all_others() -> None:
    with pytest.raises(DocumentError) as raised:
        parse(
            "一一\n二",
            correct(1, "一", "二"),
            correct(2, "三", "四"),
            correct(0, "一", "二"),
            correct(9, "一", "二"),
        )
    assert problems(raised) == [
        "corrections.csv '一' does not stand exactly once in line 0 of 計画.txt.",
        "corrections.csv '一' does not stand exactly once in line 1 of 計画.txt.",
        "corrections.csv '一' does not stand exactly once in line 9 of 計画.txt.",
        "corrections.csv '三' does not stand exactly once in line 2 of 計画.txt.",
    ]


def test_a_row_of_another_width_than_its_table_is_named() -> None:
    read = parse("a\tb\na\tb\na\tb\tc\n\nx\ty\tz\nx\ty\tz\n題\nk\tl\n")
    with pytest.raises(DocumentError) as raised:
        read.check_widths()
    assert problems(raised) == ["line 3, column 1 has 3 cells in a table of 2 columns."]


def test_a_label_is_structure_once_it_is_the_expected_one() -> None:
    line = parse(HEAD).lines[0]
    with pytest.raises(DocumentError) as raised:
        line.label(0, "参考", "備考")
    assert problems(raised) == ["line 1, column 1 holds '目的' where '参考' or '備考' is expected."]
    with pytest.raises(DocumentError, match="line 1, column 3: holds '' where '目的' is expected"):
        line.label(2, "目的")
    line.label(0, "目的", reason="label of a row")
    assert line.structure == {0: "label of a row"}


def test_what_is_neither_structure_nor_read_is_refused() -> None:
    line = parse(HEAD).lines[0]
    line.label(0, "目的")
    line.only(1)
    with pytest.raises(DocumentError, match="line 1, column 2: holds '本文', which nothing explains"):
        line.only()


def test_the_text_of_a_line_remembers_all_its_cells() -> None:
    line = parse(HEAD).lines[0]
    assert line.whole == "目的\t本文"
    assert line.whole.places == {(1, 1), (1, 2)}
