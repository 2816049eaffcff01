"""Files that break, lie or never end: one clear sentence each, within limits of time and memory."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from pipeline import formats
from pipeline.formats import confine
from pipeline.formats.pdf.reading import MAXIMUM_PAGES
from pipeline.model.errors import DocumentError
from tests.cases.documents.truth import CASES


def said(path: Path) -> str:
    """The one problem that reading a file ends with."""
    with pytest.raises(DocumentError) as raised:
        formats.read(path)
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


def written_by_hand(path: Path, content: bytes = b"", trailer: bytes = b"") -> None:
    """A PDF of one page with a packed content stream."""
    packed = zlib.compress(content, 9)
    path.write_bytes(
        b"%%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R>>\nendobj\n"
        b"4 0 obj\n<</Filter /FlateDecode /Length %d>>\nstream\n"
        % len(packed)
        + packed
        + b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R /Size 5 "
        + trailer
        + b">>\n%EOF\n"
    )


def locked(path: Path) -> None:
    key = b"<" + b"5a" * 32 + b">"
    encryption = b"/Encrypt <</Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b">>"
    written_by_hand(path, trailer=encryption + b" /ID [<00> <00>]")


@pytest.mark.parametrize(
    ("name", "make", "part"),
    [
        ("none.pdf", None, "does not exist"),
        ("plan.exe", lambda path: path.write_bytes(b"MZ"), "is no kind that is read"),
        ("empty.pdf", lambda path: path.write_bytes(b""), "is empty"),
        ("text.pdf", lambda path: path.write_bytes(b"no PDF at all"), "cannot be read as PDF"),
        ("cut.pdf", cut, "cannot be read as PDF"),
        ("many.pdf", lambda path: pages(path, MAXIMUM_PAGES + 1), f"has {MAXIMUM_PAGES + 1:,} pages"),
        ("locked.pdf", locked, "is locked with a password"),
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


def test_a_page_that_never_ends_is_read_for_as_long_as_is_allowed(tmp_path: Path) -> None:
    written_by_hand(tmp_path / "bomb.pdf", b"0 0 m 9 9 l S\n" * 4_000_000)
    with pytest.raises(DocumentError, match="needs more than 2 seconds or 2 GiB"):
        formats.read(tmp_path / "bomb.pdf", seconds=2)


def test_a_file_that_takes_too_much_memory_ends_with_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine, "MEMORY", 32 * 2**20)
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
    (read,) = formats.read(tmp_path / "scan.pdf").pages
    assert read.picture
