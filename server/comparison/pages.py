"""The pages of a comparison: the list of shared indicators, one of them, and its chart for frames."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.exports.comparison import MATCHES, WARNINGS, Figure, Series
from pipeline.reading.indicator import NotCompared
from pipeline.reading.vocabulary import kk
from server.comparison.answer import Answer
from server.comparison.asked import NO_INDICATOR
from server.comparison.card import said
from server.comparison.choice import choice
from server.comparison.map import of_indicators, of_values
from server.http.errors import NO_SUCH_PAGE, ProblemError
from server.http.middleware import CONTENT_SECURITY_POLICY
from server.repository.comparisons import Counted

FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""The policy of the one page that other sites may show in a frame."""
INDICATORS_A_PAGE = 30
ROWS_A_PAGE = 36
"""Rows of a table after which a page takes no other municipality."""
NAMED = 5
"""Municipalities that the list names of an indicator."""


@dataclass(frozen=True)
class Entry:
    """A shared indicator in the list: who has it, the first of them by name."""

    counted: Counted
    names: tuple[str, ...]


@dataclass(frozen=True)
class Apart:
    """An indicator of a municipality, and why its targets are not compared in some years."""

    municipality: str
    indicator: str
    reasons: tuple[NotCompared, ...]


def listed(answer: Answer) -> Response:
    """The shared indicators: those that several municipalities have, in pages; on the first the others, folded."""
    counted = answer.comparisons.counted(answer.codes)
    several = [one for one in counted if one.municipalities > 1]
    page = answer.asked.page
    shown = several[(page - 1) * INDICATORS_A_PAGE : page * INDICATORS_A_PAGE]
    if page > 1 and not shown:
        raise ProblemError(404, NO_SUCH_PAGE)
    return answer.view.render(
        "compare_list.html",
        answer=answer,
        w=answer.word,
        choice=choice(answer),
        map=of_indicators(answer),
        several=len(several),
        shown=[_entry(answer, one) for one in shown],
        alone=[_entry(answer, one) for one in counted if one.municipalities == 1] if page == 1 else [],
        nobody=[one for one in counted if not one.municipalities] if page == 1 and not answer.codes else [],
        page=page,
        more=len(several) > page * INDICATORS_A_PAGE,
    )


def _entry(answer: Answer, one: Counted) -> Entry:
    covering = answer.comparisons.covering(one.shared.id, answer.codes, NAMED)
    return Entry(one, tuple(answer.named(place.name) for place in covering))


def one(answer: Answer) -> Response:
    """A shared indicator across municipalities; the table in pages, the chart and the map of all of them."""
    found, page = answer.found, answer.asked.page
    if found is None:
        raise ProblemError(404, NO_INDICATOR)
    pages = _paged(answer.rows)
    if page > max(len(pages), 1):
        raise ProblemError(404, NO_SUCH_PAGE)
    rows = pages[page - 1] if pages else []
    return answer.view.render(
        "compare.html",
        answer=answer,
        w=answer.word,
        choice=choice(answer),
        map=of_values(answer),
        rows=rows,
        years=sorted({year for row in answer.rows for year in row.figures}),
        reasons=_reasons(rows),
        not_compared=_not_compared(answer, rows),
        frame=_frame(answer),
        drawn=answer.can_be_drawn,
        said=said(answer),
        matches=MATCHES,
        warnings=WARNINGS,
        page=page,
        more=page < len(pages),
    )


def _paged(rows: Sequence[Series]) -> list[list[Series]]:
    """Rows in pages: the best match first, of these the best rank, a municipality on one page."""
    of: dict[str, list[Series]] = {}
    for row in rows:
        of.setdefault(row.first.code, []).append(row)
    pages: list[list[Series]] = []
    for own in sorted(of.values(), key=_place):
        if not pages or len(pages[-1]) + len(own) > ROWS_A_PAGE:
            pages.append([])
        pages[-1].extend(own)
    return pages


def _place(rows: Sequence[Series]) -> tuple[int, int, int, str]:
    """Where a municipality stands in the table: by its best match, then by the newest rank that it has."""
    match = min(MATCHES.index(row.first.match) for row in rows)
    ranks = [(-year, one.rank) for row in rows for year, one in row.figures.items() if one.rank]
    return match, *min(ranks, default=(0, 0)), rows[0].first.code


def _reasons(rows: Sequence[Series]) -> list[Figure]:
    """Why each indicator on a page is among them: one figure of each."""
    return list({(row.first.code, row.first.indicator, row.first.reason): row.first for row in rows}.values())


def _not_compared(answer: Answer, rows: Sequence[Series]) -> list[Apart]:
    """Why targets of the indicators on a page are not compared with the actual values of their years."""
    reader = answer.view.service.reader
    of = {reader.graph.thing(NamedNode(row.first.figure), kk.indicator): row.first for row in rows}
    found = [
        Apart(one.municipality, one.indicator, reader.not_compared(thing))
        for thing, one in of.items()
        if thing
    ]
    return [one for one in found if one.reasons]


def _frame(answer: Answer) -> str:
    """The line of HTML that shows the chart on another site."""
    if answer.found is None:
        return ""
    address = answer.view.service.settings.public_url + answer.address("/embed")
    title = answer.found.shared.name.in_language(answer.view.language)
    return f'<iframe src="{escape(address)}" title="{escape(title)}" width="720" height="520" loading="lazy"></iframe>'


def embedded(answer: Answer) -> Response:
    """The chart alone, as a page that may be shown in a frame anywhere."""
    headers = {"Content-Security-Policy": FRAMED}
    return answer.view.render(
        "compare_embed.html", headers=headers, answer=answer, w=answer.word, drawn=answer.can_be_drawn
    )
