"""A release is whole or it is not there; what is damaged is named, and what was live stays live."""

import hashlib
import json
import os
import random
import shutil
from pathlib import Path

import pytest

from pipeline.model.errors import ReleaseError
from pipeline.release import store
from pipeline.release.store import CURRENT, DESCRIPTION, STORE, SUMS, Release
from pipeline.release.verified import CACHE, NAME, Verified


def write(folder: Path, id_: str, content: str = "一") -> None:
    """The files of a small release."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "plan.ttl").write_text(content, encoding="utf-8")
    (folder / STORE).mkdir()
    (folder / STORE / "CURRENT").write_text("engine", encoding="utf-8")
    file = {"path": "data/plan.ttl", "media_type": "text/turtle", "bytes": 3, "sha256": "0" * 64}
    dataset = {"id": "plan", "title": {"ja": "計画", "en": "Plan"}, "graphs": ["urn:g"], "files": [file]}
    described = {"id": id_, "base_iri": "https://example.org/", "datasets": [dataset], "counts": {"cells": 7}}
    (folder / DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")
    store.write_sums(folder)


def publish(releases: Path, id_: str, content: str = "一") -> Path:
    with store.writing(releases) as folder:
        write(folder, id_, content)
        return store.publish(folder, releases, id_)


@pytest.fixture
def small_releases(tmp_path: Path) -> Path:
    """A folder with one release, `first`, that is current."""
    publish(tmp_path / "releases", "first")
    return tmp_path / "releases"


def problems(path: Path) -> list[str]:
    """What verification finds, as file and problem."""
    with pytest.raises(ReleaseError) as raised:
        Release.open(path).verify()
    return [f"{Path(problem.where).name} {problem.what}" for problem in raised.value.problems]


def test_a_release_is_read_back_as_it_was_written(small_releases: Path) -> None:
    found = Release.open(small_releases / CURRENT)
    assert (found.id, found.base_iri, found.path) == (
        "first",
        "https://example.org/",
        small_releases / "first",
    )
    (dataset,) = found.datasets
    assert dataset.title == {"ja": "計画", "en": "Plan"}
    assert [file.path for file in dataset.files] == ["data/plan.ttl"]
    assert found.counts == {"cells": 7}
    found.verify()


def test_what_did_not_change_since_it_was_read_is_not_read_again(small_releases: Path) -> None:
    first, second = small_releases / "first", small_releases / "second"
    verified = Verified.of(small_releases)
    Release.open(first).verify(verified)
    verified.keep()
    shutil.copytree(first, second)
    (second / "data" / "plan.ttl").unlink()
    (second / "data" / "plan.ttl").hardlink_to(first / "data" / "plan.ttl")
    changed = (first / "data" / "plan.ttl").stat()
    (second / "data" / "plan.ttl").write_text("二", encoding="utf-8")
    os.utime(second / "data" / "plan.ttl", ns=(changed.st_atime_ns, changed.st_mtime_ns))
    (second / STORE / "CURRENT").write_text("damaged", encoding="utf-8")
    with pytest.raises(ReleaseError) as raised:
        Release.open(second).verify(Verified.of(small_releases))
    assert [Path(problem.where).name for problem in raised.value.problems] == ["CURRENT"]
    assert problems(second) == [
        f"{name} does not have the sha256 of {SUMS}." for name in ("plan.ttl", "CURRENT")
    ]


def test_a_changed_byte_is_noticed_whatever_was_known(small_releases: Path) -> None:
    path = small_releases / "first" / "data" / "plan.ttl"
    verified = Verified()
    Release.open(small_releases / "first").verify(verified)
    path.write_text("二", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"plan\.ttl"):
        Release.open(small_releases / "first").verify(verified)


@pytest.mark.parametrize("content", ["", "a b c d\n", "abc", "\0"])
def test_what_is_known_and_cannot_be_read_is_read_again(small_releases: Path, content: str) -> None:
    (small_releases / CACHE).mkdir()
    (small_releases / CACHE / NAME).write_text(content)
    Release.open(small_releases / "first").verify(Verified.of(small_releases))


def test_sums_are_those_that_sha256sum_reads(small_releases: Path) -> None:
    lines = (small_releases / CURRENT / SUMS).read_text(encoding="utf-8").splitlines()
    assert f"{hashlib.sha256('一'.encode()).hexdigest()}  data/plan.ttl" in lines
    assert not any(STORE in line for line in lines)
    assert [line.split("  ")[1] for line in lines] == ["data/plan.ttl", DESCRIPTION]


def test_any_changed_byte_of_a_release_is_noticed(built_release: Release, tmp_path: Path) -> None:
    """One byte at a random place of each file, of every tenth file twice."""
    copy = tmp_path / "copy"
    shutil.copytree(built_release.path, copy, ignore=shutil.ignore_patterns(STORE))
    opened = Release(copy, built_release.description)
    opened.verify()
    draw = random.Random(1)
    for path in sorted(path for path in copy.rglob("*") if path.is_file() and path.stat().st_size):
        content = path.read_bytes()
        place = draw.randrange(len(content))
        path.write_bytes(
            content[:place] + bytes([content[place] ^ draw.randrange(1, 256)]) + content[place + 1 :]
        )
        if path.name == SUMS:
            with pytest.raises(ReleaseError):
                opened.verify()
            path.write_bytes(content)
    with pytest.raises(ReleaseError) as raised:
        opened.verify()
    named = {problem.where for problem in raised.value.problems}
    assert named == {str(path) for path in copy.rglob("*") if path.is_file() and path.name != SUMS}


def test_a_missing_and_an_added_file_are_named(small_releases: Path) -> None:
    (small_releases / "first" / "data" / "plan.ttl").unlink()
    (small_releases / "first" / "note.txt").write_text("?", encoding="utf-8")
    assert problems(small_releases / CURRENT) == ["plan.ttl is missing.", "note.txt is not in SHA256SUMS."]


def test_missing_sums_are_an_error(small_releases: Path) -> None:
    (small_releases / "first" / SUMS).unlink()
    assert problems(small_releases / CURRENT) == ["SHA256SUMS cannot be read."]


def test_where_there_is_no_release_the_command_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"current: holds no release\. Run `keikaku build`\."):
        Release.open(tmp_path / CURRENT)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\x00",
        b"\xff",
        b"[" * 9999,
    ],
)
def test_a_description_that_is_none_is_refused(small_releases: Path, content: bytes) -> None:
    (small_releases / "first" / DESCRIPTION).write_bytes(content)
    with pytest.raises(ReleaseError, match=r"release\.json.*Run `keikaku build` again\."):
        Release.open(small_releases / CURRENT)


def test_everything_in_a_description_that_is_not_as_it_should_be_is_named_at_once(
    small_releases: Path,
) -> None:
    where = small_releases / "first" / DESCRIPTION
    described = json.loads(where.read_text(encoding="utf-8"))
    described |= {"id": "../x", "base_iri": 7, "counts": {"cells": "7"}}
    described["datasets"][0]["files"][0] |= {"path": "../../etc/passwd", "sha256": "f"}
    where.write_text(json.dumps(described), encoding="utf-8")
    with pytest.raises(ReleaseError) as raised:
        Release.open(small_releases / CURRENT)
    places = [problem.where.rpartition(DESCRIPTION)[2] for problem in raised.value.problems]
    assert places == [
        ".base_iri",
        ".counts.cells",
        ".datasets[0].files[0].path",
        ".datasets[0].files[0].sha256",
        ".id",
    ]


def test_a_link_that_leads_to_itself_is_no_release(small_releases: Path) -> None:
    (small_releases / CURRENT).unlink()
    (small_releases / CURRENT).symlink_to(CURRENT)
    with pytest.raises(ReleaseError, match=r"leads to itself|symbolic links"):
        Release.open(small_releases / CURRENT)


def test_a_failed_build_leaves_the_release_before_and_no_trace(small_releases: Path) -> None:
    with pytest.raises(ZeroDivisionError), store.writing(small_releases) as folder:
        write(folder, "second")
        _ = 1 / 0
    assert sorted(path.name for path in small_releases.iterdir()) == [CURRENT, "first"]
    assert Release.open(small_releases / CURRENT).id == "first"


def test_a_new_release_becomes_current_and_the_one_before_stays(small_releases: Path) -> None:
    publish(small_releases, "second")
    assert Release.open(small_releases / CURRENT).id == "second"
    assert sorted(path.name for path in small_releases.iterdir()) == [CURRENT, "first", "second"]
    store.switch(small_releases, "first")
    assert Release.open(small_releases / CURRENT).id == "first"


@pytest.mark.parametrize(
    "damaged", ["data/plan.ttl", DESCRIPTION, SUMS, STORE, f"{STORE}/CURRENT", f"{STORE}/{SUMS}"]
)
def test_a_damaged_release_is_mended_by_building_it_again(small_releases: Path, damaged: str) -> None:
    path = small_releases / "first" / damaged
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.write_bytes(b"damaged \xff")  # no UTF-8 either
    publish(small_releases, "first")
    Release.open(small_releases / CURRENT).verify()
    assert (small_releases / CURRENT / STORE / "CURRENT").read_text(encoding="utf-8") == "engine"
    assert sorted(path.name for path in small_releases.iterdir()) == [CURRENT, "first"]


def test_a_whole_release_is_left_as_it_is_since_a_server_may_be_reading_it(small_releases: Path) -> None:
    before = (small_releases / "first" / "data" / "plan.ttl").stat().st_ino
    publish(small_releases, "first")
    assert (small_releases / CURRENT / "data" / "plan.ttl").stat().st_ino == before


def test_a_release_that_is_not_there_cannot_become_current(small_releases: Path) -> None:
    with pytest.raises(ReleaseError, match="holds no release"):
        store.switch(small_releases, "third")
    assert Release.open(small_releases / CURRENT).id == "first"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "releases").write_text("a file", encoding="utf-8")
    with (
        pytest.raises(ReleaseError, match="releases: cannot be read or written"),
        store.writing(tmp_path / "releases"),
    ):
        pass
