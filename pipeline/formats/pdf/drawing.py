"""Draws one page of a PDF with pypdfium2, and reads the words on it with their rectangles."""

import io
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from pipeline.formats.pictures import Picture, Word
from pipeline.model.errors import DocumentError, Problem

WIDTH = 1400
"""Pixels across, as far as the page is no taller than `PIXELS` allow."""
PIXELS = 4_000_000
COLOURS = 64
MAXIMUM_WORDS = 20_000


def draw(path: Path, number: int) -> Picture:
    """A page, counted from 1; raises DocumentError where the file is broken or has no such page."""
    try:
        with pdfium.PdfDocument(path) as document:
            if not 0 < number <= len(document):
                what = f"has {len(document):,} pages, and no page {number}."
                raise DocumentError(Problem(path.name, what, "Name a page that it has."))
            return _draw(document, number - 1)
    except pdfium.PdfiumError as error:
        what = f"cannot be drawn ({error})."
        raise DocumentError(Problem(path.name, what, "Open it and save it as PDF again.")) from error


def _draw(document: pdfium.PdfDocument, index: int) -> Picture:
    page = document[index]
    if page.get_cropbox() != page.get_mediabox():  # places count from the corner of the whole sheet
        page.set_cropbox(*page.get_mediabox())
        page = document[index]
    across, down = page.get_size()
    scale = min(WIDTH / across, (PIXELS / (across * down)) ** 0.5)
    bitmap = page.render(scale=scale)
    content = io.BytesIO()
    bitmap.to_pil().quantize(COLOURS).save(content, "PNG")
    return Picture(content.getvalue(), bitmap.width, bitmap.height, _words(page, bitmap), len(document))


def _words(page: pdfium.PdfPage, bitmap: pdfium.PdfBitmap) -> tuple[Word, ...]:
    text, position = page.get_textpage(), bitmap.get_posconv(page)
    found = []
    for number in range(min(text.count_rects(), MAXIMUM_WORDS)):
        left, bottom, right, top = text.get_rect(number)
        (one, other) = position.to_bitmap(left, top), position.to_bitmap(right, bottom)
        (x, end), (y, below) = (sorted((a, b)) for a, b in zip(one, other, strict=True))
        rectangle = (
            100 * x / bitmap.width,
            100 * y / bitmap.height,
            100 * (end - x) / bitmap.width,
            100 * (below - y) / bitmap.height,
        )
        found.append(Word(text.get_text_bounded(left, bottom, right, top), rectangle))
    return tuple(found)
