"""`/feed.atom`: which data was published and when it last changed, as the catalogue says."""

from collections.abc import Iterable, Iterator

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.graph import in_language
from pipeline.reading.vocabulary import dcterms
from server.http.conditional import entity_tag, unless_known
from server.http.negotiation import ATOM
from server.pages.feeds.atom import Entry, Feed, answer, instant
from server.rendering.parameters import page_number
from server.rendering.service import Service
from server.rendering.view import View

A_PAGE = 50
"""Datasets on a page of the feed: all of a country are followed from one to the next."""

router = APIRouter(include_in_schema=False)


@router.get("/feed.atom")
def releases(request: Request) -> Response:
    """What was published, as an Atom feed."""
    service: Service = request.app.state.service
    tag = entity_tag(service.version, ATOM.suffix)
    return unless_known(request, tag, lambda: answer(_feed(View(request))))


def _feed(view: View) -> Feed:
    root, publisher = view.service.settings.public_url, view.service.publication.publisher
    page = page_number(view.request.query_params)
    names = view.service.packages.newest(A_PAGE + 1, (page - 1) * A_PAGE)

    def at(number: int) -> str:
        return root + (view.path("/feed.atom", page=str(number)) if number > 1 else view.path("/feed.atom"))

    beside = {"first": 1} | ({"previous": page - 1} if page > 1 else {})
    beside |= {"next": page + 1} if len(names) > A_PAGE else {}
    return Feed(
        title=f"{view.t('site')}: {view.t('feed_of_releases')}",
        address=root + view.path("/"),
        own=at(page),
        author=(in_language(publisher.label, view.language) if publisher else None) or view.t("site"),
        language=view.language,
        updated=instant(view.service.publication.modified),
        entries=tuple(_entries(view, names[:A_PAGE])),
        pages={relation: at(number) for relation, number in beside.items()} if len(beside) > 1 else {},
    )


def _entries(view: View, names: Iterable[str]) -> Iterator[Entry]:
    """Of every dataset that changed last when it did: each change is an entry of its own, by the instant in its id."""
    graph = view.service.graph
    for name in names:
        dataset = NamedNode(f"{view.service.release.base_iri}dataset/{name}")
        issued, modified = (graph.value(dataset, term) for term in (dcterms.issued, dcterms.modified))
        if modified:
            verb = view.t("feed_issued" if modified == issued else "feed_modified")
            title = in_language(graph.label(dataset), view.language) or ""
            description = in_language(graph.text(dataset, dcterms.description), view.language)
            publisher = view.service.reader.name(dataset, dcterms.publisher)
            yield Entry(
                id=f"{dataset.value}#{modified}",
                title=f"{title}: {verb}",
                updated=instant(modified),
                address=view.absolute(dataset.value),
                lines=(description,) if description else (),
                author=(in_language(publisher.label, view.language) or "") if publisher else "",
            )
