"""An edition is taken in whole or not at all, and a template is filled in with what is known."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from pipeline.cli import application
from pipeline.model.errors import SettingError, TableError
from pipeline.model.files import publisher
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.tables import csv_files
from pipeline.tables.schema import TABLES
from pipeline.workbook import about, known, store, template, words
from tests.crashes import WAYS, every_crash

CASE = ROOT / "tests" / "cases" / "workbook"
SAMPLE = store.read(CASE)


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_edition_has_its_tables_the_text_kept_and_a_publisher_that_can_be_read(data: DataFolder) -> None:
    edition = store.write(SAMPLE, data)
    assert edition == data.edition("999997", "2025")
    read = csv_files.read(edition / "tables")
    assert all(read[name].equals(SAMPLE.tables[name]) for name in TABLES)
    assert (edition / "source" / "999997-2025.txt").read_text(encoding="utf-8") == SAMPLE.text
    assert publisher.read(data.publisher("999997")).name.ja == "架空市"
    assert data.municipalities() == ["999997"] and data.editions("999997") == ["2025"]


def test_an_edition_that_is_there_is_replaced_only_if_told_and_keeps_what_else_it_holds(
    data: DataFolder,
) -> None:
    edition = store.write(SAMPLE, data)
    (edition / "editorial").mkdir()
    (edition / "editorial" / "directions.csv").write_text("kept", encoding="utf-8")
    before = files(data.root)
    with pytest.raises(TableError, match="--replace"):
        store.write(SAMPLE, data)
    assert files(data.root) == before
    without = store.Filled(
        SAMPLE.about, {**SAMPLE.tables, "effects": SAMPLE.tables["effects"][:0]}, SAMPLE.text
    )
    store.write(without, data, replace=True)
    assert set(before) - set(files(data.root)) == {"999997/2025/tables/effects.csv"}


def test_a_publisher_that_is_there_is_left_as_it_is(data: DataFolder) -> None:
    data.municipality("999997").mkdir(parents=True)
    data.publisher("999997").write_text("mine", encoding="utf-8")
    store.write(SAMPLE, data)
    assert data.publisher("999997").read_text(encoding="utf-8") == "mine"


def test_an_edition_read_from_a_document_is_not_replaced_by_a_workbook(data: DataFolder) -> None:
    edition = store.write(SAMPLE, data)
    toml = edition / "source" / "source.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("workbook", "booklet"), encoding="utf-8")
    before = files(data.root)
    with pytest.raises(TableError, match="資料から読み取られた版です"):
        store.write(SAMPLE, data, replace=True)
    assert files(data.root) == before


def test_lines_of_a_document_that_is_not_there_are_refused(data: DataFolder) -> None:
    with pytest.raises(TableError, match="「資料の行」が指す資料がありません"):
        store.write(store.Filled(SAMPLE.about, SAMPLE.tables, ""), data)
    assert not data.root.exists()


def test_a_write_that_fails_leaves_the_edition_as_it_was(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(SAMPLE, data)
    before = files(data.root)

    def full_disk(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(about, "source_toml", full_disk)
    with pytest.raises(OSError, match="no space"):
        store.write(SAMPLE, data, replace=True)
    assert files(data.root) == before
    assert data.editions("999997") == ["2025"]


@pytest.mark.parametrize("way", WAYS)
def test_files_made_by_hand_survive_an_import_that_ends_at_any_file_operation(
    way: str, tmp_path: Path
) -> None:
    """Killed, interrupted or on a full disk: the next import finds the edition and keeps what else it holds."""
    needed = {
        name: table if name in ("plans", "elements") else table[:0] for name, table in SAMPLE.tables.items()
    }
    filled = store.Filled(SAMPLE.about, needed, SAMPLE.text)
    data, by_hand = DataFolder(tmp_path / "data"), "999997/2025/editorial/directions.csv"

    def prepare(step: int) -> Callable[[], object]:
        shutil.rmtree(data.root, ignore_errors=True)
        edition = store.write(filled, data)
        (edition / "editorial").mkdir()
        (data.root / by_hand).write_text("kept", encoding="utf-8")
        return lambda: store.write(filled, data, replace=True)

    for step in every_crash(way, prepare):
        store.write(filled, data, replace=True)
        assert files(data.root)[by_hand] == b"kept", step
        assert sorted(path.name for path in data.municipality("999997").iterdir()) == [
            "2025",
            "publisher.toml",
        ]
    assert step > 10


def test_the_template_of_a_new_city_is_filled_in_from_the_hub(data: DataFolder) -> None:
    shutil.copytree(ROOT / "data" / "hub", data.hub)
    found, empty = known.read(data, "092029")
    assert (found.name, found.name_en, found.prefecture) == ("足利市", "Ashikaga City", "栃木県")
    assert not any(map(len, empty.values()))


def test_a_template_has_a_guide_drop_downs_and_columns_that_excel_leaves_as_text(tmp_path: Path) -> None:
    blank, empty = known.read(DataFolder(tmp_path), "092029")
    template.write(tmp_path / "empty.xlsx", blank, empty)
    book = load_workbook(tmp_path / "empty.xlsx")
    assert book.sheetnames[:3] == [words.GUIDE, words.ABOUT, "計画"]
    assert book[words.CHOICES].sheet_state == "hidden"
    page = book["数値"]
    assert [cell.value for cell in page[3]] == [words.heading(column) for column in TABLES["cells"].columns]
    assert page.column_dimensions["G"].number_format == "@"
    lists = {
        str(one.sqref).rstrip("0123456789"): one.formula1 for one in page.data_validations.dataValidation
    }
    assert len(lists) == 3
    units = book["担当"].data_validations.dataValidation
    assert "='担当課'!$A$4:$A$2000" in {one.formula1 for one in units}


@pytest.mark.parametrize("output", ["new.xlsx", "folder"])
def test_the_commands_write_a_template_and_take_it_in(
    output: str, data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEIKAKU_DATA", str(data.root))
    runner = CliRunner()
    path = str(tmp_path / output)
    assert runner.invoke(application(), ["import", str(CASE)]).exit_code == 0
    before = files(data.root)
    made = runner.invoke(
        application(), ["template", "--municipality", "999997", "--edition", "2025", "--output", path]
    )
    assert made.exit_code == 0, made.output
    checked = runner.invoke(application(), ["import", path, "--check"])
    assert "問題ありません" in checked.output
    assert runner.invoke(application(), ["import", path, "--replace"]).exit_code == 0
    assert {name for name, content in files(data.root).items() if before[name] != content} <= {
        "999997/2025/source/999997-2025.txt",
        "999997/2025/source/source.toml",
    }


def test_an_empty_template_is_not_taken_in_and_says_which_sheets_need_entries(tmp_path: Path) -> None:
    blank, empty = known.read(DataFolder(tmp_path), "092029")
    template.write(tmp_path / "empty.xlsx", blank, empty)
    with pytest.raises(TableError) as raised:
        store.read(tmp_path / "empty.xlsx")
    where = {one.where for one in raised.value.problems}
    assert {"シート「計画」", "シート「取組」", "シート「自治体」、3行目、列「版の年」（B3）"} <= where


def test_a_template_is_not_written_for_a_wrong_code_or_over_another_file(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"mine")
    for code, output in (("092020", "new.xlsx"), ("092029", "book.xlsx")):
        with pytest.raises(SettingError):
            CliRunner().invoke(
                application(),
                ["template", "--municipality", code, "--output", str(tmp_path / output)],
                catch_exceptions=False,
            )
    assert (tmp_path / "book.xlsx").read_bytes() == b"mine"
