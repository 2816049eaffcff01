"""What was asked of a comparison and what was found, in the words of the request's language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from starlette.requests import Request

from pipeline.exports.comparison import WHOLE, Comparison, Covered, Series, Shared, series
from pipeline.reading.graph import Text, in_language
from server.comparison.asked import Asked
from server.comparison.chart import Words, chart
from server.rendering.view import View

WORDS = Path(__file__).resolve().parent / "words.toml"


@cache
def words() -> Mapping[str, Text]:
    """The words of the page: key → text by language."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Answer:
    """What was asked, and what was found; `found` is None where no indicator was asked for."""

    request: Request
    asked: Asked
    shared: Mapping[str, Shared]
    covered: Mapping[str, tuple[Covered, ...]]
    found: Comparison | None = None

    @cached_property
    def view(self) -> View:
        return View(self.request)

    @cached_property
    def rows(self) -> tuple[Series, ...]:
        """The series of the comparison; its exact matches first."""
        return series(self.found.figures) if self.found else ()

    def word(self, key: str, **values: object) -> str:
        """A word of the page in its language."""
        return words()[key][self.view.language].format(**values)

    def part(self, row: Series) -> str:
        """What part a series is of, by the name that its code has in the language; "" for the whole."""
        if row.part in WHOLE:
            return ""
        list_ = "account" if row.kind == "effect" else "breakdown"
        named = self.view.name(f"{self.view.service.release.base_iri}code/{list_}/{row.part}")
        return in_language(named.label, self.view.language) or row.part

    def drawing(self, dark: bool = False) -> bytes | None:
        """The chart; None where nothing can be drawn."""
        return chart(self.rows, self._chart_words, self.view.language, dark) if self.found else None

    def address(self, form: str, **options: str) -> str:
        """The address of the comparison in a form; "" is the page."""
        return self.view.path(f"/compare{form}?{self.asked.query(**options)}")

    def choices(self, name: str) -> tuple[str, ...]:
        """The prefectures, the classes of the municipalities that have figures of the indicator, where they differ."""
        found = {getattr(one, name) for one in self.covered.get(self.asked.indicator, ())} - {""}
        return tuple(sorted(found)) if len(found) > 1 else ()

    @property
    def _chart_words(self) -> Words:
        found = self.found
        if found is None:
            raise ValueError("There is no comparison to draw.")
        units = {
            in_language(self.view.name(row.first.unit).label, self.view.language)
            for row in self.rows
            if row.drawn
        }
        notes = [self.word("unit", unit="・".join(sorted(filter(None, units))))] if any(units) else []
        if any(row.first.match == "close" for row in self.rows):
            notes.append(self.word("close_note"))
        return Words(
            found.shared.name.in_language(self.view.language),
            tuple(notes),
            lambda kind: self.word(f"kind_{kind}"),
            self.part,
            self.view.year,
        )
