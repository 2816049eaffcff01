"""Who publishes, whom to ask, under which licence, and where: triples that all parts of a catalogue share."""

from collections.abc import Iterator

from rdflib import Literal, URIRef

from pipeline.catalog.model import Dataset, Place
from pipeline.graphs.interpreter import Triple
from pipeline.model.files.publisher import Publisher
from pipeline.model.iris import SAC, Iris
from pipeline.model.licences import Licence
from pipeline.model.namespaces import DCAT, DCTERMS, FOAF, PROJECT, RDF, RDFS, SKOS, VCARD
from pipeline.model.text import Text
from pipeline.model.vocabularies import ATTRIBUTION, LOCAL_AUTHORITY, PROJECT_TYPE, PUBLIC_DOMAIN

PROJECT_NAME = Text("keikaku プロジェクト", "keikaku project")
"""As the ontology names it."""
_WKT = URIRef("http://www.opengis.net/ont/geosparql#wktLiteral")


def bilingual(node: URIRef, predicate: URIRef, text: Text) -> Iterator[Triple]:
    """A text in both languages; an untagged one never stands beside them, a portal could take it."""
    yield node, predicate, Literal(text.ja, lang="ja")
    yield node, predicate, Literal(text.en, lang="en")


def named(node: URIRef, label: Text, type_: URIRef, scheme: str) -> Iterator[Triple]:
    """A term of a controlled list: its class, and as a concept its labels and scheme."""
    list_ = URIRef(scheme)
    yield node, RDF.type, type_
    yield node, RDF.type, SKOS.Concept
    yield from bilingual(node, SKOS.prefLabel, label)
    yield node, SKOS.inScheme, list_
    yield list_, RDF.type, SKOS.ConceptScheme
    yield list_, DCTERMS.title, Literal(scheme.rpartition("/")[2].replace("-", " "), lang="en")


def publisher(node: URIRef, by: Publisher, iris: Iris) -> Iterator[Triple]:
    agent = iris("municipality", municipality=by.code)
    homepage = URIRef(by.homepage)
    yield node, DCTERMS.publisher, agent
    yield agent, RDF.type, FOAF.Agent
    yield agent, RDF.type, FOAF.Organization
    yield agent, DCTERMS.identifier, Literal(by.code)
    yield from bilingual(agent, FOAF.name, by.name)
    yield agent, FOAF.homepage, homepage
    yield homepage, RDF.type, FOAF.Document
    yield agent, DCTERMS.type, URIRef(LOCAL_AUTHORITY)
    label = Text("地方公共団体", "local authority")
    yield from named(URIRef(LOCAL_AUTHORITY), label, SKOS.Concept, LOCAL_AUTHORITY.rpartition("/")[0])


def creator(node: URIRef, dataset: Dataset, iris: Iris) -> Iterator[Triple]:
    """Who made a dataset: the municipality of a plan; of what stands for all (hub, ontology, figures) the project.

    DCAT-AP asks for an agent's type. ADMS has no type for a project whose operator has not said what it is, so the type
    is that it is a project.
    """
    if dataset.edition:
        yield node, DCTERMS.creator, iris("municipality", municipality=dataset.publisher.code)
        return
    yield node, DCTERMS.creator, PROJECT
    yield PROJECT, RDF.type, FOAF.Agent
    yield from bilingual(PROJECT, FOAF.name, PROJECT_NAME)
    kind = URIRef(PROJECT_TYPE)
    yield PROJECT, DCTERMS.type, kind
    yield kind, RDF.type, SKOS.Concept
    yield from bilingual(kind, SKOS.prefLabel, Text("プロジェクト", "project"))


def contact(node: URIRef, by: Publisher, catalogue: URIRef) -> Iterator[Triple]:
    point = URIRef(f"{catalogue}#contact-{by.code}")
    yield node, DCAT.contactPoint, point
    yield point, RDF.type, VCARD.Kind
    yield point, RDF.type, VCARD.Organization
    yield from bilingual(point, VCARD.fn, by.contact.name)
    yield point, VCARD.hasURL, URIRef(by.contact.page)
    if by.contact.email:
        yield point, VCARD.hasEmail, URIRef(f"mailto:{by.contact.email}")
    if by.contact.telephone:
        yield point, VCARD.hasTelephone, URIRef(f"tel:{_international(by.contact.telephone)}")


def _international(telephone: str) -> str:
    """A telephone number of Japan as RFC 3966 writes it: 042-460-9800 is +81-42-460-9800."""
    return telephone if telephone.startswith("+") else "+81-" + telephone.removeprefix("0")


def licence(node: URIRef, under: Licence) -> Iterator[Triple]:
    """The licence. Its English title has no language tag: by it a CKAN of another language knows the licence."""
    document = URIRef(under.iri)
    kind = URIRef(PUBLIC_DOMAIN if under.ckan == "cc-zero" else ATTRIBUTION)
    label = (
        Text("パブリックドメイン", "public domain")
        if under.ckan == "cc-zero"
        else Text("表示", "attribution")
    )
    yield node, DCTERMS.license, document
    yield document, RDF.type, DCTERMS.LicenseDocument
    yield document, DCTERMS.title, Literal(under.title.en)
    yield document, DCTERMS.title, Literal(under.title.ja, lang="ja")
    yield document, DCTERMS.identifier, Literal(under.short)
    yield document, DCTERMS.type, kind
    yield from named(kind, label, SKOS.Concept, str(kind).rpartition("/")[0])


def rights(node: URIRef, predicate: URIRef, by: Publisher, catalogue: URIRef) -> Iterator[Triple]:
    """How to credit the publisher, as a statement that a dataset or its distributions point at."""
    statement = URIRef(f"{catalogue}#rights-{by.code}")
    yield node, predicate, statement
    yield statement, RDF.type, DCTERMS.RightsStatement
    yield from bilingual(statement, RDFS.label, credit(by))


def credit(by: Publisher) -> Text:
    """How to credit the publisher, and whether the publisher has confirmed the licence."""
    found = Text(f"出典:{by.name.ja}({by.licence.short})", f"Source: {by.name.en} ({by.licence.short})")
    open_ = Text("。ライセンスは発行者の確認前です。", ". The publisher has yet to confirm the licence.")
    more = Text("", "") if by.licence_confirmed else open_
    return Text(found.ja + more.ja, found.en + more.en)


def provenance(node: URIRef, by: Publisher, catalogue: URIRef) -> Iterator[Triple]:
    """Whether the municipality itself publishes this: readers must not take a copy for the original."""
    statement = URIRef(f"{catalogue}#provenance-{by.code}")
    said = (
        Text(f"{by.name.ja}の公式の公開です。", f"Officially published by {by.name.en}.")
        if by.official
        else Text(
            f"{by.name.ja}が印刷した計画から作ったデータです。市の公式の公開ではありません。",
            f"Made from what {by.name.en} printed; not an official publication of the city.",
        )
    )
    yield node, DCTERMS.provenance, statement
    yield statement, RDF.type, DCTERMS.ProvenanceStatement
    yield from bilingual(statement, RDFS.label, said)


def location(node: URIRef, of: Place) -> Iterator[Triple]:
    """The area of a place, with its bounds as WKT (longitude first) where they are known."""
    place = URIRef(SAC + of.area.code)
    yield node, DCTERMS.spatial, place
    yield place, RDF.type, DCTERMS.Location
    yield from bilingual(place, SKOS.prefLabel, of.name)
    if of.area.west_south_east_north:
        west, south, east, north = of.area.west_south_east_north
        corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
        ring = ", ".join(f"{longitude} {latitude}" for longitude, latitude in corners)
        yield place, DCAT.bbox, Literal(f"POLYGON(({ring}))", datatype=_WKT)
    if of.area.longitude_latitude:
        longitude, latitude = of.area.longitude_latitude
        yield place, DCAT.centroid, Literal(f"POINT({longitude} {latitude})", datatype=_WKT)
