"""`keikaku watch`: data that changed is built, without anybody's hand."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Annotated

import typer
import watchfiles

from pipeline.cli.printing import as_line
from pipeline.model.errors import Problem, SettingError, refused_by_system
from pipeline.model.files.data_folder import ROOT, data_folder, releases_folder
from pipeline.release import attempt
from pipeline.release.attempt import Attempt

_COMMAND = (sys.executable, "-c", "from pipeline.cli import main; main()", "build")
_QUIET = 2_000
"""Milliseconds without a change after which what was being copied is taken for whole."""


def run(
    quiet: Annotated[
        int, typer.Option(help="Milliseconds without a change before a build begins.", min=1)
    ] = _QUIET,
) -> None:
    """Build whenever the data changes; a build that fails leaves what is live as it is, and says so."""
    data = data_folder().root
    if not data.is_dir():
        raise SettingError(Problem(str(data), "is not there.", "Begin one with `keikaku init`."))
    follow(data, releases_folder(), Event(), quiet)


def follow(data: Path, releases: Path, stop: Event, quiet: int = _QUIET) -> None:
    """Builds at once, then after every change of a folder of data, until told to stop."""
    as_line(f"{data}: watched.")
    _attempt(data, releases)
    # half of what a change waits for the next one is enough to see that one
    for _ in watchfiles.watch(
        data, stop_event=stop, watch_filter=_counts, debounce=quiet, step=quiet // 2, raise_interrupt=False
    ):
        _attempt(data, releases)


def _counts(change: watchfiles.Change, path: str) -> bool:
    """The ledger is written by the build itself; hidden files are of editors and copies under way."""
    name = Path(path).name
    return name != "ledger.csv" and not name.startswith((".", "~")) and not name.endswith("~")


def _attempt(data: Path, releases: Path) -> None:
    """One build, in a process of its own, whose memory ends with it."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "KEIKAKU_DATA": str(data),
        "KEIKAKU_RELEASES": str(releases),
    }
    done = subprocess.run(_COMMAND, env=environment, capture_output=True, text=True)
    ended = Attempt(_now(), done.returncode, tuple(done.stderr.splitlines()))
    as_line(f"{ended.finished} {_outcome(ended, releases)}")
    _tell(ended.problems)
    try:
        attempt.add(releases, ended)
    except OSError as error:  # the disk may be full, and have room again when the data changes
        _tell([str(refused_by_system(error, str(releases)))])


def _outcome(ended: Attempt, releases: Path) -> str:
    live = (releases / "current").resolve().name if (releases / "current").exists() else "none"
    return f"build failed (exit {ended.code}); live as before: {live}." if ended.failed else f"live: {live}."


def _tell(problems: Sequence[str]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)  # noqa: T201


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
