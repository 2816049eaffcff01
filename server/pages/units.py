"""The page of a department: what it is responsible for."""

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.vocabulary import kk, org
from server.pages.queries import query_about
from server.rendering.view import View


def unit(view: View, thing: NamedNode) -> Response:
    """A department's elements and the indicators that name it."""
    reader = view.service.reader
    elements = reader.graph.typed(kk.responsibleUnit, thing, kk.PlanElement)
    indicators = reader.graph.typed(kk.responsibleUnit, thing, kk.Indicator)
    return view.render(
        "unit.html",
        unit=reader.named(thing),
        municipality=reader.name(thing, org.unitOf),
        groups=reader.by_edition(elements),
        indicators=[reader.named(indicator) for indicator in indicators],
        query=query_about("unit", thing),
    )
