"""The command line as a person uses it, on a copy of some data."""

import shutil
import sys
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.model.files.data_folder import DataFolder
from tests.pipeline.cli.session import Copy, Keikaku, Outcome


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
