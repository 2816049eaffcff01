"""What follows the current release survives every release that is none, tells of it, and takes the next good one."""

import asyncio
import gzip
import json
import logging
import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from pyoxigraph import RdfFormat, Store

from pipeline.release import store
from pipeline.release.store import CURRENT, DESCRIPTION, STORE, SUMS, Release
from server.app import hot_reload
from server.app.hot_reload import FIRST_PAUSE, Follower
from server.engine import Unavailable
from server.http.settings import Settings
from server.rendering.service import DATASET, Service
from tests.server.summaries import write_pages

QUADS = b"<https://e.org/a> <https://e.org/b> <https://e.org/c> <https://e.org/g> .\n"


class _Engine:
    """Takes over every release but one whose quads are none."""

    release = "first"

    async def switch(self, release: Path, name: str) -> None:
        """As the engine in use does."""
        if not gzip.decompress((release / DATASET).read_bytes()):
            raise Unavailable("The release could not be loaded.")
        self.release = name


class Followed:
    """A folder of releases, `first` current and served, and what follows it with a clock of its own."""

    def __init__(self, releases: Path) -> None:
        self.releases = releases
        self.now = 0.0
        self.app = FastAPI()
        self.app.state.endpoint = SimpleNamespace(engine=_Engine())
        settings = Settings(releases=releases)
        self.app.state.service = Service.open(settings, Release.open(releases / CURRENT))
        self.follower = Follower(self.app, interval=0, clock=lambda: self.now)

    def look(self) -> None:
        """One look at what is current."""
        asyncio.run(self.follower.look())

    def counted(self, name: str) -> float | None:
        """One number of the metrics."""
        return self.follower.registry.get_sample_value(name)

    @property
    def served(self) -> tuple[str, str]:
        """The release that pages come from, and that queries are asked of."""
        service: Service = self.app.state.service
        return service.release.id, self.app.state.endpoint.engine.release


def write(folder: Path) -> None:
    folder.mkdir()
    (folder / DATASET).write_bytes(gzip.compress(QUADS, mtime=0))
    quads = Store(str(folder / STORE))
    quads.load(QUADS, RdfFormat.N_QUADS)
    quads.flush()
    write_pages(quads, folder)
    del quads
    described = {"id": folder.name, "base_iri": "https://e.org/", "datasets": [], "counts": {}}
    (folder / DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")
    store.write_sums(folder)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    for name in ("first", "second", "third"):
        write(folder / name)
    return folder


@pytest.fixture
def followed(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Followed:
    """Follows three good releases; a round of garbage at each switch would be one over all tests."""
    monkeypatch.setattr(hot_reload, "freeze_gc", lambda: None)
    shutil.copytree(good, tmp_path / "releases")
    store.switch(tmp_path / "releases", "first")
    return Followed(tmp_path / "releases")


def point(releases: Path, target: str) -> None:
    """Makes something current without asking whether it can be."""
    (releases / CURRENT).unlink()
    (releases / CURRENT).symlink_to(target)


def describe(content: bytes) -> Callable[[Path], None]:
    def damage(release: Path) -> None:
        (release / DESCRIPTION).write_bytes(content)

    return damage


def remove(name: str) -> Callable[[Path], None]:
    def damage(release: Path) -> None:
        (release / name).unlink()

    return damage


def a_folder_for_a_file(release: Path) -> None:
    (release / SUMS).unlink()
    (release / SUMS).mkdir()


def a_file_for_the_store(release: Path) -> None:
    shutil.rmtree(release / STORE)
    (release / STORE).write_text("?", encoding="utf-8")


def a_store_of_rubbish_with_right_sums(release: Path) -> None:
    for path in (release / STORE).iterdir():
        path.write_bytes(b"\xff" * path.stat().st_size)
    store.write_sums(release)


def sums_of_rubbish(release: Path) -> None:
    (release / SUMS).write_bytes(b"\xff\x00")


def no_quads_with_right_sums(release: Path) -> None:
    (release / DATASET).write_bytes(gzip.compress(b""))
    store.write_sums(release)


def links_in_a_circle(release: Path) -> None:
    shutil.rmtree(release)
    release.symlink_to(release.name)


def a_file_for_the_release(release: Path) -> None:
    shutil.rmtree(release)
    release.write_text("?", encoding="utf-8")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "nothing there": shutil.rmtree,
    "no UTF-8": describe(b'{"id": "\xff"}'),
    "no JSON": describe(b"{"),
    "brackets without end": describe(b"[" * 100_000),
    "other types": describe(b'{"id": 1, "base_iri": [], "datasets": {"a": 1}, "counts": null}'),
    "a null": describe(b"null"),
    "no description": remove(DESCRIPTION),
    "no sums": remove(SUMS),
    "no dataset": remove(DATASET),
    "a folder for a file": a_folder_for_a_file,
    "a file for the store": a_file_for_the_store,
    "a store of rubbish": a_store_of_rubbish_with_right_sums,
    "sums of rubbish": sums_of_rubbish,
    "no quads": no_quads_with_right_sums,
    "links in a circle": links_in_a_circle,
    "a file for the release": a_file_for_the_release,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_what_is_no_release_is_refused_and_the_next_good_one_taken(
    damage: Callable[[Path], None], followed: Followed, caplog: pytest.LogCaptureFixture
) -> None:
    damage(followed.releases / "second")
    point(followed.releases, "second")
    followed.look()
    assert followed.served == ("first", "first")
    refusal = followed.follower.refusal
    assert refusal and "second" in refusal.release + refusal.reason and refusal.reason.endswith(".")
    assert "Traceback" not in caplog.text and refusal.reason in caplog.text
    assert followed.counted("keikaku_release_refused") == 1
    point(followed.releases, "third")
    followed.look()
    assert followed.served == ("third", "third")
    assert followed.follower.refusal is None
    assert followed.counted("keikaku_release_refusals_total") == 1


def test_a_release_repaired_in_its_place_is_taken_at_once(followed: Followed, good: Path) -> None:
    second = followed.releases / "second"
    describe(b"{")(second)
    point(followed.releases, "second")
    followed.look()
    assert followed.follower.refusal
    shutil.copy(good / "second" / DESCRIPTION, second / DESCRIPTION)
    followed.look()
    assert followed.served == ("second", "second")


def test_a_refusal_is_told_once_and_tried_again_ever_more_seldom(
    followed: Followed, caplog: pytest.LogCaptureFixture
) -> None:
    no_quads_with_right_sums(followed.releases / "second")
    point(followed.releases, "second")
    times = []
    for second in range(60):
        followed.now = float(second)
        before = followed.follower.refusal
        followed.look()
        if followed.follower.refusal is not before:
            times.append(second)
    assert times == [0, FIRST_PAUSE, 3 * FIRST_PAUSE, 7 * FIRST_PAUSE]
    assert caplog.text.count("is refused") == 1
    assert followed.counted("keikaku_release_refusals_total") == 1


def test_a_refusal_ends_where_the_release_before_becomes_current_again(followed: Followed) -> None:
    describe(b"{")(followed.releases / "second")
    point(followed.releases, "second")
    followed.look()
    point(followed.releases, "first")
    followed.look()
    assert followed.follower.refusal is None and followed.served == ("first", "first")


def test_a_fault_of_the_follower_is_told_and_ends_nothing(
    followed: Followed, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    look = followed.follower.look

    async def look_in_vain() -> None:
        nonlocal looks
        looks += 1
        if looks <= 2:
            raise ZeroDivisionError
        await look()

    monkeypatch.setattr(followed.follower, "look", look_in_vain)
    point(followed.releases, "second")
    with caplog.at_level(logging.ERROR):
        asyncio.run(_until(followed.follower.run(), lambda: followed.served[0] == "second"))
    assert followed.counted("keikaku_follower_faults_total") == 2
    assert caplog.text.count("following releases failed; it begins anew") == 2


async def _until(running: Coroutine[Any, Any, None], holds: Callable[[], bool]) -> None:
    task = asyncio.create_task(running)
    while not holds():
        await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
