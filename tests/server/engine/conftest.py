"""Engines that the tests ask, in an event loop of their own."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from server.engine import Answer, Query
from server.engine.embedded import EmbeddedEngine
from server.limits import Limits

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
