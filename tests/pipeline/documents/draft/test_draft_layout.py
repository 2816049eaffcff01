"""A city's layout as data: it changes what words mean, and says what it cannot."""

from pathlib import Path

import pytest

from pipeline.documents.draft.words import headings, layout
from pipeline.model.errors import SettingError


def written(folder: Path, text: str) -> Path:
    path = folder / "layout.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_word_of_a_city_is_added_and_the_usual_ones_stay(tmp_path: Path) -> None:
    found = layout.read(written(tmp_path, '[roles]\ndepartment = ["世話役"]\n'))
    for word in ("世話役", "担当課"):
        meaning = headings.read(word, found)
        assert meaning is not None
        assert meaning.role == "department"


def test_a_word_that_a_city_uses_otherwise_means_what_the_city_says(tmp_path: Path) -> None:
    found = layout.read(written(tmp_path, '[kinds]\nbaseline = ["計画"]\n'))
    meaning = headings.read("計画", found)
    assert meaning is not None
    assert meaning.kind == "baseline"


def test_everything_wrong_with_a_layout_is_named_at_once(tmp_path: Path) -> None:
    text = '[roles]\nboss = ["長"]\ntitle = "取組"\n[colours]\nred = ["赤"]\n[plan]\ncode = 5\n'
    with pytest.raises(SettingError) as raised:
        layout.read(written(tmp_path, text))
    said = "\n".join(map(str, raised.value.problems))
    assert all(part in said for part in ("[roles] boss", "[roles] title", "[colours]", "[plan] code"))


def test_a_guess_is_a_layout_again(tmp_path: Path) -> None:
    known = layout.read()
    met = {"実施項目": ("title", ""), "達成目標数": ("figure", "target"), "謎の欄": None}
    text = layout.guess(known, met, {"code": "plan", "covers_from": 2024})
    assert '# not known: "謎の欄"' in text
    again = layout.read(written(tmp_path, text))
    meaning = headings.read("達成目標数", again)
    assert meaning is not None
    assert (meaning.kind, again.plan["covers_from"]) == ("target", 2024)
