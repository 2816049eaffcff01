"""Charts of indicators, and the pictures that stand for a plan's pages where their links are shared."""

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.model.text import Text
from server.http.errors import ProblemError
from server.http.negotiation import PNG, SVG
from server.pages.plan import cards
from server.rendering.charts.card import picture
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
    return _png(picture(cards.of_indicator(view, thing)))


def element(view: View, thing: NamedNode) -> Response:
    """An element's share picture."""
    return _png(picture(cards.of_element(view, thing)))


def edition(view: View, thing: NamedNode) -> Response:
    """An edition's share picture."""
    return _png(picture(cards.of_edition(view, thing)))


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
    row = cards.holder(view, thing)
    return chart(shown, view.language, dark, cards.title_of(view, shown, row), cards.place(view, row))


def _png(made: bytes | None) -> Response:
    if made is None:
        raise ProblemError(404, NO_FONT)
    return Response(made, media_type=PNG.media_type)
