"""`keikaku draft`: a document becomes a workbook and a layout, or sentences and exit 2, and then nothing is written."""

import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.documents.draft.words import layout
from pipeline.workbook.confirmation import confirming
from tests.cases.documents.truth import CASES


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of the command."""
    monkeypatch.setattr(sys, "argv", ["keikaku", "draft", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_a_document_becomes_a_workbook_with_its_sheets_of_proposals_and_a_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "plan.xlsx"
    document = str(CASES / "listing.xlsx")
    assert run(monkeypatch, document, "--municipality", "132292", "--output", str(output)) == 0
    found = confirming.read(output).found
    assert found.confirmed == 0
    assert set(found.documents) == {"listing.xlsx"}
    assert layout.read(tmp_path / "plan.layout.toml").plan["title"] == "行政改革推進計画 進捗状況一覧"


def test_files_that_cannot_be_read_are_a_sentence_each_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF at all")
    files = [str(broken), str(tmp_path / "none.docx")]
    output = str(tmp_path / "plan.xlsx")
    assert run(monkeypatch, *files, "--municipality", "132292", "--output", output) == 2
    said = [line for line in capsys.readouterr().err.splitlines() if line.strip()]
    assert len(said) == len(files)
    assert [path.name for path in tmp_path.iterdir()] == ["broken.pdf"]


def test_a_code_that_is_none_and_a_name_that_is_no_workbook_are_told_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = str(tmp_path / "plan.ods")
    assert run(monkeypatch, str(tmp_path / "plan.pdf"), "--municipality", "13", "--output", output) == 2
    said = capsys.readouterr().err
    assert "--municipality" in said
    assert "plan.ods" in said


def test_an_edition_before_that_is_another_citys_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = (
        "--municipality",
        "192015",
        "--previous",
        "132292/2026",
        "--output",
        str(tmp_path / "plan.xlsx"),
    )
    assert run(monkeypatch, str(CASES / "listing.xlsx"), *options) == 2
    assert "is an edition of 132292, not of 192015" in capsys.readouterr().err


@pytest.mark.slow
def test_what_changed_since_the_edition_before_is_shown_and_nothing_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = (
        "--municipality",
        "132292",
        "--previous",
        "132292/2026",
        "--output",
        str(tmp_path / "plan.xlsx"),
    )
    assert run(monkeypatch, str(CASES / "kohyo.chromium.pdf"), *options) == 0
    said = "".join(capsys.readouterr().out.split())
    assert "132292/2026からの変更" in said
    assert "dropped" in said
    assert "added" not in said
