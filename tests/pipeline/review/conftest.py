"""A drafted workbook beside its document, and a client that asks the review of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from pipeline.cli import application as commands
from pipeline.review.application import application
from tests.cases.documents.truth import CASES

TOKEN, PORT = "secret", 8123
Reviewing = Callable[[str], tuple[TestClient, Path]]


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A function from the name of a test document to the folder of its draft, made once."""
    made: dict[str, Path] = {}

    def draft(name: str) -> Path:
        if name not in made:
            folder = made[name] = tmp_path_factory.mktemp("draft")
            shutil.copy(CASES / name, folder)
            files = [str(folder / name), "--municipality", "192015", "--output", str(folder / "plan.xlsx")]
            result = CliRunner().invoke(commands(), ["draft", *files], catch_exceptions=False)
            assert result.exit_code == 0, result.output
        return made[name]

    return draft


@pytest.fixture
def reviewing(drafts: Callable[[str], Path], tmp_path: Path) -> Reviewing:
    """A function from the name of a test document to a client of the review of its draft, and the workbook."""

    def review(name: str) -> tuple[TestClient, Path]:
        folder = tmp_path / "review"
        shutil.copytree(drafts(name), folder)
        app = application(folder / "plan.xlsx", folder, TOKEN, PORT)
        return TestClient(app, base_url=f"http://127.0.0.1:{PORT}"), folder / "plan.xlsx"

    return review
