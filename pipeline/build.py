"""The build: the one place that knows the order of the stages, from `data/` to a validated release.

    assemble → derive → validate → describe → write → publish

Nothing is published unless everything conforms; the release before stays current until the last step.
"""

import hashlib
import json
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline import datasets, graph, quality_report, release
from pipeline.assembly import Assembly, assemble
from pipeline.datasets import Parts
from pipeline.errors import ConformanceError
from pipeline.extract import ledger
from pipeline.iris import BASE, Iris
from pipeline.paths import DataFolder
from pipeline.terms import KK, QB, RDF
from pipeline.validate import validate

MEDIA_TYPES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt.gz": "application/gzip",
    "csv": "text/csv",
}
TOOLS = ("rdflib", "pyshacl", "pyoxigraph", "pandas")


@dataclass(frozen=True)
class Options:
    """What a build is asked for: municipalities (all if none is named), base IRI, whether only to check."""

    municipalities: tuple[str, ...] = ()
    base_iri: str = BASE
    check: bool = False


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
    summary.counts = counts(assembly)
    if options.check:
        return summary
    with release.writing(releases) as folder:
        with summary.stage("write", tell):
            report.write(folder / "report", options.base_iri)
            summary.id = write(folder, assembly, parts, summary.counts)
        with summary.stage("publish", tell):
            summary.path = release.publish(folder, releases, summary.id)
    return summary


def write(folder: Path, assembly: Assembly, parts: Collection[Parts], counted: Mapping[str, int]) -> str:
    """Writes all files of a release into a folder; returns the release's id, which follows from its content."""
    n_quads = graph.n_quads(assembly.graphs)
    digests: dict[str, str] = {}
    for path, content in files(assembly, parts, n_quads):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        digests[path] = hashlib.sha256(content).hexdigest()
    graph.write_store(n_quads, folder / release.STORE)
    id_ = hashlib.sha256(json.dumps([version("keikaku"), digests], sort_keys=True).encode()).hexdigest()[:16]
    described = description(id_, assembly, parts, counted, folder, digests)
    text = json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / release.DESCRIPTION).write_text(f"{text}\n", encoding="utf-8")
    release.write_sums(folder)
    return id_


def description(
    id_: str,
    assembly: Assembly,
    parts: Collection[Parts],
    counted: Mapping[str, int],
    folder: Path,
    digests: Mapping[str, str],
) -> dict[str, Any]:
    """What release.json says."""
    names = {s.edition.municipality: s.edition.publisher.name for s in assembly.sources}
    return {
        "id": id_,
        "base_iri": assembly.iris.base,
        "version": version("keikaku"),
        "municipalities": {code: {"ja": name.ja, "en": name.en} for code, name in names.items()},
        "datasets": [_dataset(one, folder, digests) for one in parts],
        "counts": dict(counted),
        "tools": {name: version(name) for name in TOOLS},
    }


def _dataset(parts: Parts, folder: Path, digests: Mapping[str, str]) -> dict[str, Any]:
    """One dataset of release.json: the files whose name begins with its id."""
    own = [path for path in digests if re.match(rf"data/{re.escape(parts.id)}[._]", path)]
    return {
        "id": parts.id,
        "title": {"ja": parts.title.ja, "en": parts.title.en},
        "graphs": [str(name) for name in parts.graphs],
        "files": [
            {
                "path": path,
                "media_type": MEDIA_TYPES[path.partition(".")[2]],
                "bytes": (folder / path).stat().st_size,
                "sha256": digests[path],
            }
            for path in sorted(own)
        ],
    }


def files(assembly: Assembly, parts: Collection[Parts], n_quads: bytes) -> Iterator[tuple[str, bytes]]:
    """Every file that follows from the assembly: path below the release, content."""
    yield "dataset.nq.gz", graph.compressed(n_quads)
    for one in parts:
        yield from datasets.rdf_files(one)
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
