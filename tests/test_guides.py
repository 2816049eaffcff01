"""The guides name commands and options that there are, and files that are where they say."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer

from pipeline.cli import application
from pipeline.model.files.data_folder import ROOT

GUIDES = sorted(
    {
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("data/**/README.md"),
        *ROOT.glob("examples/**/README.md"),
        ROOT / "pipeline" / "cli" / "starter" / "README.md",
    }
    - {ROOT / "DECISIONS.md", ROOT / "CHANGELOG.md"}
)
PARTS = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|\s|/)keikaku ([a-z]+)([^\n|;&#]*)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def options() -> dict[str, set[str]]:
    """The options of each command."""
    commands = getattr(typer.main.get_command(application()), "commands", {})
    nested = {word: list(getattr(one, "commands", {}).values()) for word, one in commands.items()}
    return {
        word: {opt for each in (one, *nested[word]) for param in each.params for opt in param.opts}
        for word, one in commands.items()
    }


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a page with the options they are given."""
    for block, inline in PARTS.findall(text):
        for command, rest in COMMAND.findall(block or inline):
            yield command, re.findall(r"(?<=\s)--[a-z][a-z-]*", rest)


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_commands_and_options_are_there(guide: Path) -> None:
    for command, given in commands(guide.read_text(encoding="utf-8")):
        assert command in options(), command
        assert set(given) <= options()[command] | {"--help"}, command


def test_the_guide_for_operators_names_commands() -> None:
    found = {command for command, _ in commands((ROOT / "docs" / "operating.md").read_text(encoding="utf-8"))}
    assert found >= {"init", "build", "serve", "watch", "switch", "publish", "import"}


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_links_lead_to_files_of_the_repository(guide: Path) -> None:
    linked = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", guide.read_text(encoding="utf-8"))
    assert [path for path in linked if not (guide.parent / path).exists()] == []
