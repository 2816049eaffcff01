"""Nothing disappears silently: a changed document gives other tables, or an error that leads to the change.

The changes are drawn at random from fixed seeds. They are made to the corrected text, so that corrections, which
would refuse any line that has moved, cannot help the layout to notice.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from pipeline import documents
from pipeline.documents import document
from pipeline.model.errors import DocumentError

FEW, MANY = 10, 38
"""How often each kind is tried: whenever tests run, and by the slow suite."""
Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Mutation:
    """The lines after a change, the lines (from 0) that it touched, and the texts of the cells it touched."""

    lines: list[str]
    touched: tuple[int, ...]
    texts: tuple[str, ...]


def cells(line: str) -> list[str]:
    return line.split("\t")


def filled(line: str) -> list[int]:
    return [index for index, cell in enumerate(cells(line)) if cell.strip()]


def some_line(lines: list[str], draw: random.Random, having: str = r"\S") -> int:
    return draw.choice([number for number, line in enumerate(lines) if re.search(having, line)])


def replaced(lines: list[str], number: int, *instead: str) -> list[str]:
    return [*lines[:number], *instead, *lines[number + 1 :]]


def empty_a_cell(lines: list[str], draw: random.Random) -> Mutation:
    number = some_line(lines, draw)
    row = cells(lines[number])
    index = draw.choice(filled(lines[number]))
    text, row[index] = row[index], ""
    return Mutation(replaced(lines, number, "\t".join(row)), (number,), (text,))


def cut_a_cell_out(lines: list[str], draw: random.Random) -> Mutation:
    number = some_line(lines, draw, r"\t.*\S|\S.*\t")
    row = cells(lines[number])
    text = row.pop(draw.choice(filled(lines[number])))
    return Mutation(replaced(lines, number, "\t".join(row)), (number,), (text,))


def swap_two_cells(lines: list[str], draw: random.Random, elsewhere: bool = True) -> Mutation:
    while True:
        one = some_line(lines, draw)
        other = some_line(lines, draw) if elsewhere else one
        here, there = draw.choice(filled(lines[one])), draw.choice(filled(lines[other]))
        first, second = cells(lines[one])[here], cells(lines[other])[there]
        if first.strip() != second.strip():
            break
    changed = list(lines)
    for number, index, text in ((one, here, second), (other, there, first)):
        row = cells(changed[number])
        row[index] = text
        changed[number] = "\t".join(row)
    return Mutation(changed, (one, other), (first, second))


def swap_two_cells_of_a_line(lines: list[str], draw: random.Random) -> Mutation:
    return swap_two_cells(lines, draw, elsewhere=False)


def add_a_line(lines: list[str], draw: random.Random) -> Mutation:
    number, line = draw.randrange(len(lines)), lines[some_line(lines, draw)]
    return Mutation(replaced(lines, number, line, lines[number]), (number,), tuple(cells(line)))


def double_a_line(lines: list[str], draw: random.Random) -> Mutation:
    number = some_line(lines, draw)
    twice = (lines[number], lines[number])
    return Mutation(replaced(lines, number, *twice), (number, number + 1), tuple(cells(lines[number])))


def delete_a_line(lines: list[str], draw: random.Random) -> Mutation:
    number = some_line(lines, draw)
    return Mutation(replaced(lines, number), (number,), tuple(cells(lines[number])))


def change_a_digit(lines: list[str], draw: random.Random) -> Mutation:
    number = some_line(lines, draw, "[0-9]")
    line = lines[number]
    place = draw.choice([match.start() for match in re.finditer("[0-9]", line)])
    digit = draw.choice([digit for digit in "0123456789" if digit != line[place]])
    changed = line[:place] + digit + line[place + 1 :]
    return Mutation(replaced(lines, number, changed), (number,), tuple(cells(line)))


MUTATIONS: tuple[Callable[[list[str], random.Random], Mutation], ...] = (
    empty_a_cell,
    cut_a_cell_out,
    swap_two_cells,
    swap_two_cells_of_a_line,
    add_a_line,
    double_a_line,
    delete_a_line,
    change_a_digit,
)


@pytest.fixture(scope="module")
def lines(edition_folder: Path, document_text: str) -> list[str]:
    """The document's lines with the corrections applied."""
    found = document_text.split("\n")
    for one in document.read_corrections(edition_folder / "corrections.csv"):
        found[one.line - 1] = found[one.line - 1].replace(one.printed, one.corrected)
    return found


@pytest.fixture(scope="module")
def unchanged(lines: list[str], edition_folder: Path) -> Tables:
    return read(lines, edition_folder)


def read(lines: list[str], edition_folder: Path) -> Tables:
    """The tables of a text without the columns of line numbers, which any added line would change."""
    preferences = documents.read_preferences(edition_folder / "editorial" / "preferences.csv")
    found = documents.extract(document.parse("copy", "nishitokyo", "\n".join(lines)), preferences)
    return {
        name: table.drop(columns=[column for column in table.columns if str(column).endswith("line")])
        for name, table in found.tables.items()
    }


def explains(error: DocumentError, mutation: Mutation) -> bool:
    """Whether a problem leads to the change: its line or the next filled ones, its table, or its text."""
    return any(_leads(str(problem), mutation) for problem in error.problems)


def _leads(problem: str, mutation: Mutation) -> bool:
    named = [int(number) - 1 for number in re.findall(r"line (\d+)", problem)]
    between = range(min(named), max(named) + 1) if named else range(0)
    return any(
        touched in between or any(_near(mutation.lines, line, touched) for line in named)
        for touched in mutation.touched
    ) or any(len(text.strip()) > 3 and text.strip() in problem for text in mutation.texts)


def _near(lines: list[str], one: int, other: int) -> bool:
    """Whether two lines are of one table, or no more than one filled line stands between them."""
    between = lines[min(one, other) : max(one, other) + 1]
    return all("\t" in line for line in between) or sum(map(bool, map(str.strip, between))) <= 3


@pytest.mark.parametrize("times", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_no_change_of_the_document_is_silent(
    mutate: Callable[[list[str], random.Random], Mutation],
    times: int,
    lines: list[str],
    unchanged: Tables,
    edition_folder: Path,
) -> None:
    draw = random.Random(mutate.__name__)
    for _ in range(times):
        mutation = mutate(lines, draw)
        try:
            found = read(mutation.lines, edition_folder)
        except DocumentError as error:
            assert explains(error, mutation), (mutation.touched, mutation.texts, str(error))
        else:
            same = all(found[name].equals(table) for name, table in unchanged.items())
            assert not same, (mutation.touched, mutation.texts)


def test_there_are_at_least_300_changes() -> None:
    assert MANY * len(MUTATIONS) >= 300
