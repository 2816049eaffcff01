"""`/feed.atom`: which data was published and when it last changed, as the catalogue says."""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.graph import in_language
from pipeline.reading.vocabulary import dcterms
from server.http.conditional import entity_tag, unless_known
from server.http.negotiation import ATOM
from server.pages.feeds.atom import MOST_ENTRIES, Entry, Feed, answer, instant
from server.rendering.service import Service
from server.rendering.view import View

router = APIRouter(include_in_schema=False)


@router.get("/feed.atom")
def releases(request: Request) -> Response:
    """What was published, as an Atom feed."""
    service: Service = request.app.state.service
    tag = entity_tag(service.version, ATOM.suffix)
    return unless_known(request, tag, lambda: answer(_feed(View(request))))


def _feed(view: View) -> Feed:
    root, publisher = view.service.settings.public_url, view.service.publication.publisher
    return Feed(
        title=f"{view.t('site')}: {view.t('feed_of_releases')}",
        address=root + view.path("/"),
        own=root + view.path("/feed.atom"),
        author=(in_language(publisher.label, view.language) if publisher else None) or view.t("site"),
        language=view.language,
        updated=instant(view.service.publication.modified),
        entries=tuple(_entries(view)),
    )


def _entries(view: View) -> Iterator[Entry]:
    """Of every dataset that changed last when it did: each change is an entry of its own, by the instant in its id."""
    graph = view.service.graph
    for name in view.service.packages.newest(MOST_ENTRIES):
        dataset = NamedNode(f"{view.service.release.base_iri}dataset/{name}")
        issued, modified = (graph.value(dataset, term) for term in (dcterms.issued, dcterms.modified))
        if modified:
            verb = view.t("feed_issued" if modified == issued else "feed_modified")
            title = in_language(graph.label(dataset), view.language) or ""
            description = in_language(graph.text(dataset, dcterms.description), view.language)
            yield Entry(
                id=f"{dataset.value}#{modified}",
                title=f"{title}: {verb}",
                updated=instant(modified),
                address=view.absolute(dataset.value),
                lines=(description,) if description else (),
            )
