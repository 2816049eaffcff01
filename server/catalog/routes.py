"""For portals: the DCAT catalogue, the list of open data, and what crawlers look for.

Everything is a rendering of files of the release, whose addresses lead to this server; never a query.
"""

from functools import partial

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import Response

from pipeline.exports.descriptions import void
from pipeline.model.text import Text
from server.catalog import listings
from server.catalog.answering import answer, root_of, service_of, written_root
from server.catalog.document import Place, page
from server.http.conditional import entity_tag, unless_known
from server.http.errors import NO_SUCH_PAGE, ProblemError
from server.http.negotiation import (
    HTML,
    JSON_LD,
    N_TRIPLES,
    RDF_XML,
    TURTLE,
    Format,
    accepted,
    links,
    of_suffix,
)
from server.rendering.parameters import context_address, page_number
from server.rendering.service import Service
from server.rendering.view import View
from server.repository.catalogue import NAMES_A_PAGE
from server.repository.describe import written

router = APIRouter()

OFFERED = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, HTML)
"""RDF before HTML: CKAN asks for anything (`*/*`) and means the catalogue."""
PATH = "/catalog"
MOST_PAGES = 10**6
OPEN_DATA_LISTS = "opendata_list"
OPEN_DATA_LIST = "opendata_list.csv"


@router.get(PATH)
def negotiated(request: Request) -> Response:
    """The catalogue in the format that a client accepts; programs that accept anything get Turtle."""
    response = _in_format(request, accepted(request, OFFERED), PATH)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


@router.get(PATH + ".{suffix}")
def by_suffix(request: Request, suffix: str) -> Response:
    """The catalogue at a fixed address: .ttl, .jsonld, .rdf, .nt, .html."""
    return _in_format(
        request, of_suffix(suffix, Text("カタログ", "The catalogue"), OFFERED), f"{PATH}.{suffix}"
    )


def _in_format(request: Request, format_: Format, path: str) -> Response:
    service = service_of(request)
    if format_.rdf is None:
        response = _page(request)
    else:
        number = _asked(request.query_params, service)
        context = context_address(request.query_params, service.settings.public_url)
        rdf = partial(_rdf, service, number, service.settings.public_url + path, format_, context)
        response = answer(request, rdf, format_.media_type, path[1:], format_.suffix, str(number))
    response.headers["Link"] = links(
        lambda other: f"{root_of(service)}catalog.{other.suffix}", format_, OFFERED
    )
    return response


def _rdf(service: Service, number: int, address: str, format_: Format, context: str | None) -> bytes:
    place = Place(service.release.base_iri, written_root(service), root_of(service))
    found = page(service.catalogue, number, address, place)
    return written(found, format_.rdf, context) if format_.rdf else b""


def _asked(parameters: QueryParams, service: Service) -> int:
    """The page asked for. Raises ProblemError: 400 for what is no number, 404 beyond the last page."""
    number = page_number(parameters, MOST_PAGES)
    if number > service.catalogue.last:
        raise ProblemError(
            404,
            Text(
                f"カタログは{service.catalogue.last}ページまでです。",
                f"The catalogue ends with page {service.catalogue.last}.",
            ),
        )
    return number


def _page(request: Request) -> Response:
    """The catalogue for people, so many names a page."""
    view = View(request)
    catalogue, number = view.service.catalogue, page_number(request.query_params)
    names = catalogue.names(number)
    if not names and number > 1:
        raise ProblemError(404, NO_SUCH_PAGE)

    def render() -> Response:
        datasets, more = [view.name(iri) for iri in names], number * NAMES_A_PAGE < catalogue.total
        return view.render("catalogue.html", datasets=datasets, total=catalogue.total, page=number, more=more)

    tag = entity_tag(view.service.version, "catalogue", str(number), view.language)
    return unless_known(request, tag, render)


@router.get("/" + OPEN_DATA_LIST)
def open_data_list(request: Request) -> Response:
    """オープンデータ一覧: UTF-8 with BOM, CRLF, 45 columns, one row a file."""
    service = service_of(request)
    path = service.release.path / OPEN_DATA_LIST
    text = partial(listings.moved, path, written_root(service), root_of(service))
    return answer(request, text, "text/csv; charset=utf-8", "list")


@router.get("/opendata_list/{prefecture}.csv")
def open_data_list_of(request: Request, prefecture: str) -> Response:
    """オープンデータ一覧 of a prefecture, by the two digits of its code, where the list is divided."""
    service = service_of(request)
    path = service.release.path / OPEN_DATA_LISTS / f"{prefecture}.csv.gz"
    if not (len(prefecture) == 2 and prefecture.isascii() and prefecture.isdecimal() and path.is_file()):
        raise ProblemError(
            404,
            Text(
                f"都道府県「{prefecture}」の一覧はありません。/{OPEN_DATA_LIST}から、すべての一覧へ進めます。",
                f"There is no list of a prefecture {prefecture}; /{OPEN_DATA_LIST} leads to all.",
            ),
        )
    text = partial(listings.moved, path, written_root(service), root_of(service))
    return answer(request, text, "text/csv; charset=utf-8", "list", prefecture)


@router.get("/.well-known/void")
def void_of_all(request: Request) -> Response:
    """The description of the RDF datasets, where crawlers of linked data look for it."""
    service = service_of(request)
    return _described(request, service, void.PATH)


@router.get("/void/{municipality}.ttl")
def void_of(request: Request, municipality: str) -> Response:
    """The description of the RDF datasets of a municipality, by its code."""
    service = service_of(request)
    known = municipality in service.release.municipalities
    if not (known and (service.release.path / void.path(municipality)).is_file()):
        raise ProblemError(404, _unpublished(municipality))
    return _described(request, service, void.path(municipality))


def _unpublished(code: str) -> Text:
    return Text(
        f"コード「{code}」の自治体のデータは、ここにはありません。/municipalitiesに一覧があります。",
        f"No municipality of the code {code} publishes here; /municipalities lists those that do.",
    )


def _described(request: Request, service: Service, name: str) -> Response:
    path = service.release.path / name
    text = partial(listings.moved, path, written_root(service), root_of(service), "<", ("dataset/",))
    return answer(request, text, "text/turtle", name)


@router.get("/sitemap.xml")
def sitemap(request: Request) -> Response:
    """Where the addresses of all pages are, for search engines: a sitemap for each municipality, one for all else."""
    service = service_of(request)
    text = partial(listings.sitemap_index, service)
    return answer(request, text, "application/xml", "sitemap")


@router.get("/sitemap/{part}.xml")
def sitemap_of(request: Request, part: str) -> Response:
    """The addresses of the pages about one municipality, by its code, or about what belongs to none: `shared`."""
    service = service_of(request)
    text = listings.sitemap(service, part)
    if text is None:
        raise ProblemError(404, _unpublished(part))
    return answer(request, lambda: text, "application/xml", "sitemap", part)


@router.get("/robots.txt")
def robots(request: Request) -> Response:
    """What crawlers may ask, and where the sitemap is."""
    text = partial(listings.robots, service_of(request).settings.public_url)
    return answer(request, text, "text/plain; charset=utf-8", "robots")


@router.get("/llms.txt")
def llms(request: Request) -> Response:
    """What there is here, for language models, as llmstxt.org asks."""
    service = service_of(request)
    text = partial(listings.llms, service)
    return answer(request, text, "text/plain; charset=utf-8", "llms")
