"""Finished units in, the files of a release out: linked where they are a unit's own, joined by streams where they are not.

Checked is only what crosses units. What is in memory is small tables: names, digests, what the catalogue says of things
that no unit owns.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.catalog.build import describe
from pipeline.catalog.history import Ledger
from pipeline.catalog.model import Catalogue, DataFile, Dataset
from pipeline.exports import index
from pipeline.exports.index import MEDIA_TYPES
from pipeline.exports.sheet import Sheet
from pipeline.graphs import serialize
from pipeline.graphs.serialize import Sorted
from pipeline.reading.summary import pages_file
from pipeline.release import store
from pipeline.release.merge import catalogue, joined, pages
from pipeline.release.merge.inputs import Merge
from pipeline.release.quads import DATASET
from pipeline.release.reference import FIGURES, GRAPHS, HUB
from pipeline.release.scheduling.cache import Unit
from pipeline.release.unit import FIGURES as FIGURES_PART
from pipeline.release.unit import GRAPHS as GRAPHS_PART
from pipeline.release.unit import HUB as HUB_PART
from pipeline.release.unit import MANIFEST, MAPPINGS
from pipeline.release.unit.inputs import TOOLS
from pipeline.release.verified import digest
from pipeline.validation.report import Report

__all__ = ["Merge", "write"]

PARTS = "parts/"


def write(merge: Merge, entries: Ledger, folder: Path) -> tuple[str, dict[str, int]]:
    """Writes all files of a release into a folder; returns its id, which follows from its content, and its counts."""
    digests = dict(_link(merge.units, folder))
    sheets = _write_joined(merge, folder)
    files = {
        id_: _listed(paths, folder, sheets.get(id_, ()))
        for id_, paths in _paths(merge, sheets, folder).items()
    }
    described = describe(merge.publishers, merge.covers, files, entries, merge.owner)
    about = _write_described(described, sheets, merge, folder)
    stored = catalogue.write(
        described, merge.triples, merge.units, merge.reference.values(), (merge.iris, merge.root), folder
    )
    _write_dataset(merge, stored.stored, folder)
    pages.join(merge.units, _by_name(merge), merge.iris, stored.listing, folder / pages_file.NAME)
    Report(()).write(folder / "report", merge.iris.base)
    standing = {path for found in files.values() for path in (file.path for file in found)}
    for path in (
        *standing,
        *(path for found in about.values() for path in found),
        *stored.paths,
        DATASET,
        pages_file.NAME,
    ):
        digests[path] = digest(folder / path)
    id_ = _digest([version("keikaku"), digests])[:16]
    in_graph = len(stored.stored) + sum(unit.manifest["stored"] for unit in merge.units)
    counted = merge.counts(in_graph)
    datasets = [
        _described(
            dataset, [*(file.path for file in files.get(dataset.id, ())), *about[dataset.id]], merge, folder
        )
        for dataset in described.datasets
        if dataset.id in files
    ]
    _write_description(id_, merge, datasets, counted, folder)
    return id_, counted


def _link(units: Iterable[Unit], folder: Path) -> Iterator[tuple[str, str]]:
    """Links the units' files into the release; path and digest of each."""
    for unit in units:
        named = {**unit.manifest["files"], MANIFEST: digest(unit.path / MANIFEST)}
        for path, sha256 in named.items():
            if not path.startswith(PARTS):
                target = f"{store.MUNICIPALITY}/{unit.manifest['code']}.json" if path == MANIFEST else path
                (folder / target).parent.mkdir(parents=True, exist_ok=True)
                os.link(unit.path / path, folder / target)
                yield target, sha256


def _write_joined(merge: Merge, folder: Path) -> dict[str, tuple[Sheet, ...]]:
    """Writes the data files of the datasets that stand for all; returns their tables."""
    (folder / "data").mkdir(exist_ok=True)
    parts = {HUB: HUB_PART, FIGURES: FIGURES_PART}
    for id_ in (*merge.reference, FIGURES):
        members = [unit.path / parts[id_] for unit in merge.units] if id_ in parts else []
        joined.join_rdf(id_, members, merge.reference.get(id_, []), merge.triples[id_], folder)
    mappings = (unit.path / MAPPINGS for unit in merge.units)
    joined.join_mappings(mappings, folder / f"data/{HUB}.sssom.tsv", merge.iris.base)
    whole = merge.triples[FIGURES] <= joined.WHOLE
    iri = str(merge.iris("dataset", dataset=FIGURES))
    return {FIGURES: joined.join_figures(merge.units, whole, iri, folder)}


def _paths(merge: Merge, sheets: Mapping[str, Sequence[Sheet]], folder: Path) -> dict[str, list[str]]:
    """The data files of each dataset that stands for all."""
    found = {}
    for id_ in (*merge.reference, FIGURES):
        rdf = [f"data/{id_}.{suffix}" for suffix in ("ttl", "jsonld", "nt.gz", "sssom.tsv", "xlsx")]
        tables = [path for sheet in sheets.get(id_, ()) for path in (sheet.csv_path, sheet.parquet_path)]
        found[id_] = [path for path in (*rdf, *tables) if (folder / path).exists()]
    return found


def _listed(paths: Iterable[str], folder: Path, sheets: Sequence[Sheet]) -> list[DataFile]:
    return [
        index.data_file(path, (folder / path).stat().st_size, digest(folder / path), sheets)
        for path in sorted(paths, key=lambda path: (not path.endswith(".csv"), path))
    ]


def _write_described(
    described: Catalogue, sheets: Mapping[str, Sequence[Sheet]], merge: Merge, folder: Path
) -> dict[str, list[str]]:
    """Writes what describes each dataset that stands for all; returns the paths by dataset."""
    found: dict[str, list[str]] = {}
    for dataset in described.datasets:
        files = index.described(dataset, sheets.get(dataset.id, ()), merge.iris, merge.root)
        found[dataset.id] = list(files)
        for path, content in files.items():
            (folder / path).write_bytes(content)
    return found


def _write_dataset(merge: Merge, stored: Sorted, folder: Path) -> None:
    """Writes all named graphs: the units' gzip members one after another, then what belongs to none."""
    graphs = {**_by_name(merge), str(merge.iris("catalog_graph")): stored}
    members = [*(unit.path / GRAPHS_PART for unit in merge.units), *catalogue.members(merge.units)]
    with (folder / DATASET).open("wb") as file:
        for path in members:
            with path.open("rb") as member:
                shutil.copyfileobj(member, file)
        file.write(serialize.compressed(serialize.n_quads(graphs)))


def _by_name(merge: Merge) -> dict[str, Sorted]:
    """The graphs that belong to no municipality, by their names."""
    return {str(merge.iris(GRAPHS[id_])): found for id_, found in merge.reference.items()}


def _described(dataset: Dataset, paths: Iterable[str], merge: Merge, folder: Path) -> dict[str, Any]:
    """A dataset that stands for all as release.json lists it."""
    graph = [str(merge.iris(GRAPHS[dataset.id]))] if dataset.id in GRAPHS else []
    files = [
        {
            "path": path,
            "media_type": MEDIA_TYPES[path.partition(".")[2]],
            "bytes": (folder / path).stat().st_size,
            "sha256": digest(folder / path),
        }
        for path in sorted(paths)
    ]
    return {"id": dataset.id, "title": asdict(dataset.title), "graphs": graph, "files": files}


def _write_description(
    id_: str, merge: Merge, datasets: Sequence[Mapping[str, Any]], counted: Mapping[str, int], folder: Path
) -> None:
    description = {
        "id": id_,
        "base_iri": merge.iris.base,
        "root": merge.root,
        "version": version("keikaku"),
        "municipalities": {unit.manifest["code"]: unit.manifest["name"] for unit in merge.units},
        "units": {unit.manifest["code"]: unit.path.name for unit in merge.units},
        "datasets": datasets,
        "counts": dict(counted),
        "tools": {name: version(name) for name in TOOLS},
    }
    text = json.dumps(description, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / store.DESCRIPTION).write_text(f"{text}\n", encoding="utf-8")


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
