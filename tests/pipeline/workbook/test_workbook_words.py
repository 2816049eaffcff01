"""Everything of the schema has a word in the workbook, and no two columns of a sheet share one."""

import pytest

from pipeline.tables.schema import TABLES, Table
from pipeline.workbook import words


def test_every_table_is_a_sheet_with_a_name_of_its_own_and_a_purpose() -> None:
    assert list(words.SHEETS) == list(words.PURPOSES) == list(TABLES)
    assert len(set(words.SHEETS.values())) == len(TABLES)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: str(table.name))
def test_the_headings_of_a_sheet_differ(table: Table) -> None:
    headings = [words.heading(column) for column in table.columns]
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: str(table.name))
def test_the_choices_of_a_column_differ(table: Table) -> None:
    for column in table.columns:
        labels = [words.CODES[code] for code in column.codes]
        assert len(set(labels)) == len(labels)


def test_there_are_words_for_every_column_and_code_and_for_nothing_else() -> None:
    columns = [column for table in TABLES.values() for column in table.columns]
    assert set(words.HEADINGS) == {column.name for column in columns}
    assert set(words.CODES) == {code for column in columns for code in column.codes} | {"true", "false"}
    assert set(words.EXAMPLES) <= set(words.HEADINGS)
