"""`/compare`: a shared indicator across municipalities, as a page, a table to go on with and a chart.

What may be shown and ranked is decided in `pipeline.exports.comparison`, as it is for `keikaku compare`; the figures come
from the example queries compare.rq and comparison-coverage.rq, through the same guard and engine as everybody's queries.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.exports import comparison
from pipeline.model.errors import QueryError
from server.comparison.answer import Answer
from server.comparison.asked import Asked
from server.comparison.files import FILES
from server.comparison.pages import embedded, html
from server.engine import QueryFailure
from server.http.clients import client
from server.http.conditional import entity_tag, not_modified
from server.queries import examples
from server.query_pages.page import failed
from server.query_pages.result_table import Table
from server.rendering.service import Service
from server.sparql.endpoint import Endpoint
from server.sparql.protocol import JSON

router = APIRouter(include_in_schema=False)


@router.get("/compare")
async def page(request: Request) -> Response:
    """The shared indicators, or one of them across municipalities."""
    return await _answered(request, "html", html)


@router.get("/compare/embed")
async def frame(request: Request) -> Response:
    """The chart of a comparison as a page of its own, which other sites may show in a frame."""
    return await _answered(request, "embed", embedded)


@router.get("/compare.{suffix}")
async def file(request: Request, suffix: str) -> Response:
    """The comparison as a file of data, or its chart as svg or png."""
    if suffix not in FILES:
        raise HTTPException(404, f"A comparison is not given as {suffix!r}, but as {', '.join(FILES)}.")
    return await _answered(request, suffix, FILES[suffix])


async def _answered(request: Request, form: str, give: Callable[[Answer], Response]) -> Response:
    asked = Asked.read(request.query_params)
    service: Service = request.app.state.service
    options = {name: request.query_params.get(name, "") for name in ("lang", "excel", "theme")}
    tag = entity_tag(service.version, "compare", form, asked.query(**options))
    unchanged = not_modified(request, tag)
    if unchanged:
        return unchanged
    try:
        answer = await _answer(request, asked, form)
    except QueryFailure as failure:
        return failed(request, failure)
    response = await asyncio.to_thread(give, answer)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    return response


async def _answer(request: Request, asked: Asked, form: str) -> Answer:
    """What is answered from. Raises HTTPException 404 where nobody shares the indicator, QueryFailure."""
    shared = comparison.shared_indicators(await _rows(request, "comparable-indicators"))
    covered = comparison.coverage(await _rows(request, "comparison-coverage"))
    answer = Answer(request, asked, shared, covered)
    if not asked.indicator and form == "html":
        return answer
    try:
        one = comparison.find(shared, asked.indicator)
    except QueryError as error:
        raise HTTPException(404, str(error)) from error
    rows = await _rows(request, "compare", shared=one.id)
    among = asked.among(covered.get(one.id, ()))
    return replace(answer, found=comparison.compare(one, rows, asked.match, among))


async def _rows(request: Request, name: str, **values: str) -> list[dict[str, str]]:
    """The rows of an example query, unbound cells empty. Raises QueryFailure."""
    endpoint: Endpoint = request.app.state.endpoint
    service: Service = request.app.state.service
    text = examples()[name].query(values, service.release.base_iri)
    table = Table.read((await endpoint.ask(text, JSON.media_type, client(request))).read())
    return [dict(zip(table.columns, row, strict=True)) for row in table.texts()]
