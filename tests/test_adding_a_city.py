"""docs/adding-a-city.md, followed step by step: from an empty folder to a compared figure."""

import re
import shlex
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from pipeline.cli import application
from pipeline.model.errors import KeikakuError
from pipeline.model.files.data_folder import ROOT

PAGE = (ROOT / "docs" / "adding-a-city.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
SHOWN = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
ADDED = dict(re.findall(r"`(data/hub/\w+\.csv)`[^`]*```csv\n(.*?)```", PAGE, re.DOTALL))
ENTRIES = re.findall(r"^シート「(\w+)」[^|]*((?:\|.*\n)+)", PAGE, re.MULTILINE)


@pytest.fixture
def folder(begun: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the hub and one city to compare with."""
    monkeypatch.setenv("COLUMNS", "80")
    return begun


def run(command: str) -> str:
    program, *arguments = shlex.split(command)
    assert program == "keikaku"
    result = CliRunner().invoke(application(), arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def fill_in(path: Path) -> None:
    """Types the page's entries into the workbook, as a person would."""
    book = load_workbook(path)
    for sheet, table in ENTRIES:
        headings, _, *rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()
        ]
        if headings == ["項目", "値"]:
            _answer(book[sheet], dict(rows))
        else:
            _enter(book[sheet], headings, rows)
    book.save(path)


def _answer(page: Worksheet, answers: dict[str, str]) -> None:
    places = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    for item, value in answers.items():
        page.cell(places[item], 2).value = value


def _enter(page: Worksheet, headings: list[str], rows: list[list[str]]) -> None:
    columns = {page.cell(3, column).value: column for column in range(1, page.max_column + 1)}
    for number, row in enumerate(rows, start=4):
        for heading, value in zip(headings, row, strict=True):
            page.cell(number, columns[heading]).value = value or None


def test_following_the_page_ends_with_a_compared_figure(folder: Path) -> None:
    made, checked, taken, built, compared = COMMANDS
    run(made)
    fill_in(folder / "kaku.xlsx")
    assert "問題ありません" in run(checked)
    assert not (folder / "data" / "999997").exists()
    run(taken)
    assert (folder / "data" / "999997" / "publisher.toml").exists()
    for path, line in ADDED.items():
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(line)
    assert list(ADDED) == ["data/hub/mappings.csv"]
    run(built)
    found = run(compared)
    shown = [line.rstrip() for line in found.splitlines()]
    table = SHOWN[1].splitlines()
    start = shown.index(table[0])
    assert shown[start : start + len(table) + 1] == [*table, ""]


def test_the_mistake_that_the_page_shows_is_named_as_it_says(folder: Path) -> None:
    run(COMMANDS[0])
    fill_in(folder / "kaku.xlsx")
    book = load_workbook(folder / "kaku.xlsx")
    assert book["数値"]["G4"].value == "60%"
    book["数値"]["G4"] = "6O%"
    book.save(folder / "kaku.xlsx")
    with pytest.raises(KeikakuError) as raised:
        run(COMMANDS[1])
    (problem,) = raised.value.problems
    assert str(problem).startswith(SHOWN[0].strip())


def test_the_page_fills_in_the_five_sheets_it_names() -> None:
    assert [sheet for sheet, _ in ENTRIES] == ["自治体", "計画", "取組", "指標", "数値"]
