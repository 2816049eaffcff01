"""The catalogue of a release from those of its units: documents, VoID, the open data list, the graph in the store.

A unit's own triples are copied as they are; what no unit owns is said once, whoever said it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from pipeline.catalog import dcat, documents
from pipeline.catalog.model import Catalogue
from pipeline.exports import index
from pipeline.exports.descriptions import void
from pipeline.graphs import metrics, serialize
from pipeline.graphs.serialize import Sorted
from pipeline.model.iris import Iris
from pipeline.release.merge import listing, open_data_list
from pipeline.release.merge.listing import Listing
from pipeline.release.scheduling.cache import Unit
from pipeline.release.unit import (
    CATALOGUE,
    CATALOGUE_GRAPH,
    CATALOGUE_SHARED,
    CATALOGUE_STATED,
)
from pipeline.release.unit.description import unstored
from pipeline.release.unit.divided import Divided
from pipeline.validation.shacl import shapes_document


@dataclass(frozen=True)
class CatalogueFiles:
    """What `write` wrote: paths below the release; what the catalogue's graph holds beside the units' own; what a server
    pages through.
    """

    paths: tuple[str, ...]
    stored: Sorted
    listing: Listing


def write(
    described: Catalogue,
    counts: Mapping[str, int],
    units: Sequence[Unit],
    reference: Iterable[Sorted],
    place: tuple[Iris, str],
    folder: Path,
) -> CatalogueFiles:
    """Writes the catalogue of units and of the datasets that stand for all, which `described` holds.

    `counts` are the triples of those datasets, `reference` the graphs that belong to no municipality, `place` what IRIs
    and what addresses start with.
    """
    iris, root = place
    own = serialize.sort(
        {
            *dcat.about(described, iris, root),
            *dcat.datasets(described.datasets, iris, root),
            *metrics.metrics(iris),
        }
    )
    said = {triple for unit in units for triple in _triples(unit.path / CATALOGUE_SHARED)}
    shared = serialize.in_order({*own, *said} - _of_publishers(described, units))
    documents.write(lambda: _parts(units, shared), folder)
    (folder / void.PATH).write_bytes(serialize.turtle(_void(described, counts, units, place)))
    lists = open_data_list.write(described.datasets, units, root, folder)
    (folder / index.SHAPES).write_bytes(shapes_document(iris.base).encode())
    stated = {triple for unit in units for triple in _triples(unit.path / CATALOGUE_STATED)}
    stated |= unstored(shared, reference, iris.base, root)
    kept = [triple for triple in shared if triple not in stated]
    paths = (*documents.MEDIA_TYPES, void.PATH, *lists, index.SHAPES)
    return CatalogueFiles(paths, kept, _listing(described, own, units, iris))


def _listing(described: Catalogue, own: Sorted, units: Sequence[Unit], iris: Iris) -> Listing:
    divided = Divided(own, [str(iris("dataset", dataset=one.id)) for one in described.datasets])
    codes = [str(unit.manifest["code"]) for unit in units]
    every = chain(listing.of_units(units), listing.of_all(divided, codes))
    node = str(iris("catalog"))
    return Listing(node, described.modified, divided.whole(node), every)


def members(units: Sequence[Unit]) -> Iterator[Path]:
    """The gzip members of the catalogue's graph that are the units' own."""
    return (unit.path / CATALOGUE_GRAPH for unit in units)


def _of_publishers(described: Catalogue, units: Sequence[Unit]) -> set[ox.Triple]:
    """What units say themselves of the publishers of the datasets that stand for all."""
    codes = {dataset.publisher.code for dataset in described.datasets} | {described.publisher.code}
    of = (unit for unit in units if unit.manifest["code"] in codes)
    return {triple for unit in of for triple in _triples(unit.path / CATALOGUE)}


def _parts(units: Sequence[Unit], shared: Sorted) -> Iterator[Iterable[ox.Triple]]:
    for unit in units:
        yield _triples(unit.path / CATALOGUE)
    yield shared


def _triples(path: Path) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.N_TRIPLES))


def _void(
    described: Catalogue, counts: Mapping[str, int], units: Sequence[Unit], place: tuple[Iris, str]
) -> Sorted:
    standing = [(one, counts[one.id]) for one in described.datasets if not one.withdrawn]
    codes = [str(unit.manifest["code"]) for unit in units]
    return serialize.sort(void.of_all(described.title, standing, codes, *place))
