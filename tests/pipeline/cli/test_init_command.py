"""`keikaku init`."""

import re
from pathlib import Path

import pytest

from pipeline.cli import init
from pipeline.model.errors import SettingError
from pipeline.model.files.data_folder import DataFolder


def test_a_folder_is_made_in_which_one_can_begin(tmp_path: Path) -> None:
    init.run(tmp_path / "plans")
    assert DataFolder(tmp_path / "plans" / "data").municipalities() == ["092029"]
    assert sorted(path.name for path in (tmp_path / "plans").iterdir()) == [
        "README.md",
        "data",
        "docs",
        "keikaku.toml",
    ]


def test_the_guide_for_operators_comes_with_the_files_it_names(tmp_path: Path) -> None:
    init.run(tmp_path / "plans")
    docs = tmp_path / "plans" / "docs"
    named = re.findall(r"\((operating/[^)]*)\)", (docs / "operating.md").read_text(encoding="utf-8"))
    assert "operating/keikaku.service" in named
    assert [path for path in named if not (docs / path).exists()] == []


def test_what_is_there_is_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        init.run(tmp_path)
    assert [problem.where for problem in caught.value.problems] == [
        str(tmp_path / "README.md"),
        str(tmp_path / "data"),
    ]
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "data"]
