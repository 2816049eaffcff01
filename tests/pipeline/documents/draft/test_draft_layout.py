"""A city's layout as data: it changes what words mean, and says what it cannot."""

from pathlib import Path

import pytest

from pipeline.documents.draft import draft, naming
from pipeline.documents.draft.facts import Quoted
from pipeline.documents.draft.tables import rows
from pipeline.documents.draft.words import headings, layout
from pipeline.model.errors import SettingError
from tests.cases.documents.truth import CASES, drafted, drafted_cells


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


@pytest.mark.parametrize("name", ["side.xlsx", "kohyo.xlsx", "wide.xlsx", "effects.xlsx", "arrow.docx"])
def test_the_layout_that_a_draft_writes_reads_the_same_document_as_before(tmp_path: Path, name: str) -> None:
    first = drafted(CASES / name)
    lasting = naming.lasting(first.plan, layout.read(), rows(first.plan, layout.read()).tables["plans"][0])
    again = layout.read(written(tmp_path, layout.guess(layout.read(), first.headings, lasting)))
    assert drafted_cells(draft(first.files, again)) == drafted_cells(first)


def test_what_the_layout_keeps_for_next_year_is_the_plan_not_its_edition() -> None:
    first = drafted(CASES / "kohyo.xlsx")
    (plan,) = rows(first.plan, layout.read()).tables["plans"]
    assert plan["edition_title"] == "第5次行財政改革大綱アクションプラン(令和8年度版)"
    lasting = naming.lasting(first.plan, layout.read(), {**plan, "plan": Quoted("gyokaku-5")})
    assert lasting == {
        "code": "gyokaku-5",
        "title": "第5次行財政改革大綱アクションプラン",
        "edition": "",
        "covers_from": 0,
        "covers_to": 0,
    }
