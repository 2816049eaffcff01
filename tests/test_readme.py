"""What README shows is what a user gets: its statement, its query and answer, its commands."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from pipeline.cli import COMMANDS
from pipeline.model.files.data_folder import ROOT
from pipeline.model.namespaces import PREFIXES
from pipeline.release.store import Release

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The first block of a language in README."""
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found, f"README has no {language} block"
    return found[1]


@pytest.fixture(scope="module")
def store(built_release: Release) -> ox.Store:
    return ox.Store.read_only(str(built_release.path / "store"))


def test_the_statement_of_the_first_screen_is_published(store: ox.Store) -> None:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    shown = Graph().parse(data=prefixes + block("turtle"), format="turtle")
    pattern = " .\n".join(f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in shown)
    assert len(shown) == 9
    assert bool(store.query(f"ASK {{ {pattern} }}", use_default_graph_as_union=True))


def test_the_query_has_the_answer_that_is_shown(store: ox.Store) -> None:
    found = store.query(block("sparql"), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    answer = (found.serialize(format=ox.QueryResultsFormat.CSV) or b"").decode()
    assert answer.splitlines() == block("csv").splitlines()


def test_the_query_shown_is_the_file_that_the_command_sends() -> None:
    assert (ROOT / "examples" / "hana-bus.rq").read_text(encoding="utf-8") == block("sparql")


def test_every_make_target_and_command_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE)) <= targets
    named = set(re.findall(r"`keikaku ([a-z]+)", README))
    assert named and named <= COMMANDS.keys()


def test_every_folder_named_exists_and_every_link_leads_somewhere() -> None:
    folders = re.findall(r"^([a-z]+/) ", README, re.MULTILINE)
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert len(folders) >= 8
    missing = [name for name in (*folders, *links) if not (ROOT / name).exists()]
    assert missing == []


def test_ci_runs_the_test_command_of_readme() -> None:
    commands = [shlex.split(line, comments=True) for line in block("sh").splitlines()]
    assert ["make", "test"] in commands
    assert "make test" in Path(ROOT / ".ci" / "run").read_text(encoding="utf-8")


def commands(program: str) -> list[list[str]]:
    """The commands of a program in README's blocks, as words."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [shlex.split(line, comments=True) for found in blocks for line in found.splitlines()]
    return [words for words in lines if words and words[0] == program]


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_the_curl_commands_do_what_is_said(server_url: str) -> None:
    item, answer = (
        subprocess.run(
            [word.replace("http://127.0.0.1:8000", server_url) for word in words],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for words in commands("curl")
    )
    assert len(Graph().parse(data=item, format="turtle")) > 50
    assert answer.splitlines() == block("csv").splitlines()
