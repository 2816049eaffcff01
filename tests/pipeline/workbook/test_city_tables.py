"""A city's own table is taken over as it is: every figure is read, or kept as it stands with the reason why not."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks import city_tables
from pipeline.cli import application
from pipeline.model.errors import SettingError, TableError
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.workbook.columns import take
from pipeline.workbook.fidelity import kept
from pipeline.workbook.store import Filled

OFUNATO = ROOT / "examples" / "ofunato"
DATA = DataFolder(ROOT / "data")
SETTINGS = """
nameless = ["0"]
unit_in_name = true

[about]
code = "999997"
edition = "2026"
name = "架空市"
name_en = "Kaku City"
kana = "カクウシ"
prefecture = "架空県"
prefecture_en = "Kaku"
homepage = "https://www.city.kaku.example.jp/"
contact = "企画課"
contact_en = "Planning Division"
contact_page = "https://www.city.kaku.example.jp/"
document = "架空市の評価表"
document_publisher = "架空市"
document_kind = "市のCSV"

[plan]
code = "hyoka"
title = "架空市の評価"
edition_title = "架空市の評価(令和8年度版)"
covers_from = 2024
covers_to = 2026

[[levels]]
level = "measure"
label = "施策"
number = "施策"
title = "施策名"

[[levels]]
level = "item"
label = "事業"
number = "番号"
title = "事業名"
numbered_within = true

[columns]
indicator = "指標"
unit = "単位"
department = "担当課"
class = "区分"
ignored = "備考*"

[classes]
"活動" = "activity"
"成果" = "outcome"

[[figures]]
heading = "基準値*"
kind = "baseline"
year = 2023

[[figures]]
heading = "{year} 目標"
kind = "target"

[[figures]]
heading = "{year} 実績"
kind = "actual"
last = 2025

[[figures]]
heading = "{year} 実績"
kind = "forecast"
first = 2026

[[units]]
indicator = "寄附額"
unit = "千円"
reason = "本文に記されている。"
"""
UPPER = [
    "施策",
    "施策名",
    "番号",
    "事業名",
    "担当課",
    "区分",
    "指標",
    "単位",
    "基準値",
    "R7年度",
    "",
    "R8年度",
    "",
]
LOWER = ["", "", "", "", "", "", "", "", "(R5)", "目標", "実績", "目標", "実績"]
ROW = ["1", "教育", "1", "図書館", "図書課", "活動", "貸出冊数", "冊", "90", "100", "110", "120", "115"]


def table(folder: Path, *rows: Sequence[str], caption: str = "評価表") -> Path:
    out = io.StringIO()
    csv.writer(out).writerows([[caption], UPPER, LOWER, *rows])
    path = folder / "table.csv"
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    return path


def taken(folder: Path, *rows: Sequence[str], settings: str = SETTINGS) -> Filled:
    (folder / "columns.toml").write_text(settings, encoding="utf-8")
    return take.read(table(folder, *rows), folder / "columns.toml", DATA)


def test_a_unit_above_the_headings_is_that_of_rows_without_one(tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text(SETTINGS, encoding="utf-8")
    path = table(tmp_path, changed(単位=""), caption="評価表（単位：千円）")
    filled = take.read(path, tmp_path / "columns.toml", DATA)
    assert column(filled, "indicators", "unit_printed") == [("千円",)]


def changed(**cells: str) -> list[str]:
    """The row with other cells, by heading."""
    names = [upper or f"{lower}" for upper, lower in zip(UPPER, LOWER, strict=True)]
    return [cells.get(name, said) for name, said in zip(names, ROW, strict=True)]


def column(filled: Filled, name: str, *columns: str) -> list[tuple[str, ...]]:
    return list(filled.tables[name][list(columns)].itertuples(index=False, name=None))


def test_headings_in_two_rows_give_each_column_its_kind_and_fiscal_year(tmp_path: Path) -> None:
    filled = taken(tmp_path, ROW)
    assert column(filled, "cells", "kind", "fiscal_year", "raw_text", "status") == [
        ("baseline", "2023", "90", "observed"),
        ("target", "2025", "100", "observed"),
        ("actual", "2025", "110", "observed"),
        ("target", "2026", "120", "observed"),
        ("forecast", "2026", "115", "observed"),
    ]
    assert column(filled, "indicators", "label", "unit_printed", "class") == [("貸出冊数", "冊", "activity")]
    assert column(filled, "levels", "level", "label") == [("measure", "施策"), ("item", "事業")]
    assert not len(filled.tables["remarks"])


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("令和6(2024)年度", "2024"),
        ("令6", "2024"),
        ("平成31(令和元)年度", "2019"),
        ("R6年度末", "2024"),
        ("6年度", "2024"),
    ],
)
def test_a_year_in_a_heading_is_read_in_every_form_that_cities_write(
    tmp_path: Path, heading: str, year: str
) -> None:
    path = table(tmp_path, ROW)
    path.write_text(path.read_text(encoding="utf-8-sig").replace("R7年度", heading), encoding="utf-8")
    (tmp_path / "columns.toml").write_text(SETTINGS, encoding="utf-8")
    filled = take.read(path, tmp_path / "columns.toml", DATA)
    assert ("target", year, "100") in column(filled, "cells", "kind", "fiscal_year", "raw_text")


def test_elements_that_every_row_repeats_are_entered_once_below_those_above(tmp_path: Path) -> None:
    other = changed(施策="2", 施策名="福祉", 指標="利用者数", 単位="人")
    filled = taken(tmp_path, ROW, changed(指標="来館者数", 単位="人"), other)
    assert column(filled, "elements", "level", "element", "parent", "title") == [
        ("measure", "1", "", "教育"),
        ("item", "1-1", "1", "図書館"),
        ("measure", "2", "", "福祉"),
        ("item", "2-1", "2", "図書館"),
    ]
    assert column(filled, "indicators", "element", "indicator") == [("1-1", "1"), ("1-1", "2"), ("2-1", "1")]
    assert column(filled, "responsibilities", "element", "unit") == [("1-1", "図書課"), ("2-1", "図書課")]


def test_a_title_that_rows_disagree_on_is_that_of_most_and_the_other_stays_as_a_conflict(
    tmp_path: Path,
) -> None:
    filled = taken(tmp_path, ROW, changed(事業名="図書舘"), ROW)
    assert ("item", "1-1", "図書館") in column(filled, "elements", "level", "element", "title")
    assert column(filled, "conflicts", "value", "other_value") == [("図書館", "図書舘")]


def test_titles_that_rows_disagree_on_are_conflicts_in_the_order_of_the_rows(tmp_path: Path) -> None:
    others = [f"図書館{letter}" for letter in "丁丙乙甲戊己"]
    filled = taken(tmp_path, ROW, *(changed(事業名=title) for title in others), ROW)
    assert column(filled, "conflicts", "other_value") == [(title,) for title in others]


@pytest.mark.parametrize(
    ("cells", "heading", "reason"),
    [
        ({"単位": "ブツ"}, "単位", "単位「ブツ」は知りません"),
        ({"基準値": "多数"}, "基準値 (R5)", "「多数」は数値として読めません"),
        ({"基準値": "####"}, "基準値 (R5)", "列の幅が足りず"),
        ({"区分": "その他"}, "区分", "区分「その他」はcolumns.tomlにありません"),
        ({"番号": "", "施策": ""}, "番号", "番号のない行です"),
        ({"指標": ""}, "指標", "指標の名称がありません"),
        ({"指標": "0"}, "指標", "名称のない指標とします"),
        ({"指標": "寄附額", "単位": ""}, "指標", "単位は千円とします。本文に記されている。"),
    ],
    ids=str,
)
def test_what_is_not_read_stays_as_it_is_and_is_listed_by_row_and_reason(
    tmp_path: Path, cells: Mapping[str, str], heading: str, reason: str
) -> None:
    filled = taken(tmp_path, changed(**cells))
    [(found, said)] = column(filled, "remarks", "column", "reason")
    assert (found, reason in said) == (heading, True)
    assert filled.remarks == (f"シート「一覧」、4行目、列「{heading}」: {said}",)


def test_a_unit_in_the_brackets_of_a_name_is_the_unit(tmp_path: Path) -> None:
    rows = [changed(指標="参加率（％）", 単位=""), changed(指標="参加率（市内）", 単位="")]
    found = column(taken(tmp_path, *rows), "indicators", "label", "unit_printed")
    assert found == [("参加率", "％"), ("参加率（市内）", "")]


def test_the_text_that_is_kept_can_be_read_again(tmp_path: Path) -> None:
    filled = taken(tmp_path, ROW, changed(単位="ブツ"))
    kept = tmp_path / "kept.txt"
    kept.write_text(filled.text, encoding="utf-8")
    again = take.read(kept, tmp_path / "columns.toml", DATA)
    assert {name: frame.equals(again.tables[name]) for name, frame in filled.tables.items()} == dict.fromkeys(
        filled.tables, True
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('indicator = "指標"', 'indicator = "指標名"', "見出し「指標名」がありません"),
        ('class = "区分"', "", "「区分」（F3）: この見出しはcolumns.tomlにありません"),
        ('kind = "baseline"', 'kind = "base"', "figures.0.kind"),
        ('title = "架空市の評価"\n', "", "plan.title: 書かれていません"),
        ('unit = "単位"', 'units = "単位"', "columns.units: この名前は知りません"),
        ('code = "999997"', "", "[about] に code がありません"),
    ],
    ids=str,
)
def test_what_does_not_fit_the_table_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    settings = SETTINGS.replace(old, new, 1)
    assert settings != SETTINGS
    with pytest.raises((SettingError, TableError)) as raised:
        taken(tmp_path, ROW, settings=settings)
    assert said in str(raised.value)


def test_a_table_of_a_whole_city_is_taken_in_with_every_figure_accounted_for() -> None:
    filled = take.read(OFUNATO / "ofunato.csv", OFUNATO / "columns.toml", DATA)
    with (OFUNATO / "ofunato.csv").open(encoding="utf-8-sig", newline="") as file:
        printed = list(csv.reader(io.StringIO(file.read().replace("\r", "").strip())))[1:]
    assert len(filled.tables["indicators"]) == len(printed) == 2255
    cells = filled.tables["cells"]
    figures = sorted(figure for row in printed for figure in row[12:])
    assert sorted(cells["raw_text"]) == figures
    assert set(cells["status"]) == {"observed", "blank"}


def test_nearly_every_value_of_a_whole_city_is_read_with_nothing_but_the_unit_beside_it() -> None:
    found = Counter(city_tables.pairs(OFUNATO / "ofunato.csv"))
    assert found.total() == 11004
    refused = {pair: times for pair, times in found.items() if not city_tables.is_read(pair)}
    assert {unit for _, unit in refused} == {"15校", "９科目", "件（人）", "団体（人）", "区画（箇所）"}
    assert sum(refused.values()) == 30


def test_a_table_with_ratings_and_targets_beside_actual_values_is_taken_in_whole() -> None:
    filled = kept(DATA.edition("192015", "2025"))
    assert filled
    assert column(filled, "ratings", "element", "fiscal_year", "rating", "points") == [
        ("136", "2024", "A", "22"),
        ("138", "2024", "A", "24"),
    ]
    donations = filled.tables["cells"].query("element == '138' and indicator == '2'")
    assert ("actual", "2024", "7415964") in set(
        donations[["kind", "fiscal_year", "raw_text"]].itertuples(index=False, name=None)
    )
    assert ("138", "ふるさと納税寄附額", "千円") in column(
        filled, "indicators", "element", "label", "unit_printed"
    )


def test_a_rating_that_is_not_on_the_scale_or_differs_between_rows_is_listed(tmp_path: Path) -> None:
    more = '[[ratings]]\nheading = "評価"\nyear = 2025\n\n[[scale]]\nrating = "A"\nlabel = "達成"\n'
    out = io.StringIO()
    rated = [[*ROW, rating] for rating in ("A", "A", "B", "")]
    csv.writer(out).writerows([[*UPPER, "評価"], [*LOWER, ""], *rated])
    (tmp_path / "table.csv").write_text(out.getvalue(), encoding="utf-8")
    (tmp_path / "columns.toml").write_text(SETTINGS + more, encoding="utf-8")
    filled = take.read(tmp_path / "table.csv", tmp_path / "columns.toml", DATA)
    assert column(filled, "ratings", "element", "rating") == [("1-1", "A")]
    assert [said for (said,) in column(filled, "remarks", "reason")] == [
        "評価「B」は尺度にありません。",
        "評価は前の行では「A」です。",
    ]


def test_the_command_counts_what_became_of_the_cells(tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text(SETTINGS, encoding="utf-8")
    path = table(tmp_path, ROW, changed(基準値="多数"))
    done = CliRunner().invoke(
        application(), ["import", str(path), "--columns", str(tmp_path / "columns.toml"), "--check"]
    )
    assert (done.exit_code, done.exception) == (0, None)
    assert "指標 2件、欄 10（数値 9、文 1）" in done.output
    assert "シート「一覧」、5行目、列「基準値 (R5)」: 「多数」は数値として読めません。" in done.output
