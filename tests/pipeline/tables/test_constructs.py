"""Every construct of printed values: what is generated, printed and read again is the same, and no digit is lost."""

import re
from collections import Counter
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.model import fiscal_year, units
from pipeline.tables.values import Value, parse
from pipeline.tables.values.words import CHANGES, COMPARATORS, HEDGES_BEFORE, HEDGES_BEHIND, QUALIFIERS

YEAR = 2024
WHOLE = st.integers(2, 9999)
COUNTED = st.sampled_from(["件", "人", "校", "施設", "か所", "団体", "%", "㎡", "千円", "億円"])
SPACE = st.sampled_from(["", " "])
DASH = st.sampled_from("〜～~")
ERA_YEARS = st.integers(2019, 2030)
WORDS = """0 1 5 28 1,200 12.4 1,234,567 % 件 人 円 千円 億 万 / ( ) - ▲ 約 以上 未満 前年度 比 R6 令和7年度 : 、 ・ → 〜
± うち 男性 女性 累計 見込 4月 12月 年 月 回 1人 当たり 中 から 増 削減 ※1 延べ 平均 第 位 点 満点 割 分 倍 の を 実績 =100 +
× 人口10万対 実施 (R5)"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.text() | st.lists(PIECES | st.just(" "), max_size=9).map("".join)


def amounts(value: Value) -> list[tuple[str, Decimal]]:
    return [(one.breakdown, one.amount) for one in value.numbers]


def of(number: int, unit: str) -> Decimal:
    found = units.find(unit)
    assert found
    return Decimal(number) * found.factor


def era(year: int) -> str:
    return f"R{year - 2018}"


@given(WHOLE, COUNTED, st.sampled_from(sorted(COMPARATORS)), st.sampled_from(["", *HEDGES_BEFORE]))
def test_a_bound_and_a_hedge_stand_around_one_number(number: int, unit: str, bound: str, hedge: str) -> None:
    value = parse(f"{hedge}{number:,}{unit}{bound}", fiscal_year=YEAR)
    assert (value.status, value.comparator) == ("observed", COMPARATORS[bound])
    assert amounts(value) == [("total", of(number, unit))]
    assert value.numbers[0].qualifier == ("approximate" if hedge else "")


@given(WHOLE, COUNTED, st.sampled_from(sorted(HEDGES_BEHIND)))
def test_a_hedge_stands_behind_a_number(number: int, unit: str, hedge: str) -> None:
    value = parse(f"{number}{unit}{hedge}", fiscal_year=YEAR)
    assert amounts(value) == [("total", of(number, unit))]
    assert value.numbers[0].qualifier == "approximate"


@given(WHOLE, COUNTED, st.sampled_from(sorted(QUALIFIERS)))
def test_what_stands_in_brackets_qualifies_its_number(number: int, unit: str, word: str) -> None:
    value = parse(f"{number}{unit}({word})", fiscal_year=YEAR)
    assert amounts(value) == [("total", of(number, unit))]
    assert value.numbers[0].qualifier == QUALIFIERS[word]


@given(WHOLE, WHOLE, COUNTED, DASH, SPACE)
def test_a_range_has_two_bounds(low: int, more: int, unit: str, dash: str, space: str) -> None:
    for first in (f"{low}{unit}", str(low)):
        value = parse(f"{first}{space}{dash}{space}{low + more}{unit}", fiscal_year=YEAR)
        assert value.comparator == "between"
        assert amounts(value) == [("lower", of(low, unit)), ("upper", of(low + more, unit))]


@given(
    WHOLE,
    WHOLE,
    COUNTED,
    st.sampled_from(["以上", "超"]),
    st.sampled_from(["以下", "未満"]),
    st.sampled_from(["", "、"]),
)
def test_a_range_says_which_of_its_bounds_it_leaves_out(
    low: int, more: int, unit: str, above: str, below: str, comma: str
) -> None:
    value = parse(f"{low}{unit}{above}{comma}{low + more}{unit}{below}", fiscal_year=YEAR)
    assert amounts(value) == [("lower", of(low, unit)), ("upper", of(low + more, unit))]
    assert (
        value.comparator
        == {
            ("以上", "以下"): "between",
            ("以上", "未満"): "between-below-upper",
            ("超", "以下"): "between-above-lower",
            ("超", "未満"): "between-exclusive",
        }[above, below]
    )


@given(WHOLE, WHOLE, COUNTED, st.booleans())
def test_a_tolerance_stands_behind_its_number(number: int, tolerance: int, unit: str, twice: bool) -> None:
    value = parse(f"{number}{unit if twice else ''}±{tolerance}{unit}", fiscal_year=YEAR)
    if unit == "%" and not twice:
        return
    assert amounts(value) == [("total", of(number, unit)), ("tolerance", of(tolerance, unit))]


@given(WHOLE, WHOLE, st.sampled_from(["件", "人", "校", "施設", "か所", "団体"]))
def test_so_many_of_so_many_are_a_part_and_its_whole(part: int, more: int, unit: str) -> None:
    whole = part + more
    assume(not re.fullmatch("10+", str(whole)))  # 5件/1000件 is how many of each thousand
    for printed in (
        f"{part}{unit}/{whole}{unit}",
        f"{whole}{unit}中{part}{unit}",
        f"{part}{unit}({whole}{unit}中)",
    ):
        assert amounts(parse(printed, fiscal_year=YEAR)) == [
            ("part", Decimal(part)),
            ("whole", Decimal(whole)),
        ], printed


@given(WHOLE, st.sampled_from(["件", "人", "校", "%", "ポイント"]), st.sampled_from(sorted(CHANGES)), SPACE)
def test_a_change_keeps_its_number_and_says_which_way(number: int, unit: str, word: str, space: str) -> None:
    alone = parse(f"{number}{unit}{word}", fiscal_year=YEAR)
    against = parse(f"前年度比{space}{number}{unit}{word}", fiscal_year=YEAR)
    kind = "rate" if unit == "%" else "change"
    assert amounts(alone) == amounts(against) == [(kind, Decimal(number))]
    assert (against.status, against.reference) == ("relative", "previous-year")
    assert alone.numbers[0].qualifier == against.numbers[0].qualifier == CHANGES[word]


@given(WHOLE, COUNTED, st.integers(1, 12), st.integers(1, 12))
def test_months_in_brackets_are_when_a_number_was_measured(
    number: int, unit: str, one: int, other: int
) -> None:
    first, last = sorted((one, other), key=lambda month: (month - 4) % 12)
    value = parse(f"{number}{unit}({first}月〜{last}月)", fiscal_year=YEAR)
    if first == last:
        assert value.status == "text"
        return
    dates = [f"{YEAR + (month < 4)}-{month:02}" for month in (first, last)]
    assert (amounts(value), value.measured) == ([("total", of(number, unit))], "/".join(dates))


@given(
    WHOLE,
    COUNTED,
    ERA_YEARS,
    st.sampled_from(["{n}({y})", "{n}({y}年度)", "{y}:{n}", "({y}){n}", "{n}({y}実績)"]),
)
def test_a_year_beside_a_number_is_when_it_was_measured(number: int, unit: str, year: int, form: str) -> None:
    value = parse(form.format(n=f"{number}{unit}", y=era(year)), fiscal_year=YEAR)
    assert (amounts(value), value.measured) == ([("total", of(number, unit))], str(year))


@given(st.lists(ERA_YEARS, min_size=2, max_size=6, unique=True), COUNTED, st.sampled_from([" ", "、", " / "]))
def test_a_number_for_each_of_several_years(years: list[int], unit: str, between: str) -> None:
    printed = between.join(f"{era(year)}:{index + 1}{unit}" for index, year in enumerate(years))
    value = parse(printed, fiscal_year=YEAR)
    assert [(one.amount, one.measured) for one in value.numbers] == [
        (of(index + 1, unit), str(year)) for index, year in enumerate(years)
    ]


@given(
    st.lists(WHOLE, min_size=2, max_size=4),
    COUNTED,
    st.sampled_from([" ", "、", "・"]),
    st.sampled_from(["", ":"]),
)
def test_parts_have_the_names_that_the_cell_gives_them(
    numbers: list[int], unit: str, between: str, colon: str
) -> None:
    names = ["男性", "女性", "小学生", "中学生"][: len(numbers)]
    printed = between.join(
        f"{name}{colon}{number}{unit}" for name, number in zip(names, numbers, strict=True)
    )
    value = parse(printed, fiscal_year=YEAR)
    assert [(one.label, one.amount) for one in value.numbers] == [
        (name, of(number, unit)) for name, number in zip(names, numbers, strict=True)
    ]


@given(WHOLE, WHOLE, COUNTED, st.sampled_from(["→", " → ", "⇒"]))
def test_what_was_and_what_is_aimed_at_stand_in_one_cell(
    before: int, after: int, unit: str, arrow: str
) -> None:
    value = parse(f"{before}{unit}{arrow}{after}{unit}", fiscal_year=YEAR)
    assert amounts(value) == [("before", of(before, unit)), ("total", of(after, unit))]


@given(
    WHOLE,
    st.sampled_from(["件", "人", "回"]),
    st.sampled_from([("年", "year"), ("月", "month"), ("週", "week")]),
)
def test_how_often_is_a_unit(number: int, unit: str, period: tuple[str, str]) -> None:
    for printed in (f"{period[0]}{number}{unit}", f"{number}{unit}/{period[0]}"):
        (one,) = parse(printed, fiscal_year=YEAR).numbers
        assert (one.amount, one.unit.partition("-per-")[2]) == (Decimal(number), period[1])


@given(st.integers(2014, 2040), st.integers(1, 12))
def test_a_date_is_read_as_it_stands(year: int, month: int) -> None:
    for printed in (f"{fiscal_year.month(year, month).ja}", f"{year}年{month}月末まで"):
        assert parse(printed, fiscal_year=YEAR).date == f"{year}-{month:02}"


@given(TEXTS, st.sampled_from(["", "%", "件", "前年度比%"]))
def test_no_text_raises_and_every_number_of_three_digits_is_in_a_reading_of_figures(
    text: str, unit: str
) -> None:
    value = parse(text, fiscal_year=YEAR, unit=unit, covers=(2024, 2028))
    if not value.numbers:
        return
    half_width = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    told = Counter(
        number
        for one in value.numbers
        for part in (one.printed_value, one.label, one.symbol, value.note)
        for number in re.findall("[0-9]{3,}", part.replace(",", ""))
    )
    printed = Counter(re.findall("[0-9]{3,}", half_width.replace(",", "")))
    assert not printed - told, (text, value)
