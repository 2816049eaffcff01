"""Whenever a build ends, and however, what was live is live, and the next build finds and leaves order.

The end is tried before each file operation in turn: killed, interrupted, on a full disk.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.errors import ReleaseError
from pipeline.release import store
from pipeline.release.store import CURRENT, STORE, Release
from tests.crashes import FULL, WAYS, every_crash
from tests.pipeline.release.test_store import publish, write


def fresh(releases: Path) -> None:
    """No release at all."""


def whole(releases: Path) -> None:
    """The release that is built again is there and current."""
    publish(releases, "new")


def another(releases: Path) -> None:
    """Another release is current."""
    publish(releases, "before")


def damaged(releases: Path) -> None:
    """The release that is built again is current and damaged."""
    publish(releases, "new")
    (releases / "new" / STORE / "CURRENT").write_bytes(b"\xff")


def damaged_not_current(releases: Path) -> None:
    """The release that is built again is damaged; another is current."""
    damaged(releases)
    publish(releases, "before")


def a_file_in_its_place(releases: Path) -> None:
    """Where the release should be there is a file; another is current."""
    publish(releases, "before")
    (releases / "new").write_text("?", encoding="utf-8")


STATES: tuple[Callable[[Path], None], ...] = (
    fresh,
    whole,
    another,
    damaged,
    damaged_not_current,
    a_file_in_its_place,
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_a_build_that_ends_at_any_file_operation_leaves_what_was_live(
    state: Callable[[Path], None], way: str, tmp_path: Path
) -> None:
    def prepare(step: int) -> Callable[[], object]:
        shutil.rmtree(tmp_path / "releases", ignore_errors=True)
        state(tmp_path / "releases")
        return lambda: publish(tmp_path / "releases", "new")

    releases = tmp_path / "releases"
    for step in every_crash(way, prepare):
        if state is not fresh:
            assert Release.open(releases / CURRENT).id in ("before", "new"), step
        with pytest.raises(ZeroDivisionError), store.writing(releases):  # the next build does not get far
            _ = 1 / 0
        if state is not fresh:
            assert Release.open(releases / CURRENT).id in ("before", "new"), step
        publish(releases, "new")
        Release.open(releases / CURRENT).verify()
        assert (releases / CURRENT).readlink() == Path("new"), step
        assert {path.name for path in releases.iterdir()} <= {CURRENT, "before", "new"}, step
    assert step > 8


@pytest.mark.parametrize("state", [fresh, another, damaged], ids=lambda state: state.__name__)
def test_a_full_disk_is_told_in_a_sentence(state: Callable[[Path], None], tmp_path: Path) -> None:
    said: list[str] = []

    def prepare(step: int) -> Callable[[], object]:
        shutil.rmtree(tmp_path / "releases", ignore_errors=True)
        state(tmp_path / "releases")
        return build

    def build() -> None:
        try:
            publish(tmp_path / "releases", "new")
        except ReleaseError as error:
            said.append(str(error))

    steps = list(every_crash(FULL, prepare))
    assert len(steps) - len(said) <= 10  # those that only remove something are not hindered by a full disk
    assert all("No space left on device" in one and "Free some space" in one for one in said)


def test_what_a_killed_build_left_is_removed_unless_another_build_is_writing(tmp_path: Path) -> None:
    with store.writing(tmp_path) as running:
        write(running, "first")
        (tmp_path / ".writing-left").mkdir()
        (tmp_path / ".current-7").symlink_to("nowhere")
        with store.writing(tmp_path) as other:
            assert running.is_dir() and other != running
            assert (tmp_path / ".writing-left").is_dir()
        assert running.is_dir() and not other.exists()
    assert not list(tmp_path.iterdir())


def test_two_builds_of_one_release_at_once_leave_it_whole(tmp_path: Path) -> None:
    damaged(tmp_path)
    with store.writing(tmp_path) as one, store.writing(tmp_path) as other:
        write(one, "new")
        write(other, "new")
        store.publish(one, tmp_path, "new")
        store.publish(other, tmp_path, "new")
    Release.open(tmp_path / CURRENT).verify()
    assert sorted(path.name for path in tmp_path.iterdir()) == [CURRENT, "new"]
