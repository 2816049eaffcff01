"""A worker on disk opens the tables of its store while it answers, and no socket."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from server.engine import Failed, Query
from server.engine.embedded import EmbeddedEngine
from server.http.limits import Limits

TABLES_OPENED_WITH_THE_STORE = 16
LOADS = 4
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ASKING = """
import sys
from server.engine.workers.system_calls import refuse_sockets
print(refuse_sockets(), flush=True)
import pyoxigraph
print(list(pyoxigraph.Store().query("SELECT * { SERVICE <%s> { ?s ?p ?o } }" % sys.argv[1])))
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp is of Linux")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A release whose store has more tables than are opened with it, as one that was built by increments has."""
    name = NamedNode("http://e/g")
    for load in range(LOADS):
        store = Store(str(tmp_path / "store"))
        store.add(Quad(NamedNode(f"http://e/{load}"), NamedNode("http://e/p"), Literal(f"値{load}"), name))
        store.flush()
        del store
    return tmp_path


async def _answer(release: Path, text: str) -> bytes:
    engine = EmbeddedEngine(release, "disk", Limits(query_seconds=5), on_disk=True)
    await engine.start()
    try:
        return (await engine.answer(Query(text, "text/csv"))).read()
    finally:
        await engine.close()


def test_a_store_of_many_tables_answers(release: Path) -> None:
    assert len(list((release / "store").glob("*.sst"))) > TABLES_OPENED_WITH_THE_STORE
    assert asyncio.run(_answer(release, COUNT)).split() == [b"n", str(LOADS).encode()]


def test_a_worker_on_disk_reaches_no_network(release: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        with pytest.raises(Failed):
            asyncio.run(_answer(release, f"SELECT * {{ SERVICE <{_address(listener)}> {{ ?s ?p ?o }} }}"))
        with pytest.raises(TimeoutError):
            listener.accept()


def test_what_is_refused_is_the_socket() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        asked = [sys.executable, "-c", ASKING, _address(listener)]
        ended = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert ended.stdout == "True\n"
        assert "Permission denied" in ended.stderr
        with pytest.raises(TimeoutError):
            listener.accept()


def _address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
