"""What pages show of a whole release, joined into `pages.sqlite`, so that a server computes nothing over it.

The same content has the same bytes.
"""

import errno
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.graphs import serialize
from pipeline.graphs.serialize import Sorted
from pipeline.model.iris import Iris
from pipeline.reading.comparisons import once, outcome_of
from pipeline.reading.element import Tally
from pipeline.reading.graph import Graph, Text
from pipeline.reading.held import Held
from pipeline.reading.municipalities import tables
from pipeline.reading.municipalities.figures import Values
from pipeline.reading.municipalities.places import places
from pipeline.reading.municipalities.tables import Municipalities
from pipeline.reading.search import table
from pipeline.reading.search.entries import entries
from pipeline.reading.summary import home, overview
from pipeline.reading.summary.glance import Glance, glance
from pipeline.reading.summary.overview import Overview
from pipeline.reading.summary.pages_file import SCHEMA, format_number
from pipeline.reading.summary.progress import progress
from pipeline.release.merge import listing, packages
from pipeline.release.merge.listing import Listing
from pipeline.release.merge.packages import Package
from pipeline.release.scheduling.cache import Unit
from pipeline.release.unit.pages import ENTRIES, FIGURES, OVERVIEWS

COMPARED_A_PAGE = 100
"""Comparisons after which a page of a fiscal year takes no other municipality."""
NOBODY = Municipalities()
_WHOLE_PAGES = "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"


def join(
    units: Sequence[Unit], reference: Mapping[str, Sorted], iris: Iris, catalogue: Listing, path: Path
) -> None:
    """Writes the file of units of the graphs that belong to none, by their names, and of the catalogue."""
    graph = Graph(Held(serialize.quads(reference)))
    shared = [[table.row(entry) for entry in found] for found in entries(graph, reference)]
    names = {str(unit.manifest["code"]): _name(unit) for unit in units}
    municipalities = Municipalities(
        tuple(places(graph, names, iris)),
        tables.shared_indicators(graph, iris),
        ((str(unit.manifest["code"]), _figures(unit)) for unit in units),
    )
    found = packages.of_release(path.parent)
    write(_rows(units, shared), map(_overviews, units), catalogue, path, found, municipalities)


def _rows(units: Sequence[Unit], shared: Sequence[Sequence[table.Row]]) -> Iterator[table.Row]:
    """The rows of the index, kind by kind."""
    for kind, of_none in enumerate(shared):
        for unit in units:
            yield from json.loads((unit.path / ENTRIES).read_bytes().splitlines()[kind])
        yield from of_none


def _overviews(unit: Unit) -> tuple[Overview, ...]:
    return tuple(map(overview.WRITTEN.validate_json, (unit.path / OVERVIEWS).read_bytes().splitlines()))


def _name(unit: Unit) -> Text:
    named: Mapping[str, str] = unit.manifest["name"]
    return {language: name for language, name in named.items() if name}


def _figures(unit: Unit) -> Iterator[tuple[str, Values]]:
    for line in (unit.path / FIGURES).read_bytes().splitlines():
        shared, values = json.loads(line)
        yield shared, values


def write(
    rows: Iterable[table.Row],
    editions: Iterable[Sequence[Overview]],
    catalogue: Listing | None,
    path: Path,
    portal: Iterable[Package] = (),
    municipalities: Municipalities = NOBODY,
) -> None:
    """Writes the file: rows of the index in their order, the editions of each municipality, the catalogue if it has one,
    the packages of a portal, and what municipalities share.

    Raises OSError where it cannot be written: SQLite says so by errors of its own.
    """
    try:
        _write(rows, editions, catalogue, path, portal, municipalities)
    except sqlite3.OperationalError as error:
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        number = errno.ENOSPC if full else errno.EIO
        raise OSError(number, os.strerror(number), str(path)) from error


def _write(
    rows: Iterable[table.Row],
    editions: Iterable[Sequence[Overview]],
    catalogue: Listing | None,
    path: Path,
    portal: Iterable[Package],
    municipalities: Municipalities,
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(f"{_WHOLE_PAGES} PRAGMA user_version = {format_number()}; {SCHEMA}")
        database.execute("BEGIN")
        table.fill(database, rows)
        if catalogue:
            listing.fill(database, catalogue)
        packages.fill(database, portal)
        years = _Years(database)
        shown = home.home(_each(editions, database, years))
        years.close()
        database.execute("INSERT INTO home VALUES (?)", (home.WRITTEN.dump_json(shown).decode(),))
        tables.fill(database, municipalities)
        database.execute("COMMIT")
        database.execute("VACUUM")


def _each(
    municipalities: Iterable[Sequence[Overview]], database: sqlite3.Connection, years: "_Years"
) -> Iterator[Sequence[Glance]]:
    """The editions of each municipality in one look; they, and how far it has come, are kept on the way."""
    for found in municipalities:
        rows = ((one.edition.iri, overview.WRITTEN.dump_json(one).decode()) for one in found)
        database.executemany("INSERT INTO edition VALUES (?, ?)", rows)
        years.add(found)
        glances = [glance(one) for one in found]
        _progress(glances, database)
        yield glances


def _progress(editions: Sequence[Glance], database: sqlite3.Connection) -> None:
    publisher = next((one.publisher for one in editions if one.publisher), None)
    if publisher:
        code, found = publisher.iri.rpartition("/")[2], progress(editions)
        row = (code, found.plans, found.indicators, found.year, found.outcome.met, found.outcome.missed)
        database.execute("INSERT INTO progress VALUES (?, ?, ?, ?, ?, ?)", row)


@dataclass
class _Year:
    """How a fiscal year ended as far as municipalities were seen, and the page that is being filled."""

    outcome: Tally = field(default_factory=Tally)
    repeated: int = 0
    page: int = 1
    compared: int = 0
    editions: int = 0


class _Years:
    """Divides the comparisons of each fiscal year into pages; a municipality is on one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._known: dict[int, _Year] = {}

    def add(self, municipality: Sequence[Overview]) -> None:
        for year in sorted({e.achievement.year for one in municipality for e in one.comparisons}):
            self._add(year, municipality)

    def _add(self, year: int, municipality: Sequence[Overview]) -> None:
        found = [e for one in municipality for e in one.comparisons if e.achievement.year == year]
        kept = once(found)
        known = self._known.setdefault(year, _Year())
        if known.compared and known.compared + len(kept) > COMPARED_A_PAGE:
            known.page, known.compared = known.page + 1, 0
        known.outcome += outcome_of(kept).tally
        known.repeated += len(found) - len(kept)
        known.compared += len(kept)
        for one in municipality:
            if any(entry.achievement.year == year for entry in one.comparisons):
                known.editions += 1
                row = (year, known.page, known.editions, one.edition.iri)
                self._database.execute("INSERT INTO year_page VALUES (?, ?, ?, ?)", row)

    def close(self) -> None:
        """Writes how each year ended."""
        for year, known in sorted(self._known.items()):
            row = (year, known.outcome.met, known.outcome.missed, known.repeated, known.page)
            self._database.execute("INSERT INTO year VALUES (?, ?, ?, ?, ?)", row)
