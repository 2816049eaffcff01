"""`keikaku extract`: a document that cannot be read is one clear sentence, and leaves all as it was."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pipeline.cli.session import Copy, Keikaku, edit, sentence, snapshot

SOURCE = "source/132292-2026.txt"


def describe(edition: Path, text: str) -> None:
    """Puts another text in the document's place, and its sha256 into source.toml."""
    (edition / SOURCE).write_text(text, encoding="utf-8")
    about = (edition / "source" / "source.toml").read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    about = re.sub('sha256 = "[0-9a-f]+"', f'sha256 = "{digest}"', about)
    (edition / "source" / "source.toml").write_text(about, encoding="utf-8")


def missing_document(edition: Path) -> None:
    (edition / SOURCE).unlink()


def empty_document(edition: Path) -> None:
    (edition / SOURCE).write_bytes(b"")


def cut_document(edition: Path) -> None:
    edit(edition / SOURCE, lambda text: text[: len(text) // 2])


def cut_document_that_is_described(edition: Path) -> None:
    describe(edition, "\n".join((edition / SOURCE).read_text(encoding="utf-8").split("\n")[:1260]))
    (edition / "corrections.csv").unlink()


def foreign_document(edition: Path) -> None:
    describe(edition, "別の市\n行政改革プラン\n")
    (edition / "corrections.csv").unlink()


def empty_document_that_is_described(edition: Path) -> None:
    describe(edition, "")
    (edition / "corrections.csv").unlink()


def other_encoding(edition: Path) -> None:
    (edition / SOURCE).write_bytes("西東京市".encode("shift_jis"))


def no_description(edition: Path) -> None:
    (edition / "source" / "source.toml").unlink()


def broken_description(edition: Path) -> None:
    edit(edition / "source" / "source.toml", lambda text: text + "\n[")


def description_without_a_hash(edition: Path) -> None:
    edit(edition / "source" / "source.toml", lambda text: text.replace("sha256 =", "sha512 ="))


def unknown_layout(edition: Path) -> None:
    edit(edition / "source" / "source.toml", lambda text: text.replace('"nishitokyo"', '"musashino"'))


def correction_of_another_line(edition: Path) -> None:
    edit(edition / "corrections.csv", lambda text: text.replace("\n181,", "\n182,"))


def correction_beyond_the_end(edition: Path) -> None:
    edit(edition / "corrections.csv", lambda text: text + "9999,市,町,理由,,根拠\n")


def correction_without_a_line(edition: Path) -> None:
    edit(edition / "corrections.csv", lambda text: text.replace("\n181,", "\nl81,"))


def corrections_with_another_header(edition: Path) -> None:
    edit(edition / "corrections.csv", lambda text: text.replace("line,", "行,", 1))


def unknown_preference(edition: Path) -> None:
    edit(edition / "editorial" / "preferences.csv", lambda text: text.replace(",overview,", ",table,", 1))


DOCUMENTS: dict[Callable[[Path], None], str] = {
    missing_document: "132292-2026.txt: does not exist. Put the document there, untouched.",
    empty_document: "132292-2026.txt: is not the document that source.toml describes (empty, sha256 e3b0c44298fc…)."
    " Restore it, or describe the new document in source.toml.",
    cut_document: "132292-2026.txt: is not the document that source.toml describes (",
    cut_document_that_is_described: "132292-2026.txt: has no heading 'Ⅶ 重点取組' below line 1229.",
    foreign_document: "132292-2026.txt: has no heading '西東京市'. The document is cut, or is not of the layout",
    empty_document_that_is_described: "132292-2026.txt: has no heading '西東京市'.",
    other_encoding: "132292-2026.txt: is not UTF-8 (invalid start byte at byte 0). Restore it.",
    no_description: "source.toml: does not exist. Describe the document in it.",
    broken_description: "source.toml: is not TOML in UTF-8 (",
    description_without_a_hash: "source.toml, key sha256: is missing. Add it.",
    unknown_layout: "source.toml, key layout: 'musashino' is no layout. Known: nishitokyo.",
    correction_of_another_line: "corrections.csv: '發揮' does not stand exactly once in line 182 of 132292-2026.txt."
    " Give the line and a longer extract of it.",
    correction_beyond_the_end: "corrections.csv: '市' does not stand exactly once in line 9999",
    correction_without_a_line: "corrections.csv, row 2, column line: 'l81' is not a whole number. Write digits only.",
    corrections_with_another_header: "corrections.csv, row 1: has the columns 行,printed,corrected,reason,reason_en,"
    "evidence. Expected line,printed,corrected,reason,reason_en,evidence.",
    unknown_preference: "preferences.csv, row 2, column preferred: 'table' is not a code of this column. Use one of",
}


@pytest.mark.parametrize("spoil", DOCUMENTS, ids=lambda spoil: spoil.__name__)
def test_a_document_that_cannot_be_read_is_one_sentence_and_changes_nothing(
    keikaku: Keikaku, copy: Copy, spoil: Callable[[Path], None]
) -> None:
    spoil(copy.booklet)
    before = snapshot(copy.root)
    done = keikaku("extract", "132292")
    assert done.code == 2
    (problem,) = done.problems
    assert DOCUMENTS[spoil] in problem
    assert sentence(problem)
    assert snapshot(copy.root) == before


def test_extraction_writes_the_committed_tables(keikaku: Keikaku, copy: Copy) -> None:
    before = snapshot(copy.booklet / "tables")
    for path in (copy.booklet / "tables").glob("*.csv"):
        path.unlink()
    done = keikaku("extract", "132292")
    assert (done.code, done.err) == (0, "")
    assert "3,845 cells of 1,276 lines accounted for" in done.out.replace("\n", " ")
    assert snapshot(copy.booklet / "tables") == before
    assert keikaku("extract", "132292", "--check").code == 0


def test_a_committed_table_that_differs_is_named_with_its_row(keikaku: Keikaku, copy: Copy) -> None:
    cells = copy.booklet / "tables" / "cells.csv"
    edit(cells, lambda text: text.replace("45.0%,observed,380", "54.0%,observed,380", 1))
    row = (
        cells.read_text(encoding="utf-8")
        .split("\n")
        .index("gyokaku-5,item,7,1,target,2024,54.0%,observed,380")
    )
    (copy.booklet / "tables" / "units.csv").unlink()
    edit(copy.booklet / "tables" / "responsibilities.csv", lambda text: text.split("\n")[0] + "\n")
    edit(copy.booklet / "tables" / "indicators.csv", lambda text: re.sub("[^,\n]+課,", ",", text))
    done = keikaku("extract", "132292", "--check")
    assert done.code == 1
    assert f"cells.csv, row {row + 1}: is not what the document and the corrections give (" in done.err
    assert "units.csv, row 2: is not what" in done.err
    assert all(map(sentence, done.problems))


def test_a_committed_table_that_cannot_be_read_could_not_be_compared(keikaku: Keikaku, copy: Copy) -> None:
    edit(copy.booklet / "tables" / "cells.csv", lambda text: text.replace("plan,", "Plan,", 1))
    done = keikaku("extract", "132292", "--check")
    assert done.code == 2
    assert "cells.csv, row 1: has the columns Plan," in done.err
