"""Who watches the server learns how the last watched build ended."""

from pathlib import Path

import pytest

from pipeline.release import attempt
from pipeline.release.attempt import Attempt
from server.app.builds import Builds

GOOD = Attempt("2026-04-01T09:00:00+00:00", 0, ())
BAD = Attempt(
    "2026-04-02T09:00:00+00:00", 1, ("data/132292/2026/tables/elements.csv: row 3: title is empty.",)
)


def told(builds: Builds) -> tuple[float | None, float | None]:
    names = ("keikaku_last_build_failed", "keikaku_last_build_seconds")
    failed, ended = (builds.registry.get_sample_value(name) for name in names)
    return failed, ended


def test_where_nobody_watches_no_build_failed(tmp_path: Path) -> None:
    builds = Builds(tmp_path, "https://plan.example.jp")
    assert (builds.last, told(builds)) == (None, (0, 0))


def test_the_last_build_counts_and_those_before_are_kept(tmp_path: Path) -> None:
    builds = Builds(tmp_path, "https://plan.example.jp")
    attempt.add(tmp_path, BAD)
    attempt.add(tmp_path, GOOD)
    assert told(builds)[0] == 0
    attempt.add(tmp_path, BAD)
    assert told(builds) == (1, 1775120400)
    assert builds.all == (BAD, GOOD, BAD)


def test_of_many_builds_the_newest_are_kept(tmp_path: Path) -> None:
    for _ in range(attempt.KEPT):
        attempt.add(tmp_path, GOOD)
    attempt.add(tmp_path, BAD)
    assert (len(attempt.read(tmp_path)), attempt.read(tmp_path)[0]) == (attempt.KEPT, BAD)


@pytest.mark.parametrize("text", ["", "[1]", "{}", '[{"finished": 1}]', "\x00"])
def test_a_file_that_is_not_ours_tells_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / attempt.NAME).write_text(text, encoding="utf-8")
    assert attempt.read(tmp_path) == ()
