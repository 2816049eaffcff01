"""A dataset as schema.org/Dataset, which search engines read from its page."""

from collections.abc import Iterable
from itertools import islice

from pyoxigraph import NamedNode

from pipeline.reading.graph import in_language
from pipeline.reading.vocabulary import dcat, dcat3, dcterms, kk
from pipeline.release.description import Dataset, File
from server.rendering.view import View

CONTEXT = "https://schema.org/"
MOST_VARIABLES = 100
"""How many of its indicators a dataset names: a table of a whole city has thousands."""

Node = dict[str, object]


def schema_org(view: View, thing: NamedNode, found: Dataset | None, files: Iterable[File]) -> Node:
    """The dataset as schema.org/Dataset, for the page's JSON-LD; `files` those first that most people open."""
    graph = view.service.graph
    period, licence = graph.thing(thing, dcterms.temporal), graph.thing(thing, dcterms.license)
    span = [graph.value(period, term) for term in (dcat.startDate, dcat.endDate)] if period else []
    return filled(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": thing.value,
            "url": view.service.url(thing),
            "identifier": thing.value,
            "name": in_language(graph.label(thing), view.language),
            "description": in_language(graph.text(thing, dcterms.description), view.language),
            "keywords": _keywords(view, thing),
            "inLanguage": ["ja", "en"],
            "isAccessibleForFree": True,
            "license": licence.value if licence else None,
            "version": graph.value(thing, dcat3.version),
            "datePublished": graph.value(thing, dcterms.issued),
            "dateModified": graph.value(thing, dcterms.modified),
            "temporalCoverage": "/".join(day for day in span if day) or None,
            "spatialCoverage": [_named(view, "Place", one) for one in graph.things(thing, dcterms.spatial)],
            "creator": _agents(view, thing, dcterms.creator),
            "publisher": _agents(view, thing, dcterms.publisher),
            "variableMeasured": _variables(view, found),
            "includedInDataCatalog": _catalogue(view),
            "distribution": [_download(view, file) for file in files],
        }
    )


def filled(node: Node) -> Node:
    """A node without what is not said."""
    return {name: value for name, value in node.items() if value}


def _keywords(view: View, thing: NamedNode) -> list[str]:
    found = view.service.graph.literals(thing, dcat.keyword)
    return [one.value for one in found if one.language in (view.language, None)]


def _agents(view: View, thing: NamedNode, property_: NamedNode) -> list[Node]:
    """Who made or publishes it; a project is an organization to schema.org."""
    return [_named(view, "Organization", agent) for agent in view.service.graph.things(thing, property_)]


def _named(view: View, class_: str, thing: NamedNode) -> Node:
    name = in_language(view.service.graph.label(thing), view.language)
    return filled({"@type": class_, "@id": thing.value, "name": name})


def _variables(view: View, found: Dataset | None) -> list[Node]:
    """The indicators of the plan, by name; nothing where the dataset is of no one plan."""
    graph = view.service.graph
    names = [
        (thing, in_language(graph.label(thing), view.language))
        for name in (found.graphs if found else ())
        for thing in graph.instances_in(NamedNode(name), kk.Indicator)
    ]
    by_name = {name: thing.value for thing, name in names if name}
    first = islice(by_name.items(), MOST_VARIABLES)
    return [{"@type": "PropertyValue", "@id": iri, "name": name} for name, iri in first]


def _catalogue(view: View) -> Node:
    catalogue = NamedNode(f"{view.service.release.base_iri}catalog")
    return {**_named(view, "DataCatalog", catalogue), "url": view.service.url(catalogue)}


def _download(view: View, file: File) -> Node:
    return {
        "@type": "DataDownload",
        "name": file.path.rpartition("/")[2],
        "encodingFormat": file.media_type,
        "contentUrl": f"{view.service.settings.public_url}/{file.path}",
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }
