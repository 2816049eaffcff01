"""The ontology is published as ontologies are: the tests of FOOPS! (FAIR vocabularies), numbered in `criteria.toml`."""

import re

import httpx
import pytest
from rdflib import Graph, URIRef

from pipeline.model import iris
from pipeline.model.namespaces import DCTERMS, OWL, PREFIXES, RDF, RDFS, SKOS, VANN, ontology
from pipeline.release.store import Release

HEAD = URIRef(iris.KK.rstrip("#"))
VOCABULARIES = (DCTERMS, OWL, VANN, RDFS, RDF, "http://www.w3.org/ns/adms#")


def values(predicate: URIRef) -> list[str]:
    return [str(value) for value in ontology().objects(HEAD, predicate)]


@pytest.mark.parametrize(
    ("criterion", "predicate"),
    [
        ("OM1 title", DCTERMS.title),
        ("OM1 description", DCTERMS.description),
        ("OM1 licence", DCTERMS.license),
        ("OM1 version IRI", OWL.versionIRI),
        ("OM1 creator", DCTERMS.creator),
        ("OM1 namespace", VANN.preferredNamespaceUri),
        ("OM2 version", OWL.versionInfo),
        ("OM2 created", DCTERMS.created),
        ("OM2 issued", DCTERMS.issued),
        ("OM2 prefix", VANN.preferredNamespacePrefix),
        ("OM2 citation", DCTERMS.bibliographicCitation),
        ("OM2 contributor", DCTERMS.contributor),
        ("OM3 modified", DCTERMS.modified),
        ("OM3 previous version", OWL.priorVersion),
        ("OM3 backward compatibility", OWL.backwardCompatibleWith),
        ("OM3 publisher", DCTERMS.publisher),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_foops_the_head_says_what_a_reader_of_an_ontology_asks(criterion: str, predicate: URIRef) -> None:
    assert values(predicate), criterion


def test_foops_the_version_iri_holds_the_version_and_stands_below_the_ontology() -> None:
    (version,) = values(OWL.versionInfo)
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert values(OWL.versionIRI) == [f"{HEAD}/{version}"]
    assert all(version in citation for citation in values(DCTERMS.bibliographicCitation))


def test_foops_the_dates_are_in_order() -> None:
    created, issued, modified = (
        values(term)[0] for term in (DCTERMS.created, DCTERMS.issued, DCTERMS.modified)
    )
    assert created <= issued <= modified


def test_foops_the_maker_is_described_and_is_no_municipality() -> None:
    for predicate in (DCTERMS.creator, DCTERMS.publisher):
        (agent,) = ontology().objects(HEAD, predicate)
        assert len(list(ontology().objects(agent, SKOS.prefLabel))) == 2
        assert not re.search(r"/id/\d{6}", str(agent))


def test_foops_it_builds_on_other_vocabularies() -> None:
    above = {str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in ontology().objects(None, p)}
    others = {prefix for prefix, namespace in PREFIXES.items() if any(o.startswith(namespace) for o in above)}
    assert {"prov", "skos", "dqv"} <= others


def test_foops_voc1_the_head_speaks_in_terms_of_others() -> None:
    said = set(ontology().predicates(HEAD))
    assert all(str(predicate).startswith(tuple(map(str, VOCABULARIES))) for predicate in said)


def test_foops_purl1_http1_the_name_is_a_persistent_one() -> None:
    assert str(HEAD).startswith("https://w3id.org/")


def test_foops_om4_2_the_licence_is_an_address_of_creative_commons() -> None:
    (licence,) = values(DCTERMS.license)
    assert licence == "https://creativecommons.org/licenses/by/4.0/"


def test_the_catalogue_names_the_same_licence_and_maker_of_ontology_and_hub(built_release: Release) -> None:
    catalogue = Graph().parse(data=(built_release.path / "catalog.ttl").read_text("utf-8"), format="turtle")
    for dataset in ("ontology", "hub", "municipalities", "denominators", "figures"):
        node = URIRef(f"{iris.BASE}dataset/{dataset}")
        assert [str(found) for found in catalogue.objects(node, DCTERMS.license)] == values(DCTERMS.license)
        assert [str(found) for found in catalogue.objects(node, DCTERMS.creator)] == values(DCTERMS.creator)
    plan = URIRef(f"{iris.BASE}dataset/132292-joho-2026")
    assert [str(found) for found in catalogue.objects(plan, DCTERMS.creator)] == [f"{iris.BASE}id/132292"]


def test_foops_cn1_rdf1_doc1_it_is_served_as_a_page_and_as_rdf(site: httpx.Client) -> None:
    for media_type in (
        "text/html",
        "text/turtle",
        "application/rdf+xml",
        "application/ld+json",
        "application/n-triples",
    ):
        answer = site.get("/ns", headers={"Accept": media_type}, follow_redirects=True)
        assert answer.status_code == 200 and answer.headers["content-type"].startswith(media_type)


def test_foops_uri1_uri2_ver2_its_names_lead_to_it(site: httpx.Client) -> None:
    (version,) = values(OWL.versionIRI)
    makers = values(DCTERMS.creator)
    for name in (str(HEAD), version, *makers):
        path = name.removeprefix(iris.BASE)
        answer = site.get(f"/{path}", headers={"Accept": "text/turtle"}, follow_redirects=True)
        served = Graph().parse(data=answer.text, format="turtle")
        assert (HEAD, RDF.type, OWL.Ontology) in served
        assert (HEAD, OWL.versionIRI, URIRef(version)) in served
        assert list(served.objects(URIRef(makers[0]), RDF.type))
    assert site.get("/ns/9.9.9").status_code == 404
