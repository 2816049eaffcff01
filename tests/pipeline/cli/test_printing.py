"""Rows on the terminal: all of every cell, whatever its width."""

import pytest
from rich.cells import cell_len

from pipeline.cli import printing

LONG = "https://example.org/id/132292/gyokaku-5/2026/item/7/indicator/1/actual/2025"


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")


def test_a_table_is_no_wider_than_the_terminal_and_keeps_every_character(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printing.as_table(("a", "b"), [(LONG, "指標の名前がとても長いときにも省かれない")])
    shown = capsys.readouterr().out
    assert max(map(cell_len, shown.splitlines())) <= 40
    cells = [line.split() for line in shown.splitlines()[2:]]
    assert "".join(row[0] for row in cells if row and row[0].isascii()) == LONG
    assert (
        "".join(row[-1] for row in cells if not row[-1].isascii())
        == "指標の名前がとても長いときにも省かれない"
    )


def test_columns_too_many_for_the_terminal_have_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    names = ("one", "two", "three", "four", "five")
    printing.as_table(names, [("1", "2", "3", "4", "5"), ("6", "", "8", "9", "0")])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    first = [["one", "1"], ["two", "2"], ["three", "3"], ["four", "4"], ["five", "5"], []]
    assert lines == [*first, ["one", "6"], ["two"], ["three", "8"], ["four", "9"], ["five", "0"], []]


def test_columns_for_which_there_is_just_room_are_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(4 * printing.NARROWEST))
    printing.as_table(("one", "two", "three", "four"), [("1", "2", "3", "4")])
    head, _, row = (line.split() for line in capsys.readouterr().out.splitlines())
    assert (head, row) == (["one", "two", "three", "four"], ["1", "2", "3", "4"])


def test_what_looks_like_markup_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    printing.as_table(("a", "b"), [("[bold]累計[/bold]", "[1]")])
    shown = capsys.readouterr().out
    assert "[bold]累計[/bold]" in shown and "[1]" in shown


def test_csv_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    printing.as_csv(("a", "b"), [(LONG, '"x", y')])
    assert capsys.readouterr().out == f'a,b\n{LONG},"""x"", y"\n'


def test_a_line_stays_one_whatever_its_length_and_its_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    printing.as_line(f"/plans/[a]/{LONG} was written.")
    assert capsys.readouterr().out == f"/plans/[a]/{LONG} was written.\n"
