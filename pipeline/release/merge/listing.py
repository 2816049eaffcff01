"""The catalogue as a server pages through it: the tables `catalogue` and `dataset` of `pages.sqlite`.

Of a dataset is kept what it leads to as well, so that a page of the catalogue is the whole and its datasets.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.graphs import serialize
from pipeline.graphs.serialize import Sorted
from pipeline.release.scheduling.cache import Unit
from pipeline.release.unit import LISTED
from pipeline.release.unit.divided import Divided

A_PAGE = 200_000
"""Bytes of the N-Triples of a page's datasets, if it has more than one: no format of a page is then beyond 150 kB."""


@dataclass(frozen=True)
class Listed:
    """A dataset of the catalogue: its IRI, the code of its municipality or "", its N-Triples."""

    iri: str
    municipality: str
    content: bytes


@dataclass(frozen=True)
class Listing:
    """The catalogue: its IRI, the instant of its last change, what is said of the whole, its datasets."""

    iri: str
    modified: str
    whole: Sorted
    datasets: Iterable[Listed]


def of_units(units: Iterable[Unit]) -> Iterator[Listed]:
    """The datasets of units."""
    for unit in units:
        for line in (unit.path / LISTED).read_bytes().splitlines():
            iri, content = json.loads(line)
            yield Listed(iri, str(unit.manifest["code"]), content.encode())


def of_all(divided: Divided, codes: Sequence[str]) -> Iterator[Listed]:
    """The datasets that no unit has: those that stand for all, and what municipalities of these codes have withdrawn."""
    for iri in divided.datasets:
        code = iri.rpartition("/")[2].partition("-")[0]
        content = serialize.n_triples(divided.dataset(iri))
        yield Listed(iri, code if code in codes else "", content)


def fill(database: sqlite3.Connection, listing: Listing) -> None:
    """Fills the tables."""
    whole = serialize.compressed(serialize.n_triples(listing.whole))
    database.execute("INSERT INTO catalogue VALUES (?, ?, ?)", (listing.iri, listing.modified, whole))
    page, size = 1, 0
    for one in listing.datasets:
        if size and size + len(one.content) > A_PAGE:
            page, size = page + 1, 0
        size += len(one.content)
        row = (page, one.municipality, one.iri, serialize.compressed(one.content))
        database.execute("INSERT INTO dataset (page, municipality, iri, content) VALUES (?, ?, ?, ?)", row)
