"""Engines that the tests ask, in an event loop of their own."""

import asyncio
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.engine import Answer, Query
from server.engine.embedded import EmbeddedEngine
from server.http.limits import Limits

Run = Callable[[Coroutine[Any, Any, Any]], Any]
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Runs a coroutine in the one event loop of a module's tests."""
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="module")
def limits() -> Limits:
    """Limits small enough to meet in a test."""
    return Limits(query_seconds=1, query_rows=1000, query_answer_mib=1, query_memory_mib=128, slots=2)


@pytest.fixture(scope="module")
def engine(run: Run, small_release: Path, limits: Limits) -> Iterator[EmbeddedEngine]:
    """An embedded engine on the small release."""
    embedded = EmbeddedEngine(small_release, "small", limits)
    run(embedded.start())
    yield embedded
    run(embedded.close())


@pytest.fixture(scope="module")
def ask(run: Run, engine: EmbeddedEngine) -> Ask:
    """Asks the embedded engine a query: its text, then a media type and what else a Query takes."""

    def asked(text: str, media_type: str = "text/csv", **dataset: Any) -> Answer:
        answer: Answer = run(engine.answer(Query(text, media_type, **dataset)))
        return answer

    return asked


@pytest.fixture(scope="module")
def oxigraph_server() -> Iterator[str]:
    """The address of an Oxigraph server that is empty at first, its default graph the union of all."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the program oxigraph is not installed (package oxigraph)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program, "serve", "--union-default-graph", "--bind", place]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://{place}/")
            yield f"http://{place}"
        finally:
            process.terminate()


def _wait_for(url: str) -> None:
    for _ in range(500):
        try:
            httpx.get(url)
            return
        except httpx.ConnectError:
            time.sleep(0.02)
    raise TimeoutError(f"nothing answers at {url}")
