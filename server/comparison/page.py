"""`/compare`: a shared indicator across municipalities, as a page, CSV and a chart.

What may be shown and ranked is decided in `pipeline.exports.comparison`, as it is for `keikaku compare`; the figures come
from the example query compare.rq, through the same guard and engine as everybody's queries.
"""

import asyncio
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.exports import comparison
from pipeline.exports.comparison import COLUMNS, MATCHES, WARNINGS, Comparison, Figure, Shared
from pipeline.model import fiscal_year
from pipeline.model.errors import QueryError
from server.engine import QueryFailure
from server.http.clients import client
from server.http.conditional import entity_tag, not_modified
from server.http.negotiation import BY_SUFFIX
from server.queries import Chart, examples
from server.query_pages.page import failed
from server.query_pages.result_charts import drawing
from server.query_pages.result_table import Table, Value
from server.rendering.service import Service
from server.rendering.spreadsheet import spreadsheet
from server.rendering.view import View
from server.repository.graph import Text
from server.sparql.endpoint import Endpoint
from server.sparql.protocol import JSON

router = APIRouter(include_in_schema=False)

WORDS = Path(__file__).resolve().parent / "words.toml"


@cache
def words() -> Mapping[str, Text]:
    """The words of the page: key → text by language."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@router.get("/compare")
async def page(request: Request) -> Response:
    """The shared indicators, or one of them across municipalities."""
    return await _answered(request, "html")


@router.get("/compare.{suffix}")
async def file(request: Request, suffix: str) -> Response:
    """The comparison as csv, or its chart as svg."""
    if suffix not in ("csv", "svg"):
        raise HTTPException(404, f"A comparison is not given as {suffix!r}, but as csv and svg.")
    return await _answered(request, suffix)


async def _answered(request: Request, suffix: str) -> Response:
    asked = request.query_params.get("indicator", "")
    widest = request.query_params.get("match") or MATCHES[0]
    if widest not in MATCHES:
        raise HTTPException(400, f"match is one of {', '.join(MATCHES)}.")
    service: Service = request.app.state.service
    options = [request.query_params.get(name, "") for name in ("lang", "excel", "theme")]
    tag = entity_tag(
        service.version, "compare", suffix, urlencode({"of": asked, "to": widest, "as": options})
    )
    unchanged = not_modified(request, tag)
    if unchanged:
        return unchanged
    try:
        shared = comparison.shared_indicators(await _rows(request, "comparable-indicators"))
        found = await _compared(request, shared, asked, widest) if asked or suffix != "html" else None
    except QueryFailure as failure:
        return failed(request, failure)
    response = await asyncio.to_thread(_GIVEN[suffix], request, shared, found, widest)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    return response


async def _compared(request: Request, shared: Mapping[str, Shared], asked: str, widest: str) -> Comparison:
    """The comparison of an indicator. Raises HTTPException 404 where nobody shares it."""
    try:
        one = comparison.find(shared, asked)
    except QueryError as error:
        raise HTTPException(404, str(error)) from error
    return comparison.compare(one, await _rows(request, "compare", shared=one.id), widest)


async def _rows(request: Request, name: str, **values: str) -> list[dict[str, str]]:
    """The rows of an example query, unbound cells empty. Raises QueryFailure."""
    endpoint: Endpoint = request.app.state.endpoint
    service: Service = request.app.state.service
    text = examples()[name].query(values, service.release.base_iri)
    table = Table.read((await endpoint.ask(text, JSON.media_type, client(request))).read())
    return [dict(zip(table.columns, row, strict=True)) for row in table.texts()]


def _csv(request: Request, shared: Mapping[str, Shared], found: Comparison | None, widest: str) -> Response:
    rows = [figure.row for figure in (found.figures if found else ())]
    if request.query_params.get("excel", "0") not in ("", "0"):
        return spreadsheet(COLUMNS, rows)
    table = Table(COLUMNS, tuple(tuple(Value(cell) for cell in row) for row in rows))
    return Response(table.csv(), media_type=BY_SUFFIX["csv"].content_type)


def _svg(request: Request, shared: Mapping[str, Shared], found: Comparison | None, widest: str) -> Response:
    dark = request.query_params.get("theme") == "dark"
    drawn = _drawing(found, View(request).language, dark) if found else None
    if drawn is None:
        raise HTTPException(404, "There is nothing to draw in this comparison.")
    return Response(drawn, media_type=BY_SUFFIX["svg"].media_type)


def _drawing(found: Comparison, language: str, dark: bool = False) -> bytes | None:
    """The figures that can be compared as bars: targets, actuals and effects in a colour each, and named so."""
    drawn = [one for one in found.figures if one.comparable and one.match != "related"]
    kinds = tuple(dict.fromkeys(words()[f"kind_{one.kind}"][language] for one in drawn))
    rows = tuple(
        (
            Value(f"{one.municipality} {_year(one, language)} {kind}"),
            *(Value(str(one.value), is_number=True) if kind == column else None for column in kinds),
        )
        for one in drawn
        for kind in (words()[f"kind_{one.kind}"][language],)
    )
    return drawing(
        Chart("bar", "figure", kinds), Table(("figure", *kinds), rows), dark=dark, language=language
    )


def _year(one: Figure, language: str) -> str:
    return fiscal_year.label(int(one.fiscal_year)).in_language(language)


def _html(request: Request, shared: Mapping[str, Shared], found: Comparison | None, widest: str) -> Response:
    view = View(request)

    def word(key: str, **values: object) -> str:
        return words()[key][view.language].format(**values)

    def address(suffix: str, **options: str) -> str:
        asked = {"indicator": found.shared.id, "match": widest} if found else {}
        return view.path(f"/compare.{suffix}?{urlencode({**asked, **options})}")

    return view.render(
        "compare.html",
        w=word,
        address=address,
        shared=_named(shared),
        found=found,
        widest=widest,
        matches=MATCHES,
        warnings=WARNINGS,
        per_head=bool(found and any(one.per_head is not None for one in found.figures)),
        drawn=bool(found and _drawing(found, view.language)),
    )


def _named(shared: Mapping[str, Shared]) -> Mapping[str, Shared]:
    return dict(sorted(shared.items(), key=lambda one: (-one[1].municipalities, -one[1].exact, one[0])))


_GIVEN = {"html": _html, "csv": _csv, "svg": _svg}
