"""Fiscal effects: answers read from the document, with its lines."""

from collections.abc import Callable

Ask = Callable[..., list[dict[str, str]]]

EFFECTS = {
    # in thousand yen
    33: 245_866,  # 997
    2: 146_011,  # 279
    19: 66_082,  # 689
    23: 46_041,  # 770
    13: 86 + 25_797,  # 543, 547
    12: 0 + 12_045 + 3_882,  # 525 (all of the general account), 504, 518
    28: 14_325,  # 874
    5: 10_811,  # 338
    14: 10_094,  # 593: printed for the whole item, less than 577 + 581 + 585
    36: 6_949,  # 1069
    35: 4_721,  # 1042
    25: 2_833,  # 814
    11: 2_425,  # 477
    4: 1_967,  # 319
    15: 1_200,  # 610
    30: 138,  # 934
    6: 5,  # 358
}


def test_policies_add_up_to_what_their_items_print(ask: Ask) -> None:
    rows = ask("effects-by-policy")
    first = 146_011 + 1_967 + 10_811 + 5 + 2_425 + 15_927 + 25_883 + 10_094 + 1_200 + 66_082
    second = 46_041 + 2_833
    third = 14_325 + 138 + 245_866 + 4_721 + 6_949
    assert (first, second, third) == (280_405, 48_874, 271_999)
    assert [(row["policy"], int(row["effect"])) for row in rows] == [
        ("1", 280_405_000),
        ("2", 48_874_000),
        ("3", 271_999_000),
    ]


def test_items_are_ranked_by_their_effect(ask: Ask) -> None:
    rows = ask("top-effects")
    assert [(int(row["item"]), int(row["effect"])) for row in rows] == [
        (item, thousands * 1000) for item, thousands in EFFECTS.items()
    ]
    assert rows[0]["title"] == "保育園の民設民営化の計画的な推進"  # 988


def test_eleven_items_are_marked_with_an_effect_and_print_no_amount(ask: Ask) -> None:
    rows = ask("effects-without-amount")
    assert [(int(row["item"]), int(row["line"])) for row in rows] == [
        (1, 247),  # 258: —
        (3, 288),  # 298
        (7, 371),  # 382
        (8, 391),  # 401
        (9, 410),  # 420
        (10, 429),  # 456
        (16, 619),  # 629
        (18, 658),  # 669
        (27, 842),  # 854
        (32, 965),  # 978
        (34, 1006),  # 1016
    ]


def test_the_printed_total_of_item_14_is_683_thousand_yen_below_its_rows(ask: Ask) -> None:
    columns = ("printedTotal", "sumOfRows", "difference")
    found = {
        (row["item"], row["account"]): tuple(int(row[column]) for column in columns)
        for row in ask("effect-sum-check")
    }
    assert found == {
        ("12", "general"): (0, 0, 0),  # 525; 500 and 522 print dashes
        ("14", "not-stated"): (
            10_094_000,
            10_777_000,
            -683_000,
        ),  # 593; 7,872 + 1,400 + 1,505 (577, 581, 585)
    }


def test_three_effects_print_their_account(ask: Ask) -> None:
    found = [
        (row["account"], row["of"], int(row["effect"]), row["line"]) for row in ask("effects-by-account")
    ]
    assert found == [
        ("国民健康保険特別会計", "徴収率(国民健康保険料)", 12_045_000, "504"),
        ("介護保険特別会計", "徴収率(介護保険料)", 3_882_000, "518"),
        ("一般会計", "徴収率の維持・向上", 0, "525"),
    ]
