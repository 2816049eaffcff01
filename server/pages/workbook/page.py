"""`/workbook`: an official gives a workbook and sees its problems by sheet and cell. Off unless a setting turns it on."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from pipeline.model.text import Text
from server.http.errors import NOTHING_HERE, ProblemError
from server.pages.workbook.check import (
    MAXIMUM_BYTES,
    BusyError,
    Checks,
    TooLargeError,
    UnreadableError,
    Verdict,
)
from server.rendering.view import View

_FROM_ELSEWHERE = Text(
    "帳票は、このページの欄からだけ送れます。/workbookを開いて、ファイルを選び直してください。",
    "Only the form of this page may send a workbook. Open /workbook and choose the file there.",
)

router = APIRouter(include_in_schema=False)

PATH = "/workbook"
NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_SAME_SITE = (None, "same-origin", "none")
"""What browsers say of a request that another site did not cause (Fetch Metadata); older ones say nothing."""


@router.get(PATH)
def form(request: Request) -> Response:
    """The form alone."""
    _checks(request)
    return _page(request)


@router.post(PATH)
async def check(request: Request) -> Response:
    """The form, and what is told of the workbook that was sent."""
    checks = _checks(request)
    if request.headers.get("sec-fetch-site") not in _SAME_SITE:
        raise ProblemError(HTTPStatus.FORBIDDEN, _FROM_ELSEWHERE)
    try:
        verdict = await checks.check(request.stream(), request.headers.get("content-type", ""))
    except TooLargeError:
        return _page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, failure="check_too_large")
    except BusyError:
        return _page(request, HTTPStatus.SERVICE_UNAVAILABLE, failure="check_busy")
    except UnreadableError:
        return _page(request, HTTPStatus.UNPROCESSABLE_ENTITY, failure="check_unreadable")
    return _page(request, verdict=verdict)


def _checks(request: Request) -> Checks:
    checks: Checks | None = request.app.state.checks
    if checks is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, NOTHING_HERE)
    return checks


def _page(
    request: Request,
    status: HTTPStatus = HTTPStatus.OK,
    verdict: Verdict | None = None,
    failure: str = "",
) -> Response:
    return View(request).render(
        "workbook.html",
        verdict=verdict,
        failure=failure,
        most=MAXIMUM_BYTES // 2**20 - 1,
        status_code=status,
        headers=NOT_KEPT,
    )
