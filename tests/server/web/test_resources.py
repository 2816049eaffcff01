"""Every IRI below the base answers at its path below the root."""

from urllib.parse import quote

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from pipeline.reading.graph import Graph
from pipeline.reading.vocabulary import rdf, xsd
from server.repository.describe import describe

ITEM = "/id/132292/gyokaku-5/2026/item/7"
UNIT = "/id/132292/unit/" + quote("交通課")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (BROWSER, "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("*/*", "ttl"),
        ("text/turtle;q=0.1, application/rdf+xml", "rdf"),
    ],
)
def test_a_thing_leads_to_the_document_that_is_preferred(web: httpx.Client, accept: str, suffix: str) -> None:
    answer = web.get(ITEM, headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{ITEM}.{suffix}"
    assert "Accept" in answer.headers["vary"]


def test_a_reader_of_english_is_led_to_the_english_page(web: httpx.Client) -> None:
    answer = web.get(ITEM, headers={"Accept": BROWSER, "Accept-Language": "en-GB,en;q=0.9,ja;q=0.5"})
    assert answer.headers["location"] == f"{ITEM}.html?lang=en"


def test_what_is_in_no_format_wanted_is_refused_with_what_there_is(web: httpx.Client) -> None:
    answer = web.get(ITEM, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert 'rel="describedby"; type="text/turtle"' in answer.headers["link"]


@pytest.mark.parametrize(
    ("suffix", "format_"),
    [
        ("ttl", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("rdf", RdfFormat.RDF_XML),
        ("jsonld", RdfFormat.JSON_LD),
    ],
)
def test_every_format_of_a_document_says_the_same(web: httpx.Client, suffix: str, format_: RdfFormat) -> None:
    turtle = web.get(f"{ITEM}.ttl")
    other = web.get(f"{ITEM}.{suffix}")
    assert other.status_code == 200
    expected = {quad.triple for quad in parse(turtle.content, RdfFormat.TURTLE)}
    assert {quad.triple for quad in parse(other.content, format_)} == expected


@pytest.mark.parametrize(
    ("amount", "written"), [("48", "48.0"), ("-3.00", "-3.0"), ("46.8", "46.8"), ("0", "0.0")]
)
def test_a_decimal_has_a_point_in_turtle_whatever_the_store_keeps(amount: str, written: str) -> None:
    store, thing = Store(), NamedNode("http://a/1")
    store.add(Quad(thing, rdf.value, Literal(amount, datatype=xsd.decimal), thing))
    assert f"rdf:value {written} ." in describe(Graph(store), thing).serialize(RdfFormat.TURTLE).decode()


def test_an_item_is_described_with_its_indicators_cells_observations_and_annotations(
    web: httpx.Client,
) -> None:
    quads = list(parse(web.get(f"{ITEM}.nt").content, RdfFormat.N_TRIPLES))
    subjects = {str(quad.subject).strip("<>").removeprefix("https://w3id.org/keikaku") for quad in quads}
    for part in (
        "",
        "/indicator/1",
        "/indicator/1/target/2024",
        "/indicator/1/target/2024/total",
        "/activity/1/2025",
    ):
        assert ITEM + part in subjects
    assert "/id/132292/gyokaku-5/2026/annotation/loss-1" in subjects
    assert "/id/132292/gyokaku-5/2026/item/18" not in subjects


def test_a_description_names_what_it_points_at_and_what_points_at_it(web: httpx.Client) -> None:
    text = web.get(f"{UNIT}.ttl").text
    assert "はなバスの効率的な運行" in text
    assert "交通課" in text


@pytest.mark.parametrize(
    ("graph", "document"),
    [
        ("/id/132292/gyokaku-5/2026/graph", "/dataset/mini.ttl"),
        ("/id/132292/graph", "/id/132292.ttl"),
        ("/catalog/graph", "/catalog.ttl"),
        ("/id/132292/gyokaku-5/2026/graph/derived", "/id/132292/gyokaku-5/2026.ttl"),
    ],
)
def test_a_named_graph_leads_to_what_describes_it(web: httpx.Client, graph: str, document: str) -> None:
    answer = web.get(graph)
    assert (answer.status_code, answer.headers["location"]) == (303, document)


def test_trig_keeps_the_graphs_that_say_it(web: httpx.Client) -> None:
    graphs = {str(quad.graph_name) for quad in parse(web.get(f"{ITEM}.trig").content, RdfFormat.TRIG)}
    assert "<https://w3id.org/keikaku/id/132292/gyokaku-5/2026/graph/derived>" in graphs


def test_a_document_is_the_same_bytes_each_time(web: httpx.Client) -> None:
    assert web.get(f"{ITEM}.ttl").content == web.get(f"{ITEM}.ttl").content


@pytest.mark.parametrize(
    "path", [UNIT, "/id/132292/unit/交通課", "/id/132292/unit/" + quote("交通課").lower()]
)
def test_an_iri_with_japanese_answers_however_it_is_percent_encoded(web: httpx.Client, path: str) -> None:
    assert web.get(path).headers["location"] == f"{UNIT}.ttl"


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/id/132292/none",
            "/id/132292/none.ttl",
            "/id/132292/item/%FF",
            "/id//132292",
            "/id/132292/%2e%2e/132292",
        ),
        *("/elsewhere/1", "/id/132292.png", "/id/132292/document/1999.txt"),
        *("/id/132292/document/..%2f..%2frelease.txt", "/id/132292/<script>"),
    ],
)
def test_what_is_not_there_is_404_as_a_problem(web: httpx.Client, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404
    assert answer.json()["detail"].endswith("/search finds what there is by its name, /sparql by a query.")


@pytest.mark.parametrize("path", [UNIT, "/id/132292", f"{ITEM}.ttl"])
def test_an_address_with_a_slash_too_many_leads_to_the_one_without(web: httpx.Client, path: str) -> None:
    answer = web.get(f"{path}/?lang=en")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"{path}?lang=en"


@pytest.mark.parametrize("path", ["//evil.example/", "/id//evil.example/", "/%2fevil.example/id/"])
def test_a_slash_too_many_leads_nowhere_else(web: httpx.Client, path: str) -> None:
    assert web.send(web.build_request("GET", str(web.base_url).rstrip("/") + path)).status_code == 404


def test_a_reader_is_told_on_a_page_what_is_not_there(web: httpx.Client) -> None:
    answer = web.get("/id/132292/none", headers={"Accept": BROWSER})
    assert answer.status_code == 404
    assert "ここには何もありません" in answer.text


def test_what_was_replaced_is_gone_and_names_its_successor(web: httpx.Client) -> None:
    answer = web.get("/id/132292/old.html")
    assert answer.status_code == 410
    assert 'rel="successor-version"' in answer.headers["link"]
    assert "gyokaku-5" in answer.headers["link"]


@pytest.mark.parametrize(
    "path", [ITEM + ".html", ITEM + ".ttl", ITEM + ".csv", "/", "/ns.ttl", "/data/mini.ttl"]
)
def test_an_unchanged_document_is_not_sent_again(web: httpx.Client, path: str) -> None:
    first = web.get(path)
    again = web.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert again.headers["etag"] == first.headers["etag"]
    assert not again.content


@pytest.mark.parametrize(
    "path", [ITEM, ITEM + ".html", ITEM + ".ttl", "/", "/data/mini.ttl", "/id/132292/none"]
)
def test_head_is_get_without_its_body(web: httpx.Client, path: str) -> None:
    head, get = web.head(path), web.get(path)
    assert head.status_code == get.status_code
    assert not head.content
    for name in ("content-type", "content-length", "etag", "location"):
        assert head.headers.get(name) == get.headers.get(name)


def test_a_page_links_to_its_other_formats_and_its_canonical_address(web: httpx.Client) -> None:
    links = web.get(f"{ITEM}.html").headers["link"]
    assert f'<{ITEM}.ttl>; rel="describedby"; type="text/turtle"' in links
    assert f'<http://127.0.0.1:8000{ITEM}.html>; rel="canonical"' in links
    assert f'<{ITEM}.html>; rel="describedby"' not in links


@pytest.mark.parametrize(
    "path",
    [
        ITEM,
        f"{ITEM}.html",
        f"{ITEM}.ttl",
        "/ns",
        "/ns/shape.html",
        "/id/132292/document/2026.txt",
    ],
)
def test_what_is_no_json_ld_has_just_one_alternate_which_is(web: httpx.Client, path: str) -> None:
    links = web.get(path).headers["link"].split(", ")
    (alternate,) = [link for link in links if 'rel="alternate"' in link]
    assert alternate.endswith('.jsonld>; rel="alternate"; type="application/ld+json"')


def test_json_ld_has_no_alternate(web: httpx.Client) -> None:
    assert "alternate" not in web.get(f"{ITEM}.jsonld").headers["link"]


def test_the_text_of_a_document_is_at_the_iri_of_its_lines(web: httpx.Client) -> None:
    answer = web.get("/id/132292/document/2026.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines()[3].endswith("前年度実績以上")


@pytest.mark.parametrize("page", ["0", "-1", "x", "１", "501", "9" * 30])
def test_a_page_of_links_that_cannot_be_is_refused(web: httpx.Client, page: str) -> None:
    assert web.get(f"/code/status/observed.ttl?page={page}").status_code == 400


@pytest.mark.parametrize(
    "path", ["//evil.example/id/132292", "/id/132292%0d%0aSet-Cookie:a=b", "/id/132292?lang=en%0d%0aX: y"]
)
def test_a_redirect_stays_on_this_server_and_carries_no_header_of_the_client(
    web: httpx.Client, path: str
) -> None:
    answer = web.get(str(web.base_url).rstrip("/") + path)
    location = answer.headers.get("location", "/id/")
    assert location.startswith("/id/")
    assert "set-cookie" not in answer.headers
    assert "x" not in answer.headers
