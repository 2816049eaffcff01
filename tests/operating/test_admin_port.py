"""The admin port of a server that runs."""

import os
import subprocess
import sys

import httpx
import pytest

from benchmarks.servers import free_port
from pipeline.model.files.data_folder import ROOT
from pipeline.release.store import Release
from tests.operating.conftest import wait_for

pytestmark = pytest.mark.slow


def test_health_and_metrics_are_on_the_admin_port_and_pages_on_the_other(built_release: Release) -> None:
    port, admin = free_port(), free_port()
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "serve"]
    environment = {
        **os.environ,
        "KEIKAKU_RELEASES": str(built_release.path.parent),
        "KEIKAKU_PORT": str(port),
        "KEIKAKU_ADMIN_PORT": str(admin),
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{admin}/health/live")
            anywhere = {"Host": "10.0.0.1:1234"}
            for path in ("/health/live", "/metrics"):
                assert httpx.get(f"http://127.0.0.1:{admin}{path}", headers=anywhere).status_code == 200
                assert httpx.get(f"http://127.0.0.1:{port}{path}").status_code == 404
            assert httpx.get(f"http://127.0.0.1:{port}/").status_code in (200, 303)
            assert httpx.get(f"http://127.0.0.1:{admin}/").status_code == 404
        finally:
            server.terminate()
            server.wait(timeout=30)
