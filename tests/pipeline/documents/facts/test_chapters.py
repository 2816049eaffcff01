"""Where the two chapters meet and where the booklet contradicts itself, as read by eye."""

from collections.abc import Mapping

Rows = Mapping[str, list[dict[str, str]]]


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
