"""`keikaku publish` into a real store: here, beside the other tests that need one."""

import json
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer
from typer.testing import CliRunner

from pipeline.cli import publish as command
from pipeline.model.errors import ConformanceError, ReleaseError, SettingError
from pipeline.release.store import CURRENT, Release
from pipeline.release.upload import NOTES, RemoteStore, graphs, publish

Done = list[tuple[str, str, int]]

GRAPH = "http://example.org/graph/"
NEXT = '<http://example.org/s> <http://example.org/p> "次"@ja <http://example.org/graph/2026> .\n'


@pytest.fixture
def releases(tmp_path: Path, small_release: Path) -> Path:
    """A folder of releases with the small release current."""
    shutil.copytree(small_release, tmp_path / CURRENT)
    description = {"id": "small", "base_iri": "http://example.org/", "datasets": [], "counts": {}}
    (tmp_path / CURRENT / "release.json").write_text(json.dumps(description))
    return tmp_path


@pytest.fixture
def store(oxigraph_server: str) -> RemoteStore:
    """An empty store."""
    httpx.delete(f"{oxigraph_server}/store").raise_for_status()
    return RemoteStore(f"{oxigraph_server}/store", f"{oxigraph_server}/query")


def published(releases: Path, store: RemoteStore) -> Done:
    return list(publish(Release.open(releases / CURRENT), store, releases))


def replace_quads(releases: Path, write_small_release: Any, quads: str) -> None:
    folder = write_small_release("next", quads)
    shutil.copy(folder / "dataset.nq.gz", releases / CURRENT / "dataset.nq.gz")


def test_every_graph_is_sent_and_counted(releases: Path, store: RemoteStore) -> None:
    assert published(releases, store) == [
        (GRAPH + "2026", "sent", 13),
        (GRAPH + "derived", "sent", 2),
        (GRAPH + "quality", "sent", 3),
    ]
    assert store.count(GRAPH + "2026") == 13


def test_what_the_store_has_is_not_sent_again(releases: Path, store: RemoteStore) -> None:
    published(releases, store)
    assert {done for _, done, _ in published(releases, store)} == {"there"}


def test_a_publication_that_broke_off_goes_on_where_it_stopped(releases: Path, store: RemoteStore) -> None:
    first = publish(Release.open(releases / CURRENT), store, releases)
    next(first)
    del first
    assert [done for _, done, _ in published(releases, store)] == ["there", "sent", "sent"]


def test_a_graph_that_the_store_lost_is_sent_whatever_the_notes_say(
    releases: Path, store: RemoteStore
) -> None:
    published(releases, store)
    store.delete(GRAPH + "derived")
    assert [done for _, done, _ in published(releases, store)] == ["there", "sent", "there"]


def test_the_next_release_replaces_changed_graphs_and_removes_those_it_does_not_have(
    releases: Path, store: RemoteStore, write_small_release: Any
) -> None:
    published(releases, store)
    replace_quads(releases, write_small_release, NEXT)
    assert published(releases, store) == [
        (GRAPH + "2026", "sent", 1),
        (GRAPH + "derived", "removed", 0),
        (GRAPH + "quality", "removed", 0),
    ]
    assert store.count(GRAPH + "2026") == 1
    assert store.count(GRAPH + "quality") == 0


def test_a_graph_that_the_store_counts_differently_is_told_and_not_noted(
    releases: Path, store: RemoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RemoteStore, "count", lambda self, graph: 2)
    with pytest.raises(ConformanceError, match="has 2 triples in the store, not 13") as error:
        published(releases, store)
    assert len(error.value.problems) == 2
    assert list(json.loads((releases / NOTES).read_text())[store.graphs]) == [GRAPH + "derived"]


def test_the_triples_of_the_graphs_are_those_of_the_release(small_release: Path, releases: Path) -> None:
    found = graphs(Release.open(releases / CURRENT))
    assert list(found) == [GRAPH + name for name in ("2026", "derived", "quality")]
    note = '<http://example.org/id/1> <http://example.org/note> "=1+1" .\n'
    assert note.encode() in found[GRAPH + "quality"]


def test_a_store_that_is_not_there_is_told(releases: Path) -> None:
    with pytest.raises(ReleaseError, match="goes on where it stopped"):
        published(releases, RemoteStore("http://127.0.0.1:1/store", "http://127.0.0.1:1/query"))


def test_the_command_prints_a_line_a_graph(
    releases: Path, store: RemoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEIKAKU_RELEASES", str(releases))
    app = typer.Typer()
    app.command()(command.run)
    result = CliRunner().invoke(app, [store.graphs])
    assert result.exit_code == 0, result.output
    assert [line.split() for line in result.output.splitlines()][1] == ["sent", "2", GRAPH + "derived"]


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("http://h/store", "http://h/query"),
        ("http://h/ds/data", "http://h/ds/query"),
        ("http://h/repositories/x/rdf-graphs/service", "http://h/repositories/x"),
        ("http://h/sparql-graph-crud-auth", "http://h/sparql"),
    ],
)
def test_the_endpoint_is_told_by_the_kind_of_store(url: str, endpoint: str) -> None:
    assert command.endpoint_of(url) == endpoint


def test_a_store_of_another_kind_needs_its_endpoint_named() -> None:
    with pytest.raises(
        SettingError, match=r"--endpoint: is missing: http://h/else .* Give the address that answers"
    ):
        command.endpoint_of("http://h/else")
