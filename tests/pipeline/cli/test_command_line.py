"""The command line as a whole: every command explains itself."""

import importlib
import inspect
import subprocess
import sys
from importlib.metadata import version

import pytest

from pipeline import cli
from pipeline.model.files.data_folder import ROOT
from tests.pipeline.cli.session import Keikaku


def test_every_command_explains_itself(keikaku: Keikaku) -> None:
    listed = keikaku("--help").out
    for name in cli.COMMANDS:
        done = keikaku(name, "--help")
        assert done.code == 0
        assert "Usage: keikaku" in done.out
        assert name in listed


def test_every_command_stands_under_one_heading_of_the_help(keikaku: Keikaku) -> None:
    listed = keikaku("--help").out
    assert all(heading in listed for heading in cli.PANELS)
    assert sorted(name for names in cli.PANELS.values() for name in names) == sorted(cli.COMMANDS)


def test_an_unknown_command_is_refused(keikaku: Keikaku) -> None:
    done = keikaku("publsh")
    assert done.code == 2
    assert "No such command 'publsh'" in done.err


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_summary_of_a_command_is_the_first_sentence_of_what_it_says(name: str) -> None:
    module, summary = cli.COMMANDS[name]
    said = inspect.getdoc(importlib.import_module(f"pipeline.cli.{module}").run) or ""
    assert summary == said.splitlines()[0]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["switch", "--help"], ["serve", "--help"], ["nothing"]]
)
def test_what_needs_no_library_imports_none(arguments: list[str]) -> None:
    """pandas alone takes longer to import than anybody should wait for a help text."""
    code = (
        "import sys\n"
        "from pipeline.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"pandas", "rdflib", "pyoxigraph", "openpyxl", "httpx"} & set(done.stdout.split())


def test_the_version_is_told(keikaku: Keikaku) -> None:
    assert keikaku("--version").out == f"keikaku {version('keikaku')}\n"
