"""The page of a source document: line by line as it was read, with what each line became."""

from dataclasses import dataclass

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.responses import Response

from server.pages import things
from server.rendering.view import View
from server.repository.model import Named
from server.repository.vocabulary import prov

AROUND = 60
"""How many lines are shown on either side of one that is asked for."""


@dataclass(frozen=True)
class Line:
    number: int
    cells: tuple[str, ...]
    became: tuple[Named, ...]
    asked: bool


def document(view: View, thing: NamedNode) -> Response:
    """The lines around the one asked for (`?line=`), else a window of the document from its start."""
    reader = view.service.reader
    path = view.service.source_text(thing.value)
    if path is None:
        return things.thing(view, thing)
    text = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    asked = _asked(view.request.query_params.get("line", ""), len(text))
    first = (
        max(1, asked - AROUND) if asked else _asked(view.request.query_params.get("from", ""), len(text)) or 1
    )
    last = min(len(text), first + 2 * AROUND - 1)
    return view.render(
        "source.html",
        document=reader.named(thing),
        text_file=view.service.addresses.path(f"{thing.value}.txt"),
        lines=[
            _line(view, thing, number, text[number - 1], number == asked) for number in range(first, last + 1)
        ],
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
    raise HTTPException(400, f"{text[:20]!r} is no line of this document. Write a number from 1 to {total}.")


def _line(view: View, thing: NamedNode, number: int, text: str, asked: bool) -> Line:
    """A line with the things that were read from it: cells and schedule entries by what they belong to."""
    reader = view.service.reader
    quoting = reader.graph.subjects(
        prov.wasQuotedFrom, NamedNode(f"{thing.value}.txt#line={number - 1},{number}")
    )
    return Line(number, tuple(text.split("\t")), tuple(map(reader.titled, quoting)), asked)
