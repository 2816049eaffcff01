"""The endpoint's pages for people: a form that works without scripts, its answer, the editor where it has been built.

The editor is Zazuko's YASGUI, bundled by `make editor` into `static/editor/`; it is handed the prefixes, the terms of
the ontology for completion, and the examples.
"""

import asyncio
import json
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from pipeline.reading.vocabulary import PREFIXES, owl, rdf
from server.engine import Answer, QueryFailure
from server.http.clients import client
from server.http.conditional import entity_tag, unless_known
from server.http.negotiation import HTML, best
from server.http.problem import NOT_KEPT, PROBLEM
from server.queries import examples
from server.query_pages.empty_answer import reasons
from server.query_pages.page import failed, render, waiting
from server.query_pages.result_table import Table
from server.query_pages.shortcuts import SHOWN
from server.rendering.service import Service
from server.rendering.templates import STATIC
from server.rendering.view import View
from server.sparql.endpoint import Endpoint
from server.sparql.inspection.findings import Inspection
from server.sparql.protocol import CSV, GRAPHS, JSON, TABLES
from server.sparql.routes import STATUS

router = APIRouter(include_in_schema=False)

PATHS = ("/sparql", "/sparql/", "/sparql/answer")
"""Of the endpoint and its pages: what takes a query in its address."""
FIRST = "figures-of-item"
"""The example that stands in the form at first."""
EDITOR = STATIC / "editor"
FILES = ("editor.js", "editor.css")
CLASSES = (owl.Class,)
PROPERTIES = (owl.ObjectProperty, owl.DatatypeProperty, rdf.Property)


def is_built(folder: Path = EDITOR) -> bool:
    """Whether the editor has been bundled: then the page loads it."""
    return all((folder / name).is_file() for name in FILES)


def sparql_page(request: Request, query: str | None, failure: QueryFailure | None = None) -> HTMLResponse:
    """The page of the endpoint, with a query already written in it: `app.state.sparql_form`.

    `failure` is what became of the query, where it had no answer: it stays in the form to be corrected.
    """
    endpoint: Endpoint = request.app.state.endpoint
    service: Service = request.app.state.service
    return render(
        request,
        "sparql.html",
        status=STATUS[failure.outcome] if failure else HTTPStatus.OK,
        failure=failure,
        prefixes=PREFIXES,
        query=query or examples()[FIRST].query(base=service.release.base_iri),
        tables=TABLES,
        graphs=GRAPHS,
        limits=endpoint.limits,
        built=is_built(),
    )


@router.get("/sparql/answer")
async def answer(request: Request) -> Response:
    """The answer to `query` as a page; of what answers with a graph, which is no table, the graph itself."""
    endpoint: Endpoint = request.app.state.endpoint
    text = request.query_params.get("query", "")
    if not text.strip():
        return RedirectResponse(View(request).path("/sparql"), 303)
    try:
        found = await endpoint.inspect(text, client(request))
        if found.answers_graph:
            return RedirectResponse(_endpoint(query=text, format="ttl"), 303)
        table_format = JSON if found.form == "ASK" else CSV
        whole = await endpoint.ask(text, table_format.media_type, client(request))
    except QueryFailure as failure:
        return _failed(request, text, failure)
    response = await asyncio.to_thread(_answered, request, text, whole, found)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _failed(request: Request, text: str, failure: QueryFailure) -> Response:
    if best(request.headers.get("accept"), (PROBLEM, HTML)) is PROBLEM:
        return failed(request, failure)
    response = sparql_page(request, text, failure)
    response.headers.update({**waiting(failure), **NOT_KEPT})
    return response


def _answered(request: Request, text: str, whole: Answer, found: Inspection) -> HTMLResponse:
    """The page of an answer: its first rows and how many there are; where there are none, why that may be."""
    body = whole.read()
    holds = json.loads(body)["boolean"] if found.form == "ASK" else None
    table = Table((), ()) if found.form == "ASK" else Table.beginning(body, SHOWN)
    service: Service = request.app.state.service
    known = service.graph, service.release.base_iri
    return render(
        request,
        "answer.html",
        holds=holds,
        table=table,
        count=Table.count_rows(body) if table.columns else 0,
        reasons=() if holds or table.rows else reasons(text, found, *known),
        text=text,
        editor=View(request).path(_endpoint(query=text)),
        files={form.name: _endpoint(query=text, format=form.suffix) for form in TABLES},
    )


def _endpoint(**parameters: str) -> str:
    return f"/sparql?{urlencode(parameters)}"


@router.get("/sparql/editor.json")
def settings(request: Request) -> Response:
    """What the editor is handed: prefixes, classes and properties in use, examples."""
    service: Service = request.app.state.service
    view = View(request)

    def made() -> Response:
        found = {
            "prefixes": PREFIXES,
            "classes": _used(service, CLASSES),
            "properties": _used(service, PROPERTIES),
            "examples": [
                {"title": example.title[view.language], "query": example.query(base=service.release.base_iri)}
                for example in examples().values()
            ],
        }
        return JSONResponse(found)

    return unless_known(request, entity_tag(service.version, "editor", view.language), made)


def _used(service: Service, kinds: Iterable[NamedNode]) -> list[str]:
    """The IRIs of the ontology's terms of some kinds."""
    return sorted({term.value for kind in kinds for term in service.graph.instances(kind)})
