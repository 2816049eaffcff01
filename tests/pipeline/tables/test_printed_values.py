"""What plans really print is read as it means, or named to the person: tests/cases/printed-values.csv.

The values are facts of public plans of many cities; the column `value` is what each is to be read as.
"""

import pytest

from benchmarks import values


def test_nearly_every_printed_value_is_read_as_it_means(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(values.rows(values.CASES)) > 100
    assert values.main(values.CASES) == 0, capsys.readouterr().out


def test_no_value_that_fails_is_silent() -> None:
    assert [(row["printed"], found) for row, found in values.failures(values.CASES)] == []


def test_further_kinds_of_printed_values_are_read_as_a_careful_reader_does() -> None:
    """Spellings of every kind that occurs, beside the facts of real plans: tests/cases/further-values.csv."""
    further = values.rows(values.CASES.with_name("further-values.csv"))
    assert len(further) > 1000
    read = ((row, values.reading(row["printed"], row["unit"])) for row in further)
    assert [(row["printed"], found) for row, found in read if found != row["value"]] == []
