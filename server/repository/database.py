"""`pages.sqlite` of a release, read only."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from pipeline.model.errors import Problem, ReleaseError
from pipeline.reading.summary.pages_file import format_number


class Database:
    """A file that never changes, asked from several threads, one after another."""

    def __init__(self, path: Path) -> None:
        """Opens a file. Raises ReleaseError where there is none, or none of this version's format."""
        self._lock = Lock()
        address = f"file:{quote(str(path))}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            ((number,),) = self.rows("PRAGMA user_version")
        except sqlite3.Error as error:
            raise ReleaseError(_refused(path, f"cannot be read ({error}).")) from error
        if number != format_number():
            raise ReleaseError(_refused(path, "was made by another version of keikaku."))

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a query of this server's own finds."""
        with self._lock:
            return self._connection.execute(query, parameters).fetchall()

    def close(self) -> None:
        self._connection.close()


def _refused(path: Path, what: str) -> Problem:
    return Problem(str(path), what, "Build the release anew: keikaku build.")
