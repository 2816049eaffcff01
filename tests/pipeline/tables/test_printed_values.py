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
