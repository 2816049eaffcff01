"""The endpoint's page for people: a form that works without scripts, and the editor where it has been built.

The editor is Zazuko's YASGUI, bundled by `make editor` into `static/editor/`; it is handed the prefixes, the terms of
the ontology for completion, and the examples.
"""

from collections.abc import Iterable
from pathlib import Path

from fastapi import APIRouter
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from server.conditional import entity_tag, unless_known
from server.endpoint import Endpoint
from server.pages.templates import STATIC
from server.pages.view import View
from server.protocol import GRAPHS, TABLES
from server.queries import examples
from server.service import Service
from server.sparql_pages import render
from server.vocabulary import PREFIXES, owl, rdf

router = APIRouter(include_in_schema=False)

FIRST = "figures-of-item"
"""The example that stands in the form at first."""
EDITOR = STATIC / "editor"
FILES = ("editor.js", "editor.css")
CLASSES = (owl.Class,)
PROPERTIES = (owl.ObjectProperty, owl.DatatypeProperty, rdf.Property)


def is_built(folder: Path = EDITOR) -> bool:
    """Whether the editor has been bundled: then the page loads it."""
    return all((folder / name).is_file() for name in FILES)


def sparql_page(request: Request, query: str | None) -> HTMLResponse:
    """The page of the endpoint, with a query already written in it: `app.state.sparql_form`."""
    endpoint: Endpoint = request.app.state.endpoint
    service: Service = request.app.state.service
    return render(
        request,
        "sparql.html",
        query=query or examples()[FIRST].query(base=service.release.base_iri),
        tables=TABLES,
        graphs=GRAPHS,
        limits=endpoint.limits,
        built=is_built(),
    )


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
