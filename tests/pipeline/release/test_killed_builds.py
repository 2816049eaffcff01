"""Whatever is done to a build, the release before is live and whole; the next build succeeds and leaves order."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.release import store
from pipeline.release.store import CURRENT, Release
from pipeline.release.verified import CACHE

CITY = "092029"
MOMENTS = 60
KILLED = """
import os, signal, sys

left = int(os.environ["KILL_AFTER"])
counted = open(os.environ["COUNTED"], "w")

def count(event, arguments):
    global left
    changing = event in ("os.rename", "os.symlink", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod")
    if changing or event == "open" and str(arguments[0]).startswith(os.environ["KEIKAKU_RELEASES"]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
from pipeline.cli import main
try:
    main()
finally:
    counted.write(str(-left))
"""
pytestmark = pytest.mark.slow


class Builds:
    """Builds of a small city, and the folder of their releases."""

    def __init__(self, folder: Path, data: DataFolder) -> None:
        self.folder = folder
        self.releases = folder / "releases"
        shutil.copytree(data.municipality(CITY), folder / "data" / CITY)

    def run(self, kill_after: int = 0) -> subprocess.CompletedProcess[str]:
        """One build, killed before a change of a file (0: not)."""
        environment = {
            **os.environ,
            "KEIKAKU_DATA": str(self.folder / "data"),
            "KEIKAKU_RELEASES": str(self.releases),
            "KILL_AFTER": str(kill_after),
            "COUNTED": str(self.folder / "counted"),
            "PYTHONPATH": str(ROOT),
            "SOURCE_DATE_EPOCH": "1774969200",
        }
        command = [sys.executable, "-c", KILLED, "build", "--municipality", CITY]
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True)

    def change(self, before: str, after: str) -> None:
        """Changes the data, so that the next build makes another release."""
        table = self.folder / "data" / CITY / "2023" / "tables" / "plans.csv"
        table.write_text(table.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")

    @property
    def live(self) -> str:
        """The release that is live, whole as it is."""
        release = Release.open(self.releases / CURRENT)
        release.verify()
        return release.id

    @property
    def names(self) -> list[str]:
        return sorted(path.name for path in self.releases.iterdir() if path.name != CACHE)


@pytest.fixture
def builds(data: DataFolder, tmp_path: Path) -> Builds:
    """With one release that is live, and data that has changed since."""
    found = Builds(tmp_path, data)
    shutil.rmtree(tmp_path / "data" / CITY / "2023" / "source")  # which would hold the tables to what it says
    assert found.run().returncode == 0
    found.change("結果", "成果")
    return found


def test_a_build_killed_at_any_moment_leaves_the_release_before_live(builds: Builds) -> None:
    before = builds.live
    counting = Builds.run(builds, 0)
    assert counting.returncode == 0
    changes, after = int((builds.folder / "counted").read_text(encoding="utf-8")), builds.live
    store.switch(builds.releases, before)
    shutil.rmtree(builds.releases / after)
    for moment in range(MOMENTS):
        done = builds.run(1 + changes * moment // MOMENTS)
        assert done.returncode == -signal.SIGKILL, (moment, done.stderr)
        assert builds.live in (before, after), moment
    assert builds.run().returncode == 0
    assert builds.live == after
    assert builds.names == sorted([CURRENT, before, after])


def test_a_flipped_byte_of_the_live_release_is_repaired_by_the_next_build(builds: Builds) -> None:
    assert builds.run().returncode == 0
    damaged = builds.releases / builds.live / "dataset.nq.gz"
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    assert not store.is_whole(builds.releases / CURRENT)
    assert builds.run().returncode == 0
    assert store.is_whole(builds.releases / CURRENT)


def test_a_folder_that_only_reads_is_told_and_what_is_live_stays(builds: Builds) -> None:
    before = builds.live
    if shutil.which("unshare") is None:
        pytest.skip("no namespaces here")
    mounting = 'mount --bind "$KEIKAKU_RELEASES" "$KEIKAKU_RELEASES" && mount -o remount,ro,bind "$KEIKAKU_RELEASES" && '
    command = 'exec "$@"'
    inside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mounting + command, "sh"]
    environment = {
        **os.environ,
        "KEIKAKU_DATA": str(builds.folder / "data"),
        "KEIKAKU_RELEASES": str(builds.releases),
        "PYTHONPATH": str(ROOT),
    }
    build = [sys.executable, "-c", "from pipeline.cli import main; main()", "build", "--municipality", CITY]
    done = subprocess.run([*inside, *build], env=environment, capture_output=True, text=True, cwd=ROOT)
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("nobody may mount here")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "(Read-only file system). Name a folder that can be written" in done.stderr
    assert builds.live == before
