"""One set of rules for fiscal years: the new era names the year it begins in, whoever asks."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import fiscal_year

NAMED = {
    2026: ("令和8年度", "令和8"),
    2020: ("令和2年度", "令和2"),
    2019: ("令和元年度", "令和元"),
    2018: ("平成30年度", "平成30"),
    1989: ("平成元年度", "平成元"),
    1988: ("昭和63年度", "昭和63"),
    1926: ("昭和元年度", "昭和元"),
    1925: ("1925年度", "1925"),
}
MONTHS = {
    (2026, 3): "令和8年3月",
    (2019, 5): "令和元年5月",
    (2019, 4): "平成31年4月",
    (1989, 1): "平成元年1月",
    (1988, 12): "昭和63年12月",
    (1926, 11): "1926年11月",
}


@pytest.mark.parametrize("year", NAMED)
def test_a_fiscal_year_is_named_by_the_era_that_began_in_it(year: int) -> None:
    label, short = fiscal_year.label(year), fiscal_year.short(year)
    assert (label.ja, short.ja) == NAMED[year]
    assert (label.en, short.en) == (f"FY{year}", str(year))


@pytest.mark.parametrize("month", MONTHS)
def test_a_month_of_the_calendar_is_named_by_the_era_it_lies_in(month: tuple[int, int]) -> None:
    assert fiscal_year.month(*month).ja == MONTHS[month]
    assert fiscal_year.month(2026, 3).en == "2026-03"


@given(st.sampled_from(["令和", "R", "平成", "H", "昭和", "S"]), st.integers(1, 30))
def test_a_year_of_an_era_and_its_western_year_are_one(era: str, year: int) -> None:
    western = fiscal_year.western(era, str(year))
    assert fiscal_year.western(era, "元") == western - year + 1
    full = {"R": "令和", "H": "平成", "S": "昭和"}.get(era, era)
    assert fiscal_year.short(western).ja == f"{full}{'元' if year == 1 else year}"


def test_a_fiscal_year_begins_in_april_and_ends_in_the_next_year() -> None:
    assert fiscal_year.first_day(2024) == datetime.date(2024, 4, 1)
    assert fiscal_year.last_day(2024) == datetime.date(2025, 3, 31)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("平成18~22年度", (2006, 2010)),
        ("R4-R6", (2022, 2024)),
        ("令和4年度〜令和6年度", (2022, 2024)),
        ("令和4年度から令和6年度まで", (2022, 2024)),
        ("2022〜2024年度", (2022, 2024)),
        ("H30~R4", (2018, 2022)),
        ("令和元~3年度", (2019, 2021)),
        ("R6~R4", None),
        ("R6", None),
        ("18~22年度", None),
        ("4~6", None),
    ],
)
def test_a_span_of_fiscal_years_has_a_first_and_a_last(text: str, span: tuple[int, int] | None) -> None:
    assert fiscal_year.read_span(text) == span


@given(st.integers(1990, 2050), st.integers(0, 10), st.integers(-15, 25))
def test_a_year_without_its_era_is_the_one_by_the_plans_period(first: int, more: int, apart: int) -> None:
    year, covers = first + apart, (first, first + more)
    if apart > more + 15:
        return
    numbers = {year - began + 1 for began in (2019, 1989, 1926) if 0 < year - began + 1 < 100}
    read = {fiscal_year.read(f"{number}年度", covers) for number in numbers}
    assert year in read
