"""What was asked of a comparison and what was found, in the words of the request's language."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from starlette.requests import Request

from pipeline.exports.comparison import WHOLE, Comparison, Series
from pipeline.reading.graph import Text, in_language
from pipeline.reading.indicator import EFFECTS
from pipeline.reading.municipalities.places import Place
from server.comparison.asked import Asked
from server.comparison.chart import NARROW, Look, Words, chart
from server.rendering.view import View
from server.repository.comparisons import Comparisons

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
    found: Comparison | None = None
    rows: tuple[Series, ...] = ()
    """What was found in series over fiscal years; the exact matches first."""

    @cached_property
    def view(self) -> View:
        return View(self.request)

    @property
    def comparisons(self) -> Comparisons:
        """What the release has to compare."""
        return self.view.service.comparisons

    @cached_property
    def codes(self) -> frozenset[str] | None:
        """The municipalities that are asked for; None: all of them."""
        return self.asked.chosen(self.comparisons.places)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The municipalities that are asked for, by their codes."""
        known = self.comparisons.places.values()
        return tuple(one for one in known if self.codes is None or one.code in self.codes)

    def word(self, key: str, **values: object) -> str:
        """A word of the page in its language."""
        return words()[key][self.view.language].format(**values)

    def named(self, text: Text) -> str:
        """A name in the page's language."""
        return in_language(text, self.view.language) or ""

    def class_name(self, kind: str) -> str:
        """A class of municipalities, such as `city`, in the page's language."""
        iri = f"{self.view.service.release.base_iri}code/municipality-class/{kind}"
        return self.named(self.view.name(iri).label) or kind

    def part(self, row: Series) -> str:
        """What part a series is of, in words; "" for the whole."""
        return self.part_name(row.kind, row.part)

    def part_name(self, kind: str, part: str) -> str:
        """A part of the figures of a kind by the name that its code has in the language; "" for the whole."""
        if part in WHOLE:
            return ""
        return self._code_name("account" if kind in EFFECTS else "breakdown", part)

    def _code_name(self, list_: str, code: str) -> str:
        named = self.view.name(f"{self.view.service.release.base_iri}code/{list_}/{code}")
        return self.named(named.label) or code

    def row_name(self, row: Series) -> str:
        """A series' name with its municipality's in the page's language; what is printed beside it stays as it is."""
        name = self._names.get(row.first.code, row.first.municipality)
        return name + row.name.removeprefix(row.first.municipality)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names of municipalities in the page's language by their codes; none that several of them share."""
        known = self.comparisons.places
        names = {
            code: self.named(known[code].name) for code in {row.first.code for row in self.rows} & set(known)
        }
        counted = Counter(names.values())
        return {code: name for code, name in names.items() if counted[name] == 1}

    @property
    def can_be_drawn(self) -> bool:
        """Whether there is anything for a chart."""
        return any(row.drawn for row in self.rows)

    def drawing(self, look: Look = NARROW) -> bytes | None:
        """The chart; None where nothing can be drawn."""
        rows = tuple(replace(row, name=self.row_name(row)) for row in self.rows)
        return chart(rows, self._chart_words, self.view.language, look) if self.found else None

    def address(self, form: str, **options: str) -> str:
        """The address of the comparison in a form; "" is the page. A file has all pages in it."""
        query = self.asked.query(**({"page": ""} if form else {}), **options)
        return self.view.path(f"/compare{form}{'?' if query else ''}{query}")

    @property
    def _chart_words(self) -> Words:
        found = self.found
        if found is None:
            raise ValueError("There is no comparison to draw.")
        notes = [self.word("unit", unit="・".join(units))] if (units := self.units(self.rows)) else []
        if any(row.first.match == "close" for row in self.rows):
            notes.append(self.word("close_note"))
        return Words(
            found.shared.name.in_language(self.view.language),
            tuple(notes),
            self.word("not_from_zero"),
            lambda kind: self.word(f"kind_{kind}"),
            self.part,
            self._code_name("breakdown", "total"),
            self.view.year,
        )

    def units(self, rows: Iterable[Series]) -> list[str]:
        """The units of what is drawn of some series."""
        drawn = {self.named(self.view.name(row.first.unit).label) for row in rows if row.drawn}
        return sorted(filter(None, drawn))
