"""The build: the one place that knows the order of the stages, from `data/` to a validated release.

    assemble → derive → validate → package → write → publish

Nothing is published unless everything conforms; the release before stays current until the last step.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline import datasets, graph, quality_report, release
from pipeline.assembly import Assembly, assemble
from pipeline.catalog import ledger as memory
from pipeline.catalog import settings as catalogue
from pipeline.datasets import Parts
from pipeline.errors import ConformanceError
from pipeline.extract import ledger
from pipeline.iris import BASE, Iris
from pipeline.packaging.listings import MEDIA_TYPES
from pipeline.packaging.package import Occasion, Package, package
from pipeline.paths import DataFolder
from pipeline.terms import KK, QB, RDF
from pipeline.validate import validate

TOOLS = ("rdflib", "pyshacl", "pyoxigraph", "pandas")


@dataclass(frozen=True)
class Options:
    """What a build is asked for: municipalities (all if none is named), base IRI, whether only to check.

    `allow_removal` names datasets that may vanish from the catalogue; `locked` refuses to change the ledger of
    what was published; `at` is the instant to record there for what changed (the clock's if blank).
    """

    municipalities: tuple[str, ...] = ()
    base_iri: str = BASE
    check: bool = False
    allow_removal: tuple[str, ...] = ()
    locked: bool = False
    at: str = ""


@dataclass
class Summary:
    """What a build did: the release's path (None for a check), counts, seconds of each stage."""

    path: Path | None = None
    id: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, tell: Callable[[str], None]) -> Iterator[None]:
        """Times a stage and tells that it began."""
        tell(name)
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


def build(
    data: DataFolder, releases: Path, options: Options, tell: Callable[[str], None] = lambda stage: None
) -> Summary:
    """Builds a release from a folder of data into a folder of releases.

    Raises TableError, DocumentError, SettingError (could not read), ConformanceError (does not conform),
    ReleaseError (could not write); whatever is raised, the release before stays current.
    """
    summary = Summary()
    with summary.stage("assemble", tell):
        assembly = assemble(data, options.municipalities or data.municipalities(), Iris(options.base_iri))
    with summary.stage("derive", tell):
        assembly.derive()
    with summary.stage("validate", tell):
        report = validate(
            {str(name): graph.as_rdflib(found) for name, found in assembly.graphs.items()}, options.base_iri
        )
    if not report.conforms:
        raise ConformanceError(report.problems(assembly.where))
    parts = datasets.divide(assembly)
    with summary.stage("package", tell):
        packed = _package(data, assembly, parts, options)
    assembly.add(assembly.iris("catalog_graph"), packed.triples)
    summary.counts = counts(assembly)
    if options.check:
        return summary
    with release.writing(releases) as folder:
        with summary.stage("write", tell):
            report.write(folder / "report", options.base_iri)
            summary.id = write(folder, assembly, parts, packed, summary.counts)
        with summary.stage("publish", tell):
            if not options.municipalities:
                catalogue.record(data, packed.ledger)
            summary.path = release.publish(folder, releases, summary.id)
    return summary


def _package(data: DataFolder, assembly: Assembly, parts: Sequence[Parts], options: Options) -> Package:
    """Packages an assembly by the ledger of what was published; a build of some municipalities has no memory."""
    published = {} if options.municipalities else memory.read(catalogue.ledger_path(data))
    owner = catalogue.owner(data, {source.edition.municipality for source in assembly.sources})
    at = options.at or memory.now(os.environ)
    rdf_files = {one.id: dict(datasets.rdf_files(one)) for one in parts}
    packed = package(assembly, parts, rdf_files, Occasion(published, owner, at, options.allow_removal))
    if options.locked:
        memory.require_recorded(published, packed.ledger)
    return packed


def write(
    folder: Path, assembly: Assembly, parts: Collection[Parts], packed: Package, counted: Mapping[str, int]
) -> str:
    """Writes all files of a release into a folder; returns the release's id, which follows from its content."""
    n_quads = graph.n_quads(assembly.graphs)
    digests: dict[str, str] = {}
    for path, content in files(assembly, packed, n_quads):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        digests[path] = hashlib.sha256(content).hexdigest()
    graph.write_store(n_quads, folder / release.STORE)
    id_ = hashlib.sha256(json.dumps([version("keikaku"), digests], sort_keys=True).encode()).hexdigest()[:16]
    described = description(id_, assembly, parts, packed, counted, digests)
    text = json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / release.DESCRIPTION).write_text(f"{text}\n", encoding="utf-8")
    release.write_sums(folder)
    return id_


def description(
    id_: str,
    assembly: Assembly,
    parts: Collection[Parts],
    packed: Package,
    counted: Mapping[str, int],
    digests: Mapping[str, str],
) -> dict[str, Any]:
    """What release.json says."""
    names = {s.edition.municipality: s.edition.publisher.name for s in assembly.sources}
    return {
        "id": id_,
        "base_iri": assembly.iris.base,
        "version": version("keikaku"),
        "municipalities": {code: {"ja": name.ja, "en": name.en} for code, name in names.items()},
        "datasets": [_dataset(one, packed, digests) for one in parts],
        "counts": dict(counted),
        "tools": {name: version(name) for name in TOOLS},
    }


def _dataset(parts: Parts, packed: Package, digests: Mapping[str, str]) -> dict[str, Any]:
    """One dataset of release.json with all its files."""
    return {
        "id": parts.id,
        "title": {"ja": parts.title.ja, "en": parts.title.en},
        "graphs": [str(name) for name in parts.graphs],
        "files": [
            {
                "path": path,
                "media_type": MEDIA_TYPES[path.partition(".")[2]],
                "bytes": len(packed.files[path]),
                "sha256": digests[path],
            }
            for path in packed.members[parts.id]
        ],
    }


def files(assembly: Assembly, packed: Package, n_quads: bytes) -> Iterator[tuple[str, bytes]]:
    """Every file that follows from the assembly: path below the release, content."""
    yield "dataset.nq.gz", graph.compressed(n_quads)
    yield from packed.files.items()
    yield from reports(assembly)


def reports(assembly: Assembly) -> Iterator[tuple[str, bytes]]:
    """The documents as they were received, and what became of every cell of them."""
    for source in assembly.sources:
        if source.extraction is None:
            continue
        name = f"{source.edition.municipality}-{source.edition.year}"
        corrections = source.extraction.document.corrections
        yield f"source/{name}.txt", source.extraction.document.text.encode()
        table = ledger.table(source.extraction.ledger)
        yield f"report/{name}/coverage.csv", table.to_csv(index=False, lineterminator="\n").encode()
        text = "\n".join(quality_report.lines(source.edition, corrections))
        yield f"report/{name}/quality.md", f"{text}\n".encode()


def counts(assembly: Assembly) -> dict[str, int]:
    """What is in an assembly: triples, elements, cells by status, observations, annotations, coverage."""
    everything = [triple for triples in assembly.graphs.values() for triple in triples]
    types = [o for _, p, o in everything if p == RDF.type]
    found = {
        "municipalities": len({source.edition.municipality for source in assembly.sources}),
        "triples": len(everything),
        "elements": types.count(KK.PlanElement),
        "activities": types.count(KK.Activity),
        "indicators": types.count(KK.Indicator),
        "cells": types.count(KK.Cell),
        "observations": types.count(QB.Observation),
    }
    for source in assembly.sources:
        for name in ("cells", "effects"):
            for status, number in source.edition.tables[name]["status"].value_counts().sort_index().items():
                found[f"{name} {status}"] = found.get(f"{name} {status}", 0) + int(number)
        if source.extraction:
            for key, number in ledger.summary(source.extraction.ledger).items():
                found[f"source {key}"] = found.get(f"source {key}", 0) + number
    return found
