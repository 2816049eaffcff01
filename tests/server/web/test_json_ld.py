"""What a JSON-LD processor of others finds at every IRI: pyld with its own loader, on a server that runs."""

import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from pyld import jsonld  # type: ignore[import-untyped]
from pyld.documentloader.requests import RequestsDocumentLoader  # type: ignore[import-untyped]
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from pipeline.json_ld.context import FILE
from pipeline.model.iris import BASE
from pipeline.release.store import STORE, Release

ITEM = "id/132292/gyokaku-5/2026/item/7"


@pytest.fixture(scope="module")
def loader() -> RequestsDocumentLoader:
    return RequestsDocumentLoader()


@pytest.fixture(scope="module")
def one_of_each_kind(built_release: Release) -> list[str]:
    """Of each class of things the first and the last that has an address here, as paths."""
    store = Store.read_only(str(built_release.path / STORE))
    kinds: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(
        None, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), None
    ):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE):
            kinds.setdefault(str(quad.object), []).append(quad.subject.value.removeprefix(BASE))
    return sorted({path for found in kinds.values() for path in (min(found), max(found))})


def expanded(address: str, loader: RequestsDocumentLoader) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = jsonld.expand(address, {"documentLoader": loader})
    return found


def test_every_kind_of_thing_is_expanded_from_its_iri(
    server_url: str, one_of_each_kind: list[str], loader: RequestsDocumentLoader
) -> None:
    assert len(one_of_each_kind) > 60
    for path in one_of_each_kind:
        address = f"{server_url}/{quote(path.partition('#')[0])}"
        assert expanded(address, loader), path


@pytest.mark.parametrize(
    "path",
    [
        *("catalog", "ns", "ns/shape", f"{ITEM}.html", f"{ITEM}.ttl", f"{ITEM}?context=linked"),
        *("catalog?context=linked", "ns?context=linked"),
        *("id/132292/gyokaku-5/2026/graph", "id/132292/document/2026.txt", "data/hub.jsonld"),
    ],
)
def test_what_is_no_thing_is_expanded_too(server_url: str, path: str, loader: RequestsDocumentLoader) -> None:
    assert expanded(f"{server_url}/{path}", loader)


@pytest.mark.parametrize("context", ["inline", "linked"])
def test_what_a_processor_reads_is_the_graph_of_the_turtle(
    server_url: str, site: httpx.Client, context: str, loader: RequestsDocumentLoader
) -> None:
    options = {"documentLoader": loader, "format": "application/n-quads"}
    text = jsonld.to_rdf(f"{server_url}/{ITEM}?context={context}", options).replace(
        f"{server_url}/context", "https://w3id.org/keikaku/context"
    )
    turtle = site.get(f"/{ITEM}.ttl").content
    assert triples(text.encode(), RdfFormat.N_QUADS) == triples(turtle, RdfFormat.TURTLE)


def triples(content: bytes, format_: RdfFormat) -> set[Triple]:
    return {quad.triple for quad in parse(content, format_)}


def test_the_context_is_published_as_it_is_and_by_its_version(web: httpx.Client) -> None:
    for path in ("/context.jsonld", "/context/1.jsonld"):
        answer = web.get(path, headers={"Origin": "https://example.org"})
        assert answer.headers["content-type"] == "application/ld+json"
        assert answer.headers["cache-control"] == "public, max-age=86400"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.json() == json.loads(FILE.read_text("utf-8"))
    assert web.get("/context/2.jsonld").status_code == 404


def test_a_document_names_the_address_of_the_context_to_whoever_asks(web: httpx.Client) -> None:
    answer = web.get(f"/{ITEM}?context=linked", headers={"Accept": "application/ld+json"})
    assert answer.headers["location"] == f"/{ITEM}.jsonld?context=linked"
    document = web.get(answer.headers["location"]).json()
    assert document["@context"] == "http://127.0.0.1:8000/context/1.jsonld"
    assert document["title"]["ja"] == "はなバスの効率的な運行"


@pytest.mark.parametrize("path", [f"/{ITEM}.jsonld", "/ns.jsonld", "/ns/shape.jsonld"])
def test_a_context_that_is_neither_is_refused(web: httpx.Client, path: str) -> None:
    answer = web.get(f"{path}?context=none")
    assert (answer.status_code, answer.json()["detail"]) == (
        400,
        "context is inline, which is usual, or linked.",
    )
