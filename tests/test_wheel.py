"""The package as somebody installs it: alone in an empty folder, with no repository beside it."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pipeline.model.files.data_folder import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that has the wheel, and what it depends on from this one."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    python = place / "bin" / "python"
    (packages,) = place.glob("lib/*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    return python.parent


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("KEIKAKU", "PYTHON"))}


@pytest.fixture(scope="module")
def begun(installed: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after `keikaku init` and `keikaku build`."""
    folder = tmp_path_factory.mktemp("begun")
    for command in ("init", "build"):
        subprocess.run([str(installed / "keikaku"), command], cwd=folder, env=environment, check=True)
    return folder


@pytest.fixture
def address(installed: Path, environment: dict[str, str], begun: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (begun / "keikaku.toml").write_text(f"port = {port}\n", encoding="utf-8")
    server = subprocess.Popen([str(installed / "keikaku"), "serve"], cwd=begun, env=environment)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def test_its_one_package_is_keikaku(wheel: Path) -> None:
    names = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"keikaku"}


@pytest.mark.parametrize("name", ["pipeline", "server", "shapes", "ontology"])
def test_its_folders_do_not_stand_among_other_peoples_packages(
    installed: Path, environment: dict[str, str], tmp_path: Path, name: str
) -> None:
    done = subprocess.run(
        [str(installed / "python"), "-c", f"import {name}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
    )
    assert b"ModuleNotFoundError" in done.stderr


def test_everything_it_makes_is_in_the_folder_of_data(begun: Path, installed: Path) -> None:
    assert {path.name for path in begun.iterdir()} == {
        "data",
        "docs",
        "keikaku.toml",
        "README.md",
        "releases",
    }
    assert (begun / "releases" / "current" / "release.json").is_file()
    (package,) = installed.parent.glob("lib/*/site-packages/keikaku")
    assert not (package / "releases").exists()


def test_the_folder_is_named_by_a_setting_too(
    installed: Path, environment: dict[str, str], begun: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [str(installed / "keikaku"), "switch"],
        cwd=tmp_path,
        env={**environment, "KEIKAKU_HOME": str(begun)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (begun / "releases" / "current").resolve().name in done.stdout


def test_its_server_answers_pages_queries_and_files(address: str) -> None:
    for _ in range(300):
        try:
            page = httpx.get(address, headers={"Accept-Language": "ja"}, follow_redirects=True)
            break
        except httpx.ConnectError:
            time.sleep(0.1)
    assert "足利市" in page.text
    answer = httpx.get(f"{address}/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"}).json()
    assert int(answer["results"]["bindings"][0]["n"]["value"]) > 1000
    assert (
        httpx.get(f"{address}/ns", headers={"Accept": "text/turtle"}, follow_redirects=True).status_code
        == 200
    )
    assert httpx.get(f"{address}/static/style.css").status_code == 200
