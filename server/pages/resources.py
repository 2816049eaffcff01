"""Every IRI below the base answers: 303 from a thing to its document, the document by its suffix.

A thing's address is the path of its IRI below the base; a document's address ends in the suffix of its format.
"""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode, RdfFormat
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response

from server.http.conditional import entity_tag, unless_known
from server.http.negotiation import BY_SUFFIX, FORMATS, HTML, Format, best
from server.pages import kinds
from server.rendering.parameters import page_number
from server.rendering.service import Service
from server.rendering.view import View, spoken
from server.repository.addresses import raw_path
from server.repository.describe import LAST_PAGE, describe

router = APIRouter()

SUFFIX_OF_TEXT = "txt"
KEPT_PARAMETERS = ("lang", "page")


@router.get("/{root}/{rest:path}", include_in_schema=False)
def resource(request: Request, root: str) -> Response:
    """The document about a thing, a redirect to it, or the text of a source document."""
    service: Service = request.app.state.service
    path = raw_path(request.scope)
    iri = service.addresses.iri(path.removesuffix("/")) if root in service.roots else None
    if iri is None:
        raise HTTPException(404)
    if path.endswith("/"):
        return _without_slash(request, service, iri)
    stem, _, suffix = iri.rpartition(".")
    text = service.source_text(stem) if suffix == SUFFIX_OF_TEXT else None
    if text is not None:
        return FileResponse(text, media_type="text/plain; charset=utf-8")
    thing = _node(iri)
    described = thing and _described(service, thing)
    if described:
        return _redirect(request, service, described)
    thing = _node(stem) if suffix in BY_SUFFIX else None
    if thing is None or not service.graph.knows(thing):
        raise HTTPException(404, f"Nothing is known about <{iri}>.")
    return _document(request, service, thing, BY_SUFFIX[suffix])


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
    """303 See Other (httpRange-14): the thing is not its document."""
    chosen = best(request.headers.get("accept"), FORMATS)
    if chosen is None:
        offered = ", ".join(format_.media_type for format_ in FORMATS)
        raise HTTPException(406, f"This is described as {offered}.", _links(service, thing))
    path = service.addresses.document(thing.value, chosen.suffix) or "/"
    headers = {**_links(service, thing), "Vary": "Accept, Accept-Language", "Cache-Control": "no-cache"}
    return RedirectResponse(path + _query(request, chosen), 303, headers)


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
        raise HTTPException(410, f"<{thing.value}> was replaced by <{successor.value}>.", headers)
    tag = entity_tag(service.version, format_.suffix)

    def answer() -> Response:
        response = _rdf(request, service, thing, format_) if format_.rdf else _shown(request, thing, format_)
        response.headers.update(_links(service, thing, format_, response.headers.get("link")))
        return response

    return unless_known(request, tag, answer)


def _shown(request: Request, thing: NamedNode, format_: Format) -> Response:
    """What people are shown of a thing: its page, its table, its chart or its picture."""
    shown = kinds.show(View(request), thing, format_)
    if shown is None:
        raise HTTPException(404, f"<{thing.value}> has no {format_.name}.")
    return shown


def _rdf(request: Request, service: Service, thing: NamedNode, format_: Format) -> Response:
    page = page_number(request.query_params)
    description = describe(service.graph, thing, page)
    response = Response(
        description.serialize(format_.rdf or RdfFormat.TURTLE), media_type=format_.content_type
    )
    if description.more and page < LAST_PAGE:
        path = service.addresses.document(thing.value, format_.suffix)
        response.headers["Link"] = f'<{path}?page={page + 1}>; rel="next"'
    return response


def _links(
    service: Service, thing: NamedNode, shown: Format | None = None, further: str | None = None
) -> dict[str, str]:
    """The Link header of a thing or of its document in one format (RFC 8288)."""
    links = [further] if further else []
    for format_ in FORMATS:
        path = service.addresses.document(thing.value, format_.suffix)
        if format_ is not shown:
            links.append(f'<{path}>; rel="alternate"; type="{format_.media_type}"')
    links.append(f'<{service.url(thing, HTML.suffix)}>; rel="canonical"')
    links.append(f'<{service.addresses.document(thing.value, "ttl")}>; rel="describedby"; type="text/turtle"')
    return {"Link": ", ".join(links)}
