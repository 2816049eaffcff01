"""A small release, written by hand, and a client of the application on it. The query engine is not started."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from pipeline.graphs import serialize
from pipeline.model import namespaces
from pipeline.release.store import Release
from pipeline.validation.shacl import shapes_document
from server.app import application
from server.engine.embedded import EmbeddedEngine
from server.http.limits import Limits
from server.http.settings import Settings
from server.rendering.service import Service
from server.sparql.endpoint import Endpoint
from tests.server.serving import served
from tests.server.summaries import write_pages

HERE = Path(__file__).parent
ROOT = "http://127.0.0.1:8000"
GRAPH = "https://w3id.org/keikaku/id/132292/gyokaku-5/2026/graph"
ONTOLOGY_GRAPH = NamedNode("https://w3id.org/keikaku/ontology/graph")


def write_release(folder: Path) -> Path:
    """Writes the release of `plan.trig` with the ontology: store, dump, source, two downloads."""
    store = Store(str(folder / "store"))
    store.load((HERE / "plan.trig").read_bytes(), RdfFormat.TRIG)
    store.extend(
        Quad(triple.subject, triple.predicate, triple.object, ONTOLOGY_GRAPH)
        for triple in serialize.sort(namespaces.ontology())  # type: ignore[arg-type]
    )
    dump = store.dump(format=RdfFormat.N_QUADS) or b""
    store.flush()
    write_pages(store, folder)
    (folder / "dataset.nq.gz").write_bytes(gzip.compress(dump, mtime=0))
    (folder / "shapes.ttl").write_text(shapes_document(), "utf-8")
    for name in ("data", "source"):
        (folder / name).mkdir()
    (folder / "source" / "132292-2026.txt").write_bytes((HERE / "plan.txt").read_bytes())
    files = [
        _file(folder, "data/mini.csv", "text/csv", "番号\r\n7\r\n=1+1\r\n".encode()),
        _file(folder, "data/mini.ttl", "text/turtle", b"<urn:a> <urn:b> <urn:c> .\n" * 100),
        _file(
            folder,
            "data/mini.nt.gz",
            "application/gzip",
            gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n", mtime=0),
        ),
    ]
    title = {"ja": "小さな計画", "en": "A small plan"}
    description = {
        "id": "0123456789abcdef",
        "base_iri": "https://w3id.org/keikaku/",
        "datasets": [{"id": "mini", "title": title, "graphs": [GRAPH], "files": files}],
        "counts": {},
    }
    (folder / "release.json").write_text(json.dumps(description), encoding="utf-8")
    return folder


def _file(folder: Path, path: str, media_type: str, content: bytes) -> dict[str, object]:
    (folder / path).write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    return {"path": path, "media_type": media_type, "bytes": len(content), "sha256": sha256}


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """The small release, open."""
    release = Release.open(write_release(tmp_path_factory.mktemp("plan")))
    return Service.open(Settings(public_url=ROOT), release)


@pytest.fixture(scope="session")
def app(service: Service) -> FastAPI:
    """The application on the small release."""
    return application_on(service)


def application_on(service: Service) -> FastAPI:
    release, limits = service.release, Limits()
    engine = EmbeddedEngine(release.path, release.id, limits)
    return application(service, Endpoint(engine, limits, service.settings.public_url))


@pytest.fixture(scope="session")
def web(app: FastAPI) -> Iterator[httpx.Client]:
    """A client that does not follow redirects."""
    with served(app, alone=True) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


@contextmanager
def visiting(release: Release) -> Iterator[httpx.Client]:
    """A client of the application on a release, for as long as the block; the query engine is not started."""
    app = application_on(Service.open(Settings(public_url=ROOT), release))
    with served(app, alone=True) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def visit() -> Callable[[Release], AbstractContextManager[httpx.Client]]:
    """Opens a release and gives a client of the application on it."""
    return visiting
