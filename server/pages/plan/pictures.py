"""Charts of indicators, and the pictures that stand for a plan's pages where their links are shared."""

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.model.text import Text
from pipeline.reading.comparisons import Comparison, outcome_of
from pipeline.reading.element import Row
from pipeline.reading.graph import in_language
from pipeline.reading.indicator import Indicator
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import kk
from server.http.errors import ProblemError
from server.http.negotiation import PNG, SVG
from server.rendering.charts.card import Card, picture
from server.rendering.charts.indicators import chart
from server.rendering.charts.marks import can_be_drawn
from server.rendering.charts.pictures import NO_FONT, png
from server.rendering.view import View

SHARP = 3
"""Pixels of a chart's PNG for each of its SVG: enough to print."""


def drawing(view: View, thing: NamedNode) -> Response:
    """An indicator's targets and actual values as SVG; `?alone=1`: with what they are of, for other pages."""
    return Response(
        _chart(view, thing, view.request.query_params.get("alone") == "1"), media_type=SVG.media_type
    )


def indicator(view: View, thing: NamedNode) -> Response:
    """An indicator's chart as PNG, or with `?card=1` its share picture."""
    if view.request.query_params.get("card") != "1":
        return _png(png(_chart(view, thing, alone=True), SHARP))
    reader = view.service.reader
    shown = reader.indicator(thing)
    holder = reader.graph.subjects(kk.hasIndicator, thing)
    row = reader.row(holder[0]) if holder else None
    return _shared(view, _title(view, shown, row), row, _newest(view, shown, row))


def element(view: View, thing: NamedNode) -> Response:
    """An element's share picture: its one figure, or how many of its targets were met."""
    reader = view.service.reader
    row = reader.row(thing)
    found = [
        entry
        for part in reader.graph.things(thing, kk.hasIndicator)
        for entry in _newest(view, reader.indicator(part), row)
    ]
    title = f"{row.notation} {in_language(row.title, view.language)}"
    return _shared(view, title, row, found)


def edition(view: View, thing: NamedNode) -> Response:
    """An edition's share picture: how many targets of its newest year were met, and every item's outcome."""
    glance = view.service.reader.glance(thing)
    outcome = glance.outcome
    words = view.t("card_met", year=view.year(glance.year)) if glance.year else ""
    return _png(
        picture(
            Card(
                place=_name(view, glance.publisher),
                title=_name(view, glance.edition),
                figure=f"{outcome.met} / {outcome.compared}" if outcome.compared else "",
                words=words,
                outcomes=tuple(tile.outcome.word for tile in glance.tiles),
            )
        )
    )


def _chart(view: View, thing: NamedNode, alone: bool) -> bytes:
    shown = view.service.reader.indicator(thing)
    if not can_be_drawn(shown):
        raise ProblemError(
            404,
            Text(
                "この指標には、図に描ける数値がありません。指標のページの表をご覧ください。",
                "There are no numbers of this indicator to draw; its page has the table.",
            ),
        )
    dark = view.request.query_params.get("theme") == "dark"
    if not alone:
        return chart(shown, view.language, dark)
    holder = view.service.graph.subjects(kk.hasIndicator, thing)
    row = view.service.reader.row(holder[0]) if holder else None
    return chart(shown, view.language, dark, _title(view, shown, row), _place(view, row))


def _shared(view: View, title: str, row: Row | None, found: list[Comparison]) -> Response:
    outcome = outcome_of(found)
    if len(found) == 1:
        figure = in_language(found[0].actual, view.language) or ""
        target = in_language(found[0].target, view.language) or ""
        words = view.t("card_target", target=target, outcome=view.t(f"outcome_{outcome.word}"))
    elif outcome.compared:
        year = max(entry.achievement.year for entry in found)
        figure, words = f"{outcome.met} / {outcome.compared}", view.t("card_met", year=view.year(year))
    else:
        figure, words = "", view.t("outcome_none")
    return _png(picture(Card(_place(view, row), title, figure, words)))


def _newest(view: View, shown: Indicator, row: Row | None) -> list[Comparison]:
    """The comparisons of the newest fiscal year that an indicator has any of."""
    newest = max((entry.year for entry in shown.achievements), default=None)
    return view.service.reader.compared_in(shown, newest, row) if newest else []


def _title(view: View, shown: Indicator, row: Row | None) -> str:
    return in_language(shown.label or (row.title if row else {}), view.language) or view.t(
        "unnamed_indicator"
    )


def _place(view: View, row: Row | None) -> str:
    """The municipality and the edition that an element is of."""
    edition_ = view.edition_of(row.iri) if row else None
    return "  ".join(filter(None, (_name(view, view.publisher(edition_)), _name(view, edition_))))


def _name(view: View, named: Named | None) -> str:
    return in_language(named.label, view.language) or "" if named else ""


def _png(made: bytes | None) -> Response:
    if made is None:
        raise ProblemError(404, NO_FONT)
    return Response(made, media_type=PNG.media_type)
