"""The edge where errors become answers: problem+json (RFC 9457) for programs, a page for people."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from pipeline.model.errors import KeikakuError, QueryError, ReleaseError
from pipeline.model.text import Text
from pipeline.reading.names import Named
from server.http.errors import CUT_OFF, NOTHING_HERE, ProblemError
from server.http.negotiation import HTML, best
from server.http.problem import NOT_KEPT, PROBLEM, problem
from server.rendering.service import Service
from server.rendering.view import View
from server.repository.addresses import raw_path

LOOK_ELSEWHERE = Text(
    "名前からは/searchで、条件からは/sparqlで探せます。",
    "/search finds what there is by its name, /sparql by a query.",
)
FAILED = Text(
    "サーバーの不具合で、答えられませんでした。原因はサーバーの記録に残っています。",
    "The server failed; its log says why.",
)
NOT_READ = "読み取れないところがあります。書き方を確かめてください。"
NOT_READABLE = "いまは公開データを読み取れません。少し待ってから、もう一度お試しください。"
OF_THE_FRAMEWORK = {
    HTTPStatus.NOT_FOUND: NOTHING_HERE,
    HTTPStatus.METHOD_NOT_ALLOWED: Text(
        "このアドレスは、その方法（HTTPのメソッド）では使えません。使える方法は、ヘッダーAllowに書いてあります。",
        "This address does not take that method; the header Allow names those that it takes.",
    ),
}
"""What is said where the framework ends a request: it has but the name of the status."""


def install(app: FastAPI) -> None:
    """Makes every error of an application answer with a problem."""
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(KeikakuError, _keikaku_error)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _fault)


def answer(request: Request, status: int, said: Text, headers: Mapping[str, str] | None = None) -> Response:
    """A problem in the form that the request takes: a page in its language where HTML is preferred, else problem+json."""
    if best(request.headers.get("accept"), (PROBLEM, HTML)) is HTML:
        return View(request).render(
            "error.html",
            status=status,
            said=None if said == NOTHING_HERE else said,
            above=_above(request) if status == HTTPStatus.NOT_FOUND else None,
            status_code=status,
            headers={**(headers or {}), **NOT_KEPT},
        )
    if status == HTTPStatus.NOT_FOUND:
        said = Text(said.ja + LOOK_ELSEWHERE.ja, f"{said.en} {LOOK_ELSEWHERE.en}")
    return problem(status, said, headers, {"instance": request.url.path})


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
    said = error.said if isinstance(error, ProblemError) else _of_the_framework(error)
    return answer(request, error.status_code, said, error.headers)


def _of_the_framework(error: HTTPException) -> Text:
    status = HTTPStatus(error.status_code)
    return OF_THE_FRAMEWORK.get(status) or Text(
        "この要求には答えられません。送り方を確かめてください。", error.detail
    )


def _not_valid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    found = [(".".join(str(part) for part in fault["loc"]), fault["msg"]) for fault in error.errors()]
    said = Text(
        f"{'、'.join(where for where, _ in found)}の値が足りないか、使えません。書き方を確かめてください。",
        "; ".join(f"{where}: {what}" for where, what in found),
    )
    return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, said)


def _gone(request: Request, error: Exception) -> Response:
    """For nobody: who asks left before the whole request was here, which is no fault of ours to log."""
    return problem(HTTPStatus.BAD_REQUEST, CUT_OFF)


def _keikaku_error(request: Request, error: Exception) -> Response:
    if isinstance(error, QueryError):
        return answer(request, HTTPStatus.BAD_REQUEST, Text(error.ja or NOT_READ, str(error)))
    if isinstance(error, ReleaseError):
        return answer(request, HTTPStatus.SERVICE_UNAVAILABLE, Text(NOT_READABLE, str(error)))
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, Text(FAILED.ja, str(error)))


def _fault(request: Request, error: Exception) -> Response:
    """A fault of the server: the client learns that, and nothing of its inside."""
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, FAILED)
