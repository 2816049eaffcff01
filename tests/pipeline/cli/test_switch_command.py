"""`keikaku switch`: which releases there are, and another one becomes current."""

import json
import os
from pathlib import Path

import pytest
from pyoxigraph import Store

from pipeline.cli import switch
from pipeline.model.errors import ReleaseError
from pipeline.release import store
from pipeline.release.store import CURRENT, DESCRIPTION

WRITTEN = {"ab12cd34": 1_700_000_000, "ab99ef56": 1_800_000_000, "0f0f0f0f": 1_750_000_000}


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three releases, of which the one that was published last is current."""
    for id_, written in WRITTEN.items():
        with store.writing(tmp_path) as folder:
            Store(str(folder / "store")).flush()
            described = {"id": id_, "base_iri": "https://example.org/", "datasets": [], "counts": {}}
            (folder / DESCRIPTION).write_text(json.dumps(described), "utf-8")
            os.utime(folder / DESCRIPTION, (written, written))
            store.write_sums(folder)
            store.publish(folder, tmp_path, id_)
    monkeypatch.setenv("KEIKAKU_RELEASES", str(tmp_path))
    return tmp_path


def current(releases: Path) -> str:
    return (releases / CURRENT).resolve().name


@pytest.mark.usefixtures("releases")
def test_the_releases_are_listed_with_when_they_were_written_the_newest_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    switch.run("")
    listed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [words[0] for words in listed] == ["ab99ef56", "0f0f0f0f", "ab12cd34"]
    assert [words[1][:4] for words in listed] == ["2027", "2025", "2023"]
    assert [words[3:] for words in listed] == [[], ["(current)"], []]


@pytest.mark.parametrize("id_", ["ab12cd34", "ab1"])
def test_one_becomes_current_by_its_id_or_how_that_begins(releases: Path, id_: str) -> None:
    switch.run(id_)
    assert current(releases) == "ab12cd34"


@pytest.mark.parametrize(
    ("id_", "problem"),
    [
        ("ab", "is the beginning of several releases. There are: ab99ef56, ab12cd34."),
        ("12cd", "is no release. There are: ab99ef56, 0f0f0f0f, ab12cd34."),
        ("../x", "is no release."),
    ],
)
def test_what_names_none_or_several_changes_nothing(releases: Path, id_: str, problem: str) -> None:
    with pytest.raises(ReleaseError) as raised:
        switch.run(id_)
    assert problem in str(raised.value)
    assert current(releases) == "0f0f0f0f"


@pytest.mark.parametrize("id_", ["", "ab12cd34"])
def test_where_nothing_was_built_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, id_: str
) -> None:
    monkeypatch.setenv("KEIKAKU_RELEASES", str(tmp_path))
    with pytest.raises(ReleaseError, match=r"holds no release\. Run `keikaku build`\."):
        switch.run(id_)
