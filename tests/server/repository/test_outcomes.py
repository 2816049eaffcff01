"""How comparisons of target and actual are counted and worded."""

from decimal import Decimal

import pytest

from pipeline.reading.element import Outcome
from pipeline.reading.indicator import Achievement


def achievement(met: bool | None, rate: str | None, difference: str | None) -> Achievement:
    return Achievement("urn:a", 2024, None, met, rate and Decimal(rate), difference and Decimal(difference))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("met", "rate", "difference", "is_ceiling", "margin"),
    [
        (True, "1.04", "1.8", False, "0.04"),
        (False, "0.545", "-91", False, "-0.455"),
        (False, "1.7389", "916218000", True, "-0.7389"),
        (True, "0.9048", "-18", True, "0.0952"),
        (True, "1", "0", False, "0"),
    ],
)
def test_a_target_is_a_ceiling_where_more_is_a_miss_or_less_is_enough(
    met: bool, rate: str, difference: str, is_ceiling: bool, margin: str
) -> None:
    found = achievement(met, rate, difference)
    assert (found.is_ceiling, found.margin) == (is_ceiling, Decimal(margin))


def test_without_a_rate_there_is_no_margin() -> None:
    assert achievement(True, None, None).margin is None
    assert not achievement(None, None, None).is_ceiling


def test_outcomes_together_count_what_both_hold_once() -> None:
    one = Outcome(frozenset({"a", "b"}), frozenset({"c"}))
    other = Outcome(frozenset({"b", "d"}), frozenset({"c"}))
    together = one + other
    assert (together.met, together.missed, together.compared, together.word) == (3, 1, 4, "partly")


def test_outcomes_that_contradict_each_other_are_both_kept() -> None:
    together = Outcome(frozenset({"a"})) + Outcome(frozenset(), frozenset({"a"}))
    assert (together.met, together.missed) == (1, 1)
