"""Where a disk is full, every command says so in a sentence and ends with 2; what was there stays as it was.

On a small disk of memory, which needs a system that lets anybody mount one in a namespace of their own (Linux).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.release import store
from pipeline.release.store import CURRENT, Release
from pipeline.release.verified import CACHE
from tests.pipeline.hub.test_municipalities import csv_of

CITY = "092029"
SAID = "(No space left on device). Free some space there, then run the command again.\n"
ON_A_DISK = r"""
set -e
mount -t tmpfs -o size=64m tmpfs "$DISK"
cp -a "$KEPT"/. "$DISK"
[ "$FREE" = all ] || fallocate -l $((($(df -k --output=avail "$DISK" | tail -1) - FREE) * 1024)) "$DISK/full"
set +e
"$@"
code=$?
rm -f "$DISK/full"
rm -rf "$KEPT"/*
cp -a "$DISK"/. "$KEPT"
exit $code
"""
COMMAND = (sys.executable, "-c", "from pipeline.cli import main; main()")
pytestmark = pytest.mark.slow


class Disk:
    """A folder that a command sees on a disk with little space left, and as it was left afterwards."""

    def __init__(self, folder: Path) -> None:
        self.kept = folder / "kept"
        self.mounted = folder / "disk"
        for path in (self.kept, self.mounted):
            path.mkdir()

    def run(self, free: int | str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a command while so many KiB are free."""
        inside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", ON_A_DISK, "sh"]
        environment = {
            **os.environ,
            "DISK": str(self.mounted),
            "KEPT": str(self.kept),
            "FREE": str(free),
            "KEIKAKU_DATA": str(self.mounted / "data"),
            "KEIKAKU_RELEASES": str(self.mounted / "releases"),
            "PYTHONPATH": str(ROOT),
        }
        return subprocess.run(
            [*inside, *COMMAND, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    def state(self) -> dict[str, bytes]:
        """What is in it, by name."""
        files = sorted(path for path in self.kept.rglob("*") if path.is_file())
        return {path.relative_to(self.kept).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def disk(data: DataFolder, tmp_path: Path) -> Disk:
    """One with the data of a small city and of the one that has a document."""
    found = Disk(tmp_path)
    mounting = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs"]
    tried = subprocess.run([*mounting, str(found.mounted)], capture_output=True)
    if tried.returncode or not shutil.which("fallocate"):
        pytest.skip("nobody may mount a disk of memory here")
    for name in (CITY, "132292", "hub"):
        shutil.copytree(data.root / name, found.kept / "data" / name)
    return found


def is_told(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a command ended with 2 and said by one sentence that the disk is full."""
    return (done.returncode, done.stderr.count("\n")) == (2, 1) and done.stderr.endswith(SAID)


def test_a_build_on_a_full_disk_leaves_what_was_live_and_the_next_one_succeeds(disk: Disk) -> None:
    """Twenty amounts of space, from none to all that it takes."""
    shutil.rmtree(
        disk.kept / "data" / CITY / "2023" / "source"
    )  # which would hold the tables to what it says
    first = disk.run("all", "build", "--municipality", CITY)
    assert first.returncode == 0, first.stderr
    live = Release.open(disk.kept / "releases" / CURRENT).id
    takes = sum(path.stat().st_size for path in (disk.kept / "releases" / live).rglob("*")) // 1024
    table = disk.kept / "data" / CITY / "2023" / "tables" / "plans.csv"
    table.write_text(table.read_text("utf-8").replace("結果", "成果"), encoding="utf-8")
    for step in range(20):
        done = disk.run(takes * step // 20, "build", "--municipality", CITY)
        assert is_told(done), (step, done.stderr)
        release = Release.open(disk.kept / "releases" / CURRENT)
        assert release.id == live, step
        release.verify()
        names = sorted({path.name for path in (disk.kept / "releases").iterdir()} - {CACHE})
        assert names == sorted([live, CURRENT]), step
    done = disk.run("all", "build", "--municipality", CITY)
    assert done.returncode == 0, done.stderr
    assert Release.open(disk.kept / "releases" / CURRENT).id != live
    assert store.is_whole(disk.kept / "releases" / CURRENT)


@pytest.mark.parametrize("free", [0, 8, 64])
def test_an_import_on_a_full_disk_leaves_the_tables_as_they_were(free: int, disk: Disk) -> None:
    workbook = ["--municipality", CITY, "--edition", "2023", "--output", str(disk.mounted / "city.xlsx")]
    assert disk.run("all", "template", *workbook).returncode == 0
    before = disk.state()
    done = disk.run(free, "import", str(disk.mounted / "city.xlsx"), "--replace")
    if done.returncode:
        assert is_told(done), done.stderr
        assert disk.state() == before


@pytest.mark.parametrize("free", [0, 4])
def test_a_template_on_a_full_disk_is_not_half_written(free: int, disk: Disk) -> None:
    before = disk.state()
    done = disk.run(free, "template", "--municipality", CITY, "--output", str(disk.mounted / "city.xlsx"))
    assert is_told(done), done.stderr
    assert disk.state() == before


def test_an_extraction_on_a_full_disk_leaves_the_tables_as_they_were(disk: Disk) -> None:
    for table in (disk.kept / "data" / "132292" / "2026" / "tables").glob("*.csv"):
        table.write_text("", encoding="utf-8")
    before = disk.state()
    done = disk.run(0, "extract", "132292")
    assert is_told(done), done.stderr
    assert disk.state() == before


def test_the_hub_on_a_full_disk_stays_as_it_was(disk: Disk) -> None:
    listed = csv_of("utf-8")(disk.kept)
    before = disk.state()
    done = disk.run(0, "hub", "municipalities", str(disk.mounted / listed.name))
    assert is_told(done), done.stderr
    assert disk.state() == before


@pytest.mark.parametrize("free", [0, 40, 80])
def test_a_folder_of_data_that_cannot_be_begun_is_told(free: int, disk: Disk) -> None:
    assert is_told(disk.run(free, "init", str(disk.mounted / "new")))


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("switch",), ("ledger", "132292"), ("import", "--help")]
)
def test_what_cannot_be_printed_is_told(arguments: tuple[str, ...], releases: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=ROOT,
            env={**os.environ, "KEIKAKU_RELEASES": str(releases), "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert is_told(done), done.stderr
