"""The catalogue as files: Turtle, JSON-LD with its context inline, RDF/XML; the same triples in each.

They are written part by part, so that a catalogue of any size needs the memory of its largest part. A part has all
triples of its subjects.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from pipeline.json_ld import writing
from pipeline.model.namespaces import PREFIXES

MEDIA_TYPES = {
    "catalog.ttl": "text/turtle",
    "catalog.jsonld": "application/ld+json",
    "catalog.rdf": "application/rdf+xml",
}
Parts = Callable[[], Iterator[Iterable[ox.Triple]]]
"""The parts of a catalogue, sorted each; called once for every file."""


def write(parts: Parts, folder: Path) -> None:
    """Writes the catalogue's files into a folder."""
    for name, format_ in (("catalog.ttl", ox.RdfFormat.TURTLE), ("catalog.rdf", ox.RdfFormat.RDF_XML)):
        ox.serialize(chain.from_iterable(parts()), folder / name, format=format_, prefixes=dict(PREFIXES))
    with (folder / "catalog.jsonld").open("wb") as file:
        file.writelines(writing.joined(parts()))
