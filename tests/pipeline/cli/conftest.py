"""A release for commands to find."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store

from pipeline.release import store
from pipeline.release.store import CURRENT, Release
from pipeline.release.verified import CACHE


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Path]:
    """A release that is live before a build, and must be afterwards."""
    releases = tmp_path / "releases"
    with store.writing(releases) as folder:
        Store(str(folder / "store")).flush()
        described = {"id": "before", "base_iri": "https://example.org/", "datasets": [], "counts": {}}
        (folder / "release.json").write_text(json.dumps(described), "utf-8")
        store.write_sums(folder)
        store.publish(folder, releases, "before")
    yield releases
    assert sorted(path.name for path in releases.iterdir() if path.name != CACHE) == ["before", CURRENT]
    Release.open(releases / CURRENT).verify()
