"""What an edition keeps of its draft: documents that are held to their digests, and the place of each row in them."""

import hashlib
from pathlib import Path

import pytest

from pipeline.model.errors import DocumentError
from pipeline.tables import drafted

CELL = ("cells", "plan", "item", "3", "1", "actual", "2024")


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The folder of an edition that keeps a document, with the places of some values."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "192015-2024.pdf").write_bytes(b"%PDF")
    digest = hashlib.sha256(b"%PDF").hexdigest()
    (source / "source.toml").write_text(
        f'[[documents]]\nfile = "192015-2024.pdf"\nname = "hyouka.pdf"\nsha256 = "{digest}"\n',
        encoding="utf-8",
    )
    place = "192015-2024.pdf#page=2&xywh=percent:1.0,2.0,3.0,4.0"
    rows = [
        ("cells", "plan / item / 3 / 1 / actual / 2024", "raw_text", f"{place} {place}"),
        ("elements", "plan / item / 3", "purpose", "192015-2024.pdf#page=1&xywh=percent:9.0,9.0,9.0,9.0"),
        ("elements", "plan / item / 3", "title", place),
        ("elements", "plan / item / 4", "title", "other.html#table=1&cell=A1"),
        ("elements", "plan / item / 5", "title", "192015-2024.pdf#page=<1>"),
    ]
    names = ("table", "key", "column", "places")
    text = drafted.text(
        {**dict(zip(names, row, strict=True)), "value": "", "sureness": "high"} for row in rows
    )
    (source / drafted.NAME).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_row_is_quoted_from_the_first_place_of_what_it_is_known_by(edition: Path) -> None:
    place = ("192015-2024.pdf", "page=2&xywh=percent:1.0,2.0,3.0,4.0")
    assert drafted.quoted(edition) == {CELL: place, ("elements", "plan", "item", "3"): place}


def test_a_document_that_is_not_the_one_that_was_drafted_from_is_told(edition: Path) -> None:
    (edition / "source" / "192015-2024.pdf").write_bytes(b"%PDF another")
    with pytest.raises(DocumentError, match="is not the document that was drafted from"):
        drafted.quoted(edition)
    (edition / "source" / "192015-2024.pdf").unlink()
    with pytest.raises(DocumentError, match="does not exist"):
        drafted.originals(edition)


@pytest.mark.parametrize("file", ["../192015.pdf", "page.html", ""])
def test_a_file_that_is_no_document_beside_it_is_refused(edition: Path, file: str) -> None:
    text = f'[[documents]]\nfile = "{file}"\nname = "a"\nsha256 = "b"\n'
    (edition / "source" / "source.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match="is no name of a document"):
        drafted.originals(edition)


def test_an_edition_that_keeps_no_document_has_no_places(tmp_path: Path) -> None:
    assert drafted.quoted(tmp_path) == {}
