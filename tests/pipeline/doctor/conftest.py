"""A server to be examined, on loopback."""

import threading
from collections.abc import Iterator

import pytest

from tests.pipeline.doctor.portal import Portal


@pytest.fixture
def portal() -> Iterator[Portal]:
    found = Portal()
    thread = threading.Thread(target=found.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()
