"""What the tests of the server share: a small release, written by hand."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

CORPORA = Path(__file__).parent / "corpora"

WriteRelease = Callable[..., Path]


@pytest.fixture(scope="session")
def write_small_release(tmp_path_factory: pytest.TempPathFactory) -> WriteRelease:
    """Writes a minimal release of some N-Quads: `dataset.nq.gz` and `release.json` alone."""

    def write(name: str = "small", quads: str | None = None) -> Path:
        folder = tmp_path_factory.mktemp("release") / name
        folder.mkdir()
        text = (CORPORA / "small.nq").read_text(encoding="utf-8") if quads is None else quads
        (folder / "dataset.nq.gz").write_bytes(gzip.compress(text.encode()))
        (folder / "release.json").write_text(json.dumps({"id": name, "base_iri": "http://example.org/"}))
        return folder

    return write


@pytest.fixture(scope="session")
def small_release(write_small_release: WriteRelease) -> Path:
    """A release of 18 quads in three graphs, with Japanese and hostile literals."""
    return write_small_release()
