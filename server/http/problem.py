"""What went wrong as programs read it: problem+json (RFC 9457), written here alone."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse

from pipeline.model.text import Text
from server.http.negotiation import Format

PROBLEM = Format("json", "application/problem+json", "Problem", aliases=("application/json",))
NOT_KEPT = {"Vary": "Accept", "Cache-Control": "no-store"}
"""Headers of whatever tells of a problem: it may be over at the next request."""


def problem(
    status: int,
    said: Text,
    headers: Mapping[str, str] | None = None,
    members: Mapping[str, object] | None = None,
) -> JSONResponse:
    """An answer of this status that says what is wrong: `detail` in English, `detail_ja` the same in Japanese.

    `members` are further ones of the object.
    """
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": said.en,
        "detail_ja": said.ja,
    }
    return JSONResponse(
        {**body, **(members or {})}, status, {**(headers or {}), **NOT_KEPT}, PROBLEM.media_type
    )
