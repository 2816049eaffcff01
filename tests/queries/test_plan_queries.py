"""The tree of the plan, who does what, and when: answers read from the document, with its lines."""

from collections.abc import Callable

Ask = Callable[..., list[dict[str, str]]]

ITEMS = {
    "1-1": [1],
    "1-2": [2, 3, 4, 5, 6, 7, 8, 9],
    "1-3": [10, 11, 12, 13, 14, 15, 16, 17],
    "1-4": [18, 19],
    "2-1": [20, 21, 22],
    "2-2": [23, 24],
    "2-3": [25, 26, 27],
    "3-1": [28, 29, 30, 31],
    "3-2": [32, 33, 34, 35],
    "3-3": [36],
}
"""Lines 155-198. Item 17 stands in (4) of the overview (171), but its sheet says 推進項目3 (636), and sheets win."""

PAGES = [
    *(11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23, 25, 27, 29, 30, 31, 32, 33),
    *(34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 45, 47, 48, 49, 50, 51, 53),
]
"""The last column of lines 155-173, 178-185 and 190-198."""

UNITS = {
    # (items, priorities): lines 155-198 and 1233-1257
    "情報システム課": (7, 14),
    "企画政策課": (14, 4),
    "総務課": (4, 4),
    "職員課": (5, 2),
    "障害福祉課": (3, 2),
    "市民課": (1, 4),
    "公共施設マネジメント課": (4, 0),
    "高齢者支援課": (3, 1),
    "会計課": (3, 1),
    "児童青少年課": (3, 0),
    "広報プロモーション課": (2, 1),
    "幼児教育・保育課": (2, 1),
    "スポーツ振興課": (1, 2),
    "保険年金課": (2, 0),
    "資源循環推進課": (2, 0),
    "文化振興課": (2, 0),
    "納税課": (1, 1),
    "子ども若者応援課": (1, 1),
    "子ども家庭課": (1, 1),
    "教育指導課": (1, 1),
    "財政課": (1, 0),
    "教育企画課": (1, 0),
    "交通課": (1, 0),
    "選挙管理委員会事務局": (1, 0),
    "健康課": (1, 0),
    "協働コミュニティ課": (1, 0),
    "みどり公園課": (1, 0),
    "市民税課": (0, 1),
    "資産税課": (0, 1),
    "建築指導課": (0, 1),
    "学務課": (0, 1),
    "危機管理課": (0, 1),
}

GYOKAKU = "第5次行財政改革大綱アクションプラン"
JOHO = "地域情報化アクションプラン"


def test_the_tree_has_three_policies_ten_measures_and_thirty_six_items_on_their_pages(ask: Ask) -> None:
    rows = ask("plan-tree")
    items = [row for row in rows if row["item"]]
    assert [(row["measure"], int(row["item"])) for row in items] == [
        (measure, item) for measure, found in ITEMS.items() for item in found
    ]
    assert [int(row["page"]) for row in items] == PAGES
    assert [row["policy"] for row in rows if not row["measure"]] == ["1", "2", "3"]
    assert [row["measure"] for row in rows if row["measure"] and not row["item"]] == list(ITEMS)
    hana_bus = items[6]
    assert (hana_bus["title"], hana_bus["line"]) == ("はなバスの効率的な運行", "371")


def test_items_are_counted_by_policy_and_measure(ask: Ask) -> None:
    found = [(row["policy"], row["measure"], int(row["items"])) for row in ask("items-by-policy")]
    assert found == [(measure[0], measure, len(items)) for measure, items in ITEMS.items()]
    assert ask("items-by-policy")[1]["measureTitle"] == "経常的な経費の抑制"  # 26


def test_the_planning_department_is_in_charge_of_fourteen_items_and_four_priorities(ask: Ask) -> None:
    rows = ask("items-of-unit")
    items = [int(row["number"]) for row in rows if row["plan"] == GYOKAKU]
    priorities = [int(row["number"]) for row in rows if row["plan"] == JOHO]
    assert items == [3, 9, 10, 14, 15, 21, 23, 25, 27, 29, 31, 32, 35, 36]  # 157-198
    assert priorities == [11, 14, 24, 25]  # 1243, 1246, 1256, 1257


def test_another_department_may_be_asked_for(ask: Ask) -> None:
    assert [row["title"] for row in ask("items-of-unit", unit="交通課")] == ["はなバスの効率的な運行"]  # 371


def test_departments_are_ranked_by_what_they_are_in_charge_of(ask: Ask) -> None:
    rows = ask("units-by-items")
    assert {row["unit"]: (int(row["items"]), int(row["priorities"])) for row in rows} == UNITS
    assert [row["unit"] for row in rows[:3]] == ["情報システム課", "企画政策課", "総務課"]
    assert [int(row["all"]) for row in rows] == sorted((sum(both) for both in UNITS.values()), reverse=True)


def test_items_that_involve_unnamed_departments_are_listed_with_those_they_name(ask: Ask) -> None:
    rows = ask("items-involving-other-units")
    named = {(row["plan"], int(row["number"])): int(row["unitsNamed"]) for row in rows}
    # 関係各課 in lines 155-193
    items = {1: 1, 3: 1, 4: 3, 5: 1, 9: 1, 10: 1, 13: 2, 15: 1, 17: 1, 25: 2, 27: 2, 28: 3, 30: 3, 31: 3}
    # and in lines 1234-1257; priority 7 names seven departments (1239)
    priorities = {2: 1, 3: 1, 4: 1, 5: 1, 7: 7, 8: 1, 9: 1, 11: 3, 12: 1, 15: 2, 17: 1, 18: 1, 24: 2, 25: 2}
    assert named == {(GYOKAKU, number): units for number, units in items.items()} | {
        (JOHO, number): units for number, units in priorities.items()
    }


def test_the_hana_bus_is_studied_first_and_run_differently_from_2027(ask: Ask) -> None:
    found = [(row["activity"], row["from"], row["what"], row["line"]) for row in ask("schedule-of-item")]
    assert found == [
        ("7-1", "2024", "検討", "377"),
        ("7-1", "2027", "実施", "377"),
        ("7-2", "2024", "検討", "378"),
        ("7-2", "2025", "実施", "378"),
    ]


def test_what_begins_in_2028_is_what_the_last_column_prints(ask: Ask) -> None:
    found = [(row["activity"], row["what"], row["line"]) for row in ask("schedule-by-year")]
    assert found == [
        ("1-1", "実施 検証 策定", "253"),
        ("8-1", "参議院議員 都知事 市長", "397"),
        ("10-3", "定期見直し", "437"),
        ("10-12", "定期見直し", "446"),
        ("11-1", "検証", "472"),
        ("11-2", "検討", "473"),
        ("19-2", "実施 検証 見直し", "685"),
        ("20-1", "実施・検証", "704"),
        ("23-1", "定員適正化計画見直し 検証 定数調整", "761"),
    ]


def test_thirteen_activities_have_no_word_about_when(ask: Ask) -> None:
    rows = ask("activities-without-schedule")
    assert [(row["activity"], int(row["line"])) for row in rows] == [
        ("12-1", 496),
        ("14-1", 571),
        ("14-2", 572),
        ("14-3", 573),
        ("28-1", 869),
        ("28-2", 870),
        ("30-1", 921),
        ("30-2", 922),
        ("30-3", 923),
        ("30-4", 924),
        *(("", line) for line in (1518, 1519, 1520)),  # of chapter 2, which prints no numbers
    ]
    assert [row["title"] for row in rows[-3:]] == ["電子決裁の推進", "文書管理システム", "財務会計システム"]


def test_the_glossary_has_the_eleven_terms_that_the_document_explains(ask: Ask) -> None:
    rows = ask("glossary")
    assert [(row["term"], int(row["line"])) for row in rows] == [
        ("エンゲージメント", 89),
        ("ICT", 1095),
        ("eL-QR", 1173),
        ("チャットボット", 1174),
        ("ノーコード", 1175),
        ("ローコード", 1176),
        ("オープンローミング", 1177),
        ("ブロックチェーン", 1178),
        ("WEB3.0", 1179),
        ("メタバース", 1180),
        ("XR", 1181),
    ]
    assert rows[0]["definition"] == "組織に愛着を持ち、組織や仕事に主体的に貢献する意欲や姿勢を表す概念"


def test_reports_that_name_govtech_tokyo_are_found(ask: Ask) -> None:
    found = [(row["plan"], row["number"], row["year"], row["line"]) for row in ask("progress-search")]
    assert found == [(GYOKAKU, "30", "2025", "941"), (JOHO, "16", "2025", "1469")]


def test_reports_may_be_searched_for_another_word(ask: Ask) -> None:
    found = [(row["number"], row["line"]) for row in ask("progress-search", word="モルック")]
    assert found == [("35", "1049")]
