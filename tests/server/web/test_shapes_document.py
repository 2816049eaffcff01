"""The shapes answer at their own IRIs: `ns/shape#…` is a fragment of a document in the format that is asked for."""

import httpx
import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from pipeline.validation.shacl import SHAPE, shapes


@pytest.mark.parametrize(
    ("accept", "suffix"), [("text/turtle", "ttl"), ("text/html", "html"), ("*/*", "ttl")]
)
def test_the_iri_of_a_shape_leads_to_the_document_that_holds_it(
    web: httpx.Client, accept: str, suffix: str
) -> None:
    answer = web.get("/ns/shape", headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/ns/shape.{suffix}"


@pytest.mark.parametrize(("suffix", "format_"), [("ttl", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES)])
def test_the_document_holds_every_shape_that_releases_are_checked_by(
    web: httpx.Client, suffix: str, format_: RdfFormat
) -> None:
    found = parse(web.get(f"/ns/shape.{suffix}").content, format_)
    described = {quad.subject.value for quad in found if getattr(quad.subject, "value", "").startswith(SHAPE)}
    assert described == {str(node) for node in shapes().subjects() if str(node).startswith(SHAPE)}


def test_every_format_says_the_same_in_the_same_bytes(web: httpx.Client) -> None:
    """Lists have blank nodes, and the same names for them each time."""
    found = {}
    for suffix, format_ in (
        ("ttl", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("jsonld", RdfFormat.JSON_LD),
        ("rdf", RdfFormat.RDF_XML),
    ):
        content = web.get(f"/ns/shape.{suffix}").content
        assert web.get(f"/ns/shape.{suffix}").content == content
        found[suffix] = Dataset(parse(content, format_))
        found[suffix].canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    assert found["ttl"] == found["nt"] == found["jsonld"] == found["rdf"]


def test_the_document_is_not_sent_again_to_who_has_it(web: httpx.Client) -> None:
    tag = web.get("/ns/shape.ttl").headers["etag"]
    assert web.get("/ns/shape.ttl", headers={"If-None-Match": tag}).status_code == 304


def test_the_ontology_names_the_shapes_and_its_page_leads_to_them(web: httpx.Client) -> None:
    assert "https://w3id.org/keikaku/ns/shape.ttl" in web.get("/ns.ttl").text
    assert 'href="/ns/shape.html"' in web.get("/ns.html").text


def test_the_page_names_properties_by_prefix(web: httpx.Client) -> None:
    page = web.get("/ns/shape.html").text
    assert "<dt><code>sdmx-dimension:refPeriod</code>" in page and "<dt><code>http" not in page


def test_a_format_that_nobody_publishes_is_not_there(web: httpx.Client) -> None:
    assert web.get("/ns/shape.csv").status_code == 404
    assert web.get("/ns/shape", headers={"Accept": "image/png"}).status_code == 406
