"""The SPARQL endpoint over HTTP: `/sparql`, a full query operation of the SPARQL 1.1 Protocol.

What answers is `app.state.endpoint`; `app.state.sparql_form`, where there is one, makes the page for people
from the request and the query (None: none yet).
"""

import asyncio
import zlib
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from http import HTTPStatus

from fastapi import APIRouter
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from pipeline.model.text import Text
from server.engine import Answer, ParseFailure, Query, QueryFailure, Refused, TimedOut, TooLarge
from server.http.clients import client
from server.http.conditional import entity_tag, not_modified
from server.http.cross_origin import EXPOSED, preflight
from server.http.languages import spoken
from server.http.negotiation import HTML, Format, best, not_acceptable, preferences
from server.http.problem import NOT_KEPT, PROBLEM, problem
from server.sparql import protocol
from server.sparql.endpoint import Endpoint
from server.sparql.form import sparql_form
from server.sparql.inspection.findings import Inspection
from server.sparql.inspection.mistakes import explained
from server.sparql.protocol import GRAPHS, TABLES, Asked, ProtocolError
from server.sparql.service_description import service_description

router = APIRouter()

PATH = "/sparql"
PATHS = (PATH, PATH + "/")
"""The endpoint, and what clients make of its address that close every address with a slash."""
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": ", ".join(EXPOSED)}
STATUS = {
    "parse_failure": HTTPStatus.BAD_REQUEST,
    "refused": HTTPStatus.BAD_REQUEST,
    "failed": HTTPStatus.BAD_REQUEST,
    "crashed": HTTPStatus.BAD_REQUEST,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "timed_out": HTTPStatus.GATEWAY_TIMEOUT,
    "throttled": HTTPStatus.TOO_MANY_REQUESTS,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
}
_TEXT = Format("txt", "text/plain", "Text", aliases=("text/html",))
_CONTENT_TYPES = {form.media_type: form.content_type for form in (*TABLES, *GRAPHS)}
_UNWATCHED_SECONDS = 0.1
_VARY = {"Vary": "Accept, Accept-Encoding"}
_OWN_COPY = "oxigraph load --location keikaku --file dataset.nq.gz && oxigraph serve --location keikaku"
_NO_QUERY = Text(
    "問い合わせがありません。queryにSPARQLの問い合わせを書いてください。",
    "There is no query in this request. Send one as `query`.",
)
_LEFT = Text("答える前に、接続が切れました。", "The client left before the answer.")


# One route answers, so that a refused method is told all that are taken; the two others only stand in the schema.
@router.api_route(PATHS[1], methods=list(METHODS), include_in_schema=False)
@router.post(PATH, operation_id="query_by_post")
@router.get(PATH, operation_id="query_by_get")
@router.api_route(PATH, methods=list(METHODS), include_in_schema=False)
async def sparql(request: Request) -> Response:
    """Answers a query; without one, describes the endpoint: to programs in RDF, to people by a page."""
    endpoint: Endpoint = request.app.state.endpoint
    if request.method == "OPTIONS":
        return preflight(request, METHODS)
    try:
        sent = await protocol.receive(request, endpoint.limits.text_bytes)
        asked = await endpoint.read(sent.read, sent.size, client(request))
        response = await _respond(request, endpoint, asked)
    except ProtocolError as error:
        response = _problem(request, error.status_code, error.said)
    except QueryFailure as failure:
        response = _failed(request, endpoint, failure)
    for name, value in CORS.items():
        response.headers.setdefault(name, value)
    return response


async def _respond(request: Request, endpoint: Endpoint, asked: Asked) -> Response:
    if asked.query is None:
        return await _describe(request, endpoint, asked)
    if request.method != "POST" and not asked.formats and _prefers_page(request, (*TABLES, *GRAPHS)):
        return _page(request, asked.query)
    accept = request.headers.get("accept")
    if asked.format(accept, (*TABLES, *GRAPHS)) is None:
        endpoint.metrics.count("not_acceptable")
        raise _not_acceptable((*TABLES, *GRAPHS))
    found = await endpoint.inspect(asked.query, client(request))
    form = asked.format(accept, GRAPHS if found.answers_graph else TABLES)
    if form is None and found.form:
        endpoint.metrics.count("not_acceptable")
        raise _not_acceptable(GRAPHS if found.answers_graph else TABLES)
    query = found.query(asked.query, (form or TABLES[0]).media_type, asked.default_graphs, asked.named_graphs)
    if found.repeatable and request.method != "POST":
        unchanged = not_modified(request, entity_tag(endpoint.tag(query)))
        if unchanged:
            endpoint.metrics.count("not_modified")
            unchanged.headers.update(_VARY)
            return unchanged
    return await _answer(request, endpoint, query, found)


async def _answer(request: Request, endpoint: Endpoint, query: Query, found: Inspection) -> Response:
    coding = "gzip" if _takes_gzip(request) else ""
    answer = endpoint.known(query, coding) if found.repeatable else None
    if answer is None:
        asking = endpoint.fresh(query, client(request), repeatable=found.repeatable, coding=coding)
        try:
            answer = await _unless_left(request, asking)
        except ParseFailure as failure:
            raise explained(failure, query.text, found) from failure
    headers = {**CORS, **_VARY, "Cache-Control": "no-cache" if found.repeatable else "no-store"}
    if found.repeatable:
        headers["ETag"] = entity_tag(endpoint.tag(query))
    return _whole(request, answer, coding, headers)


async def _describe(request: Request, endpoint: Endpoint, asked: Asked) -> Response:
    """No query: the page for people, the Service Description for programs."""
    if request.method == "POST":
        raise ProtocolError(HTTPStatus.BAD_REQUEST, _NO_QUERY)
    if not asked.formats and _prefers_page(request, GRAPHS):
        return _page(request, None)
    form = asked.format(request.headers.get("accept"), GRAPHS)
    if form is None:
        raise _not_acceptable(GRAPHS)
    body = await service_description(endpoint, form, client(request))
    return Response(body, media_type=form.content_type, headers=_VARY)


def _page(request: Request, query: str | None) -> Response:
    make = getattr(request.app.state, "sparql_form", None)
    response: Response = make(request, query) if make else sparql_form(query)
    response.headers.update(_VARY)
    return response


def _prefers_page(request: Request, instead: tuple[Format, ...]) -> bool:
    accept = request.headers.get("accept", "")
    return "html" in accept.lower() and best(accept, (*instead, HTML)) is HTML


def _takes_gzip(request: Request) -> bool:
    wanted = preferences(request.headers.get("accept-encoding", ""))
    return any(entry.range in ("gzip", "*") and entry.quality > 0 for entry in wanted)


async def _unless_left(request: Request, asking: Coroutine[None, None, Answer]) -> Answer:
    """The answer, unless the client leaves first: then the query is ended."""
    try:
        async with asyncio.timeout(None) as patience:
            with _watched(request, patience):
                return await asking
    except TimeoutError as error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, _LEFT) from error


@contextmanager
def _watched(request: Request, patience: asyncio.Timeout) -> Iterator[None]:
    """A block that ends when the client leaves. A moment goes unwatched: most queries end in it."""
    watches: list[asyncio.Task[None]] = []

    def watch() -> None:
        watches.append(asyncio.create_task(_end_when_left(request, patience)))

    beginning = asyncio.get_running_loop().call_later(_UNWATCHED_SECONDS, watch)
    try:
        yield
    finally:
        beginning.cancel()
        for task in watches:
            task.cancel()


async def _end_when_left(request: Request, patience: asyncio.Timeout) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    patience.reschedule(0)


def _whole(request: Request, answer: Answer, coding: str, headers: dict[str, str]) -> Response:
    """An answer as a response: from memory, or from its file, compressed on the way where that is wanted."""
    on_the_way = coding and not isinstance(answer.body, bytes)
    headers["Content-Type"] = _CONTENT_TYPES[answer.media_type]
    if answer.coding or on_the_way:
        headers["Content-Encoding"] = "gzip"
    if not on_the_way:
        headers["Content-Length"] = str(answer.size)
    if request.method == "HEAD":
        return Response(headers=headers)
    if isinstance(answer.body, bytes):
        return Response(answer.body, headers=headers)
    chunks = _gzipped(answer.chunks()) if on_the_way else answer.chunks()
    return StreamingResponse(iterate_in_threadpool(chunks), headers=headers)


def _gzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    compressor = zlib.compressobj(level=2, wbits=31)
    for chunk in chunks:
        yield compressor.compress(chunk)
    yield compressor.flush()


def _not_acceptable(offers: tuple[Format, ...]) -> ProtocolError:
    return ProtocolError(HTTPStatus.NOT_ACCEPTABLE, not_acceptable(offers))


def _failed(request: Request, endpoint: Endpoint, failure: QueryFailure) -> Response:
    members: dict[str, object] = {"outcome": failure.outcome}
    if isinstance(failure, ParseFailure):
        members |= {"line": failure.line, "column": failure.column}
    status = STATUS[failure.outcome]
    if isinstance(failure, Refused) and failure.too_long:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    said = failure.said
    if isinstance(failure, TimedOut | TooLarge):
        own = f"curl -O {endpoint.dump} && {_OWN_COPY}"
        said = Text(
            f"{said.ja}手元のデータにも問い合わせられます: {own}",
            f"{said.en} Or ask a copy of your own: {own}",
        )
        members["dump"] = endpoint.dump
    headers = {"Retry-After": str(failure.retry_after)} if failure.retry_after else {}
    return _problem(request, status, said, headers, members)


def _problem(
    request: Request,
    status: int,
    said: Text,
    headers: dict[str, str] | None = None,
    members: dict[str, object] | None = None,
) -> Response:
    """What went wrong: problem+json (RFC 9457), or text for those who prefer that, in the language they prefer."""
    if best(request.headers.get("accept"), (PROBLEM, _TEXT)) is _TEXT:
        language = spoken(request.headers.get("accept-language")) or "en"
        own = {**(headers or {}), **NOT_KEPT, "Vary": "Accept, Accept-Language", "Content-Language": language}
        return PlainTextResponse(said.in_language(language) + "\n", status, own)
    return problem(status, said, headers, members)
