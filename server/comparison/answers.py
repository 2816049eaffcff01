"""A comparison in its forms: a page, a page for frames, CSV, Parquet, a chart as SVG and PNG."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.exports import comparison
from pipeline.exports.comparison import COLUMNS, MATCHES, WARNINGS, Comparison, Covered, Shared
from pipeline.exports.sheet import parquet
from pipeline.reading.graph import Text, in_language
from server.comparison.asked import Asked
from server.comparison.chart import Words, chart
from server.comparison.series import WHOLE, Series, series
from server.http.middleware import CONTENT_SECURITY_POLICY
from server.http.negotiation import BY_SUFFIX
from server.query_pages.result_table import Table, Value
from server.rendering.charts.pictures import png
from server.rendering.spreadsheet import spreadsheet
from server.rendering.view import View

WORDS = Path(__file__).resolve().parent / "words.toml"
SHARP = 2
"""Pixels of a chart's PNG for each of its SVG."""
FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""The policy of the one page that other sites may show in a frame."""


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


def html(answer: Answer) -> Response:
    """The list of shared indicators, or the page of one."""
    view, found = answer.view, answer.found
    years = sorted({year for row in answer.rows for year in row.figures})
    return view.render(
        "compare.html" if found else "compare_list.html",
        answer=answer,
        w=answer.word,
        years=years,
        frame=_frame(answer) if found else "",
        drawn=bool(answer.drawing()),
        matches=MATCHES,
        warnings=WARNINGS,
        groups=_groups(answer),
    )


def _frame(answer: Answer) -> str:
    """The line of HTML that shows the chart on another site."""
    if answer.found is None:
        return ""
    address = answer.view.service.settings.public_url + answer.address("/embed")
    title = answer.found.shared.name.in_language(answer.view.language)
    return f'<iframe src="{escape(address)}" title="{escape(title)}" width="720" height="520" loading="lazy"></iframe>'


def _groups(answer: Answer) -> Mapping[str, list[tuple[Shared, tuple[Covered, ...]]]]:
    """The shared indicators by how much there is to compare: of several municipalities, of one, of none."""
    groups: dict[str, list[tuple[Shared, tuple[Covered, ...]]]] = {"several": [], "alone": [], "nobody": []}
    for shared in answer.shared.values():
        covered = answer.covered.get(shared.id, ())
        groups[("nobody", "alone", "several")[min(len(covered), 2)]].append((shared, covered))
    for group in groups.values():
        group.sort(key=lambda one: (-sum(c.match == "exact" for c in one[1]), -len(one[1]), one[0].id))
    return groups


def embedded(answer: Answer) -> Response:
    """The chart alone, as a page that may be shown in a frame anywhere."""
    headers = {"Content-Security-Policy": FRAMED}
    return answer.view.render(
        "compare_embed.html", headers=headers, answer=answer, w=answer.word, drawn=bool(answer.drawing())
    )


def _csv(answer: Answer) -> Response:
    rows = [figure.row for figure in (answer.found.figures if answer.found else ())]
    if answer.request.query_params.get("excel", "0") not in ("", "0"):
        return spreadsheet(COLUMNS, rows)
    table = Table(COLUMNS, tuple(tuple(Value(cell) for cell in row) for row in rows))
    return Response(table.csv(), media_type=BY_SUFFIX["csv"].content_type)


def _parquet(answer: Answer) -> Response:
    if answer.found is None:
        raise HTTPException(404, "Name an indicator.")
    return Response(
        parquet(comparison.sheet(answer.found)),
        media_type="application/vnd.apache.parquet",
        headers={"Content-Disposition": f'attachment; filename="{answer.found.shared.id}.parquet"'},
    )


def _svg(answer: Answer) -> Response:
    return Response(_drawn(answer), media_type=BY_SUFFIX["svg"].media_type)


def _png(answer: Answer) -> Response:
    made = png(_drawn(answer), SHARP)
    if made is None:
        raise HTTPException(
            404, "No font of this server has Japanese, so it makes no pictures; the SVG is there."
        )
    return Response(made, media_type=BY_SUFFIX["png"].media_type)


def _drawn(answer: Answer) -> bytes:
    drawn = answer.drawing(answer.request.query_params.get("theme") == "dark")
    if drawn is None:
        raise HTTPException(404, "There is nothing to draw in this comparison.")
    return drawn


FORMATS: Mapping[str, Callable[[Answer], Response]] = {
    "html": html,
    "embed": embedded,
    "csv": _csv,
    "parquet": _parquet,
    "svg": _svg,
    "png": _png,
}
"""A form of a comparison → how it is given."""
