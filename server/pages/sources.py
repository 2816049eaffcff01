"""The page of a source document: its tables drawn as tables, with the number of each line and what it became."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.model.text import Text
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import prov
from server.http.errors import ProblemError
from server.pages import originals, things
from server.rendering.view import View

AROUND = 60
"""How many lines are shown on either side of one that is asked for."""
SENTENCE = 30
"""A cell of more characters is no figure: it is drawn across the blank cells after it."""
_MARKUP = re.compile(r"</?(?:p|ul|ol|li|br|div|span)\b[^>]*>")
"""What transcriptions leave of the markup of a cell with several paragraphs."""


@dataclass(frozen=True)
class Line:
    number: int
    text: str
    became: tuple[Named, ...]
    asked: bool

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table: cells with tabs between them."""
        return "\t" in self.text


@dataclass(frozen=True)
class Row:
    """A line as a row: each cell without markup, and how many columns it spans."""

    line: Line
    cells: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Part:
    """The rows of a table, or lines of text, as they follow each other."""

    is_table: bool
    rows: tuple[Row, ...]


def document(view: View, thing: NamedNode) -> Response:
    """The lines around the one asked for (`?line=`), else a window of the document from its start; `?in=`: the original."""
    if "in" in view.request.query_params:
        return originals.page(view, thing)
    reader = view.service.reader
    path = view.service.source_text(thing.value)
    if path is None:
        return things.thing(view, thing)
    text = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    parameters = view.request.query_params
    asked = _asked(parameters.get("line", ""), len(text))
    first = max(1, asked - AROUND) if asked else _asked(parameters.get("from", ""), len(text)) or 1
    last = min(len(text), first + 2 * AROUND - 1)
    lines = [
        _line(view, thing, number, text[number - 1], number == asked) for number in range(first, last + 1)
    ]
    return view.render(
        "source.html",
        document=reader.named(thing),
        text_file=view.service.addresses.path(f"{thing.value}.txt"),
        raw=parameters.get("raw") == "1",
        lines=lines,
        parts=tuple(parts(lines)),
        first=first,
        last=last,
        total=len(text),
        step=2 * AROUND,
    )


def _asked(text: str, total: int) -> int:
    """The number of a line that the document has; 0 where none is asked for."""
    if not text:
        return 0
    if text.isascii() and text.isdecimal() and len(text) < 9 and 0 < int(text) <= total:
        return int(text)
    raise ProblemError(
        400,
        Text(
            f"「{text[:20]}」は、この文書の行ではありません。1から{total}までの番号を書いてください。",
            f"{text[:20]!r} is no line of this document. Write a number from 1 to {total}.",
        ),
    )


def _line(view: View, thing: NamedNode, number: int, text: str, asked: bool) -> Line:
    """A line with the things that were read from it: cells and schedule entries by what they belong to."""
    reader = view.service.reader
    quoting = reader.graph.subjects(
        prov.wasQuotedFrom, NamedNode(f"{thing.value}.txt#line={number - 1},{number}")
    )
    return Line(number, text, tuple(map(reader.titled, quoting)), asked)


def parts(lines: Sequence[Line]) -> Iterator[Part]:
    """Lines as tables and text between them; blank lines only divide."""
    for is_table, found in groupby(lines, key=lambda line: line.is_row):
        rows = [line for line in found if line.text.strip() or line.became or line.asked]
        width = max((line.text.count("\t") + 1 for line in rows), default=1)
        if rows:
            yield Part(is_table, tuple(Row(line, tuple(cells(line.text, width))) for line in rows))


def cells(text: str, width: int) -> Iterator[tuple[str, int]]:
    """The cells of a line and the columns each spans: a sentence reaches over the blank cells that end its line."""
    found = [_MARKUP.sub("\n", cell).strip() for cell in text.split("\t")]
    filled = max((place for place, cell in enumerate(found) if cell), default=-1)
    if filled >= 0 and len(found[filled]) > SENTENCE:
        found = found[: filled + 1]
    for place, cell in enumerate(found):
        yield cell, width - place if place == len(found) - 1 else 1
