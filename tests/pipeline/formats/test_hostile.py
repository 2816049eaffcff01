"""Files that break, lie or never end: one clear sentence each, within limits of time and memory."""

import re
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
from tests.cases.documents.truth import CASES, hundred_pages

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""What a file of an older Office, or a locked one, begins with."""


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
        (
            "locked.xlsx",
            lambda path: path.write_bytes(COMPOUND * 100),
            "is locked with a password, or of an older kind",
        ),
        (
            "text.docx",
            lambda path: path.write_bytes(b"no archive at all"),
            "is broken, or no file of the kind",
        ),
        (
            "broken.xls",
            lambda path: path.write_bytes(COMPOUND * 100),
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
    with pytest.raises(DocumentError, match="needs more than 1 seconds or 2 GiB"):
        formats.read(tmp_path / "bomb.pdf", seconds=1)


def test_a_file_that_takes_too_much_memory_ends_with_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confine, "MEMORY", 32 * 2**20)
    assert "needs more than" in said(CASES / "ratings.chromium.pdf")


def scripted(path: Path) -> None:
    """A document that says to run a script, start a program and open a page when it is opened, and holds a file."""
    content = (CASES / "ratings.chromium.pdf").read_bytes()
    catalog = re.search(rb"\n([0-9]+) 0 obj\s*<<(/Type /Catalog.*?)>>\s*endobj", content, re.DOTALL)
    trailer = re.search(rb"/Size ([0-9]+).*startxref\s+([0-9]+)", content, re.DOTALL)
    assert catalog is not None
    assert trailer is not None
    number, size, before = (int(text) for text in (catalog[1], *trailer.groups()))
    actions = (
        b"/OpenAction <</S /JavaScript /JS (while \\(true\\) app.alert\\(1\\);) /Next <</S /URI /URI (http://192.0.2.1/)>>>>"
        b"/AA <</WC <</S /Launch /F (sh)>>>> /Names <</EmbeddedFiles <</Names [(a.exe) <</Type /Filespec /F (a.exe)>>]>>>>"
    )
    update = b"%d 0 obj\n<<%b %b>>\nendobj\n" % (number, catalog[2], actions)
    start = len(content) + len(update)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(content))
    end = b"trailer\n<</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        number,
        before,
        start,
    )
    path.write_bytes(content + update + table + end)


def test_a_script_a_program_and_a_file_in_a_document_are_not_run_and_its_pages_are_read(
    tmp_path: Path,
) -> None:
    scripted(tmp_path / "plan.pdf")
    opened = pypdfium2.PdfDocument(tmp_path / "plan.pdf")
    assert b"/OpenAction" in (tmp_path / "plan.pdf").read_bytes()
    assert "V8" not in pypdfium2.PDFIUM_INFO.flags, "nothing here can run a script"
    assert len(opened) == 2
    original = CASES / "ratings.chromium.pdf"
    assert formats.read(tmp_path / "plan.pdf").pages == formats.read(original).pages
    assert formats.draw(tmp_path / "plan.pdf", 1) == formats.draw(original, 1)


@pytest.mark.slow
def test_a_hundred_pages_are_read_within_a_minute_and_a_gibibyte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confine, "MEMORY", 2**30)
    hundred_pages(tmp_path / "plan.pdf")
    assert len(formats.read(tmp_path / "plan.pdf", seconds=60).pages) == 100


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
