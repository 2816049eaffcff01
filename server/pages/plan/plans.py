"""The page of a plan."""

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.summary.home import card
from pipeline.reading.vocabulary import dcterms
from server.rendering.view import View


def plan(view: View, thing: NamedNode) -> Response:
    """A plan as it goes on from edition to edition."""
    reader = view.service.reader
    return view.render(
        "plan.html",
        plan=reader.named(thing),
        publisher=reader.name(thing, dcterms.publisher),
        editions=[card(reader.glance(edition)) for edition in reader.versions(thing)],
    )
