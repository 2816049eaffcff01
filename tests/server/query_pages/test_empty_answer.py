"""An answer without rows says why it may be empty: terms that the data lack, texts that stand there in a language."""

import httpx
import pytest
from fastapi import FastAPI

from server.http.limits import Limits
from server.query_pages.empty_answer import Reason, reasons
from server.rendering.service import Service
from server.sparql.inspection.findings import Rules
from server.sparql.inspection.guard import inspect

TITLE = '"はなバスの効率的な運行"'


def why(pages: FastAPI, text: str) -> tuple[Reason, ...]:
    service: Service = pages.state.service
    return reasons(text, inspect(text, Rules(Limits())), service.graph, service.release.base_iri)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * { ?s kk:hasIndikator ?o }", Reason("nowhere", "kk:hasIndikator", "kk:hasIndicator")),
        ("SELECT * { ?s a kk:Indicater }", Reason("nowhere", "kk:Indicater", "kk:Indicator")),
        ("SELECT * { ?s a kk:Indikator }", Reason("nowhere", "kk:Indikator", "kk:Indicator")),
        (
            "SELECT * { ?s a/rdfs:subClassOf* kk:indicator }",
            Reason("no_class", "kk:indicator", "kk:Indicator"),
        ),
        ("SELECT * { ?s kk:Indicator ?o }", Reason("no_property", "kk:Indicator", "kk:indicator")),
        ("SELECT * { ?s kk:hasindicator ?o }", Reason("nowhere", "kk:hasindicator", "kk:hasIndicator")),
        ("SELECT * { ?s dcterms:titel ?o }", Reason("nowhere", "dcterms:titel", "dcterms:title")),
        ("SELECT * { ?s skos:title ?o }", Reason("nowhere", "skos:title", "dcterms:title")),
        (
            "PREFIX dc: <http://purl.org/dc/elements/1.1/> SELECT * { ?s dc:title ?o }",
            Reason("nowhere", "dc:title", "dcterms:title"),
        ),
        (
            "PREFIX k: <https://w3id.org/keikaku/ns/> SELECT * { ?s a k:Indicator }",
            Reason("nowhere", "k:Indicator", "kk:Indicator"),
        ),
        ("SELECT * { ?s a kk:Qqqqqqqqq }", Reason("nowhere", "kk:Qqqqqqqqq")),
        (
            "SELECT * { <id/132292/gyokaku-5/2026/item/07> ?p ?o }",
            Reason("nowhere", "<id/132292/gyokaku-5/2026/item/07>", "<id/132292/gyokaku-5/2026/item/7>"),
        ),
        ("SELECT * { <id/132292/none> ?p ?o }", Reason("nowhere", "<id/132292/none>")),
        (f"SELECT * {{ ?s ?p {TITLE} }}", Reason("language", TITLE, f"{TITLE}@ja")),
        (f"SELECT * {{ ?s ?p ?o FILTER (?o = {TITLE}) }}", Reason("language", TITLE, f"{TITLE}@ja")),
    ],
)
def test_what_is_missing_is_named_with_what_may_have_been_meant(
    pages: FastAPI, text: str, reason: Reason
) -> None:
    assert why(pages, text) == (reason,)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ ?item dcterms:title {TITLE}@ja ; kk:hasIndicator ?indicator }}",
        "SELECT * { ?s skos:notation '7' FILTER (xsd:integer(?s) > 3 && CONTAINS(?s, 'はなバスの効率的な運行')) }",
        "PREFIX own: <http://example.org/> BASE <http://example.org/> SELECT * { ?s ?p ?o }",
        "SELECT * { ?s ?p '7'^^xsd:integer }",
        "SELECT",
    ],
)
def test_of_what_the_data_hold_nothing_is_said(pages: FastAPI, text: str) -> None:
    assert why(pages, text) == ()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_of_an_empty_answer_says_so(client: httpx.Client, language: str) -> None:
    parameters = {"query": "SELECT * { ?s kk:hasIndikator ?o }", "lang": language}
    page = client.get("/sparql/answer", params=parameters).text
    assert "<code>kk:hasIndikator</code>" in page
    assert "<code>kk:hasIndicator</code>" in page
