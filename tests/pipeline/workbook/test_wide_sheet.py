"""The wide sheet: one row an indicator, a column a year; it says the same as the long sheets, and stands beside them."""

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.tables import cell_values
from pipeline.tables.csv_files import Tables
from pipeline.tables.schema import TABLES
from pipeline.workbook import known, store, template, words
from pipeline.workbook.store import Filled

CASE = ROOT / "tests" / "cases" / "workbook"
DATA = DataFolder(ROOT / "data")
SAMPLE = store.read(CASE)
KEY = ["計画コード", "階層", "番号", "指標の番号"]
PLACE = ["daiko", "第3階層(実施項目・取組)", "1", "1"]
FORMS = ["book.xlsx", "folder"]


def filled(folder: Path, *rows: Sequence[str]) -> Filled:
    """The sample city with a wide sheet instead of its indicators and cells."""
    shutil.copytree(CASE, folder / "book")
    for name in ("indicators", "cells", "effects"):
        (folder / "book" / f"{words.SHEETS[name]}.csv").unlink()
    with (folder / "book" / f"{words.WIDE}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return store.read(folder / "book")


def column(tables: Tables, name: str, *columns: str) -> list[tuple[str, ...]]:
    return list(tables[name][list(columns)].itertuples(index=False, name=None))


def without_lines(tables: Tables, name: str) -> list[tuple[str, ...]]:
    names = [one for one in TABLES[name].names if one != "line"]
    return sorted(column(tables, name, *names))


def test_a_row_is_an_indicator_and_each_filled_column_a_figure(tmp_path: Path) -> None:
    head = [
        *KEY,
        "区分",
        "名称",
        "単位",
        "望ましい方向",
        "令和5年度 基準値",
        "令和6年度 目標",
        "令和6年度 実績",
        "令和7年度 見込",
    ]
    row = [*PLACE, "成果", "証明書のコンビニ交付件数", "件", "多いほどよい", "90", "100件以上", "(空欄)", "—"]
    tables = filled(tmp_path, head, row).tables
    assert column(tables, "indicators", "label", "class", "direction", "unit_printed") == [
        ("証明書のコンビニ交付件数", "outcome", "higher", "件")
    ]
    assert column(tables, "cells", "kind", "fiscal_year", "raw_text", "status") == [
        ("baseline", "2023", "90", "observed"),
        ("target", "2024", "100件以上", "observed"),
        ("actual", "2024", "", "blank"),
        ("forecast", "2025", "—", "not_set"),
    ]


def test_a_column_may_be_of_several_years_and_name_them_without_their_era(tmp_path: Path) -> None:
    head = [*KEY, "名称", "単位", "令和6〜8年度 実績", "5年度 基準値", "8年度 目標"]
    tables = filled(tmp_path, head, [*PLACE, "受講者", "人", "120", "30", "5年度比10%増"]).tables
    assert column(tables, "cells", "kind", "from_year", "fiscal_year", "status") == [
        ("actual", "2024", "2026", "observed"),
        ("baseline", "", "2023", "observed"),
        ("target", "", "2026", "relative"),
    ]
    numbers = [row for _, row in cell_values.numbers(cell_values.cell_values(tables))]
    assert [(one["measured_from"], one["measured_year"]) for one in numbers[:2]] == [
        ("2024", "2026"),
        ("", ""),
    ]


def test_headings_may_stand_in_two_rows_below_a_unit_that_holds_for_all(tmp_path: Path) -> None:
    upper = [*KEY, "名称", "令和6(2024)年度", "", "R7年度"]
    lower = ["", "", "", "", "", "目標", "実績", "目標"]
    tables = filled(
        tmp_path, ["(単位：千円)"], upper, lower, [*PLACE, "売却額", "2,000", "2,797", "10件"]
    ).tables
    assert column(tables, "indicators", "unit_printed") == [("千円",)]
    assert column(tables, "cells", "kind", "fiscal_year", "raw_text") == [
        ("target", "2024", "2,000"),
        ("actual", "2024", "2,797"),
        ("target", "2025", "10件"),
    ]


def test_units_that_differ_within_an_indicator_are_a_warning_with_both(tmp_path: Path) -> None:
    head, row = [*KEY, "名称", "令和6年度 目標", "令和6年度 実績"], [*PLACE, "収納率", "93.00", "69.50%"]
    different, unlikely = filled(tmp_path, head, row).remarks
    assert different.startswith(
        "シート「指標一覧」、2行目、列「令和6年度 目標」（F2）: 「93.00」の単位が、同じ指標の「69.50%」と違います。"
    )
    assert "「収納率」から考えられる単位(%)と違います" in unlikely


def test_a_cumulative_figure_of_a_single_year_is_a_warning(tmp_path: Path) -> None:
    head, row = [*KEY, "名称", "集計方法", "令和6年度 実績"], [*PLACE, "件数", "単年度", "累計120件"]
    (said,) = filled(tmp_path, head, row).remarks
    assert said.endswith("集計方法は「単年度」ですが、令和6年度 実績は「累計120件」です。")


def test_a_rating_is_one_of_the_scale_that_the_city_declares(tmp_path: Path) -> None:
    head, row = [*KEY, "名称", "令和6年度 実績", "令和6年度 評価"], [*PLACE, "件数", "180件", "A"]
    with pytest.raises(TableError, match="「daiko、A」がシート「評価の尺度」にありません"):
        filled(tmp_path, head, row)
    scale = [["計画コード", "評価", "順番", "名称"], ["daiko", "A", "1", "達成した"]]
    with (tmp_path / "book" / "評価の尺度.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(scale)
    tables = store.read(tmp_path / "book").tables
    assert column(tables, "ratings", "element", "indicator", "fiscal_year", "rating") == [
        ("1", "1", "2024", "A")
    ]


@pytest.mark.parametrize(
    ("rate", "remark"),
    [
        ("90%", ""),
        ("90", ""),
        ("80%", "達成率は、目標と実績からは90.0%です。"),
        ("良好", "達成率を確かめられません。目標と実績の数値が要ります。"),
    ],
)
def test_a_printed_rate_is_checked_and_not_believed(tmp_path: Path, rate: str, remark: str) -> None:
    head = [*KEY, "名称", "令和6年度 目標", "令和6年度 実績", "令和6年度 達成率"]
    tables = filled(tmp_path, head, [*PLACE, "件数", "200件", "180件", rate]).tables
    assert [said for (said,) in column(tables, "remarks", "reason")] == ([remark] if remark else [])
    assert len(tables["cells"]) == 2


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        (
            [*KEY, "名称", "令和6年度 予想"],
            [*PLACE, "件数", "1"],
            "「令和6年度 予想」（F1）: この見出しは知りません",
        ),
        (
            [*KEY, "名称", "令和6年度 目標"],
            [*PLACE, "件数", "1.234人"],
            "「令和6年度 目標」（F2）: 「1.234人」は",
        ),
        (
            [*KEY[:3], "名称", "令和6年度 目標"],
            [*PLACE[:3], "件数", "1"],
            "列「指標の番号」: 見出しがありません",
        ),
        ([*KEY, "区分", "令和6年度 目標"], [*PLACE, "活躍", "1"], "「活躍」は選択肢にありません"),
        (
            [*KEY, "名称", "令和6年度 目標"],
            [*PLACE[:2], "99", "1", "件数", "1"],
            "がシート「取組」にありません",
        ),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_is_wrong_is_named_with_its_row_and_column(
    tmp_path: Path, head: Sequence[str], row: Sequence[str], said: str
) -> None:
    with pytest.raises(TableError) as raised:
        filled(tmp_path, head, row)
    assert said.replace("「令和", "列「令和", 1) in str(raised.value)


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_template_has_the_sheet_with_the_years_of_the_plan(form: str, tmp_path: Path) -> None:
    template.write(tmp_path / form, SAMPLE.about, SAMPLE.tables)
    back = store.read(tmp_path / form)
    assert all(back.tables[name].equals(SAMPLE.tables[name]) for name in TABLES if name != "passages")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("code", ["092029", "132136", "132292", "262102"])
def test_the_figures_of_a_municipality_come_back_equal_through_the_wide_sheet(
    code: str, form: str, tmp_path: Path
) -> None:
    about, tables = known.read(DATA, code, DATA.editions(code)[-1])
    template.write(tmp_path / form, about, tables, in_wide_sheet=True)
    back = store.read(tmp_path / form)
    for name in TABLES:
        assert without_lines(back.tables, name) == without_lines(tables, name), name
