"""A printed figure in English: its number with the sign of its unit, or with the unit beside it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.reading.indicator import Cell, Number
from pipeline.reading.names import Named
from pipeline.reading.showing import said, unit_left_out

UNITS = "https://w3id.org/keikaku/unit/"
YEN = Named("http://qudt.org/vocab/unit/CCY_JPY", {"ja": "円", "en": "Japanese yen"})
SHARE = Named("http://qudt.org/vocab/unit/PERCENT", {"ja": "パーセント", "en": "percent"})
CASES = Named(UNITS + "ken", {"ja": "件", "en": "cases"})
AT_MOST = Named("https://w3id.org/keikaku/code/comparator/at-most", {"ja": "以下", "en": "at most"})
PART = Named("https://w3id.org/keikaku/code/breakdown/arrears", {"ja": "滞繰", "en": "arrears"})


def number(
    value: str, unit: Named | None, printed: str, part: Named | None = None, shown: str = ""
) -> Number:
    return Number(
        "urn:n",
        Decimal(value),
        unit,
        part,
        None,
        printed,
        printed,
        None,
        None,
        "",
        None,
        shown=shown,
    )


def cell(text: str, *numbers: Number, bound: Named | None = None) -> Cell:
    return Cell("urn:c", 2024, "target", text, None, bound, None, None, numbers, None)


@pytest.mark.parametrize(
    ("found", "english", "unit"),
    [
        (cell("200件", number("200", CASES, "200件")), "200", CASES),
        (cell("20,364,365件", number("20364365", CASES, "20,364,365件")), "20,364,365", CASES),
        (cell("約45％", number("45.0", SHARE, "約45％")), "45%", None),
        (cell("18,000千円", number("18000000", YEN, "18,000千円")), "¥18 million", None),
        (
            cell("12.4億円以下", number("1240000000", YEN, "12.4億円"), bound=AT_MOST),
            "at most ¥1,240 million",
            None,
        ),
        (cell("27,971,119円", number("27971119", YEN, "27,971,119円")), "¥27,971,119", None),
    ],
)
def test_a_figure_printed_in_japanese_is_said_in_english_and_stays_as_printed(
    found: Cell, english: str, unit: Named | None
) -> None:
    assert said(found, None) == {"ja": found.raw_text, "en": english}
    assert unit_left_out(found, None) == unit


def test_what_turns_the_meaning_of_a_number_and_what_it_refers_to_are_said_too() -> None:
    about = Named("https://w3id.org/keikaku/code/qualifier/approximate", {"ja": "約", "en": "approximate"})
    mean = Named(
        "https://w3id.org/keikaku/code/reference/tokyo-average", {"ja": "東京都平均", "en": "Tokyo average"}
    )
    rough = replace(number("1000", CASES, "1,000件"), qualifier=about)
    printed = cell("東京都平均以下 (143,342円以下)", number("143342", YEN, "143,342円"), bound=AT_MOST)
    assert said(cell("約1,000件", rough), None)["en"] == "1,000 (approximate)"
    assert said(replace(printed, reference=mean), None)["en"] == "at most ¥143,342 (Tokyo average)"


def test_what_is_printed_without_japanese_is_the_same_in_both_languages() -> None:
    found = cell("45.0%", number("45", SHARE, "45.0%"))
    assert said(found, None) == {"": "45.0%"}
    assert unit_left_out(found, None) is None


def test_of_several_numbers_the_part_that_is_asked_for_is_said() -> None:
    found = cell("現年99件/滞繰47件", number("99", CASES, "99件"), number("47", CASES, "47件", PART))
    assert said(found, PART) == {"ja": "47件", "en": "47"}


def test_a_cell_of_several_numbers_or_none_has_no_english_text() -> None:
    for found in (
        cell("前年度実績以上"),
        cell("9件と8件", number("9", CASES, "9件"), number("8", CASES, "8件")),
    ):
        assert said(found, None) == {"ja": found.raw_text}
        assert unit_left_out(found, None) is None
    assert said(None, None) == {}


def test_a_number_shown_in_the_unit_of_its_target_keeps_its_printed_form_in_japanese() -> None:
    found = cell("2,156,218千円", number("2156218000", YEN, "2,156,218千円", shown="21.6億円"))
    assert said(found, None) == {"ja": "21.6億円 (2,156,218千円)", "en": "¥2,156.218 million"}
