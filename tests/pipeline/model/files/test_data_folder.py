"""Where things are, whatever the environment says."""

from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from pipeline.model.files import data_folder
from pipeline.model.files.data_folder import DataFolder


def test_a_data_folder_lists_its_municipalities_and_their_editions(tmp_path: Path) -> None:
    for name in ("132292/2026", "132292/2025", "132292/notes", "092029/2023", "hub", "catalog"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "999999").write_text("", encoding="utf-8")
    data = DataFolder(tmp_path)
    assert data.municipalities() == ["092029", "132292"]
    assert data.editions("132292") == ["2025", "2026"]


def test_a_folder_that_is_not_there_has_no_municipalities(tmp_path: Path) -> None:
    assert DataFolder(tmp_path / "nowhere").municipalities() == []


def test_a_municipality_without_a_folder_is_named_with_those_that_have_one(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"132292: is not there\. Municipalities with data: none\."):
        DataFolder(tmp_path).editions("132292")


def test_each_kind_of_file_has_its_place(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    edition = tmp_path / "132292" / "2026"
    assert data.publisher("132292") == tmp_path / "132292" / "publisher.toml"
    assert data.edition("132292", "2026") == edition
    assert data.tables("132292", "2026") == edition / "tables"
    assert data.editorial("132292", "2026") == edition / "editorial"
    assert data.source("132292", "2026") == edition / "source"
    assert data.hub == tmp_path / "hub"


def test_the_environment_may_move_data_and_releases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEIKAKU_DATA", raising=False)
    monkeypatch.setenv("KEIKAKU_RELEASES", "")
    assert data_folder.data_folder().root == data_folder.ROOT / "data"
    assert data_folder.releases_folder() == data_folder.ROOT / "releases"
    monkeypatch.setenv("KEIKAKU_DATA", "/elsewhere/data")
    monkeypatch.setenv("KEIKAKU_RELEASES", "/elsewhere/releases")
    assert data_folder.data_folder().root == Path("/elsewhere/data")
    assert data_folder.releases_folder() == Path("/elsewhere/releases")


def test_ontology_and_shapes_stand_beside_the_code() -> None:
    assert list(data_folder.ONTOLOGY.glob("*.ttl"))
    assert list(data_folder.SHAPES.glob("*.ttl"))
