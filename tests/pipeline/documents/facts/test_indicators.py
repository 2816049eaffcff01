"""The indicators of the sheets and their cells, as read by eye; numbers in comments and tables are lines of the booklet."""

from collections import Counter
from collections.abc import Mapping

import pytest

Rows = Mapping[str, list[dict[str, str]]]


def cells(tables: Rows, plan: str, element: int, indicator: int, kind: str) -> list[str]:
    """The five cells of one row, and its line."""
    found = [
        row
        for row in tables["cells"]
        if (row["plan"], row["element"], row["indicator"], row["kind"])
        == (plan, str(element), str(indicator), kind)
    ]
    assert [row["fiscal_year"] for row in found] == ["2024", "2025", "2026", "2027", "2028"]
    (line,) = {row["line"] for row in found}
    return [*("∅" if row["status"] == "missing_in_source" else row["raw_text"] for row in found), line]


def test_71_indicators_have_710_cells(tables: Rows) -> None:
    assert len(tables["indicators"]) == 71
    assert len(tables["cells"]) == 710
    assert Counter(row["plan"] for row in tables["indicators"]) == {"gyokaku-5": 54, "joho": 17}
    assert [(row["plan"], row["element"]) for row in tables["indicators"] if not row["label"]] == [
        ("gyokaku-5", "1"),
        ("gyokaku-5", "2"),
    ]


def test_cells_have_these_statuses(tables: Rows) -> None:
    assert Counter(row["status"] for row in tables["cells"]) == {
        "observed": 279,
        "blank": 239,
        "not_set": 92,
        "missing_in_source": 49,
        "relative": 22,
        "text": 14,
        "tbd": 15,
    }


# Golden rows: five cells as printed (∅ is a column lost in the transcription) and the line.
GOLDEN = {
    ("gyokaku-5", 7, 1, "target"): ["45.0%", "45.0%", "46.0%", "46.0%", "48.0%", "380"],
    ("gyokaku-5", 7, 1, "actual"): ["46.8%", "", "", "", "", "381"],
    ("gyokaku-5", 8, 1, "target"): [
        "29人(選挙毎)",
        "29人(選挙毎)",
        "29人",
        "—",
        "29人(選挙毎)",
        "399",
    ],
    ("gyokaku-5", 8, 1, "actual"): ["28人(都知事) 28人(衆議院) 29人(市長)", "", "", "", "", "400"],
    ("gyokaku-5", 12, 1, "target"): ["99.3%/47.3%", "99.4%/49.1%", *["前年度実績以上"] * 3, "498"],
    ("gyokaku-5", 12, 4, "target"): ["99.6%/54.1%", "99.6%/53.1%", *["前年度実績以上"] * 2, "∅", "516"],
    ("gyokaku-5", 12, 5, "actual"): ["99.4%/10.3%", "", "", "", "∅", "521"],
    ("gyokaku-5", 14, 3, "target"): [*["1,500千円"] * 5, "583"],
    ("gyokaku-5", 14, 3, "actual"): ["1,505千円", "", "", "", "", "584"],
    ("gyokaku-5", 18, 1, "target"): [
        "12.4億円以下",
        "20.8億円以下",
        "17.9億円以下",
        "17.7億円以下",
        "15.4億円以下",
        "667",
    ],
    ("gyokaku-5", 18, 1, "actual"): ["2,156,218千円", "", "", "", "", "668"],
    ("gyokaku-5", 23, 2, "target"): [
        "前年度以下 (189時間以下)",
        "前年度以下 (171時間以下)",
        "前年度以下",
        "前年度以下",
        "∅",
        "768",
    ],
    ("gyokaku-5", 25, 2, "target"): [
        "AI-OCR 10件 RPA 10件",
        "AI-OCR 24件 RPA 24件",
        "AI-OCR 31件 RPA 27件",
        "(調整・検討の進捗 に応じて設定)",
        "(調整・検討の進捗 に応じて設定)",
        "812",
    ],
    ("gyokaku-5", 30, 2, "actual"): ["—", "—", "—", "—", "—", "930"],
    ("gyokaku-5", 30, 3, "actual"): ["51,354件", "—", "—", "—", "—", "933"],
    ("joho", 3, 1, "target"): [
        "13拠点 (設備更新 —)",
        "16拠点 (設備更新 2拠点)",
        "21拠点 (設備更新 —)",
        "25拠点 (設備更新 —)",
        "∅",
        "1297",
    ],
    ("joho", 6, 2, "target"): ["320件", "650件", "750件", "820件", "860件", "1335"],
    ("joho", 13, 1, "actual"): ["297回", "", "", "", "", "1424"],
}


@pytest.mark.parametrize("row", GOLDEN, ids=str)
def test_a_row_of_figures_is_read_as_printed(tables: Rows, row: tuple[str, int, int, str]) -> None:
    assert cells(tables, *row) == GOLDEN[row]


def test_a_sentence_that_spans_the_years_is_one_text_for_each(tables: Rows) -> None:
    text = "「西東京市公共施設等マネジメント実行計画」において管理"
    assert cells(tables, "gyokaku-5", 1, 1, "target") == [*[text] * 5, "256"]
    assert cells(tables, "gyokaku-5", 1, 1, "actual") == [*[text] * 5, "257"]


def test_the_marks_of_a_label_become_its_definition_aggregation_and_department(tables: Rows) -> None:
    found = {(row["plan"], row["element"], row["indicator"]): row for row in tables["indicators"]}
    bus = found["gyokaku-5", "7", "1"]
    assert (bus["label"], bus["definition"]) == (
        "収支率",
        "※西東京市地域公共交通計画における指標による。",
    )  # lines 380 and 385
    assert found["joho", "1", "1"]["aggregation"] == "cumulative"  # line 1271
    assert found["gyokaku-5", "28", "1"]["aggregation"] == "single-year"  # line 872
    assert found["gyokaku-5", "6", "1"]["aggregation"] == "year-end"  # line 356
    assert found["joho", "6", "2"]["unit_named"] == "子ども若者応援課"  # line 1335
    assert found["gyokaku-5", "12", "1"]["breakdown_named"] == "現年/滞繰"  # line 498


def test_a_label_has_no_spaces_of_line_breaks(tables: Rows) -> None:
    labels = {row["line"]: row["label"] for row in tables["indicators"]}
    assert labels["454"] == "見直しを図る施設使用料・手数料の数"
    assert labels["1271"] == "マイナンバーカード交付枚数(再交付・更新を含む)(累計)"
    assert not any(
        " " in label for label in labels.values() if label.isascii() is False and "AI" not in label
    )
