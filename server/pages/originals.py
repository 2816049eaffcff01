"""The page of a document as it was received, with a place marked: the picture of a PDF's page, or a workbook's cells.

Documents are somebody else's files: they are read in a process of their own with limits (`pipeline.formats`), a few at
a time, and what was made of a page is kept.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar

from pyoxigraph import NamedNode
from starlette.responses import FileResponse, Response

from pipeline import formats
from pipeline.formats import Pages, excerpts
from pipeline.formats.excerpts import Drawn, Excerpt
from pipeline.formats.pictures import Picture
from pipeline.model import places
from pipeline.model.errors import DocumentError
from pipeline.model.places import Place
from pipeline.model.text import Text
from pipeline.reading.vocabulary import dcterms, prov
from server.http.errors import ProblemError
from server.rendering.service import Service
from server.rendering.view import View

AT_A_TIME = 2
WAITING = 10
"""So many requests may read or wait for it; further ones are told to come back."""
_AGAIN = {"Retry-After": "3"}
_TOO_MANY = Text(
    "原本を見る人が重なっています。少し待ってから、もう一度お試しください。",
    "Too many pages of documents are being read. Ask again in a moment.",
)

Made = TypeVar("Made")
_reading = BoundedSemaphore(AT_A_TIME)
_waiting = BoundedSemaphore(WAITING)


def file(path: Path) -> Response:
    """A document as it was received: a PDF opens in the browser at its fragment (RFC 8118), others are saved."""
    if path.suffix == ".pdf":
        return FileResponse(path, media_type="application/pdf")
    return FileResponse(path, media_type="application/octet-stream", filename=path.name)


def picture(service: Service, address: str) -> Response | None:
    """The picture at `…/document/2026.pdf/17`, the IRI of a document and a page; None where it names no such thing."""
    document, _, number = address.rpartition("/")
    path = service.original(document)
    if path is None or path.suffix != ".pdf" or not (number.isascii() and number.isdecimal()):
        return None
    drawn = _made(_drawn, path, int(number[:6]))
    return Response(drawn.png, media_type="image/png", headers={"Cache-Control": "no-cache"})


def page(view: View, thing: NamedNode) -> Response:
    """The page of a document (`?in=2026.pdf`) with a place on it marked (`?place=`), or a page of it (`?page=`)."""
    parameters = view.request.query_params
    document = f"{thing.value.rpartition('/')[0]}/{parameters['in']}"
    path = view.service.original(document)
    if path is None or (
        not document.startswith(f"{thing.value}.") and not document.startswith(f"{thing.value}-")
    ):
        raise ProblemError(
            404,
            Text(
                f"この計画に「{parameters['in'][:40]}」という原本はありません。",
                f"This edition keeps no document {parameters['in'][:40]!r}.",
            ),
        )
    place = _place(parameters.get("place", ""), parameters.get("page", ""))
    original = NamedNode(document)
    quoting = view.service.graph.subjects(prov.wasQuotedFrom, NamedNode(f"{document}#{place.fragment}"))
    shown, picture = _of_page(path, place) if path.suffix == ".pdf" else (_of_cells(path, place), None)
    return view.render(
        "original.html",
        document=view.service.reader.named(thing),
        original=original.value,
        title=view.service.graph.value(original, dcterms.title) or path.name,
        place=place,
        became=[view.service.reader.titled(one) for one in quoting],
        shown=shown,
        lines=excerpts.said(picture, shown.marks) if picture and isinstance(shown, Drawn) else [],
        pages=picture.pages if picture else 0,
    )


def _of_page(path: Path, place: Place) -> tuple[Excerpt, Picture | None]:
    """A page of a PDF with the place marked, and its picture."""
    picture = _made(_drawn, path, place.page)
    return excerpts.drawn(picture, place.page, [place.fragment]), picture


def _of_cells(path: Path, place: Place) -> Excerpt:
    """The cells of a workbook, or a table of another document, around the place."""
    shown = excerpts.found(_made(_read, path), [place.fragment])
    if shown is None:
        raise ProblemError(404, _no_such_place(path, place.fragment))
    return shown


def _no_such_place(path: Path, fragment: str) -> Text:
    return Text(f"「{path.name}」に{fragment}という場所はありません。", f"{path.name} has no {fragment}.")


def _place(fragment: str, page: str) -> Place:
    """The place that is asked for. Raises ProblemError where it is written as none is."""
    asked = places.parse(fragment) if fragment else None
    if asked is None and not fragment and page.isascii() and page.isdecimal() and len(page) < 6:
        asked = Place(int(page))
    if asked is None:
        raise ProblemError(
            400,
            Text(
                "場所は、データと同じように書いてください。例: page=17&xywh=percent:10,20,30,4",
                "Name a place as the data does: page=17&xywh=percent:10,20,30,4.",
            ),
        )
    return asked


def _made(make: Callable[..., Made], path: Path, *more: int) -> Made:
    """What is made of a document, at once where it was made before. Raises ProblemError 503 where too many ask."""
    if not _waiting.acquire(blocking=False):
        raise ProblemError(503, _TOO_MANY, _AGAIN)
    try:
        with _reading:
            return make(path, *more)
    except DocumentError as error:
        said = Text(f"「{path.name}」のこの場所は表示できません。ほかのページをお試しください。", str(error))
        raise ProblemError(404, said) from error
    finally:
        _waiting.release()


@lru_cache(maxsize=64)
def _drawn(path: Path, page: int) -> Picture:
    return formats.draw(path, page)


@lru_cache(maxsize=4)
def _read(path: Path) -> Pages:
    return formats.read(path)
