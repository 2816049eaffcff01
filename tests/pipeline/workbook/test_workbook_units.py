"""Units in a workbook: one of the city's own is declared once and read everywhere; one that nobody knows is one problem."""

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT
from pipeline.tables import cell_values
from pipeline.workbook import store


@pytest.mark.parametrize(
    ("name", "other"), [("ゼミ", "ぜみ"), ("コマ", "こま")], ids=["new", "of the table, too"]
)
def test_a_unit_of_the_city_s_own_is_read_in_a_value_too(tmp_path: Path, name: str, other: str) -> None:
    read = with_a_unit(tmp_path, name, ("10", f"12{other}", f"15{name}以上"), own=(name, other))
    values = [value for _, _, value in cell_values.cell_values(read.tables)]
    assert [(str(value.numbers[0].amount), value.numbers[0].unit, value.comparator) for value in values] == [
        ("10", f"local:{name}", ""),
        ("12", f"local:{name}", ""),
        ("15", f"local:{name}", "at-least"),
    ]


def test_an_unknown_unit_is_one_problem_with_the_nearest_however_many_values_stand_beside_it(
    tmp_path: Path,
) -> None:
    with pytest.raises(TableError) as raised:
        with_a_unit(tmp_path, "ヵ処", ("10", "12", "15"))
    (problem,) = raised.value.problems
    assert "指標" in problem.where and "単位「ヵ処」は知りません。" in problem.what
    assert "箇所" in problem.remedy and "登録" in problem.remedy
    with pytest.raises(TableError) as raised:
        with_a_unit(tmp_path / "value", "", ("10ヵ処",))
    (problem,) = raised.value.problems
    assert "「10ヵ処」は数値として読めません。単位「ヵ処」は知りません。" in problem.what
    assert "箇所" in problem.remedy


def with_a_unit(folder: Path, unit: str, texts: Sequence[str], own: tuple[str, ...] = ()) -> store.Filled:
    """The sample city with one indicator, its unit, and these values, year by year."""
    book = folder / "book"
    shutil.copytree(ROOT / "tests" / "cases" / "workbook", book)
    key = ["daiko", "第3階層(実施項目・取組)", "1", "1"]
    head = ["計画コード", "階層", "番号", "指標の番号"]
    cells = [[*key, "目標", str(2024 + number), text] for number, text in enumerate(texts)]
    sheets = {
        "指標": [[*head, "名称", "単位"], [*key, "授業数", unit]],
        "数値": [[*head, "種類", "年度", "印刷された値"], *cells],
        "独自の単位": [["単位の名前", "ほかの書き方"], *([list(own)] if own else [])],
    }
    for name, rows in sheets.items():
        with (book / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    return store.read(book)
