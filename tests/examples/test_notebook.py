"""The notebook runs as it is against a server, and shows what the plan prints."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from pipeline.model.files.data_folder import ROOT

NOTEBOOK = ROOT / "examples" / "keikaku.ipynb"


@pytest.fixture(scope="module")
def notebook() -> NotebookNode:
    read: NotebookNode = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    return read


def test_the_notebook_is_committed_without_answers(notebook: NotebookNode) -> None:
    nbformat.validate(notebook)
    assert [cell for cell in notebook.cells if cell.get("outputs")] == []


def test_the_notebook_runs_and_shows_the_figures_of_the_plan(
    notebook: NotebookNode, server_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEIKAKU_URL", server_url)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute(cwd=str(tmp_path))
    shown = [
        output["data"].get("text/plain", "") for cell in notebook.cells for output in cell.get("outputs", ())
    ]
    by_plan, hana_bus, chart, departments = shown
    assert "target" in by_plan
    assert "46.8" in hana_bus  # line 381 of the document
    assert "alt.Chart" in chart
    assert "情報システム課" in departments
