"""What the booklet says, as facts that were read from it by eye; numbers in comments and tables are its lines."""

from collections import Counter
from collections.abc import Mapping

import pytest

Row = dict[str, str]
Rows = Mapping[str, list[Row]]

GROUPS = """
1 みらいにつなぐ持続可能な行財政運営
1-1 公共施設等マネジメントの推進
1-2 経常的な経費の抑制
1-3 安定的な自主財源の確保
1-4 特別会計の持続性の確保
2 職員のエンゲージメントの向上で組織を強化
2-1 挑戦と改革の視点を持った職員の育成
2-2 職員一人ひとりが能力を発揮できる職場環境づくり
2-3 業務改革による生産性の向上
3 効果的・効率的で安定したサービス提供の仕組みづくり
3-1 行政サービスのデジタル化の推進
3-2 多様な主体との連携と協働
3-3 市民ニーズに応じた行政サービスの提供
"""
ITEMS = """
1-1 公共施設等マネジメントの推進
1-2 効果的な予算編成業務
1-2 市作成刊行物等の電子化
1-2 紙資源の削減
1-2 省エネルギー等の推進
1-2 庁用車の適正化
1-2 はなバスの効率的な運行
1-2 投開票事務の効率化
1-2 補助金等の見直し
1-3 受益者負担の適正化(施設使用料・手数料)
1-3 受益者負担の適正化(サービス利用料等)
1-3 徴収率の維持・向上
1-3 市有財産の有効活用・処分
1-3 寄附金制度の有効活用
1-3 有料広告の有効活用
1-3 効果的な資金運用
1-3 シティプロモーションの強化
1-4 国民健康保険特別会計の健全化
1-4 介護給付の適正化
2-1 職員の育成による市民サービスの向上
2-1 多様な人材の確保による組織の対応力向上
2-1 成果に応じた人事評価・給与制度の構築による生産性の向上
2-2 人的資源の適正配分と労働時間の適正化
2-2 多様な働き方の実現
2-3 BPRの推進
2-3 電子決裁の推進による業務の効率化
2-3 新たなデジタル技術を活用した効果的・効率的な内部事務の推進
3-1 行政手続のオンライン化の拡充
3-1 オンライン相談の推進
3-1 ICTの活用等による窓口機能の利便性の向上
3-1 アナログ規制の点検・見直し
3-2 公民連携事業の推進
3-2 保育園の民設民営化の計画的な推進
3-2 学童クラブの計画的な委託化
3-2 指定管理者制度の効果的活用
3-3 行政評価の効果的な運用
"""
PRIORITIES = """
マイナンバーカードの普及促進・利用の推進
情報発信力の強化
公衆無線LAN環境の充実
窓口機能の利便性の向上【おくやみ窓口】
窓口機能の利便性の向上【書かない窓口】
オンライン相談の推進
キャッシュレス決済の促進
行政手続のオンライン化
AI-OCR・RPA等を活用した業務効率化
生成AIの活用
アナログ規制の点検・見直し
オープンデータの活用促進
テレワークの推進
デジタル人材の育成と活用
デジタルデバイド対策の推進
セキュリティ対策の強化
自治体の情報システムの標準化・共通化
情報システムの標準化・共通化に伴うBPRの実施
学び改革【デジタル教科書】
電子決裁の推進による業務の効率化
デジタル技術を活用したスポーツ活動の推進
防災DXの推進
統計データの活用に向けた調査・研究
実証実験等への積極的な参加
新たな技術やサービスの導入
"""
DEPARTMENTS = """
みどり公園課 スポーツ振興課 交通課 企画政策課 会計課 保険年金課 健康課 児童青少年課 公共施設マネジメント課
協働コミュニティ課 危機管理課 子ども家庭課 子ども若者応援課 学務課 市民税課 市民課 幼児教育・保育課
広報プロモーション課 建築指導課 情報システム課 教育企画課 教育指導課 文化振興課 納税課 総務課 職員課 財政課
資源循環推進課 資産税課 選挙管理委員会事務局 障害福祉課 高齢者支援課
"""


def level(tables: Rows, *names: str) -> list[Row]:
    return [row for row in tables["elements"] if row["level"] in names]


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


def test_three_policies_hold_ten_measures(tables: Rows) -> None:
    found = level(tables, "policy", "measure")
    assert [f"{row['element']} {row['title']}" for row in found] == GROUPS.split("\n")[1:-1]
    assert Counter(row["parent"] for row in found) == {"": 3, "1": 4, "2": 3, "3": 3}


def test_thirty_six_items_stand_under_their_measures(tables: Rows) -> None:
    found = level(tables, "item")
    assert [row["element"] for row in found] == [str(number) for number in range(1, 37)]
    assert [f"{row['parent']} {row['title']}" for row in found] == ITEMS.split("\n")[1:-1]


def test_twenty_five_priorities_stand_in_chapter_2(tables: Rows) -> None:
    found = level(tables, "priority")
    assert [row["element"] for row in found] == [str(number) for number in range(1, 26)]
    assert [row["title"] for row in found] == PRIORITIES.split("\n")[1:-1]
    assert {row["plan"] for row in found} == {"joho"}


def test_thirty_two_departments_are_responsible(tables: Rows) -> None:
    assert [row["unit"] for row in tables["units"]] == DEPARTMENTS.split()
    assert len(tables["units"]) == 32
    assert Counter(row["plan"] for row in tables["responsibilities"]) == {"gyokaku-5": 69, "joho": 45}


def test_the_departments_concerned_are_a_flag_and_no_department(tables: Rows) -> None:
    assert "関係各課" not in {row["unit"] for row in tables["units"]}
    flagged = {row["element"] for row in level(tables, "item") if row["involves_other_units"] == "true"}
    assert flagged == {"1", "3", "4", "5", "9", "10", "13", "15", "17", "25", "27", "28", "30", "31"}


def test_items_without_a_fiscal_effect_say_so_and_priorities_say_nothing(tables: Rows) -> None:
    without = {row["element"] for row in level(tables, "item") if row["fiscal_effect"] == "false"}
    assert without == {"17", "20", "21", "22", "24", "26", "29", "31"}
    assert {row["fiscal_effect"] for row in level(tables, "priority")} == {""}


def test_pages_come_from_the_overview_tables(tables: Rows) -> None:
    pages = {(row["level"], row["element"]): row["page"] for row in level(tables, "item", "priority")}
    assert pages["item", "1"] == "11"
    assert pages["item", "7"] == "17"
    assert pages["item", "36"] == "53"
    assert pages["priority", "1"] == "62"
    assert pages["priority", "25"] == "76"
    assert "" not in pages.values()


def test_chapter_1_has_98_activities_and_chapter_2_has_6(tables: Rows) -> None:
    assert Counter(row["plan"] for row in tables["activities"]) == {"gyokaku-5": 98, "joho": 6}
    numbers = Counter((row["plan"], row["element"]) for row in tables["activities"])
    assert numbers["gyokaku-5", "10"] == 13
    assert {element: number for (plan, element), number in numbers.items() if plan == "joho"} == {
        "17": 2,
        "18": 1,
        "20": 3,
    }
    assert all(row["title"] for row in tables["activities"] if row["plan"] == "gyokaku-5")


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
        "relative": 21,
        "text": 15,
        "tbd": 15,
    }


def test_effects_are_printed_for_41_indicators_and_two_items(tables: Rows) -> None:
    effects = tables["effects"]
    assert Counter((row["status"], bool(row["indicator"])) for row in effects) == {
        ("observed", True): 21,
        ("not_set", True): 20,
        ("observed", False): 2,
    }
    whole = {row["element"]: (row["raw_text"], row["line"]) for row in effects if not row["indicator"]}
    assert whole == {"12": ("0千円", "525"), "14": ("10,094千円", "593")}
    assert {row["fiscal_year"] for row in effects} == {"2024"}
    assert all(row["basis"] for row in effects)


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


def test_fifteen_links_lead_from_chapter_2_to_chapter_1(tables: Rows) -> None:
    assert [(row["element"], row["to_element"], row["to_activity"]) for row in tables["correspondences"]] == [
        ("2", "17", "2"),
        ("6", "29", "2"),
        ("6", "29", "3"),
        ("6", "29", "4"),
        ("6", "29", "5"),
        ("7", "30", "3"),
        ("8", "28", "1"),
        ("9", "25", "3"),
        ("10", "27", "1"),
        ("11", "31", ""),
        ("14", "21", "4"),
        ("15", "28", "2"),
        ("18", "25", "2"),
        ("20", "26", ""),
        ("25", "27", "2"),
    ]


def test_eight_indicators_are_printed_in_both_chapters(tables: Rows) -> None:
    same = [
        (row["element"], row["indicator"], row["same_element"], row["same_indicator"])
        for row in tables["indicators"]
        if row["same_element"]
    ]
    assert same == [
        ("2", "1", "17", "1"),
        ("2", "2", "17", "2"),
        ("6", "1", "29", "1"),
        ("6", "2", "29", "2"),
        ("6", "3", "29", "3"),
        ("6", "4", "29", "4"),
        ("8", "1", "28", "1"),
        ("9", "1", "25", "2"),
    ]


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


def test_the_booklet_contradicts_itself_in_eight_places(tables: Rows) -> None:
    found = [
        (row["element"], row["attribute"], row["line"], row["other_line"], row["preferred"])
        for row in tables["conflicts"]
    ]
    assert found == [
        ("17", "measure", "636", "171", "sheet"),
        ("6", "label", "1333", "895", "chapter-2"),
        ("7", "title", "1344", "923", "chapter-2"),
        ("13", "technology", "1419", "1245", "overview"),
        ("14", "title", "1433", "726", "chapter-2"),
        ("18", "title", "1484", "805", "chapter-2"),
        ("18", "schedule", "1491", "805", "chapter-2"),
        ("19", "national-policy", "1498", "1251", "overview"),
    ]
    assert all(row["reason"] for row in tables["conflicts"])


def test_every_sheet_says_what_was_done_in_fiscal_year_2025(tables: Rows) -> None:
    progress = [row for row in tables["texts"] if row["kind"] == "progress"]
    assert len(progress) == 61
    assert {row["fiscal_year"] for row in progress} == {"2025"}
    assert not any(row["text"].startswith(("<", "〈")) for row in progress)


def test_texts_hold_no_html(tables: Rows) -> None:
    assert not [row for row in tables["texts"] if "<p>" in row["text"] or "<li" in row["text"]]
    assert [row["text"] for row in tables["texts"] if "<ul" in row["text"]] == []


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


def test_accounts_stand_beside_the_effects_that_name_them(tables: Rows) -> None:
    named = {
        (row["element"], row["indicator"]): row["account"] for row in tables["effects"] if row["account"]
    }
    assert named == {
        ("12", "1"): "general",
        ("12", "2"): "national-health-insurance",
        ("12", "3"): "late-stage-elderly-medical",
        ("12", "4"): "long-term-care-insurance",
        ("12", "5"): "general",
        ("12", ""): "general",
    }


def test_the_basis_of_item_30_speaks_for_all_its_effects(tables: Rows) -> None:
    found = [row for row in tables["effects"] if row["element"] == "30"]
    assert [row["raw_text"] for row in found] == ["—", "—", "138千円"]
    (basis,) = {row["basis"] for row in found}
    assert basis.startswith("取組によって削減された業務時間数")


def test_schedules_begin_in_the_year_of_their_column(tables: Rows) -> None:
    def entries(plan: str, element: str, activity: str) -> list[tuple[str, str, str]]:
        return [
            (row["row"], row["start_year"], row["text"])
            for row in tables["schedule"]
            if (row["plan"], row["element"], row["activity"]) == (plan, element, activity)
        ]

    assert entries("gyokaku-5", "7", "1") == [("1", "2024", "検討"), ("1", "2027", "実施")]  # line 377
    assert entries("gyokaku-5", "23", "2") == [  # lines 762 and 763
        ("1", "2024", "業務応援制度の検討"),
        ("1", "2025", "代替職員として正規職員の配置"),
        ("2", "2024", "検討結果を踏まえた対応"),
    ]
    assert entries("joho", "17", "2") == [  # line 1480
        ("1", "2026", "構築(特定移行支援システム)"),
        ("1", "2027", "稼働(特定移行支援システム)"),
    ]
    assert entries("joho", "20", "1") == []  # line 1518: its arrows were drawings
    assert {row["end_year"] for row in tables["schedule"]} == {""}  # ends were drawings, all of them


def test_an_activity_of_item_10_keeps_its_name_though_number_and_name_share_a_cell(tables: Rows) -> None:
    titles = [row["title"] for row in tables["activities"] if row["element"] == "10"]
    assert titles[0] == "基本方針の見直し"  # line 435
    assert titles[12] == "一般廃棄物処理手数料"  # line 447


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


def test_corrections_show_in_the_tables_and_not_in_the_document(tables: Rows, document_text: str) -> None:
    lines = document_text.split("\n")
    assert lines[1246].split("\t")[1].startswith("デジタルデバ") and "й" in lines[1246]
    assert all("й" not in value for rows in tables.values() for row in rows for value in row.values())
    assert "取組の" in lines[1230]


SAMPLES = [*range(200, 241), *range(1204, 1229)]
"""The lines of the two sample sheets, シートの読み方."""


def test_nothing_of_the_sample_sheets_is_data(tables: Rows) -> None:
    lines = {str(line) for line in SAMPLES}
    for name, rows in tables.items():
        if name != "passages":
            assert not [row for row in rows if row.get("line") in lines], name
    kinds = {row["kind"] for row in tables["passages"] if row["line"] in lines}
    assert kinds == {"heading", "sample"}


def test_item_7_has_one_indicator_and_priority_1_its_own_title(tables: Rows) -> None:
    """Both repeat in a sample sheet, the second with the title lost."""
    assert [row["indicator"] for row in tables["indicators"] if row["element"] == "7"].count("1") == 2
    assert [row["line"] for row in level(tables, "item") if row["element"] == "7"] == ["371"]
    assert [row["line"] for row in level(tables, "priority") if row["element"] == "1"] == ["1263"]
