"""The first half of a unit: inputs → validated graphs and data files, which do not depend on when they are published.

Triples are converted and sorted once, graph by graph; every RDF file is written from the sorted lists.
"""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from pipeline.catalog import history
from pipeline.catalog.agents import credit
from pipeline.catalog.build import editions
from pipeline.catalog.history import Publication
from pipeline.catalog.model import PlanEdition
from pipeline.catalog.texts import edition_title
from pipeline.documents import coverage
from pipeline.exports import excel, source_report
from pipeline.exports.rows import sheets
from pipeline.exports.sheet import Sheet, data_files
from pipeline.graphs import reference, revisions, rows, serialize
from pipeline.graphs.interpreter import Triple
from pipeline.graphs.serialize import Sorted
from pipeline.model.errors import ConformanceError
from pipeline.model.files.publisher import Publisher
from pipeline.model.iris import Iris
from pipeline.model.namespaces import KK, QB
from pipeline.model.text import Text
from pipeline.release.reference import spoken_of
from pipeline.release.unit import statements
from pipeline.release.unit.inputs import Inputs
from pipeline.release.unit.statements import Source, Stated
from pipeline.tables import drafted
from pipeline.validation import validate

_CUBES = {str(KK.figures), str(KK.effects)}


@dataclass(frozen=True)
class EditionContent:
    """An edition of a plan: its graphs' triples (those of its municipality among the base), sheets and data files."""

    edition: PlanEdition
    publisher: Publisher
    graphs: tuple[str, ...]
    base: Sorted
    derived: Sorted
    quality: Sorted
    sheets: tuple[Sheet, ...]
    files: Mapping[str, bytes]
    fingerprint: str

    @property
    def title(self) -> Text:
        return edition_title(self.publisher, self.edition.key, self.edition.title)

    @property
    def publication(self) -> Publication:
        """What the history is told of it."""
        return Publication(self.edition.key.dataset, self.fingerprint, self.publisher.code, self.title)


@dataclass(frozen=True)
class Content:
    """What one municipality states and publishes, validated; `files` are those that belong to no dataset."""

    stated: Stated
    graphs: Mapping[str, Sorted]
    editions: tuple[EditionContent, ...]
    files: Mapping[str, bytes]

    @cached_property
    def years(self) -> list[int]:
        """The fiscal years that it speaks of."""
        return sorted({year for source in self.stated.sources for year in reference.years(source.edition)})

    @cached_property
    def units(self) -> list[str]:
        """The codes of the units that it prints and rules make."""
        return sorted({code for source in self.stated.sources for code in rows.units_by_rule(source.edition)})

    @cached_property
    def figures(self) -> list[ox.Triple]:
        """The observations of all its editions: its part of the dataset of all figures."""
        found = [triple for one in self.editions for triple in (*_of_base(one, self.graphs), *one.derived)]
        cells = {
            serialize.subject(triple)
            for triple in found
            if triple.predicate.value == str(QB.dataSet) and getattr(triple.object, "value", "") in _CUBES
        }
        return serialize.in_order(triple for triple in found if serialize.subject(triple) in cells)

    @cached_property
    def hub(self) -> Sorted:
        """Its part of the hub's graph."""
        return self.graphs.get(str(self.stated.iris("hub_graph")), [])

    @property
    def mappings(self) -> Collection[Triple]:
        """Its mappings to the hub, as they were stated."""
        return self.stated.graphs.get(self.stated.iris("hub_graph"), ())


def make_content(inputs: Inputs) -> Content:
    """The content of one municipality.

    Raises KeikakuError with all problems found: what could not be read, or, read, does not conform.
    """
    iris = inputs.conditions.iris
    with inputs.laid_out() as data:
        stated = statements.state(statements.read(data, inputs.municipality, iris), inputs.mappings, iris)
        graphs = {str(name): serialize.sort(found) for name, found in stated.graphs.items()}
        _check(inputs, stated, graphs)
        found = tuple(_editions(inputs, stated, graphs))
        return Content(stated, graphs, found, dict(_reports(stated)))


def _check(inputs: Inputs, stated: Stated, graphs: Mapping[str, Sorted]) -> None:
    """Raises ConformanceError with all that does not conform, each by the row of the table it came from."""
    years = {year for source in stated.sources for year in reference.years(source.edition)}
    units = {code for source in stated.sources for code in rows.units_by_rule(source.edition)}
    described = spoken_of(years, units, stated.iris)
    conditions = inputs.conditions
    parts = (*map(serialize.n_triples, (*graphs.values(), described)), conditions.shared_hub)
    report = validate(parts, conditions.base, conditions.validator)
    if not report.conforms:
        raise ConformanceError(report.problems(stated.where))


def _editions(inputs: Inputs, stated: Stated, graphs: Mapping[str, Sorted]) -> Iterator[EditionContent]:
    iris = stated.iris
    own = str(iris("municipality_graph", municipality=inputs.municipality))
    for source in stated.sources:
        of = source.edition
        for edition in editions(of.municipality, of.year, of.tables, iris):
            patterns = ("edition_graph", "derived_graph", "quality_graph")
            names = [str(iris(pattern, **edition.key.parts)) for pattern in patterns]
            base, derived, quality = (graphs.get(name, []) for name in names)
            base = serialize.in_order((*base, *graphs[own]))
            found = tuple(sheets(of, edition, iris, source.printed, derived))
            n_triples = serialize.n_triples(base)
            yield EditionContent(
                edition,
                of.publisher,
                tuple(name for name in (*names, own) if name in graphs),
                base,
                derived,
                quality,
                found,
                dict(_files(edition.key.dataset, base, n_triples, derived, quality))
                | data_files(found)
                | _workbook(edition, of.publisher, found, iris),
                history.fingerprint(
                    b"".join((n_triples, serialize.n_triples([*derived, *quality]))).decode().splitlines(),
                    iris.base,
                ),
            )


def _workbook(
    edition: PlanEdition, publisher: Publisher, found: Sequence[Sheet], iris: Iris
) -> dict[str, bytes]:
    """The tables of an edition as one workbook, by its path; none where there is no table."""
    dataset = edition.key.dataset
    title = edition_title(publisher, edition.key, edition.title)
    iri = str(iris("dataset", dataset=dataset))
    facts = excel.facts(title, iri, credit(publisher), publisher.licence.iri)
    return {excel.path(dataset): excel.workbook(found, facts)} if found else {}


def _of_base(one: EditionContent, graphs: Mapping[str, Sorted]) -> Sorted:
    return graphs[one.graphs[0]]


def _files(
    dataset: str, base: Sorted, n_triples: bytes, derived: Sorted, quality: Sorted
) -> Iterator[tuple[str, bytes]]:
    """The RDF files of an edition: path below the release, content."""
    stem = f"data/{dataset}"
    yield f"{stem}.ttl", serialize.turtle(base)
    yield f"{stem}.jsonld", serialize.json_ld(base)
    yield f"{stem}.nt.gz", serialize.compressed(n_triples)
    for name, triples in (("derived", derived), ("quality", quality)):
        if triples:
            yield f"{stem}_{name}.ttl", serialize.turtle(triples)


def _reports(stated: Stated) -> Iterator[tuple[str, bytes]]:
    """The documents as they were received, what became of every cell of them, and what changed since."""
    for source in stated.sources:
        yield from _source_files(source)
        for plan, older in stated.revised(source.edition).items():
            text = _changes(stated, source, plan, older.year)
            yield f"report/changes/{source.edition.key(plan).dataset}.csv", text.encode()


def _source_files(source: Source) -> Iterator[tuple[str, bytes]]:
    name = f"{source.edition.municipality}-{source.edition.year}"
    if source.covered:
        table = coverage.table(source.covered.ledger)
        yield f"report/{name}/coverage.csv", table.to_csv(index=False, lineterminator="\n").encode()
    if source.extraction is None:
        kept = source.edition.folder / "source" / f"{name}.txt"
        if kept.exists():
            yield f"source/{name}.txt", kept.read_bytes()
        for one in drafted.originals(source.edition.folder):
            yield f"source/{one.file}", (kept.parent / one.file).read_bytes()
        return
    yield f"source/{name}.txt", source.extraction.document.text.encode()
    text = "\n".join(source_report.lines(source.edition, source.extraction.document.corrections))
    yield f"report/{name}/quality.md", f"{text}\n".encode()


def _changes(stated: Stated, source: Source, plan: str, older: str) -> str:
    """What changed in a plan, as `keikaku diff` tells it, with the IRIs of the element and the indicator."""
    newer, before = source.edition, stated.revised(source.edition)[plan]
    text, years = io.StringIO(), (older, newer.year)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*revisions.COLUMNS, "element_iri", "indicator_iri"))
    for change in revisions.changes(before.tables, newer.tables):
        if change.plan == plan:
            writer.writerow((*change.row, *revisions.things(change, newer.municipality, years, stated.iris)))
    return text.getvalue()
