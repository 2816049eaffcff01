"""The schema at `/schema`: the classes that matter and how they join, what each has, what the release holds, counted."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from pipeline.exports.index import SHAPES
from pipeline.reading.vocabulary import PREFIXES
from server.engine import QueryFailure
from server.http.clients import client
from server.http.conditional import entity_tag, not_modified
from server.query_pages.page import failed, render
from server.query_pages.result_table import Table
from server.rendering.service import Service
from server.rendering.view import View
from server.repository.class_properties import class_properties
from server.sparql.endpoint import Endpoint
from server.sparql.protocol import JSON

router = APIRouter()

GRAPHS = "SELECT ?name (COUNT(*) AS ?count) WHERE { GRAPH ?name { ?s ?p ?o } } GROUP BY ?name ORDER BY ?name"
CLASSES = "SELECT ?name (COUNT(DISTINCT ?s) AS ?count) WHERE { ?s a ?name } GROUP BY ?name ORDER BY DESC(?count) ?name"
PROPERTIES = """SELECT ?name (COUNT(*) AS ?count)
WHERE { { SELECT DISTINCT ?s ?name ?o WHERE { ?s ?name ?o } } }
GROUP BY ?name ORDER BY DESC(?count) ?name"""
QUERIES = {"graphs": GRAPHS, "classes": CLASSES, "properties": PROPERTIES}
"""What is counted; a statement in several graphs counts once, but for the graphs themselves."""
MOST = {"graphs": 50}
"""How many of a kind the page lists, where their number grows with the municipalities; the query gives all."""

CLASSES_THAT_MATTER = Path(__file__).resolve().parent / "classes.toml"


@cache
def classes_that_matter() -> Mapping[str, Mapping[str, str]]:
    """What is said of each class, by language, and its `query`; by the IRI of the class."""
    written = tomllib.loads(CLASSES_THAT_MATTER.read_text(encoding="utf-8"))
    return {_iri(name): said for name, said in written.items()}


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


@dataclass(frozen=True)
class Counted:
    """A graph, class or property and how often it occurs."""

    iri: str
    count: int


@router.get("/schema")
async def schema(request: Request) -> Response:
    """What is counted, as a page."""
    endpoint: Endpoint = request.app.state.endpoint
    service: Service = request.app.state.service
    tag = entity_tag(service.version, endpoint.engine.release[:16], "schema", View(request).language)
    unchanged = not_modified(request, tag)
    if unchanged:
        return unchanged
    try:
        counted = {name: await count(request, query) for name, query in QUERIES.items()}
    except QueryFailure as failure:
        return failed(request, failure)
    shapes = service.release.path / SHAPES
    has = class_properties(shapes.read_bytes(), service.graph) if shapes.is_file() else {}
    classes = {*classes_that_matter(), *(found.iri for found in counted["classes"])}
    examples = {class_: service.graph.example(NamedNode(class_)) for class_ in classes}
    response = render(
        request,
        "schema.html",
        counted=counted,
        most=MOST,
        queries=QUERIES,
        main=classes_that_matter(),
        examples=examples,
        has=has,
    )
    response.headers.update({"ETag": tag, "Cache-Control": "no-cache"})
    return response


async def count(request: Request, query: str) -> list[Counted]:
    """The rows of one of the queries, our own terms before those of standard vocabularies, and graphs that all share
    before those of municipalities. Raises QueryFailure."""
    endpoint: Endpoint = request.app.state.endpoint
    table = Table.read((await endpoint.ask(query, JSON.media_type, client(request))).read())
    found = [Counted(name, int(number)) for name, number in table.texts()]
    base = request.app.state.service.release.base_iri
    return sorted(
        found, key=lambda one: (not one.iri.startswith(PREFIXES["kk"]), one.iri.startswith(f"{base}id/"))
    )
