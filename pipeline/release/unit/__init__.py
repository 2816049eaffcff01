"""One municipality's inputs in, its finished unit out: validated files, and what the merge needs to know of them.

The unit is a function of its inputs alone. Nothing of another municipality is read, and nothing of another
municipality has to be made again when it changes.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pyoxigraph as ox

from pipeline.catalog import history
from pipeline.catalog.history import Publication
from pipeline.exports import columns, sssom
from pipeline.exports.descriptions import void
from pipeline.exports.index import MEDIA_TYPES
from pipeline.graphs import serialize
from pipeline.graphs.serialize import Sorted
from pipeline.release.unit import pages
from pipeline.release.unit.content import Content, make_content
from pipeline.release.unit.counts import counts, subjects_elsewhere
from pipeline.release.unit.description import Description, describe
from pipeline.release.unit.inputs import Conditions, Inputs, own_files

__all__ = ["MANIFEST", "Conditions", "Finished", "Inputs", "build_municipality", "file_entry", "own_files"]

MANIFEST = "unit.json"
GRAPHS, CATALOGUE_GRAPH = "parts/graphs.nq.gz", "parts/catalog.nq.gz"
FIGURES, HUB = "parts/figures.nt.gz", "parts/hub.nt.gz"
MAPPINGS = "parts/hub.sssom.tsv"
CATALOGUE, CATALOGUE_SHARED, CATALOGUE_STATED = (
    "parts/catalog.nt",
    "parts/catalog-shared.nt",
    "parts/catalog-stated.nt",
)
LIST = "parts/opendata_list.csv"
LISTED = "parts/listed.jsonl"


@dataclass(frozen=True)
class Finished:
    """A municipality's unit: `files` by path, those below `parts/` for the merge, all others for the release.

    `manifest` says what they are; `publications` is what the history is told.
    """

    files: Mapping[str, bytes]
    manifest: Mapping[str, Any]
    publications: tuple[Publication, ...]


def build_municipality(inputs: Inputs) -> Finished:
    """The finished unit of one municipality.

    Raises KeikakuError with all problems found: what could not be read, or, read, does not conform.
    """
    content = make_content(inputs)
    publications = tuple(one.publication for one in content.editions)
    entries = history.entries(inputs.history, publications, inputs.conditions.at)
    described = describe(content, entries, inputs)
    files = {
        **{path: data for one in content.editions for path, data in one.files.items()},
        **{path: data for found in described.files.values() for path, data in found.items()},
        **content.files,
        void.path(inputs.municipality): serialize.turtle(described.void),
        **_parts(content, described, inputs),
    }
    return Finished(files, _manifest(content, described, files, inputs), publications)


def _parts(content: Content, described: Description, inputs: Inputs) -> dict[str, bytes]:
    conditions = inputs.conditions
    graph = str(conditions.iris("catalog_graph"))
    stored = [triple for triple in described.own if triple not in described.unstored]
    return {
        GRAPHS: serialize.compressed(serialize.n_quads(content.graphs)),
        CATALOGUE_GRAPH: serialize.compressed(serialize.n_quads({graph: stored})),
        CATALOGUE: serialize.n_triples(described.own),
        CATALOGUE_SHARED: serialize.n_triples(described.shared),
        CATALOGUE_STATED: serialize.n_triples(
            triple for triple in described.shared if triple in described.unstored
        ),
        FIGURES: serialize.compressed(serialize.n_triples(content.figures)),
        HUB: serialize.compressed(serialize.n_triples(content.hub)),
        MAPPINGS: "".join(sssom.rows(content.mappings, conditions.base)).encode(),
        LIST: described.rows,
        LISTED: _listed(described.parts),
        **pages.parts(content, inputs),
    }


def _listed(parts: Mapping[str, Sorted]) -> bytes:
    """The parts of a catalogue that are a municipality's datasets: a line of JSON each, its IRI and its N-Triples."""
    lines = (json.dumps([iri, serialize.n_triples(found).decode()]) for iri, found in parts.items())
    return "".join(f"{line}\n" for line in lines).encode()


def _manifest(
    content: Content, described: Description, files: Mapping[str, bytes], inputs: Inputs
) -> dict[str, Any]:
    by = content.editions[0].publisher
    return {
        "code": by.code,
        "name": asdict(by.name),
        "prefecture": asdict(by.prefecture),
        "datasets": [
            {
                "id": one.edition.key.dataset,
                "title": asdict(one.title),
                "graphs": list(one.graphs),
                "files": [
                    file_entry(path, files[path])
                    for path in sorted({*one.files, *described.files[one.edition.key.dataset]})
                ],
            }
            for one in content.editions
        ],
        "files": {path: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())},
        "figures": [
            sheet.stem for one in content.editions for sheet in one.sheets if sheet.columns is columns.FIGURES
        ],
        "counts": counts(content),
        "years": content.years,
        "units": content.units,
        "covers": [
            min(one.edition.covers[0] for one in content.editions),
            max(one.edition.covers[1] for one in content.editions),
        ],
        "joined": {
            "figures": _joined(content.figures, inputs),
            "hub": _joined(content.hub, inputs),
        },
        "foreign": subjects_elsewhere(content),
        "stored": sum(triple not in described.unstored for triple in described.own),
    }


def file_entry(path: str, data: bytes) -> dict[str, Any]:
    """A file as manifests list it."""
    return {
        "path": path,
        "media_type": MEDIA_TYPES[path.partition(".")[2]],
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _joined(found: Iterable[ox.Triple], inputs: Inputs) -> dict[str, Any]:
    """How many triples a part of a joined dataset has, and their fingerprint."""
    lines = serialize.n_triples(found).decode().splitlines()
    return {"triples": len(lines), "sha256": history.fingerprint(lines, inputs.conditions.base)}
