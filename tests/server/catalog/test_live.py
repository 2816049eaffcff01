"""The catalogue of a running server: every file is there as it says, and the doctor finds nothing wrong."""

import hashlib
import re

import httpx
import pytest
from rdflib import DCAT, RDF, Literal, URIRef

from pipeline.doctor.diagnosis import diagnose
from pipeline.model.files.data_folder import ROOT
from tests.server.catalog.hydra import whole

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
CHECKSUM = URIRef("http://spdx.org/rdf/terms#checksum")
CHECKSUM_VALUE = URIRef("http://spdx.org/rdf/terms#checksumValue")


def test_every_download_has_the_declared_type_size_and_digest(site: httpx.Client) -> None:
    graph = whole(site.get, "/catalog.ttl")
    files = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(files) > 50
    for node in files:
        address = str(graph.value(node, DCAT.downloadURL))
        answer = site.get(address, headers={"Accept-Encoding": "identity"})
        declared = {str(graph.value(node, p)) for p in (DCAT.mediaType, DCAT.compressFormat)}
        assert answer.status_code == 200, address
        assert MEDIA_TYPES + answer.headers["content-type"].partition(";")[0] in declared, address
        assert len(answer.content) == int(str(graph.value(node, DCAT.byteSize))), address
        checksum = graph.value(node, CHECKSUM)
        value = graph.value(checksum, CHECKSUM_VALUE)
        assert isinstance(value, Literal)
        assert str(value).lower() == hashlib.sha256(answer.content).hexdigest(), address


def test_everything_the_listings_point_at_is_there(site: httpx.Client) -> None:
    graph = whole(site.get, "/catalog.ttl")
    own = {str(page) for page in graph.objects(None, DCAT.landingPage)}
    described = {str(o) for o in graph.objects(None, URIRef("http://xmlns.com/foaf/0.1/page"))}
    assert own
    assert described
    for address in sorted(own | described):
        assert site.head(address).status_code == 200, address
    for package in site.get("/api/3/action/package_list").json()["result"]:
        found = site.get("/api/3/action/package_show", params={"id": package}).json()["result"]
        assert {site.head(resource["url"]).status_code for resource in found["resources"]} == {200}


def test_the_doctor_finds_no_error_and_the_quality_excellent(server_url: str) -> None:
    found = diagnose(f"{server_url}/catalog")
    assert [one.text("en") for one in found.findings if one.is_error] == []
    assert {one.kind.code for one in found.findings} <= {"poor-address"}
    assert found.score.rating == "excellent"
    assert found.score.total >= 351


@pytest.mark.parametrize("accept", ["*/*", "application/rdf+xml", "text/html", "text/html,*/*;q=0.1"])
def test_the_catalogue_answers_head_and_get_alike(site: httpx.Client, accept: str) -> None:
    head, get = (site.request(method, "/catalog", headers={"Accept": accept}) for method in ("HEAD", "GET"))
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == get.headers["etag"]
    assert head.headers["content-type"] == get.headers["content-type"]


def test_every_address_of_the_page_for_portals_answers(site: httpx.Client) -> None:
    text = (ROOT / "docs" / "portals.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    addresses = [found for row in rows for found in re.findall(r"`(/[^`]*)`", row)]
    assert len(addresses) > 10
    for address in addresses:
        assert site.get(address).status_code == 200, address
