"""A build is the same to the byte wherever and whenever it runs, asks nobody, and is whole or has no effect."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.model.errors import KeikakuError, TableError
from pipeline.model.files.data_folder import DataFolder
from pipeline.release import store
from pipeline.release.build import Options, build
from pipeline.release.store import CURRENT, SUMS, Release

SMALL = "092029"
OFFLINE = """
import sys

def deny(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise PermissionError(f"{event}: a build asks nobody")

sys.addaudithook(deny)
"""
BUILD = "from pipeline.cli import main; main()"
KILL = """
import os, signal, sys

left = int(os.environ["KILL_AFTER"])

def kill(event, arguments):
    global left
    if event == "open" and ".writing-" in str(arguments[0]):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
"""
HERE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONUTF8": "0"}


def python(
    script: str, data: Path, releases: Path, environment: Mapping[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Runs a script with `keikaku`'s arguments and settings, in a folder of its own."""
    releases.mkdir(exist_ok=True)
    settings = {
        "KEIKAKU_DATA": str(data),
        "KEIKAKU_RELEASES": str(releases),
        "SOURCE_DATE_EPOCH": "1774969200",
    }
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, **settings, **environment},
        cwd=releases,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def small(data: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one small city."""
    folder = tmp_path_factory.mktemp("small") / "data"
    shutil.copytree(data.municipality(SMALL), folder / SMALL)
    return folder


def test_two_builds_are_the_same_to_the_byte_and_ask_nobody(small: Path, tmp_path: Path) -> None:
    other = tmp_path / "別の場所" / "data"
    shutil.copytree(small, other)
    sums = []
    for number, (folder, environment) in enumerate(((small, HERE), (other, ELSEWHERE))):
        releases = tmp_path / f"releases-{number}"
        done = python(OFFLINE + BUILD, folder, releases, environment, "build", "--municipality", SMALL)
        assert done.returncode == 0, done.stderr
        Release.open(releases / CURRENT).verify()
        sums.append((releases / CURRENT / SUMS).read_text(encoding="utf-8"))
    assert sums[0] == sums[1]
    assert len(sums[0].splitlines()) > 20


def test_the_denial_of_the_network_is_one() -> None:
    """The hook of the test above, tried on a connection."""
    script = f"{OFFLINE}import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, text=True)
    assert "a build asks nobody" in done.stderr


@pytest.mark.slow
def test_the_whole_data_is_published_the_same_elsewhere(
    built_data: DataFolder, built_release: Release, tmp_path: Path
) -> None:
    """The release of this process against that of another one, with another hash seed, zone and locale."""
    folder = Path(shutil.copytree(built_data.root, tmp_path / "data"))
    done = python(BUILD, folder, tmp_path / "releases", ELSEWHERE, "build")
    assert done.returncode == 0, done.stderr
    here, elsewhere = (
        (path / SUMS).read_text("utf-8") for path in (built_release.path, tmp_path / "releases" / CURRENT)
    )
    assert "data/132292-gyokaku-5-2026.ttl" in here and "report/132292-2026/coverage.csv" in here
    assert elsewhere == here


@pytest.mark.parametrize("step", [1, 20])
def test_a_build_killed_while_it_writes_leaves_the_release_before(
    small: Path, tmp_path: Path, step: int
) -> None:
    releases = tmp_path / "releases"
    with store.writing(releases) as folder:
        (folder / "store").mkdir()
        described = {"id": "before", "base_iri": "https://example.org/", "datasets": [], "counts": {}}
        (folder / "release.json").write_text(json.dumps(described), "utf-8")
        store.write_sums(folder)
        store.publish(folder, releases, "before")
    done = python(KILL + BUILD, small, releases, {"KILL_AFTER": str(step)}, "build", "--municipality", SMALL)
    assert done.returncode == -signal.SIGKILL
    assert Release.open(releases / CURRENT).id == "before"
    Release.open(releases / CURRENT).verify()


def test_a_check_writes_nothing_and_counts_all(small: Path, tmp_path: Path) -> None:
    summary = build(DataFolder(small), tmp_path / "releases", Options((SMALL,), check=True))
    assert summary.path is None
    assert not (tmp_path / "releases").exists()
    assert summary.counts["cells"] == 18
    assert list(summary.seconds) == ["units", "reference"]


def test_another_base_changes_every_iri_of_the_city(small: Path, tmp_path: Path) -> None:
    base = "https://data.example/plans/"
    options = Options((SMALL,), base_iri=base, at="2026-03-31T00:00:00Z")
    summary = build(DataFolder(small), tmp_path / "releases", options)
    assert summary.path
    text = (summary.path / "data" / f"{SMALL}-gyokaku-8-2023.ttl").read_text(encoding="utf-8")
    assert f"<{base}id/{SMALL}/" in text
    assert f"https://w3id.org/keikaku/id/{SMALL}" not in text
    assert Release.open(summary.path).base_iri == base


def test_the_problems_of_all_editions_come_together(data: DataFolder, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for code, year in ((SMALL, "2023"), ("132292", "2026")):
        shutil.copytree(data.municipality(code), folder / code)
        cells = folder / code / year / "tables" / "cells.csv"
        cells.write_text(cells.read_text(encoding="utf-8").replace("plan,", "plans,", 1), encoding="utf-8")
    with pytest.raises(KeikakuError) as raised:
        build(DataFolder(folder), tmp_path / "releases", Options())
    assert [problem.where.removeprefix(str(folder)) for problem in raised.value.problems] == [
        f"/{SMALL}/2023/tables/cells.csv, row 1",
        "/132292/2026/tables/cells.csv, row 1",
    ]
    assert raised.value.exit_code == 2


def test_counts_follow_from_the_graphs(built_release: Release) -> None:
    counts = built_release.counts
    expected = {"municipalities": 6, "elements": 136, "activities": 104, "indicators": 366, "cells": 2440}
    assert {name: counts[name] for name in expected} == expected
    assert counts["source cells"] == 3845 + 4500 + 292 + 86 + 84 + 129 + 108, "a booklet and six workbooks"
    with gzip.open(built_release.path / "dataset.nq.gz") as quads:
        assert counts["triples"] == sum(1 for _ in quads)


def test_each_edition_of_a_plan_is_a_dataset_beside_those_that_are_shared(built_release: Release) -> None:
    assert [one.id for one in built_release.datasets] == [
        "032034-jimu-jigyo-2025",
        "092029-gyokaku-8-2023",
        "132136-daiko-5-program-1-2023",
        "132136-daiko-5-program-2-2024",
        "132292-gyokaku-5-2026",
        "132292-joho-2026",
        "192015-jigyo-hokoku-2025",
        "262102-gyozaisei-8-2023",
        "denominators",
        "figures",
        "hub",
        "municipalities",
        "ontology",
    ]
    assert all(one.files and one.title["ja"] and one.title["en"] for one in built_release.datasets)


def test_no_data_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="holds no municipality"):
        build(DataFolder(tmp_path), tmp_path / "releases", Options())


def test_what_could_not_be_read_weighs_more_than_what_differs(data: DataFolder, tmp_path: Path) -> None:
    for code in ("132292", "092029"):
        shutil.copytree(data.municipality(code), tmp_path / "data" / code)
    copy = DataFolder(tmp_path / "data")
    texts = copy.tables("132292", "2026") / "texts.csv"
    texts.write_text(texts.read_text("utf-8").replace("行政需要の増加", "行政需要の減少", 1), "utf-8")
    cells = copy.tables("092029", "2023") / "cells.csv"
    cells.write_text(cells.read_text("utf-8").replace("2023", "令和5", 1), "utf-8")
    with pytest.raises(TableError) as raised:
        build(copy, tmp_path / "releases", Options())
    assert [problem.where.partition(",")[0] for problem in raised.value.problems] == [str(cells), str(texts)]
    assert raised.value.exit_code == 2


def test_mappings_of_a_city_without_data_are_not_stated(data: DataFolder, tmp_path: Path) -> None:
    shutil.copytree(data.municipality(SMALL), tmp_path / "data" / SMALL)
    shutil.copytree(data.hub, tmp_path / "data" / "hub")
    summary = build(DataFolder(tmp_path / "data"), tmp_path / "releases", Options())
    assert summary.path
    with gzip.open(summary.path / "data" / "hub.nt.gz") as lines:
        mapped = {line.split(b"hub/mapping/")[1][:6] for line in lines if b"hub/mapping/" in line}
    assert mapped == {SMALL.encode()}
