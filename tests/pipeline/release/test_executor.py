"""Units are built side by side, here or on a cluster; a worker that dies is survived, and every problem is told."""

import os
import shutil
import signal
from collections.abc import Iterator
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from pipeline.model.errors import SettingError, TableError
from pipeline.model.files.data_folder import DataFolder
from pipeline.release.scheduling import executor
from pipeline.release.scheduling.cache import Cache
from pipeline.release.scheduling.executor import SCHEDULER, Progress, build_units
from tests.pipeline.release.example import inputs

SMALL = ("092029", "132136", "262102")


@pytest.fixture
def reads(data: DataFolder) -> list[executor.Read]:
    return [partial(inputs, data, code) for code in SMALL]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few municipalities are taken for many."""
    monkeypatch.setattr(executor, "_FEW", 1)


@pytest.mark.usefixtures("many")
def test_a_process_for_each_processor_builds_the_units_and_says_how_far_they_are(
    reads: list[executor.Read], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told: list[Progress] = []
    others = set[int]()

    def tell(progress: Progress) -> None:
        told.append(progress)
        others.add(len(active_children()))

    units = build_units(reads, Cache(tmp_path), {}, tell)
    assert others == {1}, "this process builds beside one other"
    assert [unit.manifest["code"] for unit in units] == list(SMALL)
    assert [(one.done, one.failed, one.cached) for one in told] == [(1, 0, 0), (2, 0, 0), (3, 0, 0)]
    again = build_units(reads, Cache(tmp_path), {}, told.append)
    assert [unit.path for unit in again] == [unit.path for unit in units]
    assert all(unit.cached for unit in again)


@pytest.mark.parametrize("few", [1, 8])
def test_the_problems_of_all_municipalities_come_together(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(executor, "_FEW", few)
    for code in SMALL:
        shutil.copytree(data.municipality(code), tmp_path / "data" / code)
    copy = DataFolder(tmp_path / "data")
    for code in SMALL[:2]:
        cells = copy.tables(code, "2023") / "cells.csv"
        cells.write_text(cells.read_text("utf-8").replace("plan,", "plans,", 1), "utf-8")
    with pytest.raises(TableError) as raised:
        build_units([partial(inputs, copy, code) for code in SMALL], Cache(tmp_path / "cache"), {})
    assert [problem.where for problem in raised.value.problems] == [
        f"{copy.tables(code, '2023')}/cells.csv, row 1" for code in SMALL[:2]
    ]


def test_a_scheduler_that_does_not_answer_is_named(
    reads: list[executor.Read], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor, "_ANSWERS_WITHIN", 0.2)
    with pytest.raises(
        SettingError, match=r"KEIKAKU_SCHEDULER: the scheduler tcp://127\.0\.0\.1:1 does not answer"
    ):
        build_units(reads, Cache(tmp_path), {SCHEDULER: "tcp://127.0.0.1:1"})


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[int]]]:
    """The address of a Dask scheduler with two workers in processes of their own, and the workers' processes."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as found:
        yield found.scheduler_address, [worker.pid for worker in found.workers.values()]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_builds_the_same_units_though_a_worker_is_killed(
    reads: list[executor.Read], cluster: tuple[str, list[int]], tmp_path: Path
) -> None:
    address, processes = cluster
    told: list[Progress] = []

    def kill_one(progress: Progress) -> None:
        if not told:
            os.kill(processes[0], signal.SIGKILL)
        told.append(progress)

    found = build_units(reads, Cache(tmp_path / "cluster"), {SCHEDULER: address}, kill_one)
    assert len(told) == len(SMALL)
    here = build_units(reads, Cache(tmp_path / "here"), {})
    assert [unit.manifest for unit in found] == [unit.manifest for unit in here]
