"""The edge where errors become answers: problem+json (RFC 9457) for programs, a page for people."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from pipeline.model.errors import KeikakuError, QueryError, ReleaseError, SettingError
from pipeline.reading.names import Named
from server.http.negotiation import HTML, best
from server.http.problem import NOT_KEPT, PROBLEM, problem
from server.rendering.service import Service
from server.rendering.view import View
from server.repository.addresses import raw_path

NOTHING_HERE = "Nothing has this address."
LOOK_ELSEWHERE = "/search finds what there is by its name, /sparql by a query."

STATUS: tuple[tuple[type[KeikakuError], HTTPStatus], ...] = (
    (QueryError, HTTPStatus.BAD_REQUEST),
    (SettingError, HTTPStatus.BAD_REQUEST),
    (ReleaseError, HTTPStatus.SERVICE_UNAVAILABLE),
)


def install(app: FastAPI) -> None:
    """Makes every error of an application answer with a problem."""
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(KeikakuError, _keikaku_error)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _fault)


def answer(
    request: Request, status: int, detail: str, headers: dict[str, str] | None = None, *, ja: str = ""
) -> Response:
    """A problem in the form that the request takes: a page where HTML is preferred, else problem+json.

    `detail` is in English; `ja` is the same in Japanese where there is such a text.
    """
    if best(request.headers.get("accept"), (PROBLEM, HTML)) is HTML:
        return View(request).render(
            "error.html",
            status=status,
            detail=detail,
            ja=ja,
            above=_above(request) if status == HTTPStatus.NOT_FOUND else None,
            status_code=status,
            headers={**(headers or {}), **NOT_KEPT},
        )
    members = {"instance": request.url.path} | ({"detail_ja": ja} if ja else {})
    return problem(status, detail, headers, members)


def _above(request: Request) -> Named | None:
    """The nearest thing above an address that is nothing's: of an item that there is not, its edition."""
    service: Service = request.app.state.service
    iri = service.addresses.iri(raw_path(request.scope).strip("/")) or ""
    while len(iri) > len(service.release.base_iri):
        iri = iri.rpartition("/")[0]
        found = service.reader.known(iri)
        if found:
            return found
    return None


def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    detail = error.detail
    if error.status_code == HTTPStatus.NOT_FOUND:
        detail = f"{NOTHING_HERE if detail == HTTPStatus.NOT_FOUND.phrase else detail} {LOOK_ELSEWHERE}"
    return answer(request, error.status_code, detail, dict(error.headers or {}))


def _not_valid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    found = (f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors())
    return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(found))


def _gone(request: Request, error: Exception) -> Response:
    """For nobody: who asks left before the whole request was here, which is no fault of ours to log."""
    return problem(HTTPStatus.BAD_REQUEST, "The request ended before its body did.")


def _keikaku_error(request: Request, error: Exception) -> Response:
    status = next(
        (status for kind, status in STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR
    )
    return answer(request, status, str(error), ja=error.ja if isinstance(error, QueryError) else "")


def _fault(request: Request, error: Exception) -> Response:
    """A fault of the server: the client learns that, and nothing of its inside."""
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, "The server failed; its log says why.")
