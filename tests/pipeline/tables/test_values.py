"""The values of cells: tests/cases/values.csv is the specification, the rest holds for any text."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import units
from pipeline.tables.values import FORMS, Number, ambiguity, describe, parse, render

ROOT = Path(__file__).resolve().parents[3]
with (ROOT / "tests/cases/values.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
DOCUMENT = ROOT / "data/132292/2026/source/132292-2026.txt"
HINTS = st.sampled_from(["", "現年/滞繰"])
YEARS = st.integers(2024, 2028)
WORDS = """0 1 28 1,200 12.4 % 件 人 円 千円 億 万 / ( ) — - ▲ 約 以上 以下 前年度 実績 東京都平均 設定
削減 設備更新 AI-OCR RPA 都知事 選挙毎 令和10年度に令和4年度実績の を目指す ※ ① ２ 〜 一 見込 累計 うち → から
未満 男性 年 月 R6 比 増 分の 中 + 、 : 十 倍"""
PIECES = st.sampled_from([" ", *WORDS.split()])
TEXTS = st.text() | st.lists(PIECES, max_size=8).map("".join)


def described(number: Number) -> str:
    text = f"{number.breakdown}={number.amount} {number.unit} [{number.printed_value} {number.printed_unit}]"
    return f"{text} {number.qualifier}".rstrip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['raw']!r} in {case['fiscal_year']}")
def test_a_cell_reads_as_the_table_of_cases_says(case: dict[str, str]) -> None:
    value = parse(case["raw"], fiscal_year=int(case["fiscal_year"]), breakdown=case["breakdown"])
    assert {
        "status": value.status,
        "comparator": value.comparator,
        "reference": value.reference,
        "numbers": "; ".join(described(number) for number in value.numbers),
        "note": value.note,
    } == {name: case[name] for name in ("status", "comparator", "reference", "numbers", "note")}


EXAMPLES = [(text, said) for form in FORMS for text, said in form.examples.items()]


@pytest.mark.parametrize(("text", "unit"), [("1457", "人"), ("2024", "件"), ("1017", "")])
def test_a_number_of_four_digits_is_no_fiscal_year(text: str, unit: str) -> None:
    value = parse(text, fiscal_year=2024, unit=unit)
    assert value.status == "observed" and [number.amount for number in value.numbers] == [int(text)]


@pytest.mark.parametrize(("text", "said"), EXAMPLES, ids=lambda part: part)
def test_every_construct_reads_the_examples_that_stand_beside_it(text: str, said: str) -> None:
    assert describe(parse(text, fiscal_year=2024)) == said


@pytest.mark.parametrize(
    "text",
    [
        "なし",
        "1.234人",
        "4億3,0000万円",
        "1,23件",
        "⑩件",
        "(5件)",
        "3倍増",
        "前年度比5%",
        "########",
        "12.345円",
    ],
)
def test_what_can_be_read_in_two_ways_is_not_read_and_both_are_named(text: str) -> None:
    assert parse(text, fiscal_year=2024).status == "text"
    assert ambiguity(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "4 5.0%",
            "40件以上30件未満",
            "男性12% 男性34%",
            "40〜30件",
            "34/15",
            "10人中80人",
            "一部",
            "十分",
            "三校",
        ),
        *(
            "10件 (R6) (R7)",
            "10件(見込)(暫定)",
            "約30件(前年度8件)",
            "7月〜9月",
            "※110件",
            "1年15か月",
            "15分(R6)(12)",
        ),
    ],
)
def test_what_is_not_understood_as_a_whole_is_text(text: str) -> None:
    assert parse(text, fiscal_year=2024).status == "text"


@pytest.mark.parametrize("text", ["2211", "1173", "1500以上", "2000未満", "1989~2024人", "2024人"])
def test_a_number_of_four_digits_is_no_year(text: str) -> None:
    value = parse(text, fiscal_year=2024)
    assert (value.status, value.date, value.reference) == ("observed", "", "")


def test_two_numbers_that_may_be_years_are_refused_unless_a_unit_stands_beside_them() -> None:
    assert ambiguity("1989~2024") is not None and parse("1989~2024", fiscal_year=2024).status == "text"
    assert ambiguity("1989~2024", "人") is None
    assert parse("1989~2024", fiscal_year=2024, unit="人").comparator == "between"


def printed_texts() -> set[str]:
    """Every text in a row of targets, actuals or effects of the document, by nothing but its label."""
    rows = [line.split("\t") for line in DOCUMENT.read_text(encoding="utf-8").splitlines()]
    label = re.compile(r"目標数値|実績数値|効果額(?!の捉え方)")
    return {
        cell
        for row in rows
        for position, name in enumerate(row)
        if label.match(name)
        for cell in row[position + 1 :]
    }


def test_every_number_of_the_document_is_read_and_nothing_else_is() -> None:
    texts = printed_texts()
    assert len(texts) > 150
    for text in texts:
        value = parse(
            text.replace("一", "—"), fiscal_year=2028, breakdown="現年/滞繰" if "%/" in text else ""
        )
        printed = re.findall(r"[0-9][0-9,.]*", re.sub(r"令和[0-9]+年度", "", text))
        assert sorted(printed) == sorted(number.printed_value for number in value.numbers), text


@given(TEXTS, YEARS, HINTS)
def test_no_text_raises_and_no_number_appears_that_is_not_printed(text: str, year: int, hint: str) -> None:
    value = parse(text, fiscal_year=year, breakdown=hint)
    half_width = " ".join(text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}).split())
    for number in value.numbers:
        assert number.printed_value in half_width
    assert sum(len(re.findall("[0-9]", number.printed_value)) for number in value.numbers) <= len(
        re.findall("[0-9]", half_width)
    )


@given(TEXTS, YEARS, HINTS)
def test_only_an_observed_or_relative_cell_or_the_year_a_sentence_names_has_numbers(
    text: str, year: int, hint: str
) -> None:
    value = parse(text, fiscal_year=year, breakdown=hint)
    assert (value.status == "observed") <= bool(value.numbers)
    assert bool(value.numbers) <= (value.status in {"observed", "relative"} or value.reference == "base-year")
    relative = value.reference and (value.comparator or value.numbers) and value.status != "text"
    assert (value.status == "relative") == bool(relative)
    assert len({number.breakdown for number in value.numbers}) == len(value.numbers)


@given(
    st.decimals(0, 10**12, places=2),
    st.sampled_from(sorted(units.table())),
    st.booleans(),
    st.sampled_from(["", "▲"]),
)
def test_a_plain_number_renders_as_it_was_printed_and_its_amount_is_exact(
    amount: Decimal, unit: str, grouped: bool, sign: str
) -> None:
    printed = sign + format(amount, "," if grouped else "f") + units.of(unit).printed
    (number,) = parse(printed, fiscal_year=2024).numbers
    assert render(number) == printed
    assert number.amount == (-amount if sign else amount) * units.of(unit).factor
    assert "E" not in str(number.amount)


@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(["円", "人", "件"]))
def test_oku_and_man_add_up(oku: int, man: int, unit: str) -> None:
    (number,) = parse(f"{oku}億{man}万{unit}", fiscal_year=2024).numbers
    assert number.amount == oku * 10**8 + man * 10**4
    assert render(number) == f"{oku}億{man}万{unit}"
