"""Pages that are no thing's document: home, search, the description of the interface."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.http.conditional import entity_tag, unless_known
from server.http.languages import spoken
from server.pages.plan import changes
from server.pages.queries import example
from server.rendering.service import Service
from server.rendering.view import View
from server.repository.search.index import MOST_RESULTS

API_TEXTS = Path(__file__).resolve().parent / "api_texts.toml"

router = APIRouter(include_in_schema=False)


@cache
def api_texts() -> Mapping[str, str]:
    """What each address of the interface gives, in Japanese."""
    return tomllib.loads(API_TEXTS.read_text(encoding="utf-8"))


@router.get("/")
def home(request: Request) -> Response:
    """How far the plans have come: the answer first, what missed and exceeded its target the most, the plans.

    Without `?lang=` a reader whose browser prefers English is led to the English page, as from a thing to its document.
    """
    if "lang" not in request.query_params and spoken(request.headers.get("accept-language")) == "en":
        headers = {"Vary": "Accept-Language", "Cache-Control": "no-cache"}
        return RedirectResponse("/?lang=en", 303, headers)

    def answer(view: View) -> HTMLResponse:
        shown = view.service.reader.home()
        editions = [card.edition for card in shown.cards]
        changed = [
            (edition, changes.count(path))
            for edition in editions
            if (path := view.service.changes(edition.iri))
        ]
        return view.render("home.html", home=shown, changed=[entry for entry in changed if entry[1]])

    response = _page(request, answer)
    response.headers["Vary"] = "Accept-Language"
    return response


@router.get("/use")
def use(request: Request) -> Response:
    """The ways to use the data: tables, programs, an example query."""

    def answer(view: View) -> HTMLResponse:
        datasets = [view.name(iri) for iri in view.service.catalogue.of_municipality("")]
        return view.render("use.html", datasets=datasets, query=example())

    return _page(request, answer)


@router.get("/search")
def search(request: Request) -> Response:
    """What has the words of `q`."""

    def answer(view: View) -> HTMLResponse:
        asked = request.query_params.get("q", "").strip()
        results = view.service.search.search(asked, language=view.language)
        return view.render("search.html", asked=asked, results=results, most=MOST_RESULTS)

    return _page(request, answer)


@router.get("/docs")
def docs(request: Request) -> Response:
    """The addresses of this server for programs, from its own OpenAPI description."""
    paths = request.app.openapi()["paths"]
    return _page(request, lambda view: view.render("docs.html", paths=paths, japanese=api_texts()))


def _page(request: Request, answer: Callable[[View], HTMLResponse]) -> Response:
    service: Service = request.app.state.service
    return unless_known(request, entity_tag(service.version, "html"), lambda: answer(View(request)))
