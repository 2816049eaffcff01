"""For portals: the DCAT catalogue, CKAN's Action API, the list of open data, and what crawlers look for.

Everything is a rendering of files of the release, whose addresses lead to this server; never a query.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from server.catalog import ckan, listings
from server.catalog.ckan import ACTIONS, NotFoundHereError
from server.catalog.ckan_search import RefusedError
from server.catalog.document import PAGE_SIZE, Catalogue, Page, catalogue
from server.http.conditional import entity_tag, unless_known
from server.http.negotiation import (
    BY_SUFFIX,
    HTML,
    JSON_LD,
    N_TRIPLES,
    RDF_XML,
    TURTLE,
    Format,
    accepted,
    links,
)
from server.rendering.parameters import context_address
from server.rendering.service import Service
from server.rendering.view import View
from server.repository.describe import written

router = APIRouter()

OFFERED = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, HTML)
"""RDF before HTML: CKAN asks for anything (`*/*`) and means the catalogue."""
PATH = "/catalog"
MOST_POSTED = 16_384
"""Bytes of the parameters of a CKAN action."""
OPEN_DATA_LIST, VOID = "opendata_list.csv", "void.ttl"


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _root(service: Service) -> str:
    return service.settings.public_url + "/"


def _written(service: Service) -> str:
    """What the addresses in the release's files start with."""
    return service.release.root


def _catalogue(service: Service) -> Catalogue:
    release = service.release
    return catalogue(release.path, release.base_iri, _written(service), _root(service))


def _answer(request: Request, content: Callable[[], str | bytes], media_type: str, *parts: str) -> Response:
    """A rendering with its validators: ETag by release and parts, Last-Modified by the catalogue."""
    service = _service(request)
    tag = entity_tag(service.version, *parts)
    response = unless_known(request, tag, lambda: Response(content(), media_type=media_type))
    modified = datetime.fromisoformat(_catalogue(service).modified).astimezone(UTC)
    response.headers["Last-Modified"] = format_datetime(modified, usegmt=True)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@router.get(PATH)
def negotiated(request: Request) -> Response:
    """The catalogue in the format that a client accepts; programs that accept anything get Turtle."""
    response = _in_format(request, accepted(request, OFFERED), PATH)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


@router.get(PATH + ".{suffix}")
def by_suffix(request: Request, suffix: str) -> Response:
    """The catalogue at a fixed address: .ttl, .jsonld, .rdf, .nt, .html."""
    format_ = BY_SUFFIX.get(suffix)
    if format_ not in OFFERED:
        raise HTTPException(404, "The catalogue has no such format.")
    return _in_format(request, format_, f"{PATH}.{suffix}")


def _in_format(request: Request, format_: Format, path: str) -> Response:
    service = _service(request)
    if format_.rdf is None:
        response = _page(request)
    else:
        page = _asked(request.query_params, _catalogue(service), service.settings.public_url + path)
        context = context_address(request.query_params, service.settings.public_url)
        rdf = partial(_rdf, service, page, format_, context)
        response = _answer(
            request, rdf, format_.media_type, path[1:], format_.suffix, str(page.number), str(page.size)
        )
    response.headers["Link"] = links(
        lambda other: f"{_root(service)}catalog.{other.suffix}", format_, OFFERED
    )
    return response


def _rdf(service: Service, page: Page, format_: Format, context: str | None) -> bytes:
    return written(_catalogue(service).page(page), format_.rdf, context) if format_.rdf else b""


def _asked(parameters: QueryParams, found: Catalogue, address: str) -> Page:
    """The page asked for. Raises HTTPException: 400 for what is no number, 404 beyond the last page."""
    size = _number(parameters, "size", PAGE_SIZE, PAGE_SIZE)
    number = _number(parameters, "page", 1, 10**6)
    if number > found.pages(size):
        raise HTTPException(404, f"The catalogue ends with page {found.pages(size)}.")
    return Page(number, size, address)


def _number(parameters: QueryParams, name: str, default: int, most: int) -> int:
    text = parameters.get(name, str(default))
    if text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= most:
        return int(text)
    raise HTTPException(400, f"{name} is a whole number from 1 to {most}.")


def _page(request: Request) -> Response:
    """The catalogue for people."""
    view = View(request)
    service = _service(request)
    datasets = [view.name(node.value) for node in _catalogue(service).datasets]
    tag = entity_tag(service.version, "catalogue", view.language)
    return unless_known(request, tag, lambda: view.render("catalogue.html", datasets=datasets))


@router.get("/api/3/action/{action}")
@router.get("/api/action/{action}")
def act(request: Request, action: str) -> Response:
    """CKAN's Action API, read only."""
    return _act(request, action, dict(request.query_params))


@router.post("/api/3/action/{action}", include_in_schema=False)
@router.post("/api/action/{action}", include_in_schema=False)
async def act_posted(request: Request, action: str) -> Response:
    """The same with parameters as a JSON object, which is how CKAN's own client asks."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_POSTED:
            return _failed(_help(request, action), 413, "Bad Request", "The request is too long.")
    parameters = _posted(bytes(body))
    if parameters is None:
        return _failed(_help(request, action), 400, "Bad Request", "Post a JSON object of texts and numbers.")
    return _act(request, action, parameters)


def _posted(body: bytes) -> dict[str, str] | None:
    """The parameters in a body, as an address would have them; None: it is no flat JSON object."""
    try:
        posted = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return None
    if not isinstance(posted, dict):
        return None
    nested = [value for value in posted.values() if isinstance(value, dict | list)]
    if any(isinstance(value, dict) or not all(isinstance(one, str) for one in value) for value in nested):
        return None
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in posted.items()
        if value is not None
    }


def _act(request: Request, action: str, parameters: Mapping[str, str]) -> Response:
    service = _service(request)
    known, help_ = ACTIONS.get(action), _help(request, action)
    if known is None:
        return _failed(help_, 400, "Bad Request", f"Action name not known: {action}")
    portal = ckan.portal(service.release.path, _written(service), _root(service))
    try:
        result = known(portal, parameters)
    except NotFoundHereError as error:
        return _failed(help_, 404, "Not Found Error", f"Not found: {error}")
    except RefusedError as error:
        return _failed(help_, 409, "Validation Error", str(error))
    body = json.dumps({"help": help_, "success": True, "result": result}, ensure_ascii=False)
    digest = hashlib.sha256(body.encode()).hexdigest()[:16]
    return _answer(request, lambda: body, "application/json", "ckan", digest)


def _help(request: Request, action: str) -> str:
    return f"{_root(_service(request))}api/3/action/help_show?name={quote(action)}"


def _failed(help_: str, status: int, type_: str, message: str) -> Response:
    error = {"__type": type_, "message": message}
    return JSONResponse({"help": help_, "success": False, "error": error}, status)


@router.get("/" + OPEN_DATA_LIST)
def open_data_list(request: Request) -> Response:
    """オープンデータ一覧: UTF-8 with BOM, CRLF, 45 columns, one row a file."""
    service = _service(request)
    path = service.release.path / OPEN_DATA_LIST
    text = partial(listings.moved, path, _written(service), _root(service))
    return _answer(request, text, "text/csv; charset=utf-8", "list")


@router.get("/.well-known/void")
def void(request: Request) -> Response:
    """The description of the RDF datasets, where crawlers of linked data look for it."""
    service = _service(request)
    path = service.release.path / VOID
    text = partial(listings.moved, path, _written(service), _root(service), "<", ("dataset/",))
    return _answer(request, text, "text/turtle", "void")


@router.get("/sitemap.xml")
def sitemap(request: Request) -> Response:
    """Where the addresses of all pages are, for search engines: a sitemap for each municipality, one for all else."""
    service = _service(request)
    text = partial(listings.sitemap_index, service, _catalogue(service))
    return _answer(request, text, "application/xml", "sitemap")


@router.get("/sitemap/{part}.xml")
def sitemap_of(request: Request, part: str) -> Response:
    """The addresses of the pages about one municipality, by its code, or about what belongs to none: `shared`."""
    service = _service(request)
    text = listings.sitemap(service, _catalogue(service), part)
    if text is None:
        raise HTTPException(404, f"No municipality of the code {part} publishes here.")
    return _answer(request, lambda: text, "application/xml", "sitemap", part)


@router.get("/robots.txt")
def robots(request: Request) -> Response:
    """What crawlers may ask, and where the sitemap is."""
    text = partial(listings.robots, _service(request).settings.public_url)
    return _answer(request, text, "text/plain; charset=utf-8", "robots")


@router.get("/llms.txt")
def llms(request: Request) -> Response:
    """What there is here, for language models, as llmstxt.org asks."""
    service = _service(request)
    text = partial(listings.llms, service, _catalogue(service))
    return _answer(request, text, "text/plain; charset=utf-8", "llms")
