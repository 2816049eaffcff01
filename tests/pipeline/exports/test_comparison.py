"""The rules of comparison: what is shown, what is ranked, what is warned of."""

import pytest

from pipeline.exports import comparison
from pipeline.exports.comparison import Comparison, Row, Shared
from pipeline.exports.sheet import parquet
from pipeline.model.errors import QueryError
from pipeline.model.text import Text

HIGHER = Shared("share", Text("割合", "Share"), Text("定義", "Definition"), "higher")
LOWER = Shared("cost", Text("費用", "Cost"), Text("定義", "Definition"), "lower")


def row(code: str, value: str, **more: str) -> Row:
    usual = {
        "match": "exact",
        "comparable": "true",
        "code": code,
        "municipality": f"{code}市",
        "plan": "計画",
        "indicator": "指標",
        "part": "total",
        "kind": "actual",
        "fiscalYear": "2024",
        "value": value,
        "unit": "",
        "unitName": "",
        "printed": value,
        "comparator": "",
        "qualifier": "",
        "reason": "理由",
        "englishReason": "reason",
        "divideBy": "",
        "denominatorDate": "",
        "denominatorSource": "",
        "figure": "",
        "line": "",
    }
    return {**usual, **more}


def ranks(found: Comparison) -> list[tuple[str, int | None]]:
    return [(one.code, one.rank) for one in found.figures]


def test_exact_figures_of_one_year_and_kind_are_ranked_by_the_better_direction() -> None:
    rows = [row("a", "10"), row("b", "30"), row("c", "20")]
    assert ranks(comparison.compare(HIGHER, rows)) == [("a", 3), ("b", 1), ("c", 2)]
    assert ranks(comparison.compare(LOWER, rows)) == [("a", 1), ("b", 3), ("c", 2)]


def test_equal_figures_share_a_rank() -> None:
    found = comparison.compare(HIGHER, [row("a", "10"), row("b", "10.0"), row("c", "9")])
    assert ranks(found) == [("a", 1), ("b", 1), ("c", 3)]


@pytest.mark.parametrize(
    "other",
    [
        {"fiscalYear": "2023"},
        {"kind": "target"},
        {"part": "arrears"},
        {"comparable": "false"},
        {"match": "close"},
        {"match": "related"},
    ],
    ids=str,
)
def test_what_differs_in_year_kind_part_unit_or_match_is_not_ranked(other: dict[str, str]) -> None:
    found = comparison.compare(HIGHER, [row("a", "10"), row("b", "30", **other)], "related")
    assert [one.rank for one in found.figures] == [None, None]
    assert {"unranked", "close", "related"} & set(found.warnings)


def test_one_municipality_alone_and_an_indicator_without_a_better_direction_are_not_ranked() -> None:
    assert ranks(comparison.compare(HIGHER, [row("a", "1"), row("a", "2")])) == [("a", None), ("a", None)]
    neither = Shared("area", Text("面積", "Area"), Text("定義", "Definition"), "")
    assert ranks(comparison.compare(neither, [row("a", "1"), row("b", "2")])) == [("a", None), ("b", None)]


def test_a_bound_and_an_approximate_figure_have_a_range_of_ranks() -> None:
    rows = [
        row("a", "50", printed="50以上", comparator="at-least"),
        row("b", "60"),
        row("c", "1200", printed="約12百", qualifier="approximate"),
        row("d", "1210"),
        row("e", "40"),
    ]
    found = comparison.compare(HIGHER, rows).figures
    assert [(one.code, one.rank, one.rank_last) for one in found] == [
        ("a", 1, 4),
        ("b", 3, 4),
        ("c", 1, 3),
        ("d", 1, 3),
        ("e", 5, 5),
    ]


def test_an_expected_figure_is_not_ranked_with_actual_ones() -> None:
    found = comparison.compare(HIGHER, [row("a", "10"), row("b", "30", kind="forecast")])
    assert ranks(found) == [("a", None), ("b", None)]


@pytest.mark.parametrize(
    ("matches", "opens"),
    [
        ("exact exact close", "exact"),
        ("exact close related", "close"),
        ("close related", "close"),
        ("exact related", "exact"),
        ("related", "related"),
        ("", "exact"),
    ],
)
def test_a_comparison_opens_at_the_best_there_is(matches: str, opens: str) -> None:
    rows = [row(str(place), "1", match=match) for place, match in enumerate(matches.split())]
    found = comparison.compare(HIGHER, rows)
    assert found.widest == opens
    assert bool(found.figures) == bool(rows)


def test_only_the_municipalities_asked_for_are_shown_and_ranked() -> None:
    rows = [row("a", "10"), row("b", "30"), row("c", "20")]
    found = comparison.compare(HIGHER, rows, among=frozenset({"a", "c"}))
    assert ranks(found) == [("a", 2), ("c", 1)]


def test_the_table_to_calculate_with_has_the_columns_of_the_csv_and_is_typed() -> None:
    found = comparison.compare(HIGHER, [row("a", "10"), row("b", "30")])
    assert parquet(comparison.sheet(found)).startswith(b"PAR1")
    assert [column.name for column in comparison.sheet(found).columns] == list(comparison.COLUMNS)


def test_close_and_related_are_shown_on_request_alone_and_counted_until_then() -> None:
    rows = [row("a", "1"), *[row("b", "2", match="close")] * 2, row("c", "3", match="related")]
    shown = {
        match: [one.code for one in comparison.compare(HIGHER, rows, match).figures]
        for match in comparison.MATCHES
    }
    assert shown == {"exact": ["a"], "close": ["a", "b", "b"], "related": ["a", "b", "b", "c"]}
    assert comparison.compare(HIGHER, rows, "exact").hidden == {"close": 1, "related": 1}
    assert comparison.compare(HIGHER, rows, "related").hidden == {}


@pytest.mark.parametrize(
    ("rows", "warning"),
    [
        ([], "none"),
        ([row("a", "1", match="close")], "close"),
        ([row("a", "1", match="related")], "related"),
        ([row("a", "1"), row("b", "1", fiscalYear="2023")], "years"),
        ([row("a", "1"), row("b", "1", kind="target")], "kinds"),
        ([row("a", "1", comparable="false")], "units"),
        ([row("a", "1", printed="1億円程度", qualifier="approximate")], "about"),
    ],
)
def test_what_a_reader_must_know_is_said(rows: list[Row], warning: str) -> None:
    assert warning in comparison.compare(HIGHER, rows, "related").warnings
    clean = comparison.compare(HIGHER, [row("a", "1"), row("b", "2")], "related")
    assert clean.warnings == ()


def test_target_and_actual_of_one_municipality_alone_need_no_warning() -> None:
    found = comparison.compare(HIGHER, [row("a", "1"), row("a", "2", kind="target")])
    assert "kinds" not in found.warnings


def test_a_figure_per_head_needs_a_denominator_and_names_its_date_and_source() -> None:
    given = row(
        "a", "1000000", divideBy="3000", denominatorDate="2024-04-01", denominatorSource="住民基本台帳"
    )
    with_one, without = comparison.compare(HIGHER, [given, row("b", "1")]).figures
    assert (str(with_one.per_head), with_one.denominator) == ("333.3", "2024-04-01 住民基本台帳")
    assert without.per_head is None


def test_every_warning_is_said_in_both_languages() -> None:
    assert all(text.ja and text.en for text in comparison.WARNINGS.values())


def test_an_indicator_nobody_shares_is_named_with_similar_ones() -> None:
    known = {"reform-effect-total": HIGHER}
    assert comparison.find(known, "reform-effect-total") is HIGHER
    with pytest.raises(
        QueryError, match=r"reform-effect: is no shared indicator. Similar: reform-effect-total"
    ):
        comparison.find(known, "reform-effect")


def test_the_query_asks_for_the_indicator_below_the_base() -> None:
    text = comparison.query("compare", "http://localhost:8000/", "x> } DROP")
    assert "BASE <http://localhost:8000/>" in text
    assert "VALUES ?shared { <http://localhost:8000/hub/indicator/x%3E%20%7D%20DROP> }" in text
