"""The catalogue as files: Turtle, JSON-LD with its context inline, RDF/XML; the same triples, the same bytes."""

from collections.abc import Iterable

import pyoxigraph

from pipeline import graph
from pipeline.triples import Triple

MEDIA_TYPES = {
    "catalog.ttl": "text/turtle",
    "catalog.jsonld": "application/ld+json",
    "catalog.rdf": "application/rdf+xml",
}


def documents(triples: Iterable[Triple]) -> dict[str, bytes]:
    """The catalogue's files by name."""
    found = list(triples)
    return {
        "catalog.ttl": graph.turtle(found),
        "catalog.jsonld": graph.json_ld(found),
        "catalog.rdf": rdf_xml(found),
    }


def rdf_xml(found: Iterable[Triple]) -> bytes:
    """Triples as RDF/XML in their sorted order."""
    listed = list(found)
    format_, prefixes = pyoxigraph.RdfFormat.RDF_XML, graph.used_prefixes(listed)
    return pyoxigraph.serialize(graph.triples(listed), format=format_, prefixes=prefixes) or b""
