"""The page of a department: what it was and became, what it is responsible for."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dcterms, kk, org
from server.pages.queries import query_about
from server.rendering.view import View


@dataclass(frozen=True)
class Change:
    """A change of departments, seen from one of them: on which day or month, of what kind, which stand on the other side."""

    event: Named
    date: str
    kind: Named | None
    others: Sequence[Named]


def unit(view: View, thing: NamedNode) -> Response:
    """A department's elements, the indicators that name it, and the departments before and after it."""
    reader = view.service.reader
    elements = reader.graph.typed(kk.responsibleUnit, thing, kk.PlanElement)
    indicators = reader.graph.typed(kk.responsibleUnit, thing, kk.Indicator)
    return view.render(
        "unit.html",
        unit=reader.named(thing),
        municipality=reader.name(thing, org.unitOf),
        changes=[
            ("unit_before", _changes(view, thing, org.resultedFrom, org.originalOrganization)),
            ("unit_after", _changes(view, thing, org.changedBy, org.resultingOrganization)),
        ],
        groups=reader.by_edition(elements),
        indicators=[reader.named(indicator) for indicator in indicators],
        query=query_about("unit", thing),
    )


def _changes(view: View, thing: NamedNode, by: NamedNode, side: NamedNode) -> list[Change]:
    """The changes that a department came from, or that changed it, the earliest first."""
    reader = view.service.reader
    found = [
        Change(
            reader.named(event),
            reader.graph.value(event, dcterms.date) or "",
            reader.name(event, dcterms.type),
            reader.names(event, side),
        )
        for event in reader.graph.things(thing, by)
    ]
    return sorted(found, key=lambda change: (change.date, change.event.iri))
