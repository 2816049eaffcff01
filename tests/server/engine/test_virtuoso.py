"""The remote engine and `keikaku publish` against a real Virtuoso 7, where it is installed."""

import asyncio
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest

from pipeline.release.upload import RemoteStore
from server.engine import ParseFailure, Query, TimedOut, TooLarge
from server.engine.remote import RemoteEngine
from server.http.limits import Limits

pytestmark = pytest.mark.peer

GRAPH = "http://example.org/graph/2026"
TRIPLES = """\
<http://example.org/id/1> <http://example.org/title> "窓口の待ち時間を減らす"@ja .
<http://example.org/id/1> <http://example.org/target> "45.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<http://example.org/id/2> <http://example.org/title> "},{ と\\n二行目"@ja .
"""
SETTINGS = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = {sql}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = {http}
ServerThreads = 8
"""


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso of its own, with the triples above in one graph."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (Debian: apt-get install virtuoso-opensource-7)")
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, http = _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=sql, http=http))
    command = [program, "+configfile", "virtuoso.ini", "+foreground"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            url = f"http://127.0.0.1:{http}"
            _wait_for(f"{url}/sparql?query=ASK%7B%7D")
            store = RemoteStore(f"{url}/sparql-graph-crud-auth", f"{url}/sparql", "dba", "dba")
            store.put(GRAPH, TRIPLES.encode())
            assert store.count(GRAPH) == 3
            yield f"{url}/sparql"
        finally:
            process.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers at {url}")


def ask(url: str, text: str, media_type: str = "text/csv", **limits: float) -> str:
    engine = RemoteEngine(url, "r", Limits(**{"query_seconds": 5, **limits}))
    return asyncio.run(engine.answer(Query(text, media_type))).read().decode()


@pytest.mark.parametrize(
    "media_type",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ],
)
def test_a_table_comes_in_each_format(virtuoso: str, media_type: str) -> None:
    answer = ask(
        virtuoso, f"SELECT ?n {{ GRAPH <{GRAPH}> {{ ?s <http://example.org/target> ?n }} }}", media_type
    )
    assert "45.5" in answer


@pytest.mark.parametrize("media_type", ["text/turtle", "application/n-triples", "application/rdf+xml"])
def test_a_graph_comes_in_each_format(virtuoso: str, media_type: str) -> None:
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
    assert "45.5" in ask(virtuoso, text, media_type)


def test_japanese_goes_in_and_comes_out(virtuoso: str) -> None:
    text = "SELECT ?s { ?s <http://example.org/title> '窓口の待ち時間を減らす'@ja }"
    assert "http://example.org/id/1" in ask(virtuoso, text)


def test_its_syntax_errors_come_in_its_own_words(virtuoso: str) -> None:
    with pytest.raises(ParseFailure, match="syntax error"):
        ask(virtuoso, "SELECT * { ?s")


def test_an_answer_of_virtuoso_with_more_rows_than_the_limit_is_refused(virtuoso: str) -> None:
    text = f"SELECT * {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
    assert ask(virtuoso, text, "application/sparql-results+json", query_rows=3)
    for media_type in ("application/sparql-results+json", "text/csv", "application/sparql-results+xml"):
        with pytest.raises(TooLarge):
            ask(virtuoso, text, media_type, query_rows=2)


def test_a_query_past_its_time_is_left(virtuoso: str) -> None:
    bomb = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(6)) + "}"
    with pytest.raises(TimedOut):
        ask(virtuoso, bomb, query_seconds=1)


def test_a_graph_is_replaced_and_removed(virtuoso: str) -> None:
    url = virtuoso.removesuffix("/sparql")
    store = RemoteStore(f"{url}/sparql-graph-crud-auth", virtuoso, "dba", "dba")
    other = "http://example.org/graph/次"
    for content in (TRIPLES, TRIPLES.splitlines(keepends=True)[0]):
        store.put(other, content.encode())
        assert store.count(other) == content.count("\n")
    store.delete(other)
    assert store.count(other) == 0
