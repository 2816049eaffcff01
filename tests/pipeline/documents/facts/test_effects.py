"""The fiscal effects that the sheets print, their accounts and what they rest on, as read by eye."""

from collections import Counter
from collections.abc import Mapping

Rows = Mapping[str, list[dict[str, str]]]


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
