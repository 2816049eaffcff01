"""A build is the same to the byte wherever and whenever it runs, asks nobody, and is whole or has no effect."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.model.data_folder import DataFolder
from pipeline.model.errors import KeikakuError
from pipeline.release import datasets, manifest, store
from pipeline.release.assembly import Assembly
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
DIGESTS = """
import hashlib
from pathlib import Path
from pipeline.release import datasets, manifest
from pipeline.release.assembly import assemble
from pipeline.model.iris import BASE, Iris
from pipeline.model.data_folder import data_folder

data = data_folder()
assembly = assemble(data, data.municipalities(), Iris())
assembly.derive()
for parts in datasets.divide(assembly):
    for path, content in datasets.rdf_files(parts, BASE):
        print(hashlib.sha256(content).hexdigest(), path, sep="  ")
for path, content in manifest.reports(assembly):
    print(hashlib.sha256(content).hexdigest(), path, sep="  ")
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


def test_the_whole_data_is_stated_the_same_elsewhere(
    data: DataFolder, built_release: Release, tmp_path: Path
) -> None:
    """The release of this process against the files of another one, with another hash seed, zone and locale."""
    done = python(DIGESTS, data.root, tmp_path / "releases", ELSEWHERE)
    assert done.returncode == 0, done.stderr
    elsewhere = done.stdout.splitlines()
    assert any("132292-gyokaku-5-2026.ttl" in line for line in elsewhere)
    assert any("report/132292-2026/coverage.csv" in line for line in elsewhere)
    here = (built_release.path / SUMS).read_text(encoding="utf-8").splitlines()
    assert set(elsewhere) - set(here) == set()


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
    assert list(summary.seconds)[:3] == ["assemble", "derive", "validate"]


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


def test_counts_follow_from_the_graphs(assembly: Assembly) -> None:
    counts = manifest.counts(assembly)
    expected = {"municipalities": 1, "elements": 74, "activities": 104, "indicators": 71, "cells": 753}
    assert {name: counts[name] for name in expected} == expected
    assert counts["source cells"] == 3845
    assert counts["effects observed"] == 23


def test_each_edition_of_a_plan_is_a_dataset_beside_those_that_are_shared(assembly: Assembly) -> None:
    parts = datasets.divide(assembly)
    assert [one.id for one in parts] == [
        "132292-gyokaku-5-2026",
        "132292-joho-2026",
        "hub",
        "municipalities",
        "ontology",
        "denominators",
        "figures",
    ]
    assert all(one.triples and one.title.ja and one.title.en for one in parts)
    plan = parts[0]
    assert plan.triples.isdisjoint(plan.quality)
