"""The rules of derivation, case by case."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from pipeline.graphs.derived.comparing import Comparison, compare, within
from pipeline.graphs.derived.facts import Effect, Figure
from pipeline.graphs.derived.totals import WHOLE, Total, add_up
from pipeline.model.iris import BASE

ANY = URIRef(BASE + "any")


def figure(amount: Decimal | int, comparator: str = "", qualifier: str = "") -> Figure:
    return Figure(ANY, ANY, ANY, ANY, "", "total", ANY, Decimal(amount), comparator, qualifier)


@pytest.mark.parametrize(
    ("target", "actual", "direction", "met"),
    [
        (figure(10), figure(10), "higher", True),
        (figure(10), figure(9), "higher", False),
        (figure(10), figure(9), "lower", True),
        (figure(10), figure(11), "lower", False),
        (figure(10, "at-most"), figure(11), "", False),
        (figure(10, "at-most"), figure(9), "higher", True),
        (figure(10, "at-least"), figure(11), "lower", True),
        (figure(10), figure(10), "", True),
        (figure(10), figure(11), "", None),
        (figure(10), figure(10, "at-least"), "higher", None),
        (figure(10, "", "approximate"), figure(10), "higher", None),
        (figure(10), figure(10, "", "reduction"), "higher", None),
        (figure(10), figure(10, "", "estimate"), "higher", None),
        (figure(10), figure(10, "", "provisional"), "higher", None),
        (figure(5, "less-than"), figure(4), "", True),
        (figure(5, "less-than"), figure(5), "lower", False),
        (figure(5, "greater-than"), figure(6), "", True),
        (figure(5, "greater-than"), figure(5), "higher", False),
        (figure(120, "", "cumulative"), figure(130, "", "cumulative"), "higher", True),
        (figure(120, "", "cumulative"), figure(30), "higher", None),
        (figure(100), figure(100, "", "achieved"), "higher", True),
        (figure(10), replace(figure(11), measured=URIRef(BASE + "another-year")), "higher", None),
    ],
)
def test_the_comparator_of_a_target_decides_before_the_direction(
    target: Figure, actual: Figure, direction: str, met: bool | None
) -> None:
    comparison = compare(target, actual, direction)
    assert (comparison.met if isinstance(comparison, Comparison) else None) is met


@pytest.mark.parametrize(
    ("actual", "difference", "met"),
    [(29, -1, False), (30, 0, True), (35, 5, True), (40, 10, True), (41, 1, False)],
)
def test_a_range_is_met_within_its_bounds_and_missed_by_the_bound_that_is_passed(
    actual: int, difference: int, met: bool
) -> None:
    comparison = within(figure(30, "between"), figure(40, "between"), figure(actual))
    assert isinstance(comparison, Comparison)
    assert (comparison.difference, comparison.met) == (Decimal(difference), met)


@pytest.mark.parametrize(
    ("comparator", "at_lower", "at_upper"),
    [
        ("between", True, True),
        ("between-below-upper", True, False),
        ("between-above-lower", False, True),
        ("between-exclusive", False, False),
    ],
)
def test_a_range_that_leaves_a_bound_out_is_missed_at_that_bound(
    comparator: str, at_lower: bool, at_upper: bool
) -> None:
    lower, upper = figure(30, comparator), figure(40, comparator)
    found = [within(lower, upper, figure(amount)) for amount in (30, 35, 40)]
    assert [one.met for one in found if isinstance(one, Comparison)] == [at_lower, True, at_upper]


@pytest.mark.parametrize(
    ("target", "actual", "reason"),
    [
        (figure(10), figure(11), "direction-unknown"),
        (figure(10), figure(10, "at-least"), "actual-is-a-bound"),
        (figure(10, "", "approximate"), figure(10), "not-exact"),
        (figure(10), figure(10, "", "estimate"), "not-exact"),
        (figure(10), figure(10, "", "cumulative provisional"), "not-exact"),
        (figure(10), figure(10, "", "reduction"), "change"),
        (figure(120, "", "cumulative"), figure(30), "counted-otherwise"),
        (figure(10), replace(figure(11), measured=URIRef(BASE + "another-year")), "another-period"),
        (figure(10), replace(figure(11), of_months=True), "another-period"),
    ],
)
def test_two_numbers_that_are_not_compared_have_a_reason(target: Figure, actual: Figure, reason: str) -> None:
    assert compare(target, actual, "") == reason


def test_a_target_of_zero_has_a_difference_but_no_rate() -> None:
    comparison = compare(figure(0), figure(3), "lower")
    assert isinstance(comparison, Comparison)
    assert comparison.difference == 3
    assert comparison.rate is None
    assert not comparison.met


@pytest.mark.parametrize(
    ("target", "actual", "rate"),
    [(20_000, 1, "0.0000"), (20_000, 3, "0.0002"), (3, 2, "0.6667"), (3, 3, "1.0000")],
)
def test_a_rate_is_rounded_half_to_even_at_the_fourth_decimal(target: int, actual: int, rate: str) -> None:
    comparison = compare(figure(target), figure(actual), "higher")
    assert isinstance(comparison, Comparison)
    assert str(comparison.rate) == rate


AMOUNTS = st.decimals(0, 10**12, places=1)


@given(AMOUNTS, AMOUNTS)
def test_reaching_the_target_exactly_or_passing_it_the_right_way_meets_it(
    target: Decimal, actual: Decimal
) -> None:
    higher = compare(figure(target), figure(actual), "higher")
    lower = compare(figure(target), figure(actual), "lower")
    assert isinstance(higher, Comparison) and isinstance(lower, Comparison)
    assert higher.met is (higher.difference >= 0)
    assert lower.met is (higher.difference <= 0)
    assert target + higher.difference == actual


WHEN = ("effect", ANY)


def effect(account: str, amount: int, name: str = "x") -> Effect:
    return Effect(URIRef(BASE + f"{name}/{account}/{amount}"), ANY, ANY, "effect", account, Decimal(amount))


@pytest.mark.parametrize(
    ("printed", "rows", "below", "amount", "is_printed"),
    [
        ([], [effect(WHOLE, 3), effect(WHOLE, 4)], [], 7, False),
        ([effect(WHOLE, 5)], [effect(WHOLE, 3), effect(WHOLE, 4)], [], 5, True),
        ([effect("general", 0)], [effect("general", 3), effect("other", 4)], [], 4, False),
        ([effect("general", 2)], [effect("general", 3)], [], 2, True),
        ([], [], [Total(ANY, *WHEN, Decimal(8), (), False)], 8, False),
        ([effect(WHOLE, 5)], [], [Total(ANY, *WHEN, Decimal(8), (), False)], 5, True),
    ],
)
def test_a_printed_total_wins_and_one_of_an_account_wins_over_its_rows_alone(
    printed: list[Effect], rows: list[Effect], below: list[Total], amount: int, is_printed: bool
) -> None:
    total = add_up(ANY, WHEN, printed, rows, below)
    assert total is not None
    assert total.amount == amount
    assert total.printed is is_printed


def test_nothing_printed_adds_up_to_nothing() -> None:
    assert add_up(ANY, WHEN, [], [], []) is None
