"""What pages say to search engines, read as JSON-LD with the terms of schema.org."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from pipeline.model.iris import BASE
from pipeline.release.store import Release

SCHEMA = Namespace("https://schema.org/")
ADDRESSES = ("url", "item", "license", "contentUrl")
CONTEXT = {"@vocab": str(SCHEMA), **{term: {"@type": "@id"} for term in ADDRESSES}}
"""What the context of schema.org makes of the terms that are used, for a test that looks nothing up."""
EDITION = "id/132292/gyokaku-5/2026"


@pytest.fixture(scope="module")
def client(
    visit: Callable[[Release], AbstractContextManager[httpx.Client]], built_release: Release
) -> Iterator[httpx.Client]:
    with visit(built_release) as found:
        yield found


def said(client: httpx.Client, path: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).text, re.S)
    found: dict[str, Any] = json.loads(text)
    return found


def graph(node: dict[str, Any]) -> Graph:
    assert node["@context"] == "https://schema.org/"
    quads = ox.parse(json.dumps({**node, "@context": CONTEXT}), format=ox.RdfFormat.JSON_LD)
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples or b"", format="nt")


@pytest.mark.parametrize("dataset", ["132292-gyokaku-5-2026", "092029-gyokaku-8-2023", "hub", "figures"])
def test_a_dataset_says_all_that_a_search_for_datasets_asks(client: httpx.Client, dataset: str) -> None:
    found, thing = graph(said(client, f"/dataset/{dataset}.html")), URIRef(f"{BASE}dataset/{dataset}")
    assert (thing, RDF.type, SCHEMA.Dataset) in found
    for term in (
        *("name", "description", "url", "identifier", "keywords", "license", "creator", "publisher"),
        *("datePublished", "dateModified", "temporalCoverage", "spatialCoverage", "inLanguage"),
        *("includedInDataCatalog", "distribution", "isAccessibleForFree"),
    ):
        assert list(found.objects(thing, SCHEMA[term])), term
    for node in found.objects(thing, SCHEMA.distribution):
        assert found.value(node, SCHEMA.contentUrl) and found.value(node, SCHEMA.encodingFormat)
    for term in ("creator", "publisher", "includedInDataCatalog", "spatialCoverage"):
        for node in found.objects(thing, SCHEMA[term]):
            assert found.value(node, SCHEMA.name), term


def test_the_download_that_most_people_open_stands_first(client: httpx.Client) -> None:
    node = said(client, "/dataset/132292-gyokaku-5-2026.html")
    first, second, *_ = [one["name"].rpartition(".")[2] for one in node["distribution"]]
    assert (first, second) == ("xlsx", "csv")


def test_a_plan_names_what_it_measures(client: httpx.Client) -> None:
    node = said(client, "/dataset/132292-gyokaku-5-2026.html?lang=en")
    names = {one["name"] for one in node["variableMeasured"]}
    assert len(names) > 30
    assert len({one["@id"] for one in node["variableMeasured"]}) == len(names)


def test_an_item_says_where_it_stands_and_of_which_dataset_it_is(client: httpx.Client) -> None:
    node = said(client, f"/{EDITION}/item/7.html")
    found, thing = graph(node), URIRef(f"{BASE}{EDITION}/item/7")
    (page,) = found.subjects(RDF.type, SCHEMA.WebPage)
    assert (page, SCHEMA.mainEntity, thing) in found and found.value(thing, SCHEMA.name)
    assert (page, SCHEMA.isPartOf, URIRef(f"{BASE}dataset/132292-gyokaku-5-2026")) in found
    places = node["breadcrumb"]["itemListElement"]
    assert [one["position"] for one in places] == list(range(1, len(places) + 1))
    assert places[-1]["item"].endswith(f"/{EDITION}/item/7.html")


def test_an_indicator_is_a_variable(client: httpx.Client) -> None:
    found = graph(said(client, f"/{EDITION}/item/7/indicator/1.html"))
    thing = URIRef(f"{BASE}{EDITION}/item/7/indicator/1")
    assert (thing, RDF.type, SCHEMA.StatisticalVariable) in found
    assert found.value(thing, SCHEMA.name) and list(found.subjects(RDF.type, SCHEMA.BreadcrumbList))
