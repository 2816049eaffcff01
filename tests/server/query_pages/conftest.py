"""The SPARQL pages alone, on the built release, with a real engine behind."""

import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from pipeline.release.store import Release
from server.engine.embedded import EmbeddedEngine
from server.http.limits import Limits
from server.http.settings import Settings
from server.query_pages import editor, examples, schema, shortcuts
from server.rendering import problems
from server.rendering.service import Service
from server.sparql import routes as sparql
from server.sparql.endpoint import Endpoint


@pytest.fixture(scope="session")
def listener() -> Iterator[socket.socket]:
    """A free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        yield opened


@pytest.fixture(scope="session")
def address(listener: socket.socket) -> str:
    """Where the pages are served."""
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture(scope="session")
def pages(built_release: Release, address: str) -> FastAPI:
    """An application of the routers of the SPARQL pages."""
    limits = Limits(client_queue=1000, client_errors=10_000)
    endpoint = Endpoint(EmbeddedEngine(built_release.path, built_release.id, limits), limits, address)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await endpoint.engine.start()
        yield
        await endpoint.engine.close()

    app = FastAPI(lifespan=lifespan)
    app.state.endpoint = endpoint
    app.state.service = Service.open(Settings(public_url=address), built_release)
    app.state.sparql_form = editor.sparql_page
    for router in (examples.router, shortcuts.router, schema.router, editor.router, sparql.router):
        app.include_router(router)
    problems.install(app)
    return app


@pytest.fixture(scope="session")
def client(pages: FastAPI, listener: socket.socket, address: str) -> Iterator[httpx.Client]:
    """A client of these pages, served, that prefers HTML, as browsers do."""
    settings = uvicorn.Config(pages, log_level="critical", ws="none", timeout_graceful_shutdown=2)
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    headers = {"Accept": "text/html"}
    with httpx.Client(base_url=address, headers=headers, timeout=60, follow_redirects=True) as opened:
        yield opened
    server.should_exit = True
    thread.join()
