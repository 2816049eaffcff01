"""Single tables as web pages print them: what is placed where, how surely, and what is told instead."""

from pathlib import Path

import pytest

from pipeline.documents.draft import Draft
from tests.cases.documents.truth import drafted

Placed = list[tuple[str, str, str, int, str, str]]


def page(folder: Path, body: str, title: str = "総合計画") -> Draft:
    """The draft of a web page."""
    path = folder / "page.html"
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8><h1>{title}</h1>{body}", encoding="utf-8")
    return drafted(path)


def table(*rows: str) -> str:
    """A table whose cells are divided by |."""
    cells = ("".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def placed(draft: Draft) -> Placed:
    """Element, indicator, kind, year, text with unit, and sureness of each figure."""
    return [
        (str(e.title), str(i.label), f.kind, f.year, f"{f.text}{f.unit}", f.text.sure)
        for e, i, f in draft.plan.figures()
    ]


def test_a_caption_inside_a_table_gives_its_unit(tmp_path: Path) -> None:
    rows = table("施策|指標|令和5年度目標", "緑化|樹木|10").replace(
        "<table>", "<table><caption>目標(単位:本)</caption>"
    )
    assert placed(page(tmp_path, rows)) == [("緑化", "樹木", "target", 2023, "10本", "high")]


def test_units_in_a_row_below_the_headings_are_those_of_their_columns(tmp_path: Path) -> None:
    rows = table("No|事業名|指標|R5目標|R5実績", "|||(人)|(人)", "1|音楽祭|来場者数|1,000|1,200")
    assert [one[4:] for one in placed(page(tmp_path, rows))] == [("1,000人", "high"), ("1,200人", "high")]


def test_a_figure_of_several_years_is_of_none_of_them(tmp_path: Path) -> None:
    draft = page(tmp_path, table("事業|指標|令和5～7年度目標|R6実績", "花|株数|100|40"))
    assert placed(draft) == [("花", "株数", "actual", 2024, "40", "high")]
    assert ("100", "知らない見出しの欄") in [(seen.text, why) for seen, why in draft.unplaced()]


def test_upper_and_lower_lines_of_a_cell_are_what_the_caption_says(tmp_path: Path) -> None:
    draft = page(tmp_path, "<p>上段:目標 下段:実績</p>" + table("指標|R5", "人口|100<br>99"))
    assert placed(draft) == [
        ("総合計画", "人口", "target", 2023, "100", "middle"),
        ("総合計画", "人口", "actual", 2023, "99", "middle"),
    ]


def test_a_year_behind_a_value_is_that_of_the_value(tmp_path: Path) -> None:
    draft = page(tmp_path, table("指標|現状値|目標値", "人口|100人(R2)|98人(R7)"))
    assert [one[2:] for one in placed(draft)] == [
        ("baseline", 2020, "100人(R2)", "middle"),
        ("target", 2025, "98人(R7)", "middle"),
    ]


def test_a_table_below_the_name_of_a_level_is_of_that_level(tmp_path: Path) -> None:
    body = "<h2>基本目標1 安心</h2><h3>施策1 防災</h3>" + table(
        "指標|目標(R9)|現状(R4)", "訓練参加者|200人|100人"
    )
    draft = page(tmp_path, body)
    assert [(one.level, str(one.title)) for one in draft.plan.elements] == [
        ("policy", "安心"),
        ("measure", "防災"),
    ]
    assert {one[0] for one in placed(draft)} == {"防災"}


@pytest.mark.parametrize(
    "rows",
    [
        ("番号|取組|R5目標|R5実績", "1|緑化|10|9"),
        ("番号|取組|指標|R5実績", "1||樹木|9"),
    ],
    ids=["an item without an indicator", "an item without a title"],
)
def test_a_figure_is_no_surer_than_it_is_whose_it_is(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert "high" not in {one[5] for one in placed(page(tmp_path, table(*rows)))}


def test_two_numbers_in_a_cell_are_not_one(tmp_path: Path) -> None:
    draft = page(tmp_path, table("番号|取組|指標|R5実績|R6実績", "1|緑化|樹木|1,200<br>340|900"))
    assert [one[4:] for one in placed(draft)] == [("1,200 340", "low"), ("900", "high")]


def test_years_of_no_kind_before_a_target_are_taken_for_actual_values_though_not_surely(
    tmp_path: Path,
) -> None:
    draft = page(tmp_path, table("施策|指標|計画策定時(R4)|R5|R6|目標値(R7)", "観光|入込客数|100|90|95|120"))
    assert [(kind, year, sure) for _, _, kind, year, _, sure in placed(draft)] == [
        ("baseline", 2022, "high"),
        ("actual", 2023, "middle"),
        ("actual", 2024, "middle"),
        ("target", 2025, "high"),
    ]


def test_indicators_may_be_the_columns_and_years_the_rows(tmp_path: Path) -> None:
    rows = table("年度|受診率(%)|参加者数(人)", "令和5年度実績|45|98", "令和6年度実績|46|")
    assert [one[1:] for one in placed(page(tmp_path, rows))] == [
        ("受診率", "actual", 2023, "45%", "high"),
        ("受診率", "actual", 2024, "46%", "high"),
        ("参加者数", "actual", 2023, "98人", "high"),
        ("参加者数", "actual", 2024, "人", "high"),
    ]


def test_a_budget_is_no_effect(tmp_path: Path) -> None:
    draft = page(
        tmp_path, table("取組|指標|R6実績|R6年度予算額(千円)|R6年度決算額(千円)", "緑化|樹木|9|500|490")
    )
    assert [effect.text for element in draft.plan.elements for effect in element.effects] == []
    assert {seen.text for seen, _ in draft.unplaced()} >= {"500", "490"}


def test_an_indicator_to_the_right_of_its_figures_is_theirs(tmp_path: Path) -> None:
    draft = page(tmp_path, table("取組|R6目標|R6実績|指標", "緑化|10|9|樹木", "公園|20|22|面積"))
    assert [one[1] for one in placed(draft)] == ["樹木", "樹木", "面積", "面積"]


def test_a_note_between_rows_is_no_item(tmp_path: Path) -> None:
    draft = page(tmp_path, table("項目|指標|R6目標|R6実績", "緑化|樹木|10|9", "※ 速報値|||"))
    assert [str(one.title) for one in draft.plan.elements] == ["緑化"]


def test_a_number_before_a_title_is_the_item_s_and_a_word_with_a_digit_is_a_title(tmp_path: Path) -> None:
    draft = page(tmp_path, table("取組|指標|R6目標|R6実績", "1-2 緑化|樹木|10|9", "3R運動|件数|1|2"))
    assert [(str(one.number), str(one.title)) for one in draft.plan.elements] == [
        ("1-2", "緑化"),
        ("", "3R運動"),
    ]


def test_a_heading_that_says_more_than_a_kind_is_not_sure(tmp_path: Path) -> None:
    draft = page(tmp_path, table("施策|指標|上半期実績(R6)|R6目標", "緑化|樹木|5|12"))
    assert [(kind, sure) for _, _, kind, _, _, sure in placed(draft)] == [
        ("actual", "middle"),
        ("target", "high"),
    ]


def test_two_values_of_one_indicator_kind_and_year_are_both_doubted(tmp_path: Path) -> None:
    draft = page(tmp_path, table("取組|指標|R5.4.1実績|R5.10.1実績", "保育|待機児童数(人)|12|30"))
    assert [one[2:] for one in placed(draft)] == [("actual", 2023, "12人", "low")]
    assert ("30", "同じ指標・年度に「12」がある") in [(seen.text, why) for seen, why in draft.unplaced()]


@pytest.mark.parametrize(
    "title", ["一般廃棄物処理基本計画", "第2次行政改革プラン", "ICT推進計画", "3か年実施計画"]
)
def test_a_word_that_begins_like_a_number_is_whole(tmp_path: Path, title: str) -> None:
    draft = page(tmp_path, table("指標|R5目標|R5実績", "件数|10|9"), title)
    assert {one[0] for one in placed(draft)} == {title}


@pytest.mark.parametrize("between", ["", "<p>　</p>"])
def test_what_follows_a_list_and_names_no_item_is_not_of_its_last_one(tmp_path: Path, between: str) -> None:
    names = table("番号|取組名|担当課", "1|緑化|公園課", "2|防災|危機管理課")
    figures = table("指標|単位|令和6年度目標", "植樹数|本|10", "訓練数|回|20")
    draft = page(tmp_path, names + between + figures)
    assert placed(draft) == []
    why = {seen.text: reason for seen, reason in draft.unplaced()}
    assert why["10"] == why["植樹数"] == "項目の一覧の後の、項目の名称のない表"


def test_what_follows_a_list_in_the_same_table_is_not_of_its_last_one(tmp_path: Path) -> None:
    body = table(
        "番号|取組名|担当課", "1|緑化|公園課", "2|防災|危機管理課", "指標|単位|令和6年度目標", "植樹数|本|10"
    )
    assert placed(page(tmp_path, body)) == []


def test_what_follows_a_single_item_is_its_own(tmp_path: Path) -> None:
    body = table("番号|取組名|担当課", "1|緑化|公園課") + table("指標|単位|令和6年度目標", "植樹数|本|10")
    assert placed(page(tmp_path, body)) == [("緑化", "植樹数", "target", 2024, "10本", "high")]
