from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from pipeline.model.files import settings_file
from pipeline.model.files.data_folder import data_folder, releases_folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KEIKAKU_HOME", str(tmp_path))
    return tmp_path


def test_what_the_environment_does_not_say_the_file_says(home: Path) -> None:
    (home / "keikaku.toml").write_text('port = 8001\nhosts = ["a.example", "b.example"]\n', encoding="utf-8")
    environment = {"KEIKAKU_PORT": "9000"}
    settings_file.fill_in(environment)
    assert environment == {"KEIKAKU_PORT": "9000", "KEIKAKU_HOSTS": "a.example,b.example"}


def test_without_a_file_nothing_is_said(home: Path) -> None:
    environment: dict[str, str] = {}
    settings_file.fill_in(environment)
    assert environment == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("port 8001", "keikaku.toml: is not TOML in UTF-8 (Expected '=' after a key"),
        ("[server]\nport = 1", "keikaku.toml, server: is no setting."),
        ("hosts = [[1]]", "keikaku.toml, hosts: is no setting."),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused(home: Path, text: str, said: str) -> None:
    (home / "keikaku.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        settings_file.fill_in({})
    assert said in str(caught.value)


def test_data_and_releases_are_at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEIKAKU_DATA", raising=False)
    monkeypatch.delenv("KEIKAKU_RELEASES", raising=False)
    assert (data_folder().root, releases_folder()) == (home / "data", home / "releases")
    monkeypatch.delenv("KEIKAKU_HOME")
    monkeypatch.chdir("/")
    assert data_folder().root == Path("/data")
