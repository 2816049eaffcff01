"""The page of an element or an indicator as schema.org/WebPage: where it stands, what it is about, the dataset it is of."""

from collections.abc import Sequence

from pyoxigraph import NamedNode

from pipeline.reading.element import Element
from pipeline.reading.graph import Text, in_language
from pipeline.reading.indicator import Indicator
from server.pages.dataset.schema_org import CONTEXT, Node, filled
from server.rendering.view import View


def of_element(view: View, shown: Element) -> Node:
    """The page of an element; schema.org has no class for a part of a plan, so it is a thing with a name."""
    row = shown.row
    about = _about(view, "Thing", row.iri, row.title, shown.purpose)
    return _page(view, shown, [(row.iri, row.title)], about)


def of_indicator(view: View, shown: Indicator, element: Element | None) -> Node:
    """The page of an indicator, which is a variable with figures."""
    about = _about(view, "StatisticalVariable", shown.iri, shown.label, shown.definition)
    own = [(element.row.iri, element.row.title)] if element else []
    return _page(view, element, [*own, (shown.iri, shown.label)], {**about, "statType": "measuredValue"})


def _about(view: View, class_: str, iri: str, name: Text, description: Text) -> Node:
    node = {"@type": class_, "@id": iri, "url": view.service.url(NamedNode(iri))}
    said = {"name": in_language(name, view.language), "description": in_language(description, view.language)}
    return filled({**node, **said})


def _page(view: View, element: Element | None, last: Sequence[tuple[str, Text]], about: Node) -> Node:
    edition = element.edition if element else None
    above = [(one.iri, one.title) for one in element.ancestors] if element else []
    of_edition = [(edition.iri, edition.label)] if edition else []
    return filled(
        {
            "@context": CONTEXT,
            "@type": "WebPage",
            "url": about["url"],
            "name": about.get("name"),
            "inLanguage": view.language,
            "isPartOf": _dataset(view, edition.iri) if edition else None,
            "breadcrumb": _breadcrumb(view, [*of_edition, *above, *last]),
            "mainEntity": about,
        }
    )


def _dataset(view: View, edition: str) -> Node | None:
    thing = view.service.document_of_graph(NamedNode(f"{edition}/graph"))
    if thing is None:
        return None
    name = in_language(view.service.graph.label(thing), view.language)
    return filled({"@type": "Dataset", "@id": thing.value, "url": view.service.url(thing), "name": name})


def _breadcrumb(view: View, places: Sequence[tuple[str, Text]]) -> Node:
    """The way down from the edition to the page."""
    named = [(iri, in_language(name, view.language)) for iri, name in places]
    entries = [
        {"@type": "ListItem", "position": position, "name": name, "item": view.service.url(NamedNode(iri))}
        for position, (iri, name) in enumerate(((iri, name) for iri, name in named if name), start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": entries}
