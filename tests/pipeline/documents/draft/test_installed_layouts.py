"""A layout in code, as an installed package offers it: an entry point of the group `keikaku.layouts`."""

from pathlib import Path

import pytest

from pipeline.documents.draft import installed
from pipeline.documents.draft.words import layout
from pipeline.model.errors import SettingError
from tests.cases.documents.sheets import Case, Table, plain, to_html
from tests.cases.documents.truth import read

CODE = '''
from dataclasses import replace
from pipeline.documents.draft import Draft, draft

def kakuu(files, words):
    """架空市 prints no headings: its first column is the indicator, the others are years."""
    heads = ("指標", "令和6年度目標", "令和6年度実績")
    files = [replace(one, pages=tuple(headed(page, heads) for page in one.pages)) for one in files]
    return draft(files, words)

def headed(page, heads):
    return replace(page, tables=tuple(replace(one, cells=(*top(one, heads), *lower(one))) for one in page.tables))

def top(table, heads):
    return [replace(cell, text=head) for cell, head in zip(table.cells, heads)]

def lower(table):
    return [replace(cell, row=cell.row + 1) for cell in table.cells]

def forgetful(files, words):
    found = draft(files, words)
    return Draft(found.files, found.plan, found.seen, {}, found.headings)
'''
POINTS = """[keikaku.layouts]
kakuu = kakuu_layouts:kakuu
forgetful = kakuu_layouts:forgetful
gone = kakuu_layouts:gone
"""


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document without headings, and beside it a package with a layout for it, as pip would install it."""
    about = tmp_path / "kakuu_layouts-1.0.dist-info"
    about.mkdir()
    (tmp_path / "kakuu_layouts.py").write_text(CODE, encoding="utf-8")
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: kakuu-layouts\nVersion: 1.0\n", encoding="utf-8"
    )
    (about / "entry_points.txt").write_text(POINTS, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    path = tmp_path / "plan.html"
    case = Case("plan", "架空市計画(令和8年度版)", [Table([plain("健診受診者数", "120人", "98人")])])
    path.write_text(to_html(case), encoding="utf-8")
    return path


def test_a_layout_in_code_reads_what_words_alone_do_not(document: Path) -> None:
    by_words = installed.draft([read(document)], layout.read())
    by_code = installed.draft([read(document)], layout.named("kakuu"))
    assert list(by_words.plan.figures()) == []
    figures = [(one.kind, one.year, str(one.text)) for _, _, one in by_code.plan.figures()]
    assert figures == [("target", 2024, "120人"), ("actual", 2024, "98人")]


def test_a_layout_in_code_is_named_by_the_layout_that_is_written_and_used_again(
    document: Path, tmp_path: Path
) -> None:
    again = tmp_path / "kakuu.layout.toml"
    again.write_text(layout.guess(layout.named("kakuu"), {}, {}), encoding="utf-8")
    assert list(installed.draft([read(document)], layout.named(str(again))).plan.figures())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("atlantis", "is no layout that is installed. Install the package"),
        ("gone", "cannot be loaded"),
        ("forgetful", "gives no draft in which everything that was seen is placed, structural or unplaced"),
    ],
)
def test_a_layout_in_code_that_cannot_be_used_is_a_sentence(document: Path, name: str, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        installed.draft([read(document)], layout.named(name))
