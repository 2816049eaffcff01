"""The file of pages is read by the version that knows its format, and by no other."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.model.errors import ReleaseError
from pipeline.reading.summary.pages_file import NAME, format_number
from pipeline.release.merge import pages
from server.repository.database import Database


def test_a_file_of_this_version_is_opened(tmp_path: Path) -> None:
    pages.write([], [], None, tmp_path / NAME)
    database = Database(tmp_path / NAME)
    assert database.rows("PRAGMA user_version") == [(format_number(),)]
    database.close()


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "unable to open"), (b"no database" * 100, "is not a database"), (b"", "another version")],
)
def test_any_other_file_is_refused_with_what_to_do(tmp_path: Path, content: bytes | None, says: str) -> None:
    if content is not None:
        (tmp_path / NAME).write_bytes(content)
    with pytest.raises(ReleaseError, match=rf"{says}.*Build the release anew: keikaku build\."):
        Database(tmp_path / NAME)


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    pages.write([], [], None, tmp_path / NAME)
    with closing(sqlite3.connect(tmp_path / NAME)) as database:
        database.execute("PRAGMA user_version = 1")
    with pytest.raises(ReleaseError, match="was made by another version of keikaku"):
        Database(tmp_path / NAME)
