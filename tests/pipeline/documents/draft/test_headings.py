"""What a heading means: role, kind, fiscal year, unit; and what is no heading."""

import pytest

from pipeline.documents.draft.words import headings, layout, years

KNOWN = layout.read()


@pytest.mark.parametrize(
    ("text", "role", "kind", "year", "unit"),
    [
        ("担当課", "department", "", 0, ""),
        ("目標\n数値", "figure", "target", 0, ""),
        ("令和6年度", "", "", 2024, ""),
        ("令和元年度実績", "figure", "actual", 2019, ""),
        ("R6実績", "figure", "actual", 2024, ""),
        ("2026年度目標値", "figure", "target", 2026, ""),
        ("令和6(2024)年度", "", "", 2024, ""),
        ("平成31(令和元)年度", "", "", 2019, ""),
        ("現状値（H23年度）", "figure", "baseline", 2011, ""),
        ("令和7年度\n見込\n(9月30日現在)", "figure", "forecast", 2025, ""),
        ("目標(人)", "figure", "target", 0, "人"),
        ("計画額（単位：千円）", "effect", "target", 0, "千円"),
        ("効果額（計画）", "effect", "target", 0, ""),
        ("令和6年度 効果額（実績）", "effect", "actual", 2024, ""),
        ("効果額（見込）(千円)", "effect", "forecast", 0, "千円"),
        ("効果見込額", "effect", "forecast", 0, ""),
        ("効果額", "effect", "", 0, ""),
        ("中間目標(R7)", "figure", "interim-target", 2025, ""),
        ("施策番号", "number", "", 0, ""),
        ("政策番号", "level_number", "policy", 0, ""),
        ("基本方針", "level", "policy", 0, ""),
        ("達成率", "rate", "", 0, ""),
        ("基準値(令和3年3月末)", "figure", "baseline", 2020, ""),
        ("実績(R6.9末)", "figure", "actual", 2024, ""),
        ("目標(令和8年4月1日現在)", "figure", "target", 2026, ""),
        ("成果指標2", "indicator", "", 0, ""),
        ("観光入込客数(万人)の実績(R6)", "figure", "actual", 2024, "万人"),
        ("(人)", "", "", 0, "人"),
    ],
)
def test_a_heading_is_read(text: str, role: str, kind: str, year: int, unit: str) -> None:
    found = headings.read(text, KNOWN)
    assert found is not None
    assert (found.role, found.kind, found.year, found.unit) == (role, kind, year, unit)


def test_two_kinds_with_an_arrow_between_them_are_a_pair() -> None:
    found = headings.read("基準値(令和元年度) → 目標値(令和6年度)", KNOWN)
    assert found is not None
    assert [(one.kind, one.year) for one in found.pair] == [("baseline", 2019), ("target", 2024)]


@pytest.mark.parametrize(
    "text", ["", "—", "45.0%", "窓口の予約制", "1", "市民課", "前年度実績以上", "令和5~7年度目標"]
)
def test_a_value_is_no_heading(text: str) -> None:
    assert headings.read(text, KNOWN) is None


def test_a_word_that_is_only_similar_is_not_exact() -> None:
    found = headings.read("重要業績評価指標値", KNOWN)
    assert found is not None
    assert (found.role, found.exact) == ("indicator", False)


@pytest.mark.parametrize(
    ("text", "before", "year"),
    [
        ("6年度", "令和5年度", 2024),
        ("〃 ７年度", "R5年度", 2025),
        ("2年度", "令和元年度", 2020),
        ("4年度", "令和5年度", 0),
    ],
)
def test_a_year_without_its_era_follows_one_with_it(text: str, before: str, year: int) -> None:
    assert years.year_after(text, before) == year


@pytest.mark.parametrize(
    ("text", "said", "year"),
    [
        ("5年度", "令和6年度 事務事業評価", 2023),
        ("8年度", "計画(令和4年度~令和8年度)", 2026),
        ("24年度", "令和6年度", 0),
    ],
)
def test_a_year_without_its_era_is_near_the_one_that_the_document_names(
    text: str, said: str, year: int
) -> None:
    assert years.year_near(text, said) == year


def test_an_actual_value_of_a_time_within_the_year_is_not_sure() -> None:
    found, whole = headings.read("実績(9月末)", KNOWN), headings.read("実績(令和7年3月末)", KNOWN)
    assert found is not None
    assert whole is not None
    assert (found.kind, found.why) == ("actual", "年度の途中の値")
    assert (whole.year, whole.why) == (2024, "")


@pytest.mark.parametrize("text", ["類似団体平均", "東京都平均値", "全国"])
def test_the_average_of_others_is_no_figure_of_the_city(text: str) -> None:
    found = headings.read(text, KNOWN)
    assert found is not None
    assert found.role == "elsewhere"


def test_a_heading_below_another_says_what_it_does_not() -> None:
    above, below = headings.read("実績", KNOWN), headings.read("令和6年度", KNOWN)
    assert above is not None
    assert below is not None
    assert (below.within(above).kind, below.within(above).year) == ("actual", 2024)
