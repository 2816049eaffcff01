"""The endpoint's page: a form without scripts, the editor where it is built."""

import json
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from pipeline.paths import ROOT
from server import sparql_editor


def test_the_form_works_without_scripts_and_keeps_the_query(client: httpx.Client) -> None:
    page = client.get("/sparql", params={"query": "ASK { ?s ?p '</textarea>' }"}).text
    assert '<form class="query" id="plain" action="/sparql" method="get">' in page
    assert "ASK { ?s ?p &#39;&lt;/textarea&gt;&#39; }</textarea>" in page


def test_the_editor_is_loaded_only_where_it_is_built(
    client: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not sparql_editor.is_built(tmp_path)
    for name in sparql_editor.FILES:
        (tmp_path / name).write_text("")
    assert sparql_editor.is_built(tmp_path)
    for built in (True, False):
        monkeypatch.setattr(sparql_editor, "is_built", lambda answer=built: answer)
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
