"""The activities of the sheets and their schedules, as read by eye; numbers in comments are lines of the booklet."""

from collections import Counter
from collections.abc import Mapping

Rows = Mapping[str, list[dict[str, str]]]


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
