"""The catalogue as files: Turtle, JSON-LD with its context inline, RDF/XML; the same triples, the same bytes."""

from collections.abc import Iterable

import pyoxigraph

from pipeline.graphs import serialize
from pipeline.graphs.interpreter import Triple

MEDIA_TYPES = {
    "catalog.ttl": "text/turtle",
    "catalog.jsonld": "application/ld+json",
    "catalog.rdf": "application/rdf+xml",
}


def documents(triples: Iterable[Triple]) -> dict[str, bytes]:
    """The catalogue's files by name."""
    found = list(triples)
    return {
        "catalog.ttl": serialize.turtle(found),
        "catalog.jsonld": serialize.json_ld(found),
        "catalog.rdf": rdf_xml(found),
    }


def rdf_xml(found: Iterable[Triple]) -> bytes:
    """Triples as RDF/XML in their sorted order."""
    listed = list(found)
    format_, prefixes = pyoxigraph.RdfFormat.RDF_XML, serialize.used_prefixes(listed)
    return pyoxigraph.serialize(serialize.triples(listed), format=format_, prefixes=prefixes) or b""
