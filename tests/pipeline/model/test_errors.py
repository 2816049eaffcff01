"""Errors carry every problem, each a sentence of where, what and what to do."""

import errno

import pytest

from pipeline.model import errors
from pipeline.model.errors import ConformanceError, KeikakuError, Problem, TableError, refused_by_system


def test_a_problem_is_a_sentence() -> None:
    problem = Problem("cells.csv, row 14", "'2O30' is not a year.", "Write four digits.")
    assert str(problem) == "cells.csv, row 14: '2O30' is not a year. Write four digits."
    assert str(Problem("here", "is wrong.", "")) == "here: is wrong."


def test_an_error_says_each_problem_once_in_the_order_of_reading() -> None:
    found = [Problem(f"cells.csv, row {row}", "is wrong.", "Mend it.") for row in (10, 2, 10)]
    error = TableError(found)
    assert [problem.where for problem in error.problems] == ["cells.csv, row 2", "cells.csv, row 10"]
    assert str(error).splitlines() == [str(problem) for problem in error.problems]


def test_one_problem_needs_no_list() -> None:
    assert len(TableError(Problem("here", "is wrong.", "")).problems) == 1


@pytest.mark.parametrize("kind", KeikakuError.__subclasses__(), ids=lambda kind: kind.__name__)
def test_what_differs_ends_with_1_and_what_could_not_run_with_2(kind: type[KeikakuError]) -> None:
    assert kind.exit_code == (1 if kind is ConformanceError else 2)
    assert kind.__name__ in (errors.__doc__ or ""), "the tree of errors in the docstring names it"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/a/b"),
            "/a/b: cannot be read or written (No space left on device). Free some space there, then run the command again.",
        ),
        (
            OSError("IO error: No space left on device: /a/000010.sst"),
            "/a: cannot be read or written (No space left on device). Free some space there, then run the command again.",
        ),
        (OSError(errno.EIO, "Input/output error"), "/a: cannot be read or written (Input/output error)."),
        (OSError(), "/a: cannot be read or written (OSError)."),
    ],
)
def test_what_the_system_refuses_is_a_sentence(error: OSError, said: str) -> None:
    assert str(refused_by_system(error, "/a")) == said
