"""What the guide says about backups and going back, done: the disk is lost, and nothing else."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from pipeline.model.files.data_folder import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of plans with one small city, built once."""
    for name in ("hub", "092029"):
        shutil.copytree(ROOT / "data" / name, tmp_path / "plans" / "data" / name)
    keikaku(tmp_path / "plans", "build")
    return tmp_path / "plans"


def keikaku(home: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KEIKAKU_")}
    done = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments],
        cwd=ROOT,
        env={**environment, "KEIKAKU_HOME": str(home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def live(home: Path) -> Path:
    return (home / "releases" / "current").resolve()


def published(release: Path) -> dict[str, bytes]:
    """All files of a release but the index of the engine, whose bytes say nothing about what is in it."""
    paths = (path for path in release.rglob("*") if path.is_file() and "store" not in path.parts)
    return {str(path.relative_to(release)): path.read_bytes() for path in paths}


def test_from_a_backup_of_the_data_the_same_release_is_built(home: Path, tmp_path: Path) -> None:
    before, name = published(live(home)), live(home).name
    with tarfile.open(tmp_path / "backup.tar.gz", "w:gz") as backup:
        backup.add(home / "data", "data")
    shutil.rmtree(home)
    home.mkdir()
    with tarfile.open(tmp_path / "backup.tar.gz") as backup:
        backup.extractall(home, filter="data")
    keikaku(home, "build")
    assert live(home).name == name
    assert published(live(home)) == before


def test_one_goes_back_to_the_release_before(home: Path) -> None:
    shutil.rmtree(home / "data" / "092029" / "2023" / "source")  # which would hold the tables to what it says
    keikaku(home, "build")
    first = live(home)
    path = home / "data" / "092029" / "2023" / "tables" / "plans.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("実施結果", "実績"), encoding="utf-8")
    keikaku(home, "build")
    assert live(home) != first
    keikaku(home, "switch", first.name)
    assert live(home) == first
