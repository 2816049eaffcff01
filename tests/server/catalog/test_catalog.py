"""The catalogue over HTTP: what portals ask, in the way they ask it."""

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI
from pyoxigraph import RdfFormat, Store
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef

from pipeline.catalog.dcat import triples
from pipeline.exports.descriptions import opendata_list
from pipeline.graphs import serialize
from pipeline.model.iris import Iris
from pipeline.release.store import Release
from server.catalog import action_api, routes
from server.http.middleware import HeadOfGet
from server.http.settings import Settings
from server.rendering import problems
from server.rendering.service import Service
from tests.pipeline.catalog import example
from tests.server.catalog import hydra
from tests.server.summaries import write_pages

ROOT = "http://127.0.0.1:8000/"
DATASETS = 6
LONG = 150_000
SUFFIXES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}


class Client:
    """Asks an application without a socket."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url=ROOT) as client:
                return await client.request(method, path, **options)

        return anyio.run(ask)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def head(self, path: str) -> httpx.Response:
        return self.request("HEAD", path)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)


def written(folder: Path, root: str) -> Client:
    """A client of the catalogue's routes over a release of the example whose addresses start with a root."""
    iris = Iris(example.BASE)
    found = triples(example.catalogue(), iris, root)
    example.write(example.catalogue(), folder, root)
    quads = serialize.n_quads({iris("catalog_graph"): serialize.sort(found)})
    Store(str(folder / "store")).bulk_load(quads, format=RdfFormat.N_QUADS)
    write_pages(Store.read_only(str(folder / "store")), folder)
    described = {"id": "r1", "base_iri": example.BASE, "root": root, "datasets": [], "counts": {}}
    (folder / "release.json").write_text(json.dumps(described), encoding="utf-8")
    app = FastAPI()
    app.state.service = Service.open(Settings(), Release.open(folder))
    app.include_router(routes.router)
    app.include_router(action_api.router)
    problems.install(app)
    app.add_middleware(HeadOfGet)
    return Client(app)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A client over a release built for no address of its own: its addresses start with the base IRI."""
    return written(tmp_path_factory.mktemp("release"), example.BASE)


def action(client: Client, name: str, **parameters: str) -> Any:
    answer = client.get(f"/api/3/action/{name}", params=parameters)
    assert answer.json()["success"] is True
    return answer.json()["result"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of its own JSON-LD parser
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_catalogue_has_fixed_addresses_with_exact_types(client: Client, suffix: str) -> None:
    answer = client.get(f"/catalog.{suffix}")
    assert answer.headers["content-type"].partition(";")[0] == SUFFIXES[suffix]
    found = hydra.whole(client.get, f"/catalog.{suffix}")
    assert len(set(found.subjects(RDF.type, DCAT.Dataset))) == DATASETS


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
    ],
)
def test_the_catalogue_is_negotiated_and_anything_is_rdf(
    client: Client, accept: str, media_type: str
) -> None:
    answer = client.get("/catalog", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in answer.headers["vary"]


def test_what_nobody_offers_is_not_acceptable(client: Client) -> None:
    assert client.get("/catalog", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/catalog.xlsx").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/catalog",
        "/catalog.ttl",
        "/catalog.html",
        "/api/3/action/package_list",
        "/opendata_list.csv",
        "/.well-known/void",
        "/sitemap.xml",
        "/sitemap/shared.xml",
        "/robots.txt",
        "/llms.txt",
    ],
)
def test_head_and_a_second_visit_cost_no_body(client: Client, path: str) -> None:
    head = client.head(path)
    assert head.status_code == 200
    assert head.content == b""
    again = client.get(path, headers={"If-None-Match": head.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_the_catalogue_says_when_it_changed(client: Client) -> None:
    assert client.get("/catalog.ttl").headers["last-modified"] == "Sun, 22 Nov 2026 09:00:00 GMT"


def test_addresses_lead_to_this_server_and_names_stay(client: Client) -> None:
    found = hydra.whole(client.get, "/catalog.ttl")
    assert {str(o).startswith(ROOT + "data/") for o in found.objects(None, DCAT.downloadURL)} == {True}
    assert {str(s).startswith(example.BASE) for s in found.subjects(RDF.type, DCAT.Distribution)} == {True}
    assert URIRef(ROOT + "sparql") in set(found.objects(None, DCAT.endpointURL))
    assert (URIRef(ROOT + "dataset/hub.html"), DCTERMS.title, None) in found


@pytest.mark.parametrize("address", ["/catalog.ttl", "/catalog", "/catalog.rdf?page=1"])
def test_pages_together_are_the_whole_and_no_dataset_is_twice(client: Client, address: str) -> None:
    pages = list(hydra.pages(client.get, address))
    found = [set(page.subjects(RDF.type, DCAT.Dataset)) for page in pages]
    assert len(found) == 2
    assert sum(len(datasets) for datasets in found) == len(set().union(*found)) == DATASETS
    for page, datasets in zip(pages, found, strict=True):
        assert set(page.objects(None, DCAT.servesDataset)) == datasets, "and none is named that is elsewhere"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_page_is_long(client: Client, suffix: str) -> None:
    assert max(len(client.get(f"/catalog.{suffix}?page={page}").content) for page in (1, 2)) < LONG


def test_a_page_stands_alone(client: Client) -> None:
    addresses = (DCAT.accessURL, DCAT.downloadURL, DCAT.endpointURL, DCAT.endpointDescription)
    hydra_or_contact = (hydra.HYDRA, "http://www.w3.org/2006/vcard/ns#")
    for page in hydra.pages(client.get, "/catalog.ttl"):
        pointed = {
            o
            for _, p, o in page
            if isinstance(o, URIRef)
            and p not in (RDF.type, *addresses)
            and not str(p).startswith(hydra_or_contact)
        }
        assert {node for node in pointed if (node, RDF.type, None) not in page} == set()
        assert (None, RDF.type, DCTERMS.LicenseDocument) in page


@pytest.mark.parametrize(
    ("query", "status"),
    [("page=0", 400), ("page=x", 400), ("page=3", 404), ("page=٣", 400)],
)
def test_a_page_that_is_none_is_refused(client: Client, query: str, status: int) -> None:
    assert client.get(f"/catalog.ttl?{query}").status_code == status


def test_ckan_lists_and_shows_every_dataset_by_name_and_id(client: Client) -> None:
    names = action(client, "package_list")
    assert len(names) == DATASETS
    for name in names:
        package = action(client, "package_show", id=name)
        assert action(client, "package_show", id=package["id"]) == package
        assert package["license_id"] == "cc-by"
        assert package["resources"]
        assert all(resource["url"].startswith(ROOT) for resource in package["resources"])
        iri = next(extra["value"] for extra in package["extras"] if extra["key"] == "uri")
        assert iri.startswith(example.BASE)


def test_ckan_shows_a_dataset_by_the_name_it_has_here(client: Client) -> None:
    shown = action(client, "package_show", id="132292-gyokaku-5-2026")
    assert shown["name"] == "t132292-gyokaku-5-2026"
    assert shown == action(client, "package_show", id=shown["name"])


def test_ckan_searches_by_time_as_the_harvester_does(client: Client) -> None:
    everything = action(client, "package_search", fq="metadata_modified:[2026-11-22T08:00:00.000000Z TO *]")
    nothing = action(client, "package_search", fq="metadata_modified:[2026-11-22T09:00:01.000000Z TO *]")
    assert (everything["count"], nothing["count"]) == (DATASETS, 0)


def test_ckan_pages_through_all_in_the_order_asked(client: Client) -> None:
    asked = {"rows": "4", "sort": "id asc"}
    first = action(client, "package_search", start="0", **asked)["results"]
    second = action(client, "package_search", start="4", **asked)["results"]
    ids = [package["id"] for package in (*first, *second)]
    assert len(ids) == DATASETS
    assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({"q": "地域情報化"}, 1),
        ({"q": "*:*"}, DATASETS),
        ({"fq": "organization:t132292"}, DATASETS),
        ({"fq": "-organization:t132292"}, 0),
        ({"fq": "tags:ontology"}, 1),
        ({"q": "どこにもない語"}, 0),
    ],
)
def test_ckan_searches_words_and_fields(client: Client, parameters: dict[str, str], count: int) -> None:
    assert action(client, "package_search", **parameters)["count"] == count


def test_ckan_answers_what_a_portal_asks_first(client: Client) -> None:
    assert action(client, "status_show")["ckan_version"].startswith("2.")
    assert action(client, "organization_list") == ["t132292"]
    assert action(client, "organization_show", id="t132292")["package_count"] == DATASETS
    assert action(client, "license_list")[0]["id"] == "cc-by"
    assert "国 都の情報政策" in action(client, "tag_list")
    assert len(action(client, "current_package_list_with_resources", limit="2")) == 2


def test_both_forms_of_the_ckan_address_and_a_posted_body_answer_alike(client: Client) -> None:
    got = client.get("/api/action/package_show", params={"id": "keikaku-hub"}).json()
    posted = client.post("/api/3/action/package_show", json={"id": "keikaku-hub"}).json()
    assert got == posted
    assert got["result"]["name"] == "keikaku-hub"


@pytest.mark.parametrize(
    ("path", "status", "type_"),
    [
        ("package_show?id=none", 404, "Not Found Error"),
        ("package_show", 409, "Validation Error"),
        ("package_search?rows=many", 409, "Validation Error"),
        ("package_search?sort=secret", 409, "Validation Error"),
        ("package_search?q=" + "metadata_modified:[" * 100, 409, "Validation Error"),
        ("package_create", 400, "Bad Request"),
    ],
)
def test_ckan_refuses_in_its_own_words(client: Client, path: str, status: int, type_: str) -> None:
    answer = client.get(f"/api/3/action/{path}")
    assert answer.status_code == status
    assert answer.json()["success"] is False
    assert answer.json()["error"]["__type"] == type_


@pytest.mark.parametrize(
    ("body", "status"), [(b"[1]", 400), (b"{", 400), (b"[" * 16_000, 400), (b"{" * 20_000, 413)]
)
def test_a_posted_body_that_is_no_object_is_refused(client: Client, body: bytes, status: int) -> None:
    assert client.post("/api/3/action/package_list", content=body).status_code == status


def test_the_list_of_open_data_leads_to_this_server(client: Client) -> None:
    answer = client.get("/opendata_list.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 30
    assert {row["ファイル_ダウンロードURL"].startswith(ROOT + "data/") for row in rows} == {True}


def test_a_list_of_a_prefecture_leads_to_this_server_too(tmp_path: Path) -> None:
    client = written(tmp_path, example.BASE)
    assert client.get("/opendata_list/13.csv").status_code == 404
    whole = (tmp_path / opendata_list.PATH).read_bytes()
    (tmp_path / opendata_list.FOLDER).mkdir()
    (tmp_path / opendata_list.FOLDER / "13.csv.gz").write_bytes(gzip.compress(whole))
    assert client.get("/opendata_list/13.csv").content == client.get("/opendata_list.csv").content
    assert client.get("/opendata_list/..csv").status_code == 404


def test_void_names_datasets_by_their_iris_and_dumps_by_their_addresses(client: Client) -> None:
    text = client.get("/.well-known/void").text
    found = Graph().parse(data=text, format="turtle")
    void = "http://rdfs.org/ns/void#"
    whole = ROOT + ".well-known/void#all"
    datasets = {str(s) for s in found.subjects(RDF.type, URIRef(void + "Dataset"))}
    assert {name.startswith(example.BASE) for name in datasets - {whole}} == {True}
    assert {str(o) for o in found.objects(URIRef(whole), URIRef(void + "subset"))} == datasets - {whole}
    assert {str(o).startswith(ROOT) for o in found.objects(None, URIRef(void + "dataDump"))} == {True}
    assert {str(o) for o in found.objects(None, URIRef(void + "uriSpace"))} == {example.BASE}


def test_void_has_no_description_of_a_municipality_that_does_not_publish_here(client: Client) -> None:
    answer = client.get("/void/011002.ttl")
    assert answer.status_code == 404
    assert "No municipality of the code 011002" in answer.text


def test_the_sitemaps_list_pages_with_the_day_of_the_data(client: Client) -> None:
    index = client.get("/sitemap.xml").text
    assert f"<loc>{ROOT}sitemap/shared.xml</loc><lastmod>2026-11-22</lastmod>" in index
    assert client.get("/sitemap/132292.xml").status_code == 404, "it publishes in another release"
    text = client.get("/sitemap/shared.xml").text
    assert f"<loc>{ROOT}dataset/132292-joho-2026.html</loc><lastmod>2026-11-22</lastmod>" in text
    assert (
        text.count("<url>") == 5 + DATASETS + 1
    )  # home, the catalogue, municipalities, comparisons and their matrix; a classification


def test_robots_and_llms_point_on(client: Client) -> None:
    assert f"Sitemap: {ROOT}sitemap.xml" in client.get("/robots.txt").text
    text = client.get("/llms.txt").text
    assert text.startswith("# keikaku\n\n> ")
    assert f"({ROOT}sparql)" in text
    assert f"]({ROOT}dataset/" not in text, "it does not grow with the number of datasets"
    assert f"; {DATASETS} datasets" in text


def test_a_release_built_for_a_public_address_answers_the_same_here(client: Client, tmp_path: Path) -> None:
    elsewhere = written(tmp_path, "https://plan.example.jp/")
    for path in ("/catalog.nt", "/opendata_list.csv", "/.well-known/void"):
        assert elsewhere.get(path).text == client.get(path).text, path
    asked = "/api/3/action/current_package_list_with_resources"
    assert elsewhere.get(asked).json() == client.get(asked).json()
