"""The catalogue of a release, read from its `pages.sqlite` a page at a time."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from server.repository.database import Database

NAMES_A_PAGE = 100
"""Datasets whose names are listed on a page."""


@dataclass(frozen=True)
class Listed:
    """Datasets of a page by their IRIs, and the N-Triples of what is said of all of them."""

    datasets: tuple[str, ...]
    content: bytes


class CataloguePages:
    """The pages of a catalogue, of which each stands alone: it was divided when the release was built."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def iri(self) -> str:
        """The catalogue's IRI."""
        return str(self._one("SELECT iri FROM catalogue"))

    @cached_property
    def modified(self) -> str:
        """The instant of the last change of any dataset."""
        return str(self._one("SELECT modified FROM catalogue"))

    @cached_property
    def total(self) -> int:
        """How many datasets it lists."""
        return int(self._one("SELECT COUNT(*) FROM dataset"))

    @cached_property
    def last(self) -> int:
        """The number of its last page."""
        return int(self._one("SELECT MAX(page) FROM dataset"))

    def page(self, number: int) -> Listed:
        """The datasets of a page, counted from 1, and what is said of them and of the whole."""
        found = self._database.rows(
            "SELECT iri, content FROM dataset WHERE page = ? ORDER BY place", (number,)
        )
        whole = self._one("SELECT content FROM catalogue")
        content = b"".join(gzip.decompress(one) for one in (whole, *(content for _, content in found)))
        return Listed(tuple(iri for iri, _ in found), content)

    def names(self, page: int) -> tuple[str, ...]:
        """The IRIs of datasets, so many a page; nothing beyond the last."""
        query = "SELECT iri FROM dataset ORDER BY place LIMIT ? OFFSET ?"
        found = self._database.rows(query, (NAMES_A_PAGE, (page - 1) * NAMES_A_PAGE))
        return tuple(iri for (iri,) in found)

    def of_municipality(self, code: str) -> Iterator[str]:
        """The IRIs of the datasets of a municipality; of those of none where the code is empty."""
        query = "SELECT iri FROM dataset WHERE municipality = ? ORDER BY place"
        return (iri for (iri,) in self._database.rows(query, (code,)))

    def first_of_each(self, most: int) -> list[str]:
        """The IRI of one dataset of each municipality, by their codes; no more than `most`."""
        first = "SELECT MIN(place) FROM dataset WHERE municipality != '' GROUP BY municipality"
        query = f"SELECT iri FROM dataset WHERE place IN ({first}) ORDER BY municipality LIMIT ?"
        return [iri for (iri,) in self._database.rows(query, (most,))]

    def _one(self, query: str) -> Any:
        return self._database.rows(query)[0][0]
