"""One municipality's folder → what its editions state, as named graphs that nobody else writes into."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rdflib import URIRef

from pipeline import documents
from pipeline.documents import Extraction, differences
from pipeline.documents.coverage import Coverage
from pipeline.graphs import alignment, annotations, metrics, reference, revisions, rows
from pipeline.graphs.alignment import Mappings
from pipeline.graphs.derived import derive, read_permissions
from pipeline.graphs.interpreter import Statements, Triple
from pipeline.graphs.metrics import Values
from pipeline.graphs.provenance import printed_texts
from pipeline.model import namespaces
from pipeline.model.errors import ConformanceError, KeikakuError, TableError, together
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.iris import Iris
from pipeline.tables import csv_files
from pipeline.tables import edition as editions
from pipeline.tables.edition import Edition
from pipeline.workbook import fidelity


@dataclass(frozen=True)
class Source:
    """An edition, what its tables state, its extraction where a document was read, and what was corrected as printed.

    `covered` says what became of the cells of its source; None where it has none.
    """

    edition: Edition
    statements: Statements
    extraction: Extraction | None
    printed: rows.Printed
    covered: Coverage | None


@dataclass
class Stated:
    """What a municipality states: its editions, named graphs, and the measurements of quality by dataset."""

    iris: Iris
    sources: list[Source]
    graphs: dict[URIRef, set[Triple]] = field(default_factory=dict)
    measured: dict[str, Values] = field(default_factory=dict)

    def add(self, graph: URIRef, triples: Iterable[Triple]) -> None:
        """Adds triples to a named graph."""
        self.graphs.setdefault(graph, set()).update(triples)

    def revised(self, newer: Edition) -> dict[str, Edition]:
        """The plans of an edition that an edition before it holds → the last that does."""
        return {
            plan: older
            for older in sorted((one.edition for one in self.sources), key=lambda one: one.year)
            for plan in newer.plans
            if older.year < newer.year and plan in older.plans
        }

    def where(self, subject: str, path: str) -> str:
        """The file, row and column of a table that a thing and a property of it (`kk:level`) came from, or ""."""
        prefix, _, name = path.partition(":")
        predicate = f"{namespaces.PREFIXES[prefix]}{name}" if prefix in namespaces.PREFIXES else ""
        for source in self.sources:
            place = source.statements.where(subject, predicate)
            if place:
                return f"{source.edition.folder}/{place}"
        return ""


def read(data: DataFolder, municipality: str, iris: Iris) -> list[Source]:
    """The editions of a municipality's folder.

    Raises TableError, DocumentError or SettingError with every problem of every edition at once, and
    ConformanceError where committed tables differ from what their document gives.
    """
    sources: list[Source] = []
    errors: list[KeikakuError] = []
    for year in data.editions(municipality):
        try:
            sources.append(_source(data, municipality, year, iris))
        except KeikakuError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return sources


def _source(data: DataFolder, municipality: str, year: str, iris: Iris) -> Source:
    """An edition; the tables must be what its document gives, or the workbook that it keeps as text."""
    extraction, folder = None, data.tables(municipality, year)
    if documents.has_layout(data.edition(municipality, year)):
        extraction = documents.extract_edition(data.edition(municipality, year))
        problems = csv_files.check(extraction.tables, folder) or differences(extraction.tables, folder)
        if problems:
            raise ConformanceError(problems)
    edition = editions.read(data, municipality, year)
    kept = None if extraction else fidelity.kept(edition.folder)
    problems = fidelity.unfaithful(edition, extraction, kept)
    if problems:
        raise ConformanceError(problems)
    printed = printed_texts(extraction) if extraction else rows.NOTHING_CORRECTED
    read_from = extraction or kept
    covered = read_from.coverage if read_from else None
    return Source(edition, rows.state(edition, iris, printed), extraction, printed, covered)


def state(sources: list[Source], mappings: Mappings, iris: Iris) -> Stated:
    """What editions of one municipality state, with its own mappings to the hub.

    Raises TableError where one maps what an edition does not have.
    """
    problems = [
        problem
        for source in sources
        for problem in alignment.missing_sources(mappings, source.edition.year, source.edition.tables)
    ]
    if problems:
        raise TableError(problems)
    stated = Stated(iris, sources)
    for source in sources:
        _state(stated, source)
        _revise(stated, source.edition)
        _derive(stated, source)
    own = list(alignment.mapping_triples(mappings, iris.base))
    if own:
        stated.add(iris("hub_graph"), own)
    return stated


def _state(stated: Stated, source: Source) -> None:
    edition, iris = source.edition, stated.iris
    for graph, triples in source.statements.graphs.items():
        stated.add(graph, triples)
    own = iris("municipality_graph", municipality=edition.municipality)
    stated.add(own, reference.municipality(edition.publisher, iris))
    stated.add(own, reference.document(edition, iris))
    annotated = annotations.annotate(edition, source.statements, source.extraction, iris).graphs
    for graph, triples in annotated.items():
        stated.add(graph, triples)
    for key in edition.keys:
        quality = annotated.get(iris("quality_graph", **key.parts), set())
        stated.measured[key.dataset] = metrics.measure(edition, key.plan, quality, source.covered)


def _derive(stated: Stated, source: Source) -> None:
    """Adds the derived graphs, which follow from the graphs of an edition's plans together."""
    base = [triple for found in source.statements.graphs.values() for triple in found]
    permissions = read_permissions(source.edition, stated.iris)
    for graph, triples in derive(base, permissions, stated.iris.base).items():
        stated.add(graph, triples)


def _revise(stated: Stated, newer: Edition) -> None:
    """States what an edition's plans revise: of each plan, the edition before that holds it."""
    for plan, older in stated.revised(newer).items():
        years = (older.year, newer.year)
        found = revisions.revisions(older.tables, newer.tables, newer.municipality, years, stated.iris)
        graph = stated.iris("edition_graph", **newer.key(plan).parts)
        stated.add(graph, [triple for of, triple in found if of == plan])
