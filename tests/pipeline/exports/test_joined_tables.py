"""Tables joined from parts: every row in its order, read again a batch at a time."""

from collections import deque
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline.exports.sheet import Column, Sheet, StoredRows, join_parquet, parquet
from pipeline.model.text import Text
from tests.pipeline.memory import peak

COLUMNS = (Column("id", Text("番号", "number")), Column("text", Text("本文", "text"), required=False))


def part(numbers: Iterable[int]) -> Sheet:
    rows = [{"id": str(number), "text": "" if number % 7 else f"第{number}行"} for number in numbers]
    return Sheet("x", "x", Text("表", "Table"), COLUMNS, rows)


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """30,000 rows of three parts."""
    folder = tmp_path_factory.mktemp("joined")
    parts = [folder / f"{number}.parquet" for number in range(3)]
    for number, path in enumerate(parts):
        path.write_bytes(parquet(part(range(number * 10_000, (number + 1) * 10_000))))
    join_parquet(parts, folder / "joined.parquet")
    return folder / "joined.parquet"


def test_a_joined_table_has_the_rows_of_its_parts_in_their_order(joined: Path) -> None:
    assert list(StoredRows(joined)) == part(range(30_000)).rows


@pytest.mark.parametrize("index", [0, 1023, 1024, 29_999, -1])
def test_a_row_is_found_by_its_place(joined: Path, index: int) -> None:
    assert StoredRows(joined)[index] == part(range(30_000)).rows[index]


@pytest.mark.parametrize("rows", [slice(3), slice(1020, 1030), slice(-2, None), slice(29_990, None, 3)])
def test_some_rows_are_found_by_their_places(joined: Path, rows: slice) -> None:
    assert StoredRows(joined)[rows] == part(range(30_000)).rows[rows]


def test_a_table_knows_its_length_and_no_row_beyond(joined: Path) -> None:
    assert len(StoredRows(joined)) == 30_000
    with pytest.raises(IndexError):
        StoredRows(joined)[30_000]


def test_reading_a_table_row_by_row_does_not_hold_it(joined: Path) -> None:
    assert peak(lambda: deque(StoredRows(joined), maxlen=0)) < peak(lambda: list(StoredRows(joined))) / 10
