"""The guide to a city's own table: its columns.toml reads a table with such headings, and says what else it needs."""

import re
from pathlib import Path

import pytest

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.workbook.columns import take
from pipeline.workbook.store import Filled

GUIDE = (ROOT / "docs" / "own-table.md").read_text(encoding="utf-8")
(COLUMNS,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
TABLE = """\
施策番号,施策名,事業番号,事業名,担当課,指標,単位,区分,基準値,令和6年度 目標,R6 実績,令和8年度 実績,評価,評点,備考,R6達成率
1,防災,1,訓練,危機管理課,参加率（％）,,成果指標,40,50,48.5,60,A,5,なし,97
2,環境,1,ごみ,環境課,寄附額,,活動指標,10,20,18,22,A,3,,90
"""
OF_THE_CITY = re.compile("^(name|name_en|kana|prefecture|prefecture_en|homepage|contact.*) = .*\n", re.M)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "hyoka.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path / "hyoka.csv"


def take_in(table: Path, columns: str) -> Filled:
    path = table.with_name("columns.toml")
    path.write_text(columns, encoding="utf-8")
    return take.read(table, path, DataFolder(ROOT / "data"))


def test_the_example_of_the_guide_reads_every_figure(table: Path) -> None:
    filled = take_in(table, COLUMNS)
    cells = filled.tables["cells"]
    assert len(cells) == 8
    assert set(cells["kind"]) == {"baseline", "target", "actual", "forecast"}
    assert list(filled.tables["indicators"]["label"]) == ["参加率", "寄附額"]
    (remark,) = filled.remarks
    assert "単位は千円とします。本文に記されている。" in remark


def test_what_is_not_known_of_the_city_is_asked_for_where_it_is_written(table: Path) -> None:
    with pytest.raises(TableError) as raised:
        take_in(table, OF_THE_CITY.sub("", COLUMNS))
    told = [str(problem) for problem in raised.value.problems]
    assert f"{table.with_name('columns.toml')}、about.name（名称）: 空欄です。 記入してください。" in told
    assert all("、about." in one for one in told)


def test_what_the_list_of_municipalities_knows_need_not_be_written(table: Path) -> None:
    listed = OF_THE_CITY.sub("", COLUMNS).replace("999997", "132080")
    with pytest.raises(TableError) as raised:
        take_in(table, listed)
    asked = {re.findall(r"about\.(\w+)", problem.where)[0] for problem in raised.value.problems}
    assert asked == {"name_en", "homepage", "contact", "contact_en", "contact_page"}
