"""How the booklet writes: line-break spaces, marks, lists of departments, circled digits, references."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.document import Printed
from pipeline.documents.nishitokyo.wording import (
    YEAR_LABELS,
    bullets,
    circled,
    folded,
    joined,
    plain,
    references,
    units,
    unmarked,
)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("見直しを図る 施設使用料・手 数料の数", "見直しを図る施設使用料・手数料の数"),
        ("AI-OCRの読取設定 帳票件数 RPA操作", "AI-OCRの読取設定帳票件数 RPA操作"),
        ("SNSによる メッセージ発信 数", "SNSによるメッセージ発信数"),
        ("徴収率 (市税)", "徴収率(市税)"),
        ("  前後の空白  ", "前後の空白"),
        ("", ""),
    ],
)
def test_a_name_loses_the_spaces_of_line_breaks(printed: str, name: str) -> None:
    assert joined(printed) == name


@given(st.text(max_size=20))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_joining_loses_nothing_but_spaces(text: str) -> None:
    assert "".join(joined(text).split()) == "".join(text.split())
    assert joined(joined(text)) == joined(text)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ('<p><令和7年度></p> <ul style="list-style-type: none"> ・一 </ul>', "<令和7年度> ・一"),
        ("<p>一</p> <p>二</p>", "一 二"),
        ("一  二", "一 二"),
        ("5 < 7 かつ 9 > 8", "5 < 7 かつ 9 > 8"),
    ],
)
def test_tags_go_and_angle_brackets_of_the_text_stay(printed: str, text: str) -> None:
    assert plain(printed) == text


def test_a_summary_is_divided_at_its_circles() -> None:
    assert bullets("<p>前文</p> <p>○一。</p><p>○二。</p>") == ["前文", "一。", "二。"]
    assert bullets("") == []


def test_a_mark_of_reference_goes() -> None:
    assert unmarked("収支率(※)") == "収支率"
    assert unmarked("数※") == "数"


def test_departments_are_divided_and_the_departments_concerned_are_a_flag() -> None:
    cell = Printed("障害福祉課、 幼児教育・保育課、関係各 課", frozenset({(1, 4)}))
    names, others = units(cell)
    assert names == ["障害福祉課", "幼児教育・保育課"]
    assert others
    assert names[0].places == {(1, 4)}


def test_headings_are_compared_without_spaces_and_variants() -> None:
    assert folded("基本方針 I みらい") == folded("基本方針Ⅰ みらい")


@pytest.mark.parametrize(("text", "numbers"), [("①⑤㉑", [1, 5, 21]), ("", []), ("⑳㉒", [20, 22])])
def test_circled_digits_are_numbers(text: str, numbers: list[int]) -> None:
    assert circled(text) == numbers


@pytest.mark.parametrize("text", ["5", "①、⑤", "Ⅴ", "一"])
def test_anything_else_is_no_circled_digit(text: str) -> None:
    with pytest.raises(ValueError):
        circled(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No.29-2~5", [("29", "2"), ("29", "3"), ("29", "4"), ("29", "5")]),
        ("29-2～ 5", [("29", "2"), ("29", "3"), ("29", "4"), ("29", "5")]),
        ("29-2〜3", [("29", "2"), ("29", "3")]),
        ("No.17-2", [("17", "2")]),
        ("31", [("31", "")]),
        ("—", []),
        ("", []),
    ],
)
def test_references_name_items_and_activities(text: str, found: list[tuple[str, str]]) -> None:
    assert references(text) == found


@pytest.mark.parametrize("text", ["No.", "29-5~2", "交通課", "29-2,3", "-2"])
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        references(text)


def test_five_years_are_labelled() -> None:
    assert YEAR_LABELS == ("令和6年度", "令和7年度", "令和8年度", "令和9年度", "令和10年度")
