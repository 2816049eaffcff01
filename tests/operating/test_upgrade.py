"""An upgrade as the guide has it: a release that an earlier version made, and this version on the same folder."""

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from benchmarks.servers import free_port
from pipeline.model.files.data_folder import ROOT
from tests.operating.conftest import wait_for

pytestmark = pytest.mark.slow
EARLIER = "d8cc486e"
"""The last commit whose releases had no file of pages."""


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """The code and the data of an earlier version, as its archive holds them."""
    archive = subprocess.run(["git", "archive", EARLIER], cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        pytest.skip(f"this clone has no history back to {EARLIER}: git fetch --unshallow")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(tmp_path / "earlier", filter="data")
    return tmp_path / "earlier"


def keikaku(code: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the version in a folder, on the plans of another."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEIKAKU_")}
    return subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments],
        cwd=code,
        env={**kept, "KEIKAKU_HOME": str(home), "PYTHONPATH": str(code)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_an_earlier_release_is_refused_in_one_sentence_and_built_anew_from_the_same_data(
    earlier: Path, tmp_path: Path
) -> None:
    home = tmp_path / "plans"
    for name in ("hub", "092029"):
        shutil.copytree(earlier / "data" / name, home / "data" / name)
    assert keikaku(earlier, home, "build").returncode == 0
    before = (home / "releases" / "current").resolve()

    refused = keikaku(ROOT, home, "serve", "--port", str(free_port()))
    assert refused.returncode == 2
    assert len(refused.stderr.strip().splitlines()) == 1
    assert refused.stderr.strip().endswith("Build the release anew: keikaku build.")

    built = keikaku(ROOT, home, "build")
    assert built.returncode == 0, built.stderr
    assert (home / "releases" / "current").resolve() != before
    assert before.is_dir(), "the earlier version still finds its own"
    _serves(home)


def _serves(home: Path) -> None:
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEIKAKU_")}
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**kept, "KEIKAKU_HOME": str(home), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/health/ready")
        finally:
            server.terminate()
