"""Every IRI below the base answers: 303 from a thing to its document, the document by its suffix.

A thing's address is the path of its IRI below the base; a document's address ends in the suffix of its format.
"""

from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode, RdfFormat
from starlette.responses import FileResponse, RedirectResponse, Response

from pipeline.model.text import Text
from server.http.conditional import entity_tag, unless_known
from server.http.errors import NOTHING_HERE, ProblemError
from server.http.languages import spoken
from server.http.negotiation import BY_SUFFIX, HTML, JSON_LD, PNG, Format, links, see_other
from server.pages import kinds, originals
from server.rendering.parameters import context_address, page_number
from server.rendering.service import Service
from server.rendering.view import View
from server.repository.addresses import raw_path
from server.repository.describe import LAST_PAGE, describe

router = APIRouter()

SUFFIX_OF_TEXT = "txt"
KEPT_PARAMETERS = ("lang", "page", "context")


@router.get("/{root}/{rest:path}", include_in_schema=False)
def resource(request: Request, root: str) -> Response:
    """The document about a thing, a redirect to it, or a source document: its text, its file, the picture of a page."""
    service: Service = request.app.state.service
    path = raw_path(request.scope)
    iri = service.addresses.iri(path.removesuffix("/")) if root in service.roots else None
    if iri is None:
        raise ProblemError(404, NOTHING_HERE)
    if path.endswith("/"):
        return _without_slash(request, service, iri)
    stem, _, suffix = iri.rpartition(".")
    text = service.source_text(stem) if suffix == SUFFIX_OF_TEXT else None
    if text is not None:
        path_of_data = service.addresses.document(stem, JSON_LD.suffix)
        link = f'<{path_of_data}>; rel="alternate"; type="{JSON_LD.media_type}"'
        return FileResponse(text, media_type="text/plain; charset=utf-8", headers={"Link": link})
    document = _original(service, iri)
    if document is not None:
        return document
    thing = _node(iri)
    described = thing and _described(service, thing)
    if described:
        return _redirect(request, service, described)
    thing = _node(stem) if suffix in BY_SUFFIX else None
    if thing is None or not service.graph.knows(thing):
        raise ProblemError(404, NOTHING_HERE)
    return _document(request, service, thing, BY_SUFFIX[suffix])


def _original(service: Service, iri: str) -> Response | None:
    """A document as it was received, or the picture of a page of it; None where the address is of neither."""
    path = service.original(iri)
    if path is not None:
        return originals.file(path)
    stem, _, suffix = iri.rpartition(".")
    return originals.picture(service, stem) if suffix == PNG.suffix else None


def _without_slash(request: Request, service: Service, iri: str) -> Response:
    """The address that was meant, made from the IRI so that it leads nowhere else."""
    query = request.url.query
    return RedirectResponse(f"{service.addresses.path(iri)}{'?' + query if query else ''}", 308)


def _described(service: Service, thing: NamedNode) -> NamedNode | None:
    """What a document is about that describes a thing: the thing itself; of a named graph, its dataset."""
    return thing if service.graph.knows(thing) else service.document_of_graph(thing)


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def _redirect(request: Request, service: Service, thing: NamedNode) -> Response:
    """303 to the document, in the language and with the context that were asked for."""
    return see_other(request, partial(_address, service, thing), partial(_query, request))


def _address(service: Service, thing: NamedNode, format_: Format) -> str:
    """The path of the document about a thing."""
    return service.addresses.document(thing.value, format_.suffix) or "/"


def _query(request: Request, chosen: Format) -> str:
    """What the redirect keeps of the query: the language a reader asked for, by parameter or by browser."""
    kept = {name: request.query_params[name] for name in KEPT_PARAMETERS if name in request.query_params}
    if chosen is HTML and "lang" not in kept and spoken(request.headers.get("accept-language")) == "en":
        kept["lang"] = "en"
    return "?" + urlencode(kept) if kept else ""


def _document(request: Request, service: Service, thing: NamedNode, format_: Format) -> Response:
    successor = kinds.successor(service, thing)
    if successor is not None:
        headers = {"Link": f'<{service.url(successor)}>; rel="successor-version"'}
        said = Text(
            f"<{thing.value}>は、<{successor.value}>に置き換えられました。そちらをご覧ください。",
            f"<{thing.value}> was replaced by <{successor.value}>.",
        )
        raise ProblemError(410, said, headers)
    tag = entity_tag(service.version, format_.suffix)

    def answer() -> Response:
        response = _rdf(request, service, thing, format_) if format_.rdf else _shown(request, thing, format_)
        further = response.headers.get("link")
        response.headers["Link"] = ", ".join(filter(None, (further, _links(service, thing, format_))))
        return response

    return unless_known(request, tag, answer)


def _links(service: Service, thing: NamedNode, shown: Format) -> str:
    """The Link header of a document: its other formats, and where the page about the thing is."""
    canonical = f'<{service.url(thing, HTML.suffix)}>; rel="canonical"'
    return f"{links(partial(_address, service, thing), shown)}, {canonical}"


def _shown(request: Request, thing: NamedNode, format_: Format) -> Response:
    """What people are shown of a thing: its page, its table, its chart or its picture."""
    shown = kinds.show(View(request), thing, format_)
    if shown is None:
        raise ProblemError(
            404,
            Text(
                f"<{thing.value}>に、{format_.name}はありません。ほかの形式でご覧ください。",
                f"<{thing.value}> has no {format_.name}. Take another format.",
            ),
        )
    return shown


def _rdf(request: Request, service: Service, thing: NamedNode, format_: Format) -> Response:
    page = page_number(request.query_params)
    description = describe(service.graph, thing, page)
    context = context_address(request.query_params, service.settings.public_url)
    content = description.serialize(format_.rdf or RdfFormat.TURTLE, context)
    response = Response(content, media_type=format_.content_type)
    if description.more and page < LAST_PAGE:
        path = service.addresses.document(thing.value, format_.suffix)
        response.headers["Link"] = f'<{path}?page={page + 1}>; rel="next"'
    return response
