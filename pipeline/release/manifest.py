"""What a release contains: its files, its description, its counts."""

import csv
import hashlib
import io
import json
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.documents import coverage
from pipeline.exports import source_report
from pipeline.exports.index import MEDIA_TYPES
from pipeline.graphs import revisions, serialize
from pipeline.model.namespaces import KK, QB, RDF
from pipeline.release import store
from pipeline.release.assembly import Assembly
from pipeline.release.datasets import DatasetGraphs
from pipeline.release.package import Package

TOOLS = ("rdflib", "pyshacl", "pyoxigraph", "pandas")


def write(
    folder: Path,
    assembly: Assembly,
    parts: Collection[DatasetGraphs],
    packed: Package,
    counted: Mapping[str, int],
) -> str:
    """Writes all files of a release into a folder; returns the release's id, which follows from its content."""
    n_quads = serialize.n_quads({str(name): serialize.sort(found) for name, found in assembly.graphs.items()})
    digests: dict[str, str] = {}
    for path, content in files(assembly, packed, n_quads):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        digests[path] = hashlib.sha256(content).hexdigest()
    serialize.write_store(n_quads, folder / store.STORE)
    id_ = hashlib.sha256(json.dumps([version("keikaku"), digests], sort_keys=True).encode()).hexdigest()[:16]
    described = description(id_, assembly, parts, packed, counted, digests)
    text = json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / store.DESCRIPTION).write_text(f"{text}\n", encoding="utf-8")
    store.write_sums(folder)
    return id_


def description(
    id_: str,
    assembly: Assembly,
    parts: Collection[DatasetGraphs],
    packed: Package,
    counted: Mapping[str, int],
    digests: Mapping[str, str],
) -> dict[str, Any]:
    """What store.json says."""
    names = {s.edition.municipality: s.edition.publisher.name for s in assembly.sources}
    return {
        "id": id_,
        "base_iri": assembly.iris.base,
        "root": packed.root,
        "version": version("keikaku"),
        "municipalities": {code: {"ja": name.ja, "en": name.en} for code, name in names.items()},
        "datasets": [_dataset(one, packed, digests) for one in parts],
        "counts": dict(counted),
        "tools": {name: version(name) for name in TOOLS},
    }


def _dataset(parts: DatasetGraphs, packed: Package, digests: Mapping[str, str]) -> dict[str, Any]:
    """One dataset of store.json with all its files."""
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
    yield "dataset.nq.gz", serialize.compressed(n_quads)
    yield from packed.files.items()
    yield from reports(assembly)


def reports(assembly: Assembly) -> Iterator[tuple[str, bytes]]:
    """The documents as they were received, what became of every cell of them, and what changed since."""
    for source in assembly.sources:
        name = f"{source.edition.municipality}-{source.edition.year}"
        if source.extraction is None:
            kept = source.edition.folder / "source" / f"{name}.txt"
            if kept.exists():
                yield f"source/{name}.txt", kept.read_bytes()
            continue
        corrections = source.extraction.document.corrections
        yield f"source/{name}.txt", source.extraction.document.text.encode()
        table = coverage.table(source.extraction.ledger)
        yield f"report/{name}/coverage.csv", table.to_csv(index=False, lineterminator="\n").encode()
        text = "\n".join(source_report.lines(source.edition, corrections))
        yield f"report/{name}/quality.md", f"{text}\n".encode()
    yield from changes(assembly)


def changes(assembly: Assembly) -> Iterator[tuple[str, bytes]]:
    """For every edition of a plan that revises another: what changed, as `keikaku diff` tells it, with the IRIs
    of the element and the indicator."""
    for newer in (source.edition for source in assembly.sources):
        for plan, older in assembly.revised(newer).items():
            text, years = io.StringIO(), (older.year, newer.year)
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow((*revisions.COLUMNS, "element_iri", "indicator_iri"))
            for change in revisions.changes(older.tables, newer.tables):
                if change.plan == plan:
                    iris = revisions.things(change, newer.municipality, years, assembly.iris)
                    writer.writerow((*change.row, *iris))
            yield f"report/changes/{newer.key(plan).dataset}.csv", text.getvalue().encode()


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
            for key, number in coverage.summary(source.extraction.ledger).items():
                found[f"source {key}"] = found.get(f"source {key}", 0) + number
    return {**found, **_warnings(assembly)}


def _warnings(assembly: Assembly) -> dict[str, int]:
    """The corrections that were made, and as warnings what a person should look at: conflicts, losses, doubts."""
    totals = {
        name: sum(int(values[name]) for values in assembly.measured.values())
        for name in ("corrections", "conflicts", "losses", "doubts")
    }
    return {**totals, "warnings": totals["conflicts"] + totals["losses"] + totals["doubts"]}
