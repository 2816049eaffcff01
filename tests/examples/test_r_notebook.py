"""The notebook for R is one, and its lines run in R, where that is installed, and print what the plan prints."""

import os
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from pipeline.model.files.data_folder import ROOT

RSCRIPT = shutil.which("Rscript")


@pytest.fixture(scope="module")
def notebook() -> NotebookNode:
    read: NotebookNode = nbformat.read(ROOT / "examples" / "keikaku-r.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    return read


def test_the_notebook_is_one_of_r_and_is_committed_without_answers(notebook: NotebookNode) -> None:
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.language == "R"
    assert [cell for cell in notebook.cells if cell.get("outputs")] == []


@pytest.mark.skipif(RSCRIPT is None, reason="Rscript is not installed: `make tools` installs it")
def test_the_lines_run_in_r_and_print_the_figures_of_the_plan(
    notebook: NotebookNode, server_url: str, tmp_path: Path
) -> None:
    lines = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    script = tmp_path / "notebook.R"
    script.write_text(lines, encoding="utf-8")
    environment = {**os.environ, "KEIKAKU_URL": server_url, "LC_ALL": "C.UTF-8"}
    printed = subprocess.run(
        [str(RSCRIPT), "--vanilla", script.name],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "46.8" in printed  # line 381 of the document
    assert '"092029"' in printed
    assert "情報システム課" in printed
