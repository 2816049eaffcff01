"""data/README.md says of every table what the schema says, and what each column and code means."""

import re
from collections.abc import Iterator

import pytest

from pipeline.model.files import data_folder
from pipeline.tables.schema import CODE, CORRECTIONS, EDITORIAL, PATTERNS, TABLES, Column, Table

README = (data_folder.ROOT / "data" / "README.md").read_text(encoding="utf-8")
DESCRIBED = {**TABLES, "corrections": CORRECTIONS, **EDITORIAL}


def section(title: str) -> str:
    """What stands below a heading, up to the next one."""
    found = re.search(rf"^### {re.escape(title)}[^\n]*\n(.*?)(?=^##|\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"data/README.md has no section {title}"
    return found[1]


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """The rows of the Markdown table in a text, without its head."""
    for line in text.splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if line.startswith("| `"):
            yield cells


def described_type(column: Column, said: str) -> str:
    """The type that a column should have in the README; the name of its code list is taken from what is said."""
    type_ = column.type
    if column.type == CODE:
        named = re.match(r"code \[([a-z-]+)\]", said)
        type_ = f"code [{named[1]}](#codes-{named[1]})" if named else "code of a list that is named"
    return type_ if column.required else f"{type_}, optional"


def test_every_table_of_the_schema_is_described_and_no_other() -> None:
    headings = re.findall(r"^### `(\w+)`", README, re.MULTILINE)
    assert headings == list(DESCRIBED)


@pytest.mark.parametrize("table", DESCRIBED.values(), ids=lambda table: table.name)
def test_a_table_is_described_as_it_is(table: Table) -> None:
    text = section(f"`{table.name}`")
    found = list(rows(text))
    assert [name.strip("`") for name, _, _ in found] == list(table.names)
    for column, (_, type_, meaning) in zip(table.columns, found, strict=True):
        assert type_ == described_type(column, type_), column.name
        assert len(meaning) >= 4, column.name
    assert f"Key: {', '.join(f'`{name}`' for name in table.key)}." in text
    heading = re.search(rf"^### `{table.name}` \((.+)\)$", README, re.MULTILINE)
    assert heading and not heading[1].isascii(), "the Japanese term"


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table in DESCRIBED.values() for column in table.columns if column.type == CODE],
    ids=lambda part: part.name,
)
def test_a_column_s_codes_are_those_of_the_list_it_names(table: Table, column: Column) -> None:
    said = next(type_ for name, type_, _ in rows(section(f"`{table.name}`")) if name == f"`{column.name}`")
    named = re.match(r"code \[([a-z-]+)\]", said)
    assert named
    listed = list(rows(section(f"Codes: {named[1]}")))
    assert tuple(code.strip("`") for code, _, _ in listed) == column.codes
    assert all(printed and meaning for _, printed, meaning in listed)


def test_no_list_of_codes_is_left_that_no_column_names() -> None:
    lists = re.findall(r"^### Codes: ([a-z-]+)$", README, re.MULTILINE)
    assert sorted(lists) == sorted(set(re.findall(r"\(#codes-([a-z-]+)\)", README)))


def test_every_type_is_explained() -> None:
    explained = re.findall(r"^\| (\w+) \| [^|]+ \|$", README, re.MULTILINE)
    assert explained == ["type", "text", *PATTERNS, CODE]


def test_every_file_of_the_data_folder_is_a_table_that_is_described() -> None:
    files = sorted(path.stem for path in (data_folder.ROOT / "data").glob("*/*/tables/*.csv"))
    assert len(files) > 18
    assert set(files) <= DESCRIBED.keys()
