"""DuckDB reads a Parquet file of a running server in parts: the end of it, then of the columns that are asked for.

Its own HTTP client is an extension to be downloaded, so it reads here through a file system of a few lines that asks as that
client does, HEAD for the size and then ranges.
"""

from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import duckdb
import httpx
import pytest
from fsspec.spec import AbstractBufferedFile, AbstractFileSystem  # type: ignore[import-untyped]

FILE = "data/keikaku_figures.parquet"


class _Part(AbstractBufferedFile):  # type: ignore[misc]
    def _fetch_range(self, start: int, end: int) -> bytes:
        part: bytes = self.fs.part(self.path, start, end)
        return part


class Served(AbstractFileSystem):  # type: ignore[misc]
    """Files of a server, of which only what is asked for is fetched."""

    protocol = "served"
    cachable = False

    def __init__(self, site: httpx.Client) -> None:
        super().__init__()
        self.site = site
        self.parts: list[tuple[int, int]] = []
        self.length = 0

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        head = self.site.head(self._address(path), headers={"Accept-Encoding": "identity"}).raise_for_status()
        assert head.headers["accept-ranges"] == "bytes"
        self.length = int(head.headers["content-length"])
        return {"name": path, "size": self.length, "type": "file"}

    def modified(self, path: str) -> datetime:
        return parsedate_to_datetime(self.site.head(self._address(path)).headers["last-modified"])

    def part(self, path: str, start: int, end: int) -> bytes:
        """The bytes from `start` to before `end`."""
        answer = self.site.get(self._address(path), headers={"Range": f"bytes={start}-{end - 1}"})
        assert answer.status_code == httpx.codes.PARTIAL_CONTENT
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{self.length}"
        self.parts.append((start, end))
        return answer.content

    def _open(self, path: str, mode: str = "rb", **_: Any) -> _Part:
        return _Part(self, path, mode, cache_type="none", size=self.info(path)["size"])

    def _address(self, path: str) -> str:
        return f"/{self._strip_protocol(path)}"


@pytest.fixture
def served(site: httpx.Client) -> Served:
    return Served(site)


def test_duckdb_fetches_the_columns_it_needs_and_no_more(served: Served) -> None:
    connection = duckdb.connect()
    connection.register_filesystem(served)
    query = f"SELECT COUNT(*), COUNT(DISTINCT fiscal_year) FROM 'served://{FILE}' WHERE kind_code = 'target'"
    ((targets, years),) = connection.sql(query).fetchall()
    assert targets > 300
    assert years >= 5
    assert served.parts[0][1] == served.length  # the footer says where the columns are
    assert sum(end - start for start, end in set(served.parts)) < served.length / 2
