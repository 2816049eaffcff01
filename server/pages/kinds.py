"""Which page shows which kind of thing: by its classes, the first that has a page of its own."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.exports.sheet import Sheet
from pipeline.reading.vocabulary import dcat, dcat3, dcterms, foaf, kk, org, rdf, skos, time
from server.http.negotiation import ATOM, CSV, HTML, PNG, SVG, XLSX, Format
from server.pages import classifications, municipality, sources, things, units, years
from server.pages.dataset import datasets
from server.pages.feeds import followed
from server.pages.plan import editions, elements, pictures, plans, tables
from server.rendering.service import Service
from server.rendering.view import View

Page = Callable[[View, NamedNode], Response]
Made = TypeVar("Made")

PAGES: dict[NamedNode, Page] = {
    kk.PlanElement: elements.element,
    kk.Indicator: elements.indicator,
    kk.Activity: elements.activity,
    kk.PlanEdition: editions.edition,
    kk.Plan: plans.plan,
    org.OrganizationalUnit: units.unit,
    org.FormalOrganization: municipality.municipality,
    foaf.Document: sources.document,
    skos.ConceptScheme: classifications.scheme,
    skos.Concept: classifications.concept,
    time.ProperInterval: years.year,
    dcat3.DatasetSeries: datasets.series,
    dcat.Dataset: datasets.dataset,
}
TABLES: dict[NamedNode, Callable[[View, NamedNode], Sheet]] = {
    kk.PlanElement: elements.table,
    kk.Indicator: elements.table,
    kk.PlanEdition: editions.table,
}
CHARTS: dict[NamedNode, Page] = {kk.Indicator: pictures.drawing}
PICTURES: dict[NamedNode, Page] = {
    kk.PlanElement: pictures.element,
    kk.Indicator: pictures.indicator,
    kk.PlanEdition: pictures.edition,
}
FEEDS: dict[NamedNode, Page] = {
    kk.Plan: followed.plan,
    kk.Indicator: followed.indicator,
    org.OrganizationalUnit: followed.unit,
}


def show(view: View, thing: NamedNode, format_: Format) -> Response | None:
    """The page about a thing, or its table, chart, picture or feed; None: it has none in this format."""
    if format_ in (CSV, XLSX):
        read = _of(view.service, thing, TABLES)
        return tables.given(view, thing, read(view, thing), format_) if read else None
    made = {HTML: PAGES, SVG: CHARTS, PNG: PICTURES, ATOM: FEEDS}[format_]
    show_it = _of(view.service, thing, made) or (things.thing if format_ is HTML else None)
    return show_it(view, thing) if show_it else None


def successor(service: Service, thing: NamedNode) -> NamedNode | None:
    """What replaces a thing of which nothing but that is known any more."""
    if service.graph.things(thing, rdf.type):
        return None
    return service.graph.thing(thing, dcterms.isReplacedBy)


def _of(service: Service, thing: NamedNode, made: Mapping[NamedNode, Made]) -> Made | None:
    classes = set(service.graph.things(thing, rdf.type))
    return next((page for class_, page in made.items() if class_ in classes), None)
