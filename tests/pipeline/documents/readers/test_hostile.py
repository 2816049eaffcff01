"""Files that break, lie or never end: one clear sentence each, within limits of time and memory."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from pipeline.documents import readers
from pipeline.documents.readers import confine
from pipeline.documents.readers.pdf.reading import MAXIMUM_PAGES
from pipeline.model.errors import DocumentError
from tests.cases.documents.truth import CASES


def said(path: Path) -> str:
    """The one problem that reading a file ends with."""
    with pytest.raises(DocumentError) as raised:
        readers.read(path)
    (problem,) = raised.value.problems
    return str(problem)


def pages(path: Path, count: int) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        document.new_page(200, 200)
    document.save(path)
    document.close()


def cut(path: Path) -> None:
    path.write_bytes((CASES / "ratings.chromium.pdf").read_bytes()[:20_000])


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)


def entities(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')


@pytest.mark.parametrize(
    ("name", "make", "part"),
    [
        ("none.pdf", None, "does not exist"),
        ("plan.exe", lambda path: path.write_bytes(b"MZ"), "is no kind that is read"),
        ("empty.pdf", lambda path: path.write_bytes(b""), "is empty"),
        ("text.pdf", lambda path: path.write_bytes(b"no PDF at all"), "cannot be read as PDF"),
        ("cut.pdf", cut, "cannot be read as PDF"),
        ("many.pdf", lambda path: pages(path, MAXIMUM_PAGES + 1), f"has {MAXIMUM_PAGES + 1:,} pages"),
        ("bomb.xlsx", bomb, "unpacks to"),
        ("entities.docx", entities, "declares XML entities"),
        ("locked.xlsx", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" * 100), "is broken, locked"),
        (
            "broken.xls",
            lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" * 100),
            "cannot be read as a workbook",
        ),
        ("nothing.html", lambda path: path.write_bytes(b"<html><script>1</script></html>"), "holds no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, name: str, make: Callable[[Path], object] | None, part: str
) -> None:
    path = tmp_path / name
    if make is not None:
        make(path)
    assert part in said(path)


def test_a_file_that_takes_too_long_ends_with_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confine, "MEMORY", 64 * 2**20)
    assert "needs more than" in said(CASES / "ratings.chromium.pdf")


def test_a_page_that_is_a_picture_is_named_as_one(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(200, 200)
    source = pypdfium2.PdfDocument(CASES / "ratings.chromium.pdf")
    picture = source[0].render(scale=0.2).to_pil()
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
    image.set_matrix(pypdfium2.PdfMatrix().scale(200, 200))
    page.insert_obj(image)
    page.gen_content()
    document.save(tmp_path / "scan.pdf")
    (read,) = readers.read(tmp_path / "scan.pdf").pages
    assert read.picture
