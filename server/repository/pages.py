"""What pages show of the whole release, read from its `pages.sqlite`, which was made when it was built."""

from dataclasses import dataclass

from pipeline.reading.element import Tally
from pipeline.reading.summary import home, overview
from pipeline.reading.summary.home import Home
from pipeline.reading.summary.overview import Overview
from pipeline.reading.summary.progress import Progress
from server.repository.database import Database


@dataclass(frozen=True)
class Year:
    """A page of a fiscal year: how the whole year ended, and the editions that are on this page."""

    outcome: Tally
    repeated: int
    pages: int
    editions: tuple[Overview, ...]


class Pages:
    """Summaries of editions, looked up."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def overview(self, edition: str) -> Overview | None:
        """The overview of an edition; None where it is none of the release's."""
        found = self._database.rows("SELECT overview FROM edition WHERE iri = ?", (edition,))
        return overview.WRITTEN.validate_json(found[0][0]) if found else None

    def home(self) -> Home:
        """What home shows of every edition."""
        return home.WRITTEN.validate_json(self._database.rows("SELECT content FROM home")[0][0])

    def progress(self, first: int, most: int) -> list[tuple[str, Progress]]:
        """How far municipalities have come, each with its code: `most` of them from a place on, by their codes."""
        rows = self._database.rows(
            "SELECT code, plans, indicators, year, met, missed FROM progress ORDER BY code LIMIT ? OFFSET ?",
            (most, first),
        )
        return [
            (code, Progress(plans, indicators, year, Tally(met, missed)))
            for code, plans, indicators, year, met, missed in rows
        ]

    def year(self, year: int, page: int) -> Year | None:
        """A page of a fiscal year; None where nothing of the year can be compared, or it has no such page."""
        found = self._database.rows("SELECT met, missed, repeated, pages FROM year WHERE year = ?", (year,))
        if not found or page > found[0][3]:
            return None
        met, missed, repeated, pages = found[0]
        editions = self._database.rows(
            "SELECT overview FROM year_page JOIN edition ON iri = edition WHERE year = ? AND page = ?"
            " ORDER BY place",
            (year, page),
        )
        overviews = tuple(overview.WRITTEN.validate_json(text) for (text,) in editions)
        return Year(Tally(met, missed), repeated, pages, overviews)
