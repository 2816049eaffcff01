"""`keikaku init`: a folder to begin in, with what municipalities share and one small city as an example."""

import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.printing import as_line
from pipeline.model.errors import Problem, SettingError
from pipeline.model.files.data_folder import ROOT, home
from pipeline.model.files.settings_file import NAME

EXAMPLE = "092029"
"""The smallest city that comes with keikaku, whose figures are from a public notice."""
_STARTER = Path(__file__).parent / "starter"
_MADE = ("data", "docs", NAME, "README.md")


def run(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Where to begin; without it, the current folder.", show_default=False),
    ] = None,
) -> None:
    """Begin a folder of data: the hub, one small city as an example, the settings file, and what to do next."""
    target = folder or home()
    there = [target / name for name in _MADE if (target / name).exists()]
    if there:
        remedy = "Begin in another folder; what is there stays as it is."
        raise SettingError([Problem(str(path), "is there already.", remedy) for path in there])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".keikaku-") as begun:
        _write(Path(begun))
        for name in _MADE:
            (Path(begun) / name).rename(target / name)
    as_line(f"{target} を用意しました。README.md に次の手順があります。")
    as_line(f"Ready: {target}. Next, in it: keikaku build, keikaku serve.")


def _write(target: Path) -> None:
    for name in ("hub", EXAMPLE):
        shutil.copytree(ROOT / "data" / name, target / "data" / name)
    shutil.copytree(ROOT / "docs" / "operating", target / "docs" / "operating")
    for guide in (ROOT / "docs").glob("*.md"):
        shutil.copyfile(guide, target / "docs" / guide.name)
    for name in (NAME, "README.md"):
        shutil.copyfile(_STARTER / name, target / name)
