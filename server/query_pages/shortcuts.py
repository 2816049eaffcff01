"""Short addresses: the answer of an example query at `/q/<name>.<format>`, for programs that read an address.

`?year=2025` gives a parameter another value; one for which there is no answer is told with those for which there is.
`?format=` says the format where the address does not, `/q/<name>`, and instead of it where it does.
The CSV is that of SPARQL 1.1, which pandas and R take; with
`?excel=1` it has the mark that Excel knows UTF-8 by, and no cell that a spreadsheet would calculate.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pipeline.exports import excel
from pipeline.model.text import Text
from server.engine import Query, QueryFailure
from server.http.clients import client
from server.http.conditional import entity_tag, not_modified
from server.http.errors import ProblemError
from server.http.negotiation import BY_SUFFIX, PARQUET, not_given
from server.queries import Example, examples
from server.query_pages.choices import check_values
from server.query_pages.page import failed, render
from server.query_pages.result_charts import drawing
from server.query_pages.result_table import Table
from server.query_pages.snippets import snippets
from server.rendering.service import Service
from server.rendering.spreadsheet import spreadsheet
from server.rendering.view import View
from server.rendering.workbook import NO_ROOM
from server.sparql.endpoint import Endpoint
from server.sparql.inspection.findings import Inspection
from server.sparql.protocol import JSON

router = APIRouter()

OPTIONS = frozenset({"excel", "format", "lang", "theme"})
"""Parameters of the address that are none of the query."""
RECORDS = "records.json"
NAMED = {"records": RECORDS, "excel": "xlsx", "sparql": "rq"}
"""Other names of formats in `?format=`."""
SHOWN = 200
"""Rows that the page shows."""


@dataclass(frozen=True)
class Question:
    """An example with values for its parameters, as the query that the engine is asked."""

    example: Example
    values: Mapping[str, str]
    text: str

    @classmethod
    def read(cls, request: Request, name: str) -> "Question":
        """What an address asks. Raises ProblemError 404 for no example, QueryError for parameters it cannot take."""
        example = find(name)
        service: Service = request.app.state.service
        given = {key: value for key, value in request.query_params.items() if key not in OPTIONS and value}
        return cls(example, given, example.query(given, service.release.base_iri))

    def address(self, suffix: str, **options: str) -> str:
        """The path of the same answer in another format."""
        parameters = urlencode({**self.values, **options})
        return f"/q/{self.example.name}.{suffix}" + (f"?{parameters}" if parameters else "")


def find(name: str) -> Example:
    """The example of a name. Raises ProblemError 404."""
    found = examples().get(name)
    if found is None:
        raise ProblemError(
            404,
            Text(
                f"「{name}」という問い合わせの例はありません。/sparql/examplesに一覧があります。",
                f"There is no example query {name!r}; /sparql/examples lists them.",
            ),
        )
    return found


@router.get("/q/{name}.records.json")
async def records(request: Request, name: str) -> Response:
    """The answer of an example as a JSON list of objects, for pandas and R."""
    return await shortcut(request, name, RECORDS)


@router.get("/q/{name}.{suffix}")
async def shortcut(request: Request, name: str, suffix: str) -> Response:
    """The answer of an example as csv, records.json, json, parquet, xlsx, html or svg, or its query as rq."""
    asked = request.query_params.get("format", "").lower()
    suffix = NAMED.get(asked, asked) or suffix
    if suffix not in ANSWERS and suffix != "rq":
        raise ProblemError(404, not_given(suffix, Text("答え", "An answer"), (*ANSWERS, "rq")))
    question = Question.read(request, name)
    if suffix == "rq":
        return PlainTextResponse(question.text, media_type="application/sparql-query")
    try:
        return await _respond(request, question, suffix)
    except QueryFailure as failure:
        return failed(request, failure)


@router.get("/q/{name}")
async def named(request: Request, name: str) -> Response:
    """The answer of an example in the format that `?format=` names, else as a page."""
    return await shortcut(request, name, "html")


async def _respond(request: Request, question: Question, suffix: str) -> Response:
    endpoint: Endpoint = request.app.state.endpoint
    service: Service = request.app.state.service
    found = await endpoint.inspect(question.text, client(request))
    query = found.query(question.text, JSON.media_type)
    options = [f"{name}={request.query_params.get(name, '')}" for name in sorted(OPTIONS)]
    version = [service.version] if suffix == "html" else []
    tag = entity_tag(endpoint.tag(query), suffix, *version, _digest(options))
    unchanged = not_modified(request, tag)
    if unchanged:
        return unchanged
    body = await answer(request, query, found)
    if question.values and not (await asyncio.to_thread(Table.read, body)).rows:
        await check_values(request, question.example, question.values)
    response = await asyncio.to_thread(ANSWERS[suffix], request, question, body)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    return response


async def answer(request: Request, query: Query, found: Inspection) -> bytes:
    """The answer to an inspected query, known or fresh. Raises QueryFailure."""
    endpoint: Endpoint = request.app.state.endpoint
    kept = endpoint.known(query)
    return (kept or await endpoint.fresh(query, client(request), repeatable=found.repeatable)).read()


def _digest(options: list[str]) -> str:
    return "".join(
        character for character in "-".join(options) if character.isascii() and character.isalnum()
    )


def _table(question: Question, body: bytes) -> Table:
    """The answer as programs take it."""
    return Table.read(body).with_codes(question.example.codes)


def _csv(request: Request, question: Question, body: bytes) -> Response:
    table = _table(question, body)
    if request.query_params.get("excel", "0") not in ("", "0"):
        return spreadsheet(table.columns, table.texts())
    return Response(table.csv(), media_type=BY_SUFFIX["csv"].content_type)


def _json(request: Request, question: Question, body: bytes) -> Response:
    return Response(body, media_type=JSON.media_type)


def _parquet(request: Request, question: Question, body: bytes) -> Response:
    return Response(_table(question, body).parquet(), media_type=PARQUET.media_type)


def _records(request: Request, question: Question, body: bytes) -> Response:
    return Response(_table(question, body).records(), media_type="application/json")


def _xlsx(request: Request, question: Question, body: bytes) -> Response:
    service: Service = request.app.state.service
    example = question.example
    title = Text(example.title["ja"], example.title["en"])
    facts = (
        ("表題 Title", title.ja),
        ("", title.en),
        ("内容 Content", example.description["ja"]),
        ("", example.description["en"]),
        ("出典 Source", service.settings.public_url + question.address("html")),
    )
    try:
        book = _table(question, body).workbook(title, facts)
    except OSError as error:
        raise ProblemError(503, NO_ROOM) from error
    headers = {"Content-Disposition": f'attachment; filename="{example.name}.xlsx"'}
    return Response(book, headers=headers, media_type=excel.MEDIA_TYPE)


def _svg(request: Request, question: Question, body: bytes) -> Response:
    chart = question.example.chart
    dark = request.query_params.get("theme") == "dark"
    language = View(request).language
    drawn = drawing(chart, Table.read(body), dark=dark, language=language) if chart else None
    if drawn is None:
        raise ProblemError(
            404,
            Text(
                "この答えには、図に描ける数値がありません。表かCSVでご覧ください。",
                "There is nothing to draw in this answer; the table and the CSV are there.",
            ),
        )
    return Response(drawn, media_type=BY_SUFFIX["svg"].media_type)


def _html(request: Request, question: Question, body: bytes) -> Response:
    table = Table.read(body)
    shown = replace(table, rows=table.rows[:SHOWN])
    service: Service = request.app.state.service
    public = service.settings.public_url
    chart = question.example.chart
    return render(
        request,
        "example.html",
        question=question,
        example=question.example,
        table=shown,
        count=len(table.rows),
        drawn=bool(chart and drawing(chart, table, dark=False)),
        snippets=snippets(
            public + question.address("csv"),
            f"{public}/sparql",
            question.text,
            table.with_codes(question.example.codes).codes(),
        ),
        editor=View(request).path(f"/sparql?{urlencode({'query': question.text})}"),
    )


ANSWERS = {
    "csv": _csv,
    RECORDS: _records,
    "json": _json,
    "parquet": _parquet,
    "xlsx": _xlsx,
    "html": _html,
    "svg": _svg,
}
"""How an answer is given, by the suffix of the address."""
