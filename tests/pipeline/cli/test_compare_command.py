"""`keikaku compare` on the release of all data: a table that a person can read, and CSV that leaves nothing out."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from pipeline.exports.comparison import COLUMNS
from tests.pipeline.cli.session import Keikaku, Outcome

Compare = Callable[..., Outcome]


@pytest.fixture
def compare(keikaku: Keikaku, releases: Path, monkeypatch: pytest.MonkeyPatch) -> Compare:
    """Runs `keikaku compare` in a terminal of 80 characters."""
    monkeypatch.setenv("KEIKAKU_RELEASES", str(releases))
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> Outcome:
        done = keikaku("compare", *arguments)
        assert done.code == 0
        return done

    return run


def test_the_table_says_who_when_what_and_where_it_is_printed_within_80_characters(compare: Compare) -> None:
    lines = compare("reform-effect-total", "--match", "close").out.splitlines()
    assert max(map(cell_len, lines)) <= 80
    rows = [line.split() for line in lines]
    assert ["municipality", "year", "kind", "value", "match", "source"] in rows
    assert ["東村山市", "2023", "actual", "≈1,200,000,000", "円", "close", "132136/2023:31"] in rows
    assert ["西東京市", "2024", "effect", "601,278,000", "円", "close", "computed"] in rows
    assert ["≈", "概数（「約」「程度」）として印刷された数値があります。"] in rows


def test_what_is_compared_is_said_in_both_languages(compare: Compare) -> None:
    assert compare("reform-effect-total").out.splitlines()[:3] == [
        "行財政改革の効果額の合計 / Total fiscal effect of the reform",
        "行財政改革の計画の取組による歳入の増加と歳出の削減の、年度ごとの合計額。",
        "The revenue gained and spending saved by a reform plan in a fiscal year.",
    ]


def test_a_column_is_there_only_where_it_says_something(compare: Compare) -> None:
    (columns,) = [
        line
        for line in compare("reform-effect-total", "--match", "close").out.splitlines()
        if line.startswith("municipality")
    ]
    assert "value" in columns and "rank" not in columns and "per head" not in columns


def test_a_long_cell_is_folded_and_none_is_cut(compare: Compare) -> None:
    shown = compare("mynumber-card-holding-rate", "--match", "related").out
    assert "…" not in shown
    assert max(map(cell_len, shown.splitlines())) <= 80
    together = "".join(shown.split())
    assert "交付率とだけ印刷され、再交付を含むかどうかと人口の基準日が示されていない。" in together
    assert "Itisprintedasanissuancerateonly;" in together


def test_a_target_that_is_a_bound_is_shown_as_one(compare: Compare) -> None:
    """Line 667 prints 12.4億円以下."""
    rows = [line.split() for line in compare("nhi-extralegal-transfer").out.splitlines()]
    source = "132292/2026:667"
    assert ["西東京市", "2024", "target", "≤", "1,240,000,000", "円", "exact", source] in rows


def test_figures_of_another_unit_are_marked_as_the_warning_about_them_is(compare: Compare) -> None:
    rows = [
        line.split() for line in compare("mynumber-card-holding-rate", "--match", "related").out.splitlines()
    ]
    assert ["西東京市", "2024", "actual", "181,628", "枚", "related", "≠", "132292/2026:1272"] in rows
    assert ["≠", "単位または集計方法が共通の指標と異なる数値があります。"] in rows


def test_the_part_of_a_figure_is_said_unless_it_is_the_whole(compare: Compare) -> None:
    shown = compare("municipal-tax-collection-rate").out
    assert "target, arrears" in shown and "current-year" in shown
    assert "total" not in compare("telework-days").out


def test_what_is_hidden_is_counted_below_the_warnings(compare: Compare) -> None:
    lines = compare("reform-effect-total", "--match", "exact").out.splitlines()
    assert lines[-1].strip() == "※  --match close: 3 municipalities."
    assert not any("municipality " in line for line in lines)


def test_the_csv_is_whole_and_names_the_unit(compare: Compare) -> None:
    done = compare("reform-effect-total", "--match", "close", "--format", "csv")
    reader = csv.DictReader(io.StringIO(done.out))
    rows = list(reader)
    assert tuple(reader.fieldnames or ()) == COLUMNS
    printed = next(row for row in rows if row["municipality"] == "八幡市" and row["kind"] == "actual")
    assert (printed["value"], printed["unit"], printed["unit_name"], printed["printed"]) == (
        "1094000000",
        "http://qudt.org/vocab/unit/CCY_JPY",
        "円",
        "約10億9400万円",
    )
    assert printed["comparable"] == "true" and printed["line"].endswith("#line=32,33")
    assert printed["reason"].startswith("概数（約）で印刷され")
