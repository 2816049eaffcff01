"""Classifications and the links between the chapters: answers read from the document, with its lines."""

from collections.abc import Callable

Ask = Callable[..., list[dict[str, str]]]

NATIONAL = {
    # lines 1233-1257, second column; priority 19 has ⑯ as in the overview (1251), not ⑬ (1498)
    "①": 5,  # priorities 4, 5, 6, 8, 18
    "②": 1,
    "③": 1,
    "④": 1,
    "⑤": 2,  # 1, 5
    "⑥": 1,
    "⑦": 2,  # 9, 10
    "⑧": 1,
    "⑨": 11,  # 3, 4, 5, 6, 7, 8, 19, 21, 22, 24, 25
    "⑩": 1,
    "⑪": 1,
    "⑫": 4,  # 11, 17, 18, 20
    "⑬": 2,  # 12, 23
    "⑭": 1,
    "⑮": 1,
    "⑯": 1,
}
TECHNOLOGY = {
    # third column; priority 13 has ⑯ as in the overview (1245), not ⑬ (1419)
    "①": 5,  # 4, 6, 8, 18, 21
    "②": 2,  # 17, 22
    "③": 2,  # 14, 16
    "④": 1,
    "⑨": 4,  # 4, 8, 9, 18
    "⑩": 2,  # 9, 18
    "⑪": 1,
    "⑫": 1,
    "⑬": 3,  # 1, 5, 8
    "⑭": 3,  # 2, 6, 21
    "⑮": 2,  # 7, 8
    "⑯": 1,
}
TOWN = {
    # fourth column
    "②": 2,  # 2, 22
    "③": 1,
    "④": 9,  # 4, 5, 6, 7, 8, 18, 21, 22, 25
    "⑤": 1,
    "⑥": 2,  # 1, 5
    "⑦": 8,  # 9, 10, 13, 17, 18, 20, 22, 25
    "⑧": 1,
    "⑨": 2,  # 14, 16
    "⑩": 1,
    "⑪": 1,
    "⑫": 1,
}
LISTS = {"国・都の情報政策": NATIONAL, "技術動向": TECHNOLOGY, "まちづくり": TOWN}


def test_priorities_are_counted_by_policy_technology_and_theme(ask: Ask) -> None:
    rows = ask("concepts-by-items")
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["list"], {})[row["mark"]] = int(row["priorities"])
    assert found == LISTS
    top = [(row["mark"], row["label"], row["priorities"]) for row in rows[:2]]
    assert top == [
        ("⑨", "デジタル実装の取組の推進・地域社会のデジタル化", "11"),  # 1113
        ("④", "デジタル技術を活用した行政サービスの推進", "9"),  # 1153
    ]


def test_seventeen_themes_have_no_priority(ask: Ask) -> None:
    rows = ask("concepts-without-items")
    assert [(row["mark"], int(row["line"])) for row in rows] == [
        *(("⑤", 1135), ("⑥", 1136), ("⑦", 1137), ("⑧", 1138), ("⑰", 1147), ("⑱", 1148)),  # technologies
        ("①", 1150),  # まちづくり
        *((mark, 1162 + place) for place, mark in enumerate("⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒")),
    ]
    assert [row["label"] for row in rows if row["mark"] == "⑲"] == ["はなバスの運行"]


def test_four_priorities_are_about_bpr(ask: Ask) -> None:
    rows = ask("priorities-of-concept")
    assert {(row["number"], row["unit"]) for row in rows} == {
        *(("11", unit) for unit in ("総務課", "企画政策課", "情報システム課")),  # 1243
        ("17", "情報システム課"),  # 1249
        ("18", "情報システム課"),  # 1250
        *(("20", unit) for unit in ("総務課", "会計課", "情報システム課")),  # 1252
    }


def test_national_policies_come_from_three_plans(ask: Ask) -> None:
    found = [
        (row["source"], int(row["policies"]), int(row["priorities"])) for row in ask("policies-by-source")
    ]
    # 1103-1119, 1121-1123, 1125-1127. All priorities but 2 (1234) have one of the first fourteen.
    assert sorted(found) == sorted(
        [("自治体DX推進計画", 14, 24), ("総務省重点施策2026", 1, 1), ("IT新戦略", 1, 1)]
    )


def test_fifteen_links_lead_from_chapter_2_to_chapter_1(ask: Ask) -> None:
    rows = ask("cross-chapter-links")
    assert [(int(row["priority"]), row["reference"]) for row in rows] == [
        (2, "17-2"),  # 1275
        *((6, f"29-{activity}") for activity in (2, 3, 4, 5)),  # 1325: No.29-2~5
        (7, "30-3"),  # 1343
        (8, "28-1"),  # 1357
        (9, "25-3"),  # 1369
        (10, "27-1"),  # 1381
        (11, "31"),  # 1393
        (14, "21-4"),  # 1432
        (15, "28-2"),  # 1451
        (18, "25-2"),  # 1483
        (20, "26"),  # 1510
        (25, "27-2"),  # 1563
    ]
    assert rows[0]["referenceTitle"] == "情報発信力の強化"  # 645


def test_eight_indicators_are_printed_twice_with_the_same_figures(ask: Ask) -> None:
    rows = ask("shared-indicators")
    columns = ("target", "targetInChapter1", "actual", "actualInChapter1")
    found = {
        (row["number"], row["numberInChapter1"], row["part"]): tuple(
            int(row[column]) if row[column] else None for column in columns
        )
        for row in rows
    }

    def both(target: int | None, actual: int | None) -> tuple[int | None, ...]:
        return target, target, actual, actual

    assert found == {
        ("2.1", "17.1", "total"): both(21_244_000, 20_364_365),  # 1283-1284, 647-648
        ("2.2", "17.2", "total"): both(720, 706),  # 1285-1286, 649-650
        ("6.1", "29.1", "total"): both(None, None),  # 1333-1334, 895-896: dashes
        ("6.2", "29.2", "total"): both(320, 544),  # 1335-1336, 897-898
        ("6.3", "29.3", "total"): both(None, None),  # 1337-1338, 899-900
        ("6.4", "29.4", "total"): both(50, 30),  # 1339-1340, 901-902
        ("8.1", "28.1", "total"): both(960_000, 1_011_447),  # 1365-1366, 872-873
        ("9.1", "25.2", "ai-ocr"): both(10, 17),  # 1377-1378, 812-813
        ("9.1", "25.2", "rpa"): both(10, 14),
    }


def test_cashless_payments_are_the_sum_of_counters_and_facilities(ask: Ask) -> None:
    rows = ask("sum-check")
    assert {row["whole"] for row in rows} == {"30.3"}
    assert {row["agrees"] for row in rows} == {"true"}
    found = [(row["kind"], row["year"], int(row["printed"]), int(row["sum"])) for row in rows]
    # 932-933; 1351-1352 and 1353-1354
    assert found == [
        ("target", "2024", 34_200, 13_200 + 21_000),
        ("target", "2025", 52_800, 24_000 + 28_800),
        ("target", "2026", 86_230, 25_430 + 60_800),
        ("target", "2027", 88_720, 26_520 + 62_200),
        ("target", "2028", 91_010, 27_410 + 63_600),
        ("actual", "2024", 51_354, 26_930 + 24_424),
    ]


def test_the_twelve_priorities_with_indicators_are_inferred_to_be_in_implementation(ask: Ask) -> None:
    rows = ask("inferred-stages")
    assert {row["stage"] for row in rows} == {"導入実行"}  # 1202 says so
    # Sheets with 評価指標: 1270-1424; the other thirteen have 実施スケジュール instead
    found = {int(row["number"]): int(row["indicators"]) for row in rows}
    assert found == {1: 1, 2: 2, 3: 1, 4: 1, 5: 1, 6: 4, 7: 2, 8: 1, 9: 1, 10: 1, 12: 1, 13: 1}
