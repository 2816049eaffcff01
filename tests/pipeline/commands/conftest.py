"""A release for commands to find."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store

from pipeline import release
from pipeline.release import CURRENT, Release


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Path]:
    """A release that is live before a build, and must be afterwards."""
    releases = tmp_path / "releases"
    with release.writing(releases) as folder:
        Store(str(folder / "store")).flush()
        (folder / "release.json").write_text('{"id": "before", "base_iri": "x", "datasets": []}', "utf-8")
        release.write_sums(folder)
        release.publish(folder, releases, "before")
    yield releases
    assert sorted(path.name for path in releases.iterdir()) == ["before", CURRENT]
    Release.open(releases / CURRENT).verify()
