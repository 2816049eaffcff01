"""From an assembly to everything a portal reads: data files, the catalogue, and the memory of what was published."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.catalog import history
from pipeline.catalog.build import describe, editions
from pipeline.catalog.dcat import triples
from pipeline.catalog.history import Entry, Ledger
from pipeline.catalog.model import Catalogue, DataFile, PlanEdition
from pipeline.catalog.texts import STANDING, edition_title
from pipeline.exports.index import data_file, listings
from pipeline.exports.rows import all_figures, sheets
from pipeline.exports.sheet import Sheet, data_files
from pipeline.graphs import metrics, serialize
from pipeline.graphs.interpreter import Triple
from pipeline.model.errors import Problem, SettingError
from pipeline.model.namespaces import FOAF, RDF
from pipeline.model.publisher import Publisher
from pipeline.model.text import Text
from pipeline.release.assembly import Assembly
from pipeline.release.datasets import DatasetGraphs

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Package:
    """What a release is read by from outside.

    `triples` are those of the graph `catalog/graph`: the catalogue but for what it says of its own web pages,
    whose addresses would answer as things; `files` are all of `data/` and the listings beside it, by
    path; `members` are the paths of each dataset's files, what describes them included; `root` is what
    addresses start with.
    """

    catalogue: Catalogue
    triples: Sequence[Triple]
    files: Files
    members: Mapping[str, tuple[str, ...]]
    ledger: Mapping[str, Entry]
    root: str


@dataclass(frozen=True)
class PublicationContext:
    """The circumstances of a publication.

    `memory` is the ledger before, `owner` the code of who publishes the catalogue, `at` the instant to record
    for what changed (UTC), `root` the address the release is served at: the base IRI if blank.
    Raises SettingError for a root that is not the address of a web server.
    """

    memory: Ledger
    owner: str
    at: str
    allow_removal: tuple[str, ...] = ()
    root: str = ""

    def __post_init__(self) -> None:
        if self.root and not re.fullmatch(r"https?://[^/?#\s]+/?", self.root):
            remedy = "Write scheme and host without a path, such as https://plan.example.jp."
            raise SettingError(
                Problem("public URL", f"{self.root!r} is not the root of a web server.", remedy)
            )


def package(
    assembly: Assembly,
    parts: Sequence[DatasetGraphs],
    rdf_files: Mapping[str, Files],
    context: PublicationContext,
) -> Package:
    """Packages an assembly divided into parts, whose RDF files are given by dataset identifier.

    Raises ConformanceError where the catalogue would be empty, or a dataset would vanish unnamed.
    """
    iris = assembly.iris
    root = context.root.rstrip("/") + "/" if context.root else iris.base
    publishers = {source.edition.municipality: source.edition.publisher for source in assembly.sources}
    listed = _editions(assembly)
    tables = _sheets(assembly, listed)
    content = {id_: dict(files) for id_, files in rdf_files.items()}
    for sheet in tables:
        content[sheet.dataset].update(data_files([sheet]))
    publications = _publications(parts, publishers, listed, context.owner, iris.base)
    after = history.reconcile(context.memory, publications, context.at, context.allow_removal)
    described = {id_: _described(files, tables) for id_, files in content.items()}
    catalogue = describe(publishers, listed, described, after, context.owner)
    counts = {one.id: len(one.triples) for one in parts}
    files = {path: data for files in content.values() for path, data in files.items()}
    found = [*triples(catalogue, iris, root), *_measurements(assembly)]
    about = listings(catalogue, found, tables, counts, iris, root)
    members = {id_: tuple(sorted({*content[id_], *_about(id_, tables, about)})) for id_ in content}
    return Package(catalogue, _of_things(found, root), files | about, members, after, root)


def _measurements(assembly: Assembly) -> Iterator[Triple]:
    """The measurements of quality of every edition, with the metrics they are of."""
    for dataset, values in assembly.measured.items():
        yield from metrics.triples(dataset, values, assembly.iris)
    yield from metrics.metrics(assembly.iris)


def _of_things(found: Sequence[Triple], root: str) -> list[Triple]:
    """The triples whose subject is not a page or file below the root."""
    pages = {s for s, p, o in found if (p, o) == (RDF.type, FOAF.Document) and s.startswith(root)}
    return [triple for triple in found if triple[0] not in pages]


def _about(dataset: str, tables: Sequence[Sheet], about: Files) -> Iterator[str]:
    """The paths of what describes a dataset and its sheets."""
    yield from (path for path in about if path.startswith(f"data/{dataset}."))
    yield from (sheet.metadata_path for sheet in tables if sheet.dataset == dataset)


def _editions(assembly: Assembly) -> list[PlanEdition]:
    return [
        edition
        for source in assembly.sources
        for edition in editions(
            source.edition.municipality, source.edition.year, source.edition.tables, assembly.iris
        )
    ]


def _sheets(assembly: Assembly, listed: Sequence[PlanEdition]) -> list[Sheet]:
    """The sheets of every plan of every edition, then all figures together."""
    sources = {(s.edition.municipality, s.edition.year): s.edition for s in assembly.sources}
    found = [
        sheet
        for edition in listed
        for sheet in sheets(sources[edition.key.municipality, edition.key.edition], edition, assembly.iris)
    ]
    return [*found, all_figures(found)]


def _described(files: Files, tables: Sequence[Sheet]) -> list[DataFile]:
    """Files as the catalogue lists them, those for people first: CSV, then the others by name."""
    paths = sorted(files, key=lambda path: (not path.endswith(".csv"), path))
    return [
        data_file(path, len(files[path]), hashlib.sha256(files[path]).hexdigest(), tables) for path in paths
    ]


def _publications(
    parts: Sequence[DatasetGraphs],
    publishers: Mapping[str, Publisher],
    listed: Sequence[PlanEdition],
    owner: str,
    base: str,
) -> list[history.Publication]:
    titles: dict[str, tuple[str, Text]] = {id_: (owner, text.title) for id_, text in STANDING.items()}
    for edition in listed:
        by = publishers[edition.key.municipality]
        titles[edition.key.dataset] = (by.code, edition_title(by, edition.key, edition.title))
    return [history.Publication(one.id, _fingerprint(one, base), *titles[one.id]) for one in parts]


def _fingerprint(parts: DatasetGraphs, base: str) -> str:
    everything = parts.triples | parts.derived | parts.quality
    return history.fingerprint(serialize.n_triples(serialize.sort(everything)).decode().splitlines(), base)
