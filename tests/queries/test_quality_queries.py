"""What is known to be wrong, lost or decided: answers read from the document, with its lines."""

from collections.abc import Callable
from decimal import Decimal

Ask = Callable[..., list[dict[str, str]]]


def test_eight_places_contradict_each_other(ask: Ask) -> None:
    columns = ("attribute", "preferredFrom", "preferred", "otherFrom", "other")
    found = {
        (row["about"].partition("/2026/")[2], *(row[column] for column in columns))
        for row in ask("conflicts")
    }
    assert found == {
        ("item/17", "measure", "sheet", "1-3", "overview", "1-4"),  # 636, 171
        ("item/13", "technology", "overview", "⑯", "sheet", "⑬"),  # 1245, 1419
        ("item/19", "national-policy", "overview", "⑨⑯", "sheet", "⑨⑬"),  # 1251, 1498
        (  # 1333, 895
            *("item/6/indicator/1", "label", "chapter-2", "オンライン相談実施件数(障害福祉課)"),
            *("chapter-1", "オンライン相談の実施件数(障害福祉課)"),
        ),
        (
            "item/7",
            "title",
            "chapter-2",
            "キャッシュレス決済の促進",
            "chapter-1",
            "キャッシュレス決済等の促進",
        ),  # 1344, 923
        (
            "item/14",
            "title",
            "chapter-2",
            "デジタル人材の育成と活用",
            "chapter-1",
            "デジタル人材の育成",
        ),  # 1433, 726
        (  # 1484, 805
            *("item/18", "title", "chapter-2", "情報システムの標準化・共通化に伴うBPRの実施"),
            *("chapter-1", "情報システムの標準化・共通化等への対応"),
        ),
        (  # 1491: the second entry is in the column of 2026; 805: in that of 2025
            *("item/18", "schedule", "chapter-2", "2024年度 標準化に伴うBPRの実施 → 2026年度 業務への反映"),
            *("chapter-1", "2024年度 標準化に伴うBPRの実施 → 2025年度 業務への反映"),
        ),
    }


def test_corrections_keep_what_the_line_says_and_differ_from_it(ask: Ask, lines: list[str]) -> None:
    rows = ask("corrections")
    for row in rows:
        line = lines[int(row["line"])]
        assert row["printed"] in line
        assert row["printed"] != row["corrected"]
    found = {(int(row["line"]), row["printed"], row["corrected"]) for row in rows}
    assert found >= {
        (181, "發揮", "発揮"),
        (588, "未来につなぐ", "みらいにつなぐ"),
        (690, "繰入金金", "繰入金"),
        (866, "デジタルデバйд", "デジタルデバイド"),
        (1157, "デジタルデバイス対策", "デジタルデバイド対策"),
        (1452, "デジタルデバインド", "デジタルデバイド"),
        (1521, "收受", "収受"),
    }


def test_every_line_with_cyrillic_letters_is_corrected(ask: Ask, lines: list[str]) -> None:
    corrected = {int(row["line"]) for row in ask("corrections")}
    cyrillic = {
        number for number, line in enumerate(lines) if any("\u0400" <= letter <= "\u04ff" for letter in line)
    }
    assert cyrillic == {866, 870, 876, 1247}
    assert cyrillic <= corrected


def test_the_transfer_to_the_health_insurance_account_leads_to_its_lines(ask: Ask) -> None:
    rows = ask("provenance")
    found = [
        (row["kind"], row["year"], row["comparator"], int(row["value"]), row["printed"], row["line"])
        for row in rows
    ]
    assert found == [
        ("target", "2024", "at-most", 1_240_000_000, "12.4億円以下", "667"),
        ("target", "2025", "at-most", 2_080_000_000, "20.8億円以下", "667"),
        ("target", "2026", "at-most", 1_790_000_000, "17.9億円以下", "667"),
        ("target", "2027", "at-most", 1_770_000_000, "17.7億円以下", "667"),
        ("target", "2028", "at-most", 1_540_000_000, "15.4億円以下", "667"),
        ("actual", "2024", "", 2_156_218_000, "2,156,218千円", "668"),
    ]
    # RFC 5147 counts the places between lines, from 0
    assert rows[-1]["source"] == "https://w3id.org/keikaku/id/132292/document/2026.txt#line=667,668"


def test_money_is_in_yen_whatever_unit_is_printed(ask: Ask) -> None:
    factor = {"円": 1, "千円": 1_000, "億円": 100_000_000}
    rows = ask("money-as-printed")
    found = [
        (
            row["number"],
            row["kind"],
            row["year"],
            row["printedValue"],
            row["printedUnit"],
            int(row["yen"]),
        )
        for row in rows
    ]
    years = ("2024", "2025", "2026", "2027", "2028")
    printed = [
        ("13.1", "actual", "2024", "86", "千円"),  # 542
        *(  # 545
            ("13.2", "target", year, value, "千円")
            for year, value in zip(
                ("2024", "2025", "2026", "2028"), ("18,000", "127,000", "251,000", "15,000"), strict=True
            )
        ),
        ("13.2", "actual", "2024", "27,971,119", "円"),  # 546
        *(("14.3", "target", year, "1,500", "千円") for year in years),  # 583
        ("14.3", "actual", "2024", "1,505", "千円"),  # 584
        *(  # 667
            ("18.1", "target", year, value, "億円")
            for year, value in zip(years, ("12.4", "20.8", "17.9", "17.7", "15.4"), strict=True)
        ),
        ("18.1", "actual", "2024", "2,156,218", "千円"),  # 668
        ("19.1", "target", "2024", "143,342", "円"),  # 687
        ("19.1", "actual", "2024", "137,025", "円"),  # 688
        ("35.1", "actual", "2024", "4,721,456", "円"),  # 1041
    ]
    assert found == [(*row, int(Decimal(row[3].replace(",", "")) * factor[row[4]])) for row in printed]


def test_six_indicators_are_better_when_lower_each_with_its_reason(ask: Ask) -> None:
    rows = ask("lower-is-better")
    # paper (317), vehicles (356, 360), transfers (667), benefits against the Tokyo average (687), overtime (768)
    assert [row["number"] for row in rows] == ["4.1", "6.1", "6.2", "18.1", "19.1", "23.2"]
    assert all(row["reason"] for row in rows)
