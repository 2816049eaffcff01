"""What the tests of the server share: a small release, written by hand."""

import gzip
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from server.app import health
from server.app.builds import Builds
from server.app.hot_reload import Follower
from server.engine.embedded import EmbeddedEngine
from server.http.limits import Limits
from server.sparql import routes as sparql
from server.sparql.direct import Direct
from server.sparql.endpoint import Endpoint
from tests.server.serving import served

CORPORA = Path(__file__).parent / "corpora"


WriteRelease = Callable[..., Path]
ServeSparql = Callable[..., tuple[httpx.Client, Endpoint]]


@pytest.fixture(scope="session")
def write_small_release(tmp_path_factory: pytest.TempPathFactory) -> WriteRelease:
    """Writes a minimal release of some N-Quads: `dataset.nq.gz` and `release.json` alone."""

    def write(name: str = "small", quads: str | None = None) -> Path:
        folder = tmp_path_factory.mktemp("release") / name
        folder.mkdir()
        text = (CORPORA / "small.nq").read_text(encoding="utf-8") if quads is None else quads
        (folder / "dataset.nq.gz").write_bytes(gzip.compress(text.encode()))
        (folder / "release.json").write_text(json.dumps({"id": name, "base_iri": "http://example.org/"}))
        return folder

    return write


@pytest.fixture(scope="session")
def small_release(write_small_release: WriteRelease) -> Path:
    """A release of 18 quads in three graphs, with Japanese and hostile literals."""
    return write_small_release()


@pytest.fixture(scope="session")
def serve_sparql(small_release: Path) -> Iterator[ServeSparql]:
    """Serves the endpoint on a release by an embedded engine: a client, and the endpoint behind it.

    All servers end at the end, and at once: each takes a while to look whether it should.
    """
    opened: list[ExitStack] = []

    def serve(release: Path = small_release, **limits: float) -> tuple[httpx.Client, Endpoint]:
        chosen = Limits(
            **{"query_seconds": 1, "slots": 2, "client_errors": 1e5, "client_seconds": 3600} | limits
        )
        endpoint = Endpoint(EmbeddedEngine(release, release.name, chosen), chosen, "http://testserver")
        opened.append(ExitStack())
        url = opened[-1].enter_context(served(_application(endpoint, release.parent)))
        client = httpx.Client(base_url=url, timeout=30, verify=False)  # to read certificates takes longest
        return opened[-1].enter_context(client), endpoint

    yield serve
    with ThreadPoolExecutor(max_workers=max(1, len(opened))) as ending:
        deque(ending.map(ExitStack.close, opened), maxlen=0)


@pytest.fixture(scope="session")
def sparql_client(serve_sparql: ServeSparql) -> httpx.Client:
    """A client of the endpoint on the small release."""
    return serve_sparql()[0]


def _application(endpoint: Endpoint, releases: Path) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await endpoint.engine.start()
        app.state.endpoint = endpoint
        app.state.follower = Follower(app)
        app.state.builds = Builds(releases, "http://testserver")
        yield
        await endpoint.engine.close()

    app = FastAPI(lifespan=lifespan)
    app.include_router(sparql.router)
    app.include_router(health.router)
    app.add_middleware(Direct)
    return app
