"""What many tests read and none changes: the document, what was extracted from it, and one release."""

import fcntl
import gc
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline import documents
from pipeline.documents import Extraction
from pipeline.model.files import data_folder
from pipeline.model.files.data_folder import DataFolder
from pipeline.release.build import Options, build
from pipeline.release.store import CURRENT, Release
from pipeline.release.unit.statements import Stated
from pipeline.release.verified import CACHE
from tests.pipeline.release.example import stated_by

Rows = Mapping[str, list[dict[str, str]]]
Barriers = Callable[[Page], list[str]]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
settings.register_profile("keikaku", deadline=None)
settings.load_profile("keikaku")
"""What takes long on a busy machine is not wrong."""
AXE = Path(os.environ.get("AXE") or data_folder.ROOT / "node_modules/axe-core/axe.min.js")


def pytest_collection() -> None:
    """Collects no garbage while modules and tests come, for all of them stay."""
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the modules that read the release last, but for one: while one process builds it, another has others."""
    reading = {item.path for item in items if "built" in getattr(item, "fixturenames", ())}
    first = next((item.path for item in items if item.path in reading), None)
    items.sort(key=lambda item: item.path in reading and item.path != first)


def pytest_collection_finish() -> None:
    """Takes all modules and tests out of the rounds of the garbage collector, which were a fourth of the time."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def data() -> DataFolder:
    """The data folder of this checkout, whatever the environment says."""
    return DataFolder(data_folder.ROOT / "data")


@pytest.fixture(scope="session")
def edition_folder(data: DataFolder) -> Path:
    return data.edition("132292", "2026")


@pytest.fixture(scope="session")
def document_text(edition_folder: Path) -> str:
    """The document as it was received."""
    return (edition_folder / "source" / "132292-2026.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def extraction(edition_folder: Path) -> Extraction:
    return documents.extract_edition(edition_folder)


@pytest.fixture(scope="session")
def tables(extraction: Extraction) -> Rows:
    """The extracted tables as rows."""
    return {
        name: [{str(column): str(value) for column, value in row.items()} for row in table.to_dict("records")]
        for name, table in extraction.tables.items()
    }


@pytest.fixture(scope="session")
def stated(data: DataFolder) -> Stated:
    """What 西東京市 states."""
    return stated_by(data, "132292")


@pytest.fixture(scope="session")
def built(data: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the data and the release built of it, once for all processes that run tests.

    A copy, since a build records in data/catalog/ what it published.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "built"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "releases" / CURRENT).exists():
            shutil.copytree(data.root, folder / "data", dirs_exist_ok=True)
            build(DataFolder(folder / "data"), folder / "releases", Options())
    return folder


@pytest.fixture(scope="session")
def built_data(built: Path) -> DataFolder:
    """What the release was built from."""
    return DataFolder(built / "data")


@pytest.fixture(scope="session")
def releases(built: Path) -> Path:
    """A folder of releases with one release; tests that change it work on a copy."""
    return built / "releases"


@pytest.fixture(scope="session")
def built_release(releases: Path) -> Release:
    return Release.open(releases / CURRENT)


@pytest.fixture
def begun(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the hub and 西東京市, in which a build finds that city's unit finished by one before."""
    for name in ("hub", "132292"):
        shutil.copytree(built / "data" / name, tmp_path / "data" / name)
    lines = (built / "data" / "catalog" / "ledger.csv").read_text("utf-8").splitlines(keepends=True)
    ledger = tmp_path / "data" / "catalog" / "ledger.csv"
    ledger.parent.mkdir()
    ledger.write_text("".join(one for one in lines if re.match(r"132292-|[a-z]", one)), "utf-8")
    unit = Release.open(built / "releases" / CURRENT).description.units["132292"]
    for name in ("publications", f"units/{unit}"):
        shutil.copytree(built / "releases" / CACHE / name, tmp_path / "releases" / CACHE / name)
    monkeypatch.setenv("KEIKAKU_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KEIKAKU_RELEASES", str(tmp_path / "releases"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def server_url(releases: Path) -> Iterator[str]:
    """The address of a server on that release, as `keikaku serve` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "serve", "--port", str(port)]
    environment = {**os.environ, "KEIKAKU_RELEASES": str(releases)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_ready(server, url)
            yield url
        finally:
            server.terminate()
            server.communicate(timeout=30)


@pytest.fixture(scope="session")
def site(server_url: str) -> Iterator[httpx.Client]:
    """A client of that server, one for all tests: whoever opens a client reads every certificate of this machine."""
    with httpx.Client(base_url=server_url, timeout=30) as client:
        yield client


def _wait_until_ready(server: subprocess.Popen[bytes], url: str) -> None:
    """Returns once the server answers a query; fails with what it said where it ended instead."""
    with httpx.Client(base_url=url, timeout=5) as client:
        for _ in range(600):
            if server.poll() is not None:
                said = server.communicate()[1].decode()
                pytest.fail(f"the server ended with {server.returncode}: {said}")
            with suppress(httpx.TransportError):
                if client.get("/health/ready").status_code == 200:
                    return
            time.sleep(0.1)
    pytest.fail("the server did not become ready")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless chromium: Debian's, or the one that CHROMIUM names."""
    if not CHROMIUM:
        pytest.skip("no chromium here: apt install chromium, or set CHROMIUM")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def barriers() -> Barriers:
    """What axe-core finds serious or critical on the page that a context with `bypass_csp` shows."""
    if not AXE.is_file():
        pytest.skip("no axe-core here: npm install --no-save axe-core@4, or set AXE")
    script = AXE.read_text(encoding="utf-8")

    def found(page: Page) -> list[str]:
        page.evaluate(script)
        violations = page.evaluate("axe.run().then(result => result.violations)")
        return [one["id"] for one in violations if one["impact"] in ("serious", "critical")]

    return found
