"""examples/ofunato/README.md, followed: a whole city's own table in, all that it gives conforms."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.model.files.data_folder import ROOT

README = (ROOT / "examples" / "ofunato" / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.partition("  #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.slow
def test_the_whole_table_of_a_city_is_imported_and_conforms(tmp_path: Path) -> None:
    for name in ("data", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    program = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    for command in COMMANDS:
        if not command.startswith("keikaku"):
            subprocess.run(command, shell=True, cwd=tmp_path, check=True)
            continue
        arguments = [*command.split()[1:], *(["--check"] if command == "keikaku build" else [])]
        done = subprocess.run(
            [*program, *arguments],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "KEIKAKU_DATA": str(tmp_path / "data")},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (command, done.stderr[-2000:])
