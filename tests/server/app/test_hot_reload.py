"""Another release becomes current while the server runs."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pipeline.release import store
from pipeline.release.store import DESCRIPTION, Release

QUERY = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def two_releases(built_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two releases with the same content and other ids, the first one current."""
    folder = tmp_path_factory.mktemp("two")
    for id_ in ("first", "second"):
        shutil.copytree(built_release.path, folder / id_)
        description = folder / id_ / DESCRIPTION
        description.write_text(description.read_text("utf-8").replace(built_release.id, id_), "utf-8")
        store.write_sums(folder / id_)
    store.switch(folder, "first")
    return folder


@pytest.fixture(scope="module")
def server(two_releases: Path) -> Iterator[httpx.Client]:
    """A client of a server on those releases."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "serve", "--port", str(port)]
    environment = {**os.environ, "KEIKAKU_RELEASES": str(two_releases)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
                _until(lambda: client.get("/health/ready").status_code == 200)
                yield client
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture
def site(two_releases: Path, server: httpx.Client) -> httpx.Client:
    """A client of that server, with the first release served."""
    store.switch(two_releases, "first")
    _until(lambda: _served(server) == "first")
    return server


def _until(holds: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if callable(holds) and holds():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail("did not come to hold")


def _served(site: httpx.Client) -> str:
    """The id of the release in the entity tag of a query's answer."""
    tag = site.get("/sparql", params={"query": QUERY}).headers["ETag"]
    return "second" if "second" in tag else "first" if "first" in tag else tag


def test_no_request_is_lost_over_switches_forth_and_back(two_releases: Path, site: httpx.Client) -> None:
    statuses: list[int] = []
    over = threading.Event()

    def ask(path: str, **parameters: str) -> None:
        with httpx.Client(base_url=site.base_url, timeout=30) as client:
            while not over.is_set():
                statuses.append(client.get(path, params=parameters).status_code)
                time.sleep(0.02)

    askers = [
        threading.Thread(target=ask, args=("/sparql",), kwargs={"query": QUERY}),
        threading.Thread(target=ask, args=("/id/132292/gyokaku-5/2026/item/7.ttl",)),
    ]
    for asker in askers:
        asker.start()
    try:
        for id_ in ("second", "first", "second"):
            store.switch(two_releases, id_)
            _until(lambda id_=id_: _served(site) == id_)
    finally:
        over.set()
        for asker in askers:
            asker.join()
    assert len(statuses) > 20
    assert set(statuses) == {200}


def test_a_damaged_release_is_refused_with_its_reason_until_it_is_repaired(
    two_releases: Path, site: httpx.Client
) -> None:
    damaged = two_releases / "second" / "dataset.nq.gz"
    content = damaged.read_bytes()
    damaged.write_bytes(content + b"x")
    store.switch(two_releases, "second")
    _until(lambda: "refused" in site.get("/health/ready").json())
    ready = site.get("/health/ready")
    assert (ready.status_code, ready.json()["release"], ready.json()["refused"]["release"]) == (
        200,
        "first",
        "second",
    )
    assert "dataset.nq.gz: does not have the sha256" in ready.json()["refused"]["reason"]
    assert "keikaku_release_refused 1.0" in site.get("/metrics").text
    assert _served(site) == "first"
    damaged.write_bytes(content)
    _until(lambda: _served(site) == "second")
    assert site.get("/health/ready").json() == {"status": "ready", "release": "second"}
    assert "keikaku_release_refused 0.0" in site.get("/metrics").text
