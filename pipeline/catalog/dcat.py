"""The catalogue as DCAT 3 triples by DCAT-AP 3.0.1, with no blank node and everything it points at typed.

IRIs start with the base; addresses (pages, downloads, the endpoint) start with `root`, where the release is
served. Both are the same once the base resolves.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rdflib import Literal, URIRef

from pipeline.catalog.agents import (
    bilingual,
    contact,
    creator,
    licence,
    location,
    named,
    provenance,
    publisher,
    rights,
)
from pipeline.catalog.model import Catalogue, DataFile, Dataset, Place
from pipeline.catalog.terms import (
    authority,
    checksum,
    file_format,
    instant,
    languages,
    standard,
    status,
    theme,
)
from pipeline.graphs.interpreter import Triple
from pipeline.model import vocabularies
from pipeline.model.files.publisher import Publisher
from pipeline.model.iris import Iris
from pipeline.model.namespaces import DCAT, DCAT3, DCTERMS, FOAF, RDF, SKOS, XSD, version_iri
from pipeline.model.text import Text
from pipeline.model.vocabularies import EU

AVAILABILITY = URIRef("http://data.europa.eu/r5r/availability")
SPARQL_PROTOCOL = URIRef("https://www.w3.org/TR/sparql11-protocol/")


def triples(catalogue: Catalogue, iris: Iris, root: str) -> list[Triple]:
    """Every triple of the catalogue, sorted, none twice."""
    return sorted({*about(catalogue, iris, root), *datasets(catalogue.datasets, iris, root)})


def about(catalogue: Catalogue, iris: Iris, root: str) -> Iterator[Triple]:
    """What is said of the catalogue and its endpoint themselves, but not which datasets they hold."""
    return _Writer(iris, root).catalogue(catalogue)


def datasets(found: Iterable[Dataset], iris: Iris, root: str) -> Iterator[Triple]:
    """What is said of datasets, among them the series of a plan's editions, and that the catalogue holds them.

    The editions of a plan have to come together: a series says which is the first and which the last.
    """
    return _Writer(iris, root).datasets(list(found))


class _Writer:
    """Writes parts of a catalogue below one base and root."""

    def __init__(self, iris: Iris, root: str) -> None:
        self._iris = iris
        self._root = root
        self._node = iris("catalog")
        self._service = URIRef(f"{self._node}#sparql")

    def catalogue(self, described: Catalogue) -> Iterator[Triple]:
        node = self._node
        yield node, RDF.type, DCAT.Catalog
        yield node, DCTERMS.identifier, Literal("keikaku")
        yield from bilingual(node, DCTERMS.title, described.title)
        yield from bilingual(node, DCTERMS.description, described.description)
        yield from self._document(node, FOAF.homepage, "", described.title)
        yield node, DCTERMS.issued, instant(described.issued)
        yield node, DCTERMS.modified, instant(described.modified)
        yield node, DCAT.themeTaxonomy, URIRef(EU + "data-theme")
        yield node, DCAT.service, self._service
        yield from languages(node, ("ja", "en"))
        yield from self._publishing(node, described.publisher)
        yield from licence(node, described.publisher.licence)
        yield from self._places(node, described.places)
        yield from self._sparql(described.publisher)

    def datasets(self, found: Sequence[Dataset]) -> Iterator[Triple]:
        for dataset in found:
            yield self._node, DCAT.dataset, self._dataset_node(dataset)
            yield self._service, DCAT.servesDataset, self._dataset_node(dataset)
            yield from self._dataset(dataset)
        yield from self._series(found)

    def _dataset_node(self, dataset: Dataset) -> URIRef:
        return self._iris("dataset", dataset=dataset.id)

    def _dataset(self, dataset: Dataset) -> Iterator[Triple]:
        node = self._dataset_node(dataset)
        yield node, RDF.type, DCAT.Dataset
        yield node, DCTERMS.identifier, Literal(dataset.id)
        yield from bilingual(node, DCTERMS.title, dataset.title)
        yield from bilingual(node, DCTERMS.description, dataset.description)
        yield node, DCTERMS.issued, instant(dataset.entry.issued)
        yield node, DCTERMS.modified, instant(dataset.entry.modified)
        yield from self._document(node, DCAT.landingPage, f"dataset/{dataset.id}.html", dataset.title)
        yield from languages(node, dataset.languages)
        yield from self._publishing(node, dataset.publisher)
        yield from licence(node, dataset.publisher.licence)
        yield from creator(node, dataset, self._iris)
        yield from self._places(node, dataset.places)
        yield from self._period(node, dataset.covers)
        yield from self._classification(node, dataset)
        yield from authority(
            node,
            DCTERMS.accrualPeriodicity,
            "frequency",
            dataset.frequency,
            vocabularies.FREQUENCIES[dataset.frequency],
            DCTERMS.Frequency,
        )
        yield from standard(node, version_iri(), Text("keikaku 語彙", "keikaku vocabulary"))
        yield from status(node, "dataset-status", dataset.withdrawn)
        if dataset.edition:
            yield from provenance(node, dataset.publisher, self._node)
            yield node, DCAT3.version, Literal(dataset.edition.key.edition)
        for file in dataset.files:
            yield from self._distribution(node, dataset, file)

    def _classification(self, node: URIRef, dataset: Dataset) -> Iterator[Triple]:
        for tag, language in dataset.tags():
            yield node, DCAT.keyword, Literal(tag, lang=language)
        for code in dataset.themes:
            yield from theme(node, code)
        for concept in dataset.concepts:
            yield node, DCAT.theme, concept.iri
            yield concept.iri, RDF.type, SKOS.Concept
            yield concept.iri, SKOS.prefLabel, Literal(concept.label, lang="ja")
            yield concept.iri, SKOS.inScheme, concept.scheme
            yield concept.scheme, RDF.type, SKOS.ConceptScheme
            yield from bilingual(concept.scheme, DCTERMS.title, concept.scheme_title)

    def _distribution(self, dataset_node: URIRef, dataset: Dataset, file: DataFile) -> Iterator[Triple]:
        node = self._iris("distribution", dataset=dataset.id, format=file.key(dataset.id))
        address = URIRef(self._root + file.path)
        label = file.label
        yield dataset_node, DCAT.distribution, node
        yield node, RDF.type, DCAT.Distribution
        yield node, DCTERMS.identifier, Literal(file.path.rpartition("/")[2])
        yield from bilingual(node, DCTERMS.title, label)
        description = Text(f"{dataset.title.ja} {label.ja}", f"{dataset.title.en}, {label.en}")
        yield from bilingual(node, DCTERMS.description, description)
        yield node, DCAT.accessURL, address
        yield node, DCAT.downloadURL, address
        yield node, DCTERMS.issued, instant(dataset.entry.issued)
        yield node, DCTERMS.modified, instant(dataset.entry.modified)
        yield node, DCAT.byteSize, Literal(str(file.bytes), datatype=XSD.nonNegativeInteger)
        yield from checksum(node, file.sha256)
        yield from file_format(node, file.format)
        yield from languages(node, dataset.languages)
        yield from licence(node, dataset.publisher.licence)
        yield from rights(node, DCTERMS.rights, dataset.publisher, self._node)
        yield from status(node, "distribution-status", dataset.withdrawn)
        stable = Text("安定して利用可能", "stable")
        yield from authority(node, AVAILABILITY, "planned-availability", "STABLE", stable, SKOS.Concept)
        if file.described_by:
            page = Text("表の列の説明(CSVW)", "Description of the columns (CSVW)")
            yield from self._document(node, FOAF.page, file.described_by, page)

    def _sparql(self, owner: Publisher) -> Iterator[Triple]:
        node = self._service
        title = Text("SPARQLエンドポイント", "SPARQL endpoint")
        yield node, RDF.type, DCAT.DataService
        yield node, DCTERMS.identifier, Literal("sparql")
        yield from bilingual(node, DCTERMS.title, title)
        text = Text(
            "すべてのデータに SPARQL 1.1 で問い合わせる窓口です。", "SPARQL 1.1 queries over all data."
        )
        yield from bilingual(node, DCTERMS.description, text)
        yield node, DCAT.endpointURL, URIRef(self._root + "sparql")
        yield node, DCAT.endpointDescription, URIRef(self._root + "sparql")
        yield from self._publishing(node, owner)
        yield from licence(node, owner.licence)
        yield from standard(node, SPARQL_PROTOCOL, Text("SPARQL 1.1 プロトコル", "SPARQL 1.1 Protocol"))
        yield node, DCAT.keyword, Literal("SPARQL", lang="en")
        yield from theme(node, "GOVE")

    def _series(self, found: Sequence[Dataset]) -> Iterator[Triple]:
        """One series a plan; its editions in order of their years."""
        members: dict[str, list[Dataset]] = {}
        for dataset in found:
            if dataset.edition:
                members.setdefault(dataset.edition.key.series, []).append(dataset)
        for series, editions in members.items():
            yield from self._one_series(series, sorted(editions, key=lambda d: d.id))

    def _one_series(self, series: str, datasets: list[Dataset]) -> Iterator[Triple]:
        node, latest = self._iris("series", series=series), datasets[-1]
        nodes = [self._dataset_node(dataset) for dataset in datasets]
        plan = latest.publisher.plan(latest.edition.key.plan if latest.edition else "")
        by, called = latest.publisher.name, plan.title
        title = Text(f"{by.ja} {called.ja}", f"{by.en}: {called.en}") if called else latest.title
        yield node, RDF.type, DCAT3.DatasetSeries
        yield node, DCTERMS.identifier, Literal(series)
        yield from bilingual(node, DCTERMS.title, title)
        yield from bilingual(node, DCTERMS.description, latest.description)
        yield from self._publishing(node, latest.publisher, service=False)
        yield node, DCTERMS.issued, instant(min(dataset.entry.issued for dataset in datasets))
        yield node, DCTERMS.modified, instant(max(dataset.entry.modified for dataset in datasets))
        yield from self._places(node, latest.places)
        yield node, DCAT3.first, nodes[0]
        yield node, DCAT3.last, nodes[-1]
        for member in nodes:
            yield member, DCAT3.inSeries, node
        for earlier, later in pairwise(nodes):
            yield later, DCAT3.prev, earlier

    def _publishing(self, node: URIRef, by: Publisher, service: bool = True) -> Iterator[Triple]:
        """Publisher, contact and, where the class has them, access rights."""
        yield from publisher(node, by, self._iris)
        yield from contact(node, by, self._node)
        if service:
            public = Text("公開", "public")
            rights_ = URIRef(EU + "access-right/PUBLIC")
            yield node, DCTERMS.accessRights, rights_
            yield from named(rights_, public, DCTERMS.RightsStatement, EU + "access-right")

    def _places(self, node: URIRef, places: Iterable[Place]) -> Iterator[Triple]:
        for place in places:
            yield from location(node, place)

    def _period(self, node: URIRef, covers: tuple[int, int]) -> Iterator[Triple]:
        """Fiscal years from April of the first to March after the last."""
        first, last = covers
        period = URIRef(f"{self._node}#fiscal-years-{first}-{last}")
        yield node, DCTERMS.temporal, period
        yield period, RDF.type, DCTERMS.PeriodOfTime
        yield period, DCAT.startDate, Literal(f"{first}-04-01", datatype=XSD.date)
        yield period, DCAT.endDate, Literal(f"{last + 1}-03-31", datatype=XSD.date)

    def _document(self, node: URIRef, predicate: URIRef, path: str, title: Text) -> Iterator[Triple]:
        page = URIRef(self._root + path)
        yield node, predicate, page
        yield page, RDF.type, FOAF.Document
        yield from bilingual(page, DCTERMS.title, title)
