"""The schema at `/schema`: the classes that matter and how they join, what each has, what the release holds, counted.

What the release uses of standard vocabularies is counted on a page of its own, `/schema/standard`.
"""

import tomllib
from collections.abc import Mapping, Sequence
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
from server.repository.class_properties import ClassProperty, class_properties
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
TERMS = ("classes", "properties")
"""What is counted of the ontology and of standard vocabularies apart."""
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

    @property
    def is_own(self) -> bool:
        """Whether it is a term of keikaku's ontology rather than of a standard vocabulary."""
        return self.iri.startswith(PREFIXES["kk"])


@router.get("/schema")
async def schema(request: Request) -> Response:
    """What is counted of the ontology's own terms and of graphs, as a page."""
    return await _page(request, standard=False)


@router.get("/schema/standard")
async def standard(request: Request) -> Response:
    """What is counted of the terms of standard vocabularies, as a page."""
    return await _page(request, standard=True)


async def _page(request: Request, *, standard: bool) -> Response:
    endpoint: Endpoint = request.app.state.endpoint
    service: Service = request.app.state.service
    release = endpoint.engine.release[:16]
    tag = entity_tag(service.version, release, "schema", str(standard), View(request).language)
    unchanged = not_modified(request, tag)
    if unchanged:
        return unchanged
    try:
        every = {name: await count(request, query) for name, query in QUERIES.items()}
    except QueryFailure as failure:
        return failed(request, failure)
    counted = {name: [one for one in every[name] if one.is_own is not standard] for name in TERMS}
    if not standard:
        counted["graphs"] = every["graphs"]
    main = {} if standard else classes_that_matter()
    classes = {*main, *(found.iri for found in counted["classes"])}
    response = render(
        request,
        "schema.html",
        counted=counted,
        others=sum(len(every[name]) - len(counted[name]) for name in TERMS),
        standard=standard,
        most=MOST,
        queries=QUERIES,
        main=main,
        examples={class_: service.graph.example(NamedNode(class_)) for class_ in classes},
        has={} if standard else _has(service),
    )
    response.headers.update({"ETag": tag, "Cache-Control": "no-cache"})
    return response


def _has(service: Service) -> Mapping[str, Sequence[ClassProperty]]:
    """What the things of each class have, as the shapes of the release ask for it."""
    shapes = service.release.path / SHAPES
    return class_properties(shapes.read_bytes(), service.graph) if shapes.is_file() else {}


async def count(request: Request, query: str) -> list[Counted]:
    """The rows of one of the queries, graphs that all share before those of municipalities. Raises QueryFailure."""
    endpoint: Endpoint = request.app.state.endpoint
    table = Table.read((await endpoint.ask(query, JSON.media_type, client(request))).read())
    found = [Counted(name, int(number)) for name, number in table.texts()]
    base = request.app.state.service.release.base_iri
    return sorted(found, key=lambda one: one.iri.startswith(f"{base}id/"))
