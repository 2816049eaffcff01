"""The example queries at `/sparql/examples`: a page for people, RDF for programs.

In RDF they are described as SHACL describes queries (sh:SPARQLSelectExecutable), as SIB's endpoints do.
"""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby

from fastapi import APIRouter
from pyoxigraph import Literal, NamedNode, Triple, serialize
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.model.text import Text
from server.engine import QueryFailure
from server.http.conditional import entity_tag, unless_known
from server.http.errors import ProblemError
from server.http.negotiation import FORMATS, HTML, Format, best, not_acceptable, of_suffix
from server.queries import Example, examples
from server.query_pages.page import render
from server.query_pages.result_table import Table
from server.query_pages.shortcuts import find
from server.rendering.service import Service
from server.rendering.view import View
from server.sparql.endpoint import Endpoint
from server.sparql.protocol import JSON

router = APIRouter()

GROUPS = ("plan", "figures", "effects", "classification", "chapters", "quality", "comparison")
FIRST_ROWS = 3
LONGEST_WAIT = 2.0
"""Seconds that the page waits for first rows when a release has just become current."""
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SH = "http://www.w3.org/ns/shacl#"
_SCHEMA = "https://schema.org/"
_PREFIXES = {"rdf": _RDF, "rdfs": _RDFS, "sh": _SH, "schema": _SCHEMA}


def groups() -> list[tuple[str, list[Example]]]:
    """The examples by group, in the order of the groups."""
    ordered = sorted(examples().values(), key=lambda example: (GROUPS.index(example.group), example.name))
    return [(group, list(found)) for group, found in groupby(ordered, key=lambda example: example.group)]


@router.get("/sparql/examples")
async def overview(request: Request) -> Response:
    """Every example: a page, or RDF, as is preferred."""
    chosen = best(request.headers.get("accept"), FORMATS)
    if chosen is None:
        raise ProblemError(406, not_acceptable(FORMATS))
    response = await _listed(request, chosen)
    response.headers["Vary"] = "Accept"
    return response


@router.get("/sparql/examples.{suffix}")
async def overview_as(request: Request, suffix: str) -> Response:
    """Every example in one format."""
    return await _listed(request, of_suffix(suffix, Text("問い合わせの例", "The list of examples")))


@router.get("/sparql/examples/{name}")
def example(request: Request, name: str) -> Response:
    """One example: 303 to the page with its answer, or RDF, as is preferred."""
    found = find(name)
    chosen = best(request.headers.get("accept"), FORMATS)
    if chosen is None:
        raise ProblemError(406, not_acceptable(FORMATS))
    if chosen is HTML:
        return RedirectResponse(View(request).path(f"/q/{name}.html"), 303, {"Vary": "Accept"})
    response = _described(request, [found], chosen)
    response.headers["Vary"] = "Accept"
    return response


async def _listed(request: Request, format_: Format) -> Response:
    if format_ is not HTML:
        return _described(request, examples().values(), format_)
    return render(
        request, "examples.html", groups=groups(), previews=await previews(request), formats=FORMATS
    )


@dataclass
class Previews:
    """The first rows of every answer of a release by the example's name, and the task that asks for them."""

    release: str
    known: dict[str, Table] = field(default_factory=dict)
    asking: asyncio.Task[None] | None = None


async def previews(request: Request) -> dict[str, Table]:
    """The first rows that are known.

    Who asks first after a release became current waits for them a little; nobody waits for the engine after that.
    """
    endpoint: Endpoint = request.app.state.endpoint
    service: Service = request.app.state.service
    found: Previews | None = getattr(request.app.state, "previews", None)
    first = found is None or found.release != endpoint.engine.release
    if found is None or first:
        found = request.app.state.previews = Previews(endpoint.engine.release)
    incomplete = examples().keys() - found.known.keys()
    if incomplete and (found.asking is None or found.asking.done()):
        found.asking = asyncio.create_task(_ask(endpoint, service.release.base_iri, found.known))
    if first and found.asking:
        await asyncio.wait({found.asking}, timeout=LONGEST_WAIT)
    return found.known


async def _ask(endpoint: Endpoint, base: str, known: dict[str, Table]) -> None:
    """Asks for what is not known yet, until the engine has no time."""
    with suppress(QueryFailure):
        for name in sorted(examples().keys() - known.keys()):
            text = examples()[name].query(base=base)
            table = Table.read((await endpoint.ask(text, JSON.media_type, "examples")).read())
            known[name] = Table(table.columns, table.rows[:FIRST_ROWS])


def _described(request: Request, found: Iterable[Example], format_: Format) -> Response:
    service: Service = request.app.state.service

    def made() -> Response:
        endpoint = f"{service.settings.public_url}/sparql"
        triples = [triple for one in found for triple in describe(one, service.release.base_iri, endpoint)]
        body = serialize(triples, format=format_.rdf, prefixes=_PREFIXES) if format_.rdf else b""
        return Response(body, media_type=format_.content_type)

    return unless_known(request, entity_tag(service.version, "examples", format_.suffix), made)


def describe(found: Example, base: str, endpoint: str) -> Iterator[Triple]:
    """An example in RDF; its query has the defaults of its parameters."""
    node = NamedNode(f"{base}sparql/examples/{found.name}")
    yield Triple(node, NamedNode(_RDF + "type"), NamedNode(_SH + "SPARQLExecutable"))
    yield Triple(node, NamedNode(_RDF + "type"), NamedNode(_SH + "SPARQLSelectExecutable"))
    for predicate, texts in (("label", found.title), ("comment", found.description)):
        for language in sorted(texts):
            yield Triple(node, NamedNode(_RDFS + predicate), Literal(texts[language], language=language))
    yield Triple(node, NamedNode(_SH + "select"), Literal(found.query(base=base)))
    yield Triple(node, NamedNode(_SCHEMA + "keywords"), Literal(found.group))
    yield Triple(node, NamedNode(_SCHEMA + "target"), NamedNode(endpoint))
