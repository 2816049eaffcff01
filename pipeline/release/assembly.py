"""From the folder of data to named graphs: every municipality, the hub, the ontology."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import URIRef

from pipeline import documents
from pipeline.documents import Extraction, differences
from pipeline.graphs import alignment, annotations, metrics, reference, revisions, rows
from pipeline.graphs.derived import derive, read_permissions
from pipeline.graphs.interpreter import Statements, Triple
from pipeline.graphs.metrics import Values
from pipeline.model import namespaces
from pipeline.model.data_folder import DataFolder
from pipeline.model.errors import ConformanceError, KeikakuError, Problem, TableError
from pipeline.model.iris import Iris
from pipeline.tables import csv_files
from pipeline.tables import edition as editions
from pipeline.tables.edition import Edition


@dataclass(frozen=True)
class Source:
    """An edition, what its tables state, and its extraction where a document was read."""

    edition: Edition
    statements: Statements
    extraction: Extraction | None


@dataclass
class Assembly:
    """Everything that a release is made from: named graphs, the row of a table behind each subject, and the
    measurements of quality by dataset."""

    iris: Iris
    sources: list[Source] = field(default_factory=list)
    graphs: dict[URIRef, set[Triple]] = field(default_factory=dict)
    measured: dict[str, Values] = field(default_factory=dict)

    def add(self, graph: URIRef, triples: Iterable[Triple]) -> None:
        """Adds triples to a named graph."""
        self.graphs.setdefault(graph, set()).update(triples)

    def complete(self, graph: URIRef, triples: Iterable[Triple]) -> None:
        """Adds to a named graph the triples that no graph states yet.

        In the union of all graphs, which queries ask, a triple of two graphs is found twice and counted twice.
        """
        stated = set().union(*self.graphs.values())
        self.add(graph, (triple for triple in triples if triple not in stated))

    def merge(self, graphs: Mapping[URIRef, set[Triple]]) -> None:
        """Adds named graphs."""
        for graph, triples in graphs.items():
            self.add(graph, triples)

    def derive(self) -> None:
        """Adds the derived graphs, which follow from the graphs of each edition's plans together."""
        for source in self.sources:
            base = [triple for found in source.statements.graphs.values() for triple in found]
            permissions = read_permissions(source.edition, self.iris)
            self.merge(derive(base, permissions, self.iris.base))

    def revised(self, newer: Edition) -> dict[str, Edition]:
        """The plans of an edition that an edition before it holds → the last that does."""
        before = [one.edition for one in self.sources if one.edition.municipality == newer.municipality]
        return {
            plan: older
            for older in sorted(before, key=lambda one: one.year)
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


def assemble(data: DataFolder, municipalities: Iterable[str], iris: Iris) -> Assembly:
    """Reads all data and states it.

    Raises TableError, DocumentError or SettingError with every problem of every edition at once, and
    ConformanceError where committed tables differ from what their document gives.
    """
    assembly = Assembly(iris)
    errors: list[KeikakuError] = []
    for municipality in municipalities:
        for year in data.editions(municipality):
            try:
                assembly.sources.append(_source(data, municipality, year, iris))
            except KeikakuError as error:
                errors.append(error)
    if errors:
        raise _together(errors)
    if not assembly.sources:
        raise TableError(
            Problem(str(data.root), "holds no municipality.", "Add one: see docs/adding-a-city.md.")
        )
    for source in assembly.sources:
        _state(assembly, source)
        _revise(assembly, source.edition)
    assembly.add(iris("hub_graph"), reference.fiscal_years([s.edition for s in assembly.sources], iris))
    if data.hub.is_dir():
        _add_hub(data, assembly)
    assembly.add(iris("ontology_graph"), namespaces.ontology(iris.base))  # type: ignore[arg-type]
    return assembly


def _add_hub(data: DataFolder, assembly: Assembly) -> None:
    """Adds the hub's graphs; raises TableError where it maps what an edition of this assembly does not have."""
    shared, iris = alignment.read(data.hub), assembly.iris
    problems = [
        problem
        for edition in (source.edition for source in assembly.sources)
        for problem in alignment.missing_sources(shared, edition.municipality, edition.year, edition.tables)
    ]
    if problems:
        raise TableError(problems)
    assembly.add(iris("hub_graph"), alignment.triples(shared, iris.base))
    assembly.add(iris("municipalities_graph"), alignment.municipality_triples(shared, iris.base))
    if len(shared["denominators"]):
        assembly.add(iris("denominator_graph"), alignment.denominator_triples(shared, iris.base))


def _revise(assembly: Assembly, newer: Edition) -> None:
    """States what an edition's plans revise: of each plan, the edition before that holds it."""
    for plan, older in assembly.revised(newer).items():
        years, parts = (older.year, newer.year), {"municipality": newer.municipality, "edition": newer.year}
        found = revisions.revisions(older.tables, newer.tables, newer.municipality, years, assembly.iris)
        graph = assembly.iris("edition_graph", plan=plan, **parts)
        assembly.add(graph, [triple for of, triple in found if of == plan])


def _source(data: DataFolder, municipality: str, year: str, iris: Iris) -> Source:
    """An edition; where it has a document of a known layout, the tables must be what the document gives."""
    extraction = None
    if documents.has_layout(data.edition(municipality, year)):
        extraction = documents.extract_edition(data.edition(municipality, year))
        folder = data.tables(municipality, year)
        problems = csv_files.check(extraction.tables, folder) or differences(extraction.tables, folder)
        if problems:
            raise ConformanceError(problems)
    edition = editions.read(data, municipality, year)
    return Source(edition, rows.state(edition, iris), extraction)


def _state(assembly: Assembly, source: Source) -> None:
    edition, iris = source.edition, assembly.iris
    assembly.merge(source.statements.graphs)
    own = iris("municipality_graph", municipality=edition.municipality)
    assembly.add(own, reference.municipality(edition.publisher, iris))
    assembly.add(own, reference.document(edition, iris))
    annotated = annotations.annotate(edition, source.statements, source.extraction, iris).graphs
    assembly.merge(annotated)
    for plan in edition.plans:
        graph = iris("quality_graph", **edition.key(plan).parts)
        values = metrics.measure(edition, plan, annotated.get(graph, set()), source.extraction)
        assembly.measured[edition.key(plan).dataset] = values


def _together(errors: list[KeikakuError]) -> KeikakuError:
    """One error with all problems; of the kind that weighs most (could not run before does not conform)."""
    worst = max(errors, key=lambda error: error.exit_code)
    return type(worst)([problem for error in errors for problem in error.problems])
