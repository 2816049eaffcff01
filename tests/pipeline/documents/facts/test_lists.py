"""The lists that chapter 2 refers to and the words that the booklet explains, as read by eye."""

from collections import Counter
from collections.abc import Mapping

Rows = Mapping[str, list[dict[str, str]]]


def test_the_three_lists_have_56_concepts_and_three_printed_sources(tables: Rows) -> None:
    assert Counter((row["scheme"], row["source"]) for row in tables["concepts"]) == {
        ("national-policy", "dx-plan"): 14,
        ("national-policy", "soumu-priority-2026"): 1,
        ("national-policy", "it-strategy"): 1,
        ("technology", ""): 18,
        ("town-development", ""): 22,
    }
    labels = {(row["scheme"], row["notation"]): (row["label"], row["line"]) for row in tables["concepts"]}
    assert labels["national-policy", "⑤"] == ("マイナンバーカードの取得支援・利用の推進", "1110")
    assert labels["national-policy", "③"][0].endswith("基本方針」に基づく共通化等の推進")  # lines 1107-1108
    assert labels["technology", "⑬"] == ("マイナンバーカード", "1143")
    assert labels["town-development", "⑥"] == ("個人番号制度の活用", "1155")
    assert labels["town-development", "㉒"] == ("下野谷遺跡等を活用した魅力づくり", "1171")
    assert not any("*" in label for label, _ in labels.values())


def test_classification_references_follow_the_preferred_reading(tables: Rows) -> None:
    def references(element: str) -> set[str]:
        return {
            f"{row['scheme']} {row['concept']} {row['line']}"
            for row in tables["classifications"]
            if row["element"] == element
        }

    assert references("1") == {
        "national-policy 5 1267",
        "technology 13 1267",
        "town-development 6 1267",
    }
    assert references("13") == {  # technology from the overview: the sheet's ⑬ is a misreading of ⑯
        "national-policy 8 1419",
        "technology 16 1245",
        "town-development 7 1419",
    }
    assert references("19") == {
        "national-policy 9 1251",
        "national-policy 16 1251",
        "town-development 12 1498",
    }


def test_eleven_words_are_explained(tables: Rows) -> None:
    assert [(row["plan"], row["term"], row["line"]) for row in tables["glossary"]] == [
        ("gyokaku-5", "エンゲージメント", "89"),
        ("joho", "ICT", "1095"),
        ("joho", "eL-QR", "1173"),
        ("joho", "チャットボット", "1174"),
        ("joho", "ノーコード", "1175"),
        ("joho", "ローコード", "1176"),
        ("joho", "オープンローミング", "1177"),
        ("joho", "ブロックチェーン", "1178"),
        ("joho", "WEB3.0", "1179"),
        ("joho", "メタバース", "1180"),
        ("joho", "XR", "1181"),
    ]
