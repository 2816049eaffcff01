"""The tables of an edition are what its source gives, and quote what stands on the lines they name."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.errors import DocumentError, Problem
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables import edition as editions
from pipeline.workbook import fidelity


def unfaithful(data: DataFolder, municipality: str, year: str) -> list[Problem]:
    edition = editions.read(data, municipality, year)
    return fidelity.unfaithful(edition, None, fidelity.kept(edition.folder))


Edit = Callable[[str, str, str], list[str]]


@pytest.fixture
def edit(data: DataFolder, tmp_path: Path) -> Edit:
    """What is said of an edition in one of whose files a text stands in place of another."""
    shutil.copytree(data.municipality("092029"), tmp_path / "092029")

    def said(file: str, old: str, new: str) -> list[str]:
        path = tmp_path / "092029" / "2023" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return [str(problem) for problem in unfaithful(DataFolder(tmp_path), "092029", "2023")]

    return said


def test_every_committed_edition_is_faithful(data: DataFolder) -> None:
    for municipality in ("032034", "092029", "132136", "192015", "262102"):
        for year in data.editions(municipality):
            assert unfaithful(data, municipality, year) == []


def test_a_figure_that_is_not_on_its_line_is_named_with_what_to_do(edit: Edit) -> None:
    misquoted, differing = edit("tables/cells.csv", "32件", "23件")
    assert "row 10, column raw_text: '23件' does not stand on line 56 of 092029-2023.txt." in misquoted
    assert "keikaku import --replace" in differing


def test_a_line_that_the_text_has_not_is_named(edit: Edit) -> None:
    first, *_ = edit("tables/cells.csv", "observed,56", "observed,9999")
    assert "has nothing on line 9999; it has" in first


def test_a_change_of_departments_is_proved_by_a_line_that_names_both(
    data: DataFolder, tmp_path: Path
) -> None:
    shutil.copytree(data.municipality("192015"), tmp_path / "192015")
    editorial = tmp_path / "192015/2025/editorial"
    editorial.mkdir(exist_ok=True)
    (editorial / "unit_changes.csv").write_text(
        "change,kind,old_unit,new_unit,date,line,source,reason\n"
        "1,renamed,架空課,総務部人事管理室人材マネジメント課,2025-04-01,22,,架空の理由。\n",
        "utf-8",
    )
    (said,) = (str(problem) for problem in unfaithful(DataFolder(tmp_path), "192015", "2025"))
    assert "row 2, column old_unit: '架空課' does not stand on line 22 of 192015-2025.txt." in said


def test_a_row_that_was_left_out_is_found_by_the_workbook_kept(edit: Edit) -> None:
    (said,) = edit(
        "tables/indicators.csv", "サウンディング型市場調査の年間実施回数", "市場調査の年間実施回数"
    )
    assert "indicators.csv, row 18" in said


def test_a_text_that_is_not_the_one_that_was_kept_cannot_hold_anything(edit: Edit) -> None:
    with pytest.raises(DocumentError, match="sha256"):
        edit("source/092029-2023.txt", "32件", "23件")


def test_an_edition_without_a_source_has_nothing_to_be_held_to(data: DataFolder, tmp_path: Path) -> None:
    shutil.copytree(data.municipality("092029"), tmp_path / "092029")
    shutil.rmtree(tmp_path / "092029" / "2023" / "source")
    assert unfaithful(DataFolder(tmp_path), "092029", "2023") == []
