"""The endpoint's page: a form without scripts, the editor where it is built."""

import contextlib
import json
import re
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import httpx
import markupsafe
import pyoxigraph as ox
import pytest

from pipeline.model.files.data_folder import ROOT
from server.query_pages import editor
from server.query_pages.result_table import LONGEST


def test_the_form_works_without_scripts_and_keeps_the_query(client: httpx.Client) -> None:
    page = client.get("/sparql", params={"query": "ASK { ?s ?p '</textarea>' }"}).text
    assert '<form class="query" id="plain" action="/sparql" method="get">' in page
    assert "ASK { ?s ?p &#39;&lt;/textarea&gt;&#39; }</textarea>" in page


def test_the_answer_to_a_query_is_a_page_with_its_files_and_the_way_back(client: httpx.Client) -> None:
    query = "SELECT ?number { VALUES ?number { 1 <urn:x> '<b>' } }"
    page = client.get("/sparql/answer", params={"query": query})
    assert page.status_code == 200
    assert re.findall(r"<td[^>]*>(.*?)</td>", page.text) == ["1", "urn:x", "&lt;b&gt;"]
    for name in ("CSV", "JSON"):
        address = re.search(rf'<a href="([^"]*)">{name}</a>', page.text)
        assert address
        assert client.get(unescape(address[1])).status_code == 200
    back = re.search(r'<a href="([^"]*)">エディタで開く</a>', page.text)
    assert back
    assert str(markupsafe.escape(query)) in client.get(unescape(back[1])).text


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "書き方を確かめてください"), ("en", "Check how it is written")]
)
def test_a_query_that_cannot_be_read_is_told_in_the_page_s_language(
    client: httpx.Client, language: str, said: str
) -> None:
    page = client.get(
        "/sparql/answer", params={"query": "SELECT {", "lang": language}, headers={"Accept": "text/html"}
    )
    assert page.status_code == 400
    assert said in page.text
    assert ("line 1, column" in page.text) == (language == "en")
    assert ("1行目" in page.text) == (language == "ja")


def test_of_a_long_answer_the_page_shows_the_beginning(client: httpx.Client) -> None:
    page = client.get("/sparql/answer", params={"query": "SELECT * { ?s ?p ?o }", "lang": "en"}).text
    assert page.count("</tr>") == 201
    found = re.search(r"The first 200 of ([0-9,]+) rows", page)
    assert found
    assert f'<span class="count">{found[1]} rows</span>' in page


def test_an_unbound_value_is_an_empty_cell(client: httpx.Client) -> None:
    query = "SELECT ?a ?b { VALUES (?a ?b) { (UNDEF 1.5) } }"
    page = client.get("/sparql/answer", params={"query": query}).text
    assert re.findall(r"<td[^>]*>(.*?)</td>", page) == ["", "1.5"]


def test_a_cell_of_any_length_is_shown_by_its_beginning(client: httpx.Client) -> None:
    eight = ", ".join(["?text"] * 8)
    query = f"SELECT ?long {{ VALUES ?text {{ '{'x' * 30_000}' }} BIND(CONCAT({eight}) AS ?long) }}"
    page = client.get("/sparql/answer", params={"query": query}).text
    assert re.findall(r"<td[^>]*>(x+…)</td>", page) == ["x" * LONGEST + "…"]


@pytest.mark.parametrize("levels", [10, 4_500, 6_000])
def test_terms_within_terms_end_no_server(client: httpx.Client, levels: int) -> None:
    query = quote(_nested(levels), safe="<>?():{}/")  # as much as an address holds
    for path in ("/sparql", "/sparql/answer"):
        connection = HTTPConnection(client.base_url.host, client.base_url.port or 80, timeout=60)
        with contextlib.closing(connection):
            connection.request("GET", f"{path}?query={query}", headers={"Accept": "text/html"})
            assert connection.getresponse().status in (200, 400)
    assert client.get("/sparql/answer", params={"query": "ASK {}"}).status_code == 200


def _nested(levels: int) -> str:
    """A query whose one answer is a triple within a triple, so many deep, in brackets that a guard lets pass."""
    at_once = 25
    steps = "".join(
        f"({'<<(?a?a' * at_once}?x{step}{')>>' * at_once}AS?x{step + 1})" for step in range(levels // at_once)
    )
    return f"SELECT ?x{levels // at_once}{{SELECT{steps}{{VALUES(?a?x0){{(<u:>1)}}}}}}"


@pytest.mark.parametrize(("query", "said"), [("ASK {}", "Yes"), ("ASK { FILTER (false) }", "No")])
def test_a_yes_or_no_is_said_in_words(client: httpx.Client, query: str, said: str) -> None:
    page = client.get("/sparql/answer", params={"query": query, "lang": "en"}).text
    assert re.search(rf'<p class="lead">{said}:', page)


def test_a_graph_is_given_as_turtle_and_no_query_leads_to_the_form(client: httpx.Client) -> None:
    graph = client.get("/sparql/answer", params={"query": "CONSTRUCT { <urn:a> <urn:b> 1 } {}"})
    assert graph.headers["content-type"].startswith("text/turtle")
    assert 'id="plain"' in client.get("/sparql/answer").text


def test_a_query_that_is_none_is_told_on_a_page(client: httpx.Client) -> None:
    page = client.get("/sparql/answer", params={"query": "SELECT x"})
    assert page.status_code == 400
    assert "1行目8文字目" in page.text
    assert ">SELECT x</textarea>" in page.text


def test_a_failure_is_told_to_programs_as_to_programs(client: httpx.Client) -> None:
    problem = client.get(
        "/sparql/answer", params={"query": "SELEC x"}, headers={"Accept": "application/json"}
    )
    assert problem.headers["content-type"] == "application/problem+json"
    assert "Did you mean SELECT?" in problem.json()["detail"]


def test_the_form_shows_the_prefixes_that_need_no_declaration(client: httpx.Client) -> None:
    assert "PREFIX kk: &lt;https://w3id.org/keikaku/ns#&gt;" in client.get("/sparql").text


def test_the_editor_is_loaded_only_where_it_is_built(
    client: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not editor.is_built(tmp_path)
    for name in editor.FILES:
        (tmp_path / name).write_text("")
    assert editor.is_built(tmp_path)
    for built in (True, False):
        monkeypatch.setattr(editor, "is_built", lambda answer=built: answer)
        assert ("editor/editor.js" in client.get("/sparql").text) == built


def test_the_lock_file_names_no_registry() -> None:
    packages = json.loads((ROOT / "server" / "editor" / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert all(package["integrity"].startswith("sha512-") for name, package in packages.items() if name)


def test_the_editor_is_handed_terms_prefixes_and_examples_that_run(client: httpx.Client) -> None:
    found = client.get("/sparql/editor.json").json()
    assert "https://w3id.org/keikaku/ns#Indicator" in found["classes"]
    assert "https://w3id.org/keikaku/ns#rawText" in found["properties"]
    assert found["prefixes"]["kk"] == "https://w3id.org/keikaku/ns#"
    for example in found["examples"]:
        ox.Store().query(example["query"])
