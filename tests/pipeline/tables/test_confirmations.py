"""What a check doubts stops a build or warns, until a person confirms it with a reason."""

import shutil
from pathlib import Path

import pytest

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables import edition as editions
from pipeline.tables.edition import Edition

HEAD = "check,plan,level,element,indicator,kind,fiscal_year,reason\n"


class Report:
    """A copy of a report of one year, one of whose figures is another."""

    def __init__(self, data: DataFolder, folder: Path) -> None:
        shutil.copytree(data.municipality("092029"), folder / "092029")
        self.data = DataFolder(folder)

    def says(self, old: str, new: str) -> None:
        path = self.data.tables("092029", "2023") / "cells.csv"
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    def confirmed(self, *rows: str) -> None:
        folder = self.data.editorial("092029", "2023")
        folder.mkdir(exist_ok=True)
        (folder / "confirmations.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")

    def read(self) -> Edition:
        return editions.read(self.data, "092029", "2023")


@pytest.fixture
def report(data: DataFolder, tmp_path: Path) -> Report:
    return Report(data, tmp_path)


def test_what_is_hardly_meant_stops_and_says_how_it_is_confirmed(report: Report) -> None:
    report.says("25.3%", "4500%")
    with pytest.raises(TableError) as told:
        report.read()
    (problem,) = told.value.problems
    assert problem.where.endswith("cells.csv, row 2, column raw_text")
    assert problem.what == "'4500%' is above 100 %."
    assert "add a row 'share' to editorial/confirmations.csv, with a reason" in problem.remedy


def test_what_a_person_confirms_stops_nothing(report: Report) -> None:
    report.says("25.3%", "4500%")
    report.confirmed("share,gyokaku-8,item,1,1,actual,2023,資料の印刷どおり。")
    assert report.read().warnings == ()


def test_a_warning_stops_nothing_and_is_kept_to_be_counted(report: Report) -> None:
    report.says("241業務", "241人")
    (warning,) = report.read().warnings
    assert (warning.table, warning.row, warning.check) == ("cells", 4, "name")


def test_a_confirmation_may_be_of_everything_that_it_does_not_name(report: Report) -> None:
    report.says("25.3%", "4500%")
    report.says("98.0%", "980%")
    report.confirmed("share,gyokaku-8,,,,,,合計が100%を超える設問である。")
    assert report.read().warnings == ()


def test_a_confirmation_of_nothing_is_a_problem(report: Report) -> None:
    report.confirmed("jump,gyokaku-8,item,1,1,actual,2023,理由")
    with pytest.raises(TableError, match="confirms what no check finds"):
        report.read()


def test_a_year_before_the_plan_is_of_a_baseline_or_a_problem(report: Report) -> None:
    report.says("actual,2023,32件", "actual,2020,32件")
    with pytest.raises(TableError, match="not in the plan's period"):
        report.read()
    report.says("actual,2020,32件", "baseline,2020,32件")
    assert [warning.check for warning in report.read().warnings] == ["gap"]
