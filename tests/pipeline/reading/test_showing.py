"""Figures of an indicator in one unit, the printed form kept."""

from decimal import Decimal

import pytest

from pipeline.reading.indicator import Cell, Number
from pipeline.reading.names import Named
from pipeline.reading.showing import in_one_unit

YEN = Named("http://qudt.org/vocab/unit/CCY_JPY", {"ja": "円"})
NUMBER = Named("http://qudt.org/vocab/unit/NUM", {"ja": "数"})


def number(digits: str, symbol: str, factor: int = 1, unit: Named = YEN) -> Number:
    value = Decimal(digits.replace(",", "")) * factor
    printed = digits + symbol
    return Number("", value, unit, None, None, digits, printed, None, None, "", None, symbol, Decimal(factor))


def cell(kind: str, *numbers: Number, year: int = 2024) -> Cell:
    return Cell("", year, kind, "", None, None, None, None, numbers, None)


def shown(*cells: Cell) -> list[str]:
    return [one.shown for found in in_one_unit(cells) for one in found.numbers]


def test_an_actual_value_is_shown_in_the_unit_and_the_decimals_of_its_target() -> None:
    target, actual = number("12.4", "億円", 10**8), number("2,156,218", "千円", 1000)
    assert shown(cell("target", target), cell("actual", actual)) == ["", "21.6億円"]


def test_what_is_printed_in_the_unit_of_its_target_stays_as_printed() -> None:
    assert shown(cell("target", number("45.0", "%")), cell("actual", number("46.85", "%"))) == ["", ""]


def test_a_unit_of_another_kind_is_not_turned_into_that_of_the_target() -> None:
    assert shown(
        cell("target", number("5", "億円", 10**8)), cell("actual", number("3", "件", 1, NUMBER))
    ) == ["", ""]


@pytest.mark.parametrize(
    ("digits", "seen"), [("75.40983606557377", "75.41%"), ("75.4098", ""), ("0.123456", "0.12%")]
)
def test_decimals_that_a_formula_left_are_shown_rounded(digits: str, seen: str) -> None:
    assert shown(cell("actual", number(digits, "%"))) == [seen]
