"""The command line as a person uses it, on a copy of some data."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.paths import DataFolder


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        return self.err.splitlines()


Keikaku = Callable[..., Outcome]


@dataclass(frozen=True)
class Copy:
    """A copy of the data: the booklet's city (132292), and a small city that used the workbook (092029)."""

    root: Path

    @property
    def booklet(self) -> Path:
        return self.root / "132292" / "2026"

    @property
    def small(self) -> Path:
        return self.root / "092029" / "2023" / "tables"


@pytest.fixture
def copy(data: DataFolder, tmp_path: Path) -> Copy:
    for municipality in ("132292", "092029"):
        shutil.copytree(data.municipality(municipality), tmp_path / "data" / municipality)
    return Copy(tmp_path / "data")


@pytest.fixture
def keikaku(
    copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Keikaku:
    """Runs `keikaku` with these arguments on the copy; releases go to `releases/` beside it."""
    monkeypatch.setenv("KEIKAKU_DATA", str(copy.root))
    monkeypatch.setenv("KEIKAKU_RELEASES", str(tmp_path / "releases"))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["keikaku", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), said.out, said.err)

    return run
