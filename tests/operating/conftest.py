"""A real server as `keikaku serve` runs it, and the log it writes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from benchmarks.proxies import HOST
from benchmarks.servers import free_port
from pipeline.model.files.data_folder import ROOT
from pipeline.release.store import Release


@dataclass(frozen=True)
class Running:
    """A server on a port of this machine, and the file of its log."""

    port: int
    log: Path


def wait_for(url: str, timeout: float = 60) -> None:
    """Returns once something answers there."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        try:
            httpx.get(url, timeout=1, verify=False)
            return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail(f"nothing answers at {url}")


@pytest.fixture(scope="session")
def running(built_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The server of the release that the tests built, for https://plan.example.jp."""
    port, log = free_port(), tmp_path_factory.mktemp("log") / "serve.log"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KEIKAKU_")},
        "KEIKAKU_RELEASES": str(built_release.path.parent),
        "KEIKAKU_PUBLIC_URL": f"https://{HOST}",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "serve", "--port", str(port)]
    with log.open("w", encoding="utf-8") as writing:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=writing, stderr=writing)
        try:
            wait_for(f"http://127.0.0.1:{port}/health/live")
            yield Running(port, log)
        finally:
            server.terminate()
            server.wait(timeout=30)
