"""What every answer is made from: the settings and one release, opened once."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment
from pyoxigraph import NamedNode, Store

from pipeline.json_ld.context import FILE as CONTEXT
from pipeline.model.errors import Problem, ReleaseError
from pipeline.reading.graph import Graph, Text
from pipeline.reading.summary import pages_file
from pipeline.reading.vocabulary import skos
from pipeline.release.description import File
from pipeline.release.store import Release
from pipeline.release.verified import digest
from server.http.settings import Settings
from server.rendering.publication import Publication, publication
from server.rendering.templates import STATIC, TEMPLATES, environment
from server.repository.addresses import Addresses
from server.repository.catalogue import CataloguePages
from server.repository.comparisons import Comparisons
from server.repository.database import Database
from server.repository.packages import Packages
from server.repository.pages import Pages
from server.repository.reader import Reader
from server.repository.remembering import RememberingReader
from server.repository.search.index import SearchIndex

DATASET = "dataset.nq.gz"

ROOTS = frozenset({"id", "code", "unit", "hub", "dataset", "series", "cube", "ontology", "catalog", "ns"})


@dataclass(frozen=True)
class Service:
    """A release being served. Immutable: another release is another service."""

    settings: Settings
    release: Release
    graph: Graph
    addresses: Addresses
    reader: Reader
    comparisons: Comparisons
    search: SearchIndex
    catalogue: CataloguePages
    packages: Packages
    templates: Environment
    version: str
    """Names what renderings are made of: the release, and the templates and texts of this server."""

    roots = ROOTS

    @classmethod
    def open(cls, settings: Settings, release: Release) -> "Service":
        """Opens a release's store for reading. Raises ReleaseError where it cannot be read."""
        graph = Graph(_store(release.path / "store"))
        version = f"{release.id[:16]}-{_digest_of_renderings()}"
        addresses = Addresses(release.base_iri)
        database = Database(release.path / pages_file.NAME)
        reader, search = RememberingReader(graph, Pages(database)), SearchIndex(database)
        pages, packages = CataloguePages(database), Packages(Database(release.path / pages_file.NAME))
        found = (reader, Comparisons(database), search, pages, packages)
        return cls(settings, release, graph, addresses, *found, environment(), version)

    def url(self, thing: NamedNode, suffix: str = "html") -> str:
        """The absolute address of the document about a thing."""
        return self.settings.public_url + (self.addresses.document(thing.value, suffix) or "/")

    def source_text(self, document: str) -> Path | None:
        """The file of a source document's text, from the IRI `…id/<municipality>/document/<edition>`."""
        below = document.removeprefix(self.release.base_iri).split("/")
        if len(below) != 4 or (below[0], below[2]) != ("id", "document"):
            return None
        return self._kept(f"source/{below[1]}-{below[3]}.txt")

    def original(self, iri: str) -> Path | None:
        """The file of a document as it was received, from its IRI `…id/<municipality>/document/<edition>.pdf`."""
        below = iri.removeprefix(self.release.base_iri).split("/")
        if len(below) != 4 or (below[0], below[2]) != ("id", "document"):
            return None
        name = f"source/{below[1]}-{below[3]}"
        return None if name.endswith(".txt") else self._kept(name)

    def changes(self, edition: str) -> Path | None:
        """The file of what changed since the edition before, from the IRI `…id/<municipality>/<plan>/<edition>`."""
        parts = edition.removeprefix(f"{self.release.base_iri}id/").split("/")
        return self._kept(f"report/changes/{'-'.join(parts)}.csv")

    def _kept(self, name: str) -> Path | None:
        """A file of the release by its name, which has no other slashes: whatever an address says leads nowhere else."""
        path = self.release.path / name
        try:
            return path if path.is_file() else None
        except OSError:  # longer than the name of any file
            return None

    def document_of_graph(self, graph: NamedNode) -> NamedNode | None:
        """What describes a named graph: the dataset that holds it, else the thing that it is the graph of."""
        if not self.graph.has_graph(graph):
            return None
        code = graph.value.removeprefix(f"{self.release.base_iri}id/")[:6]
        datasets = (*self.release.standing, *self.release.of_municipality(code))
        holder = next((one for one in datasets if graph.value in one.graphs), None)
        if holder is not None:
            return NamedNode(f"{self.release.base_iri}dataset/{holder.id}")
        return NamedNode(graph.value.partition("/graph")[0])

    @cached_property
    def publication(self) -> Publication:
        """Who publishes all this, and whom to ask."""
        return publication(self.graph, NamedNode(f"{self.release.base_iri}catalog"))

    @cached_property
    def prefectures(self) -> dict[str, Text]:
        """The names of the prefectures, by the two digits that begin their codes."""
        scheme = NamedNode(f"{self.release.base_iri}hub/municipality")
        found = self.graph.subjects(skos.topConceptOf, scheme)
        return {(self.graph.value(one, skos.notation) or "")[:2]: self.graph.label(one) for one in found}

    def file(self, path: str) -> File | None:
        """The file that may be downloaded at a path below the root; the named graphs together are one of them.

        The name of a municipality's file begins with its code.
        """
        if path == f"data/{DATASET}":
            return self._dump
        datasets = (*self.release.standing, *self.release.of_municipality(path.removeprefix("data/")[:6]))
        return next((file for one in datasets for file in one.files if file.path == path), None)

    @cached_property
    def _dump(self) -> File | None:
        whole = self.release.path / DATASET
        if not whole.is_file():
            return None
        return File(DATASET, "application/gzip", whole.stat().st_size, digest(whole))


def _store(path: Path) -> Store:
    try:
        return Store.read_only(str(path))
    except OSError as error:
        problem = Problem(str(path), f"the store cannot be read ({error}).", "Build the release anew.")
        raise ReleaseError(problem) from error


def _digest_of_renderings() -> str:
    seen = hashlib.sha256()
    files = (path for folder in (TEMPLATES, STATIC) for path in sorted(folder.rglob("*")) if path.is_file())
    for path in (*files, CONTEXT):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:8]
