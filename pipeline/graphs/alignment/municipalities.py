"""The list of municipalities → its graph: a code list of local governments, and how their areas lie in each other.

A code is a concept of its own (`hub/municipality/032034`), beside the organisation (`id/032034`) that is only there once
it publishes; `dcterms:spatial` of both is one area. So every code is known, and no triple of an organisation's own
graph is stated again.
"""

from collections.abc import Iterator, Mapping

from rdflib import Literal, URIRef

from pipeline.graphs.alignment.terms import Triple, labels
from pipeline.model.iris import BASE, SAC, Iris
from pipeline.model.namespaces import DCTERMS, ORG, RDF, RDFS, SDO, SKOS, XSD, code
from pipeline.tables.csv_files import Tables, rows

WIKIDATA = "http://www.wikidata.org/entity/"

Row = Mapping[str, str]


def municipality_triples(hub: Tables, base: str = BASE) -> Iterator[Triple]:
    """The triples of the graph `hub/municipality/graph`, in the order of the table."""
    iris = Iris(base)
    scheme = iris("hub_municipalities")
    yield scheme, RDF.type, SKOS.ConceptScheme
    yield from labels(scheme, SKOS.prefLabel, "全国地方公共団体コード", "Codes of local governments in Japan")
    for row in rows(hub["municipalities"]):
        yield from _code(row, scheme, iris)
        yield from _area(row)
        if row["merged_into"]:
            yield from _former(row, iris)


def _code(row: Row, scheme: URIRef, iris: Iris) -> Iterator[Triple]:
    subject = iris("hub_municipality", municipality=row["code"])
    yield subject, RDF.type, SKOS.Concept
    yield subject, SKOS.inScheme, scheme
    yield subject, SKOS.notation, Literal(row["code"])
    yield subject, SKOS.prefLabel, Literal(row["name"], lang="ja")
    yield subject, SKOS.altLabel, Literal(row["kana"], lang="ja-kana")
    yield subject, DCTERMS.type, code("municipality-class", row["class"], iris.base)
    yield subject, DCTERMS.spatial, URIRef(SAC + row["area"])
    if row["name_en"]:
        yield subject, SKOS.prefLabel, Literal(row["name_en"], lang="en")
    if row["part_of"]:
        yield subject, SKOS.broader, iris("hub_municipality", municipality=row["part_of"])
    else:
        yield subject, SKOS.topConceptOf, scheme
        yield scheme, SKOS.hasTopConcept, subject
    if row["place"]:
        for predicate, degrees in zip((SDO.longitude, SDO.latitude), row["place"].split(), strict=True):
            yield subject, predicate, Literal(degrees, datatype=XSD.decimal)
    if row["wikidata"]:
        yield subject, SKOS.exactMatch, URIRef(WIKIDATA + row["wikidata"])


def _area(row: Row) -> Iterator[Triple]:
    """How an area lies in another; a prefecture's has its name here, a municipality's in its own graph."""
    area = URIRef(SAC + row["area"])
    if row["part_of"]:
        yield area, DCTERMS.isPartOf, URIRef(f"{SAC}C{row['part_of'][:5]}")
    else:
        yield area, RDF.type, DCTERMS.Location
        yield from labels(area, RDFS.label, row["name"], row["name_en"])


def _former(row: Row, iris: Iris) -> Iterator[Triple]:
    """A municipality that merged has no graph of its own: all that is said of it is said here."""
    subject = iris("municipality", municipality=row["code"])
    successor = iris("municipality", municipality=row["merged_into"])
    yield subject, RDF.type, ORG.FormalOrganization
    yield subject, DCTERMS.identifier, Literal(row["code"])
    yield from labels(subject, SKOS.prefLabel, row["name"], row["name_en"])
    yield subject, DCTERMS.spatial, URIRef(SAC + row["area"])
    yield subject, DCTERMS.isReplacedBy, successor
    yield successor, DCTERMS.replaces, subject
    yield successor, SDO.foundingDate, Literal(row["merged_on"], datatype=XSD.date)
