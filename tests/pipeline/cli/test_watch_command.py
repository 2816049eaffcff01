"""`keikaku watch`: the data of a small city, changed while it is watched."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.cli import watch
from pipeline.model.files.data_folder import ROOT
from pipeline.release import attempt
from pipeline.release.store import CURRENT

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("hub", "092029"):
        shutil.copytree(ROOT / "data" / name, tmp_path / "data" / name)
    shutil.rmtree(
        tmp_path / "data" / "092029" / "2023" / "source"
    )  # which would hold the tables to what it says
    return tmp_path / "data"


@pytest.fixture
def releases(data: Path) -> Iterator[Path]:
    """A folder of releases that follows the data, once the first build is done."""
    found = data.parent / "releases"
    stop = threading.Event()
    watching = threading.Thread(target=watch.follow, args=(data, found, stop, 50))
    watching.start()
    try:
        until(lambda: bool(attempt.read(found)))
        yield found
    finally:
        stop.set()
        watching.join(timeout=30)


def until(happened: Callable[[], bool]) -> None:
    for _ in range(600):
        if happened():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen")


def ended(releases: Path) -> attempt.Attempt:
    return attempt.read(releases)[0]


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_what_changed_is_built_and_what_is_wrong_leaves_live_what_was(data: Path, releases: Path) -> None:
    assert ended(releases).code == 0
    first = (releases / CURRENT).resolve()
    plans = data / "092029" / "2023" / "tables" / "plans.csv"

    edit(plans, "実施結果", "実績")
    until(lambda: (releases / CURRENT).resolve() != first)
    until(lambda: (releases / CURRENT).exists() and ended(releases).code == 0)
    second = (releases / CURRENT).resolve()

    edit(plans, "title", "titel")
    until(lambda: ended(releases).failed)
    assert "plans.csv" in ended(releases).problems[0]
    assert (releases / CURRENT).resolve() == second

    edit(plans, "titel", "title")
    until(lambda: not ended(releases).failed)
