"""The pages of a municipality and of a plan."""

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.graph import natural
from pipeline.reading.vocabulary import dcterms, kk, org
from server.rendering.view import View


def municipality(view: View, thing: NamedNode) -> Response:
    """A municipality: its plans, and its departments with how many items each answers for."""
    reader = view.service.reader
    plans = [
        (reader.named(plan), reader.names(plan, dcterms.hasVersion))
        for plan in reader.graph.typed(dcterms.publisher, thing, kk.Plan)
    ]
    graph = reader.graph
    units = {*graph.things(thing, org.hasUnit), *graph.subjects(org.unitOf, thing)}
    items = {unit: len(graph.subjects(kk.responsibleUnit, unit)) for unit in units}
    ordered = sorted(units, key=lambda unit: (-items[unit], natural(unit.value)))
    return view.render(
        "municipality.html",
        municipality=reader.named(thing),
        plans=plans,
        units=[(reader.named(unit), items[unit]) for unit in ordered],
    )


def plan(view: View, thing: NamedNode) -> Response:
    """A plan as it goes on from edition to edition."""
    reader = view.service.reader
    return view.render(
        "plan.html",
        plan=reader.named(thing),
        publisher=reader.name(thing, dcterms.publisher),
        editions=[reader.named(edition) for edition in reader.versions(thing)],
    )
