"""The catalogue as files: Turtle, JSON-LD with its context inline, RDF/XML; the same triples, the same bytes."""

from collections.abc import Iterable

from pipeline.graphs import serialize
from pipeline.graphs.interpreter import Triple

MEDIA_TYPES = {
    "catalog.ttl": "text/turtle",
    "catalog.jsonld": "application/ld+json",
    "catalog.rdf": "application/rdf+xml",
}


def documents(triples: Iterable[Triple]) -> dict[str, bytes]:
    """The catalogue's files by name."""
    found = serialize.sort(triples)
    return {
        "catalog.ttl": serialize.turtle(found),
        "catalog.jsonld": serialize.json_ld(found),
        "catalog.rdf": serialize.rdf_xml(found),
    }
