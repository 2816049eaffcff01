"""A SQLite file of a release, read only."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from pipeline.model.errors import Problem, ReleaseError


class Database:
    """A file that never changes, asked from several threads, one after another."""

    def __init__(self, path: Path) -> None:
        """Opens a file. Raises ReleaseError where there is none that can be read."""
        self._lock = Lock()
        address = f"file:{quote(str(path))}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self.rows("SELECT 1 FROM sqlite_schema LIMIT 1")
        except sqlite3.Error as error:
            problem = Problem(str(path), f"cannot be read ({error}).", "Build the release anew.")
            raise ReleaseError(problem) from error

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a query of this server's own finds."""
        with self._lock:
            return self._connection.execute(query, parameters).fetchall()

    def close(self) -> None:
        self._connection.close()
