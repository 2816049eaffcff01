"""A dataset as schema.org/Dataset, which search engines read from its page."""

from pyoxigraph import NamedNode

from pipeline.reading.graph import in_language
from pipeline.reading.vocabulary import dcat, dcterms
from pipeline.release.description import Dataset
from server.rendering.view import View


def schema_org(view: View, thing: NamedNode, found: Dataset | None) -> dict[str, object]:
    """The dataset as schema.org/Dataset, for the page's JSON-LD."""
    graph, root = view.service.graph, view.service.settings.public_url
    period = graph.thing(thing, dcterms.temporal)
    span = [graph.value(period, term) for term in (dcat.startDate, dcat.endDate)] if period else []
    licence = graph.thing(thing, dcterms.license)
    publisher = graph.thing(thing, dcterms.publisher)
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": thing.value,
        "url": view.service.url(thing),
        "name": in_language(graph.label(thing), view.language),
        "description": in_language(graph.text(thing, dcterms.description), view.language),
        "inLanguage": ["ja", "en"],
        "isAccessibleForFree": True,
        "license": licence.value if licence else None,
        "temporalCoverage": "/".join(day for day in span if day) or None,
        "creator": _organization(view, publisher),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": file.media_type,
                "contentUrl": f"{root}/{file.path}",
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for file in (found.files if found else ())
        ],
    }
    return {name: value for name, value in described.items() if value}


def _organization(view: View, publisher: NamedNode | None) -> dict[str, object] | None:
    if publisher is None:
        return None
    name = in_language(view.service.graph.label(publisher), view.language)
    return {"@type": "Organization", "@id": publisher.value, "name": name}
