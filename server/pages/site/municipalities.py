"""`/municipalities`: every municipality that publishes here, with how far its plans have come, in pages."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from pipeline.reading.municipalities.places import Place
from pipeline.reading.summary.progress import Progress
from server.http.conditional import entity_tag, unless_known
from server.http.errors import NO_SUCH_PAGE, ProblemError
from server.rendering.parameters import page_number
from server.rendering.view import View

router = APIRouter(include_in_schema=False)
MUNICIPALITIES_A_PAGE = 50


@dataclass(frozen=True)
class Entry:
    """A municipality in the list; `place` is None where the release says nothing of it but its plans."""

    iri: str
    place: Place | None
    progress: Progress


@router.get("/municipalities")
def municipalities(request: Request) -> Response:
    """A page of the list, by the codes of the municipalities, which are in the order of prefectures."""
    view, page = View(request), page_number(request.query_params)
    tag = entity_tag(view.service.version, "municipalities", str(page), view.language)
    return unless_known(request, tag, lambda: _page(view, page))


def _page(view: View, page: int) -> Response:
    found = view.service.reader.progress((page - 1) * MUNICIPALITIES_A_PAGE, MUNICIPALITIES_A_PAGE + 1)
    if page > 1 and not found:
        raise ProblemError(404, NO_SUCH_PAGE)
    entries = [_entry(view, code, progress) for code, progress in found[:MUNICIPALITIES_A_PAGE]]
    return view.render(
        "municipalities.html",
        entries=entries,
        number=len(view.service.release.municipalities),
        known=f"{view.service.release.base_iri}hub/municipality",
        page=page,
        more=len(found) > MUNICIPALITIES_A_PAGE,
    )


def _entry(view: View, code: str, progress: Progress) -> Entry:
    iri = f"{view.service.release.base_iri}id/{code}"
    return Entry(iri, view.service.comparisons.places.get(code), progress)
