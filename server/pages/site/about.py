"""Pages about the site itself: what it is, licences, how to cite, whom to ask, accessibility; and /.well-known/."""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response

from server.http.conditional import entity_tag, unless_known
from server.pages.site.citation import citation
from server.rendering.publication import publication
from server.rendering.service import Service
from server.rendering.templates import STATIC
from server.rendering.view import View

router = APIRouter(include_in_schema=False)

MOST_PUBLISHERS = 200
"""Publishers that a page names; each has a page of its own."""
NAMING_PUBLISHERS = ("contact", "licence")
"""The pages that name them."""
TRUSTED_FOR = timedelta(days=180)
"""How long a reader may rely on security.txt (RFC 9116, 2.5.5: less than a year)."""


@router.get("/about")
@router.get("/licence")
@router.get("/cite")
@router.get("/contact")
@router.get("/accessibility")
def page(request: Request) -> Response:
    """A page about the site, by its address."""
    service: Service = request.app.state.service
    name = request.url.path.lstrip("/")
    return unless_known(request, entity_tag(service.version, name), lambda: _page(View(request), name))


def _page(view: View, page: str) -> Response:
    service = view.service
    # One dataset of each publisher states what all of its datasets state.
    nodes = service.catalogue.first_of_each(MOST_PUBLISHERS + 1) if page in NAMING_PUBLISHERS else []
    key = f"keikaku-{service.release.id[:8]}"
    return view.render(
        f"{page}.html",
        publication=service.publication,
        publishers=[publication(service.graph, NamedNode(node)) for node in nodes[:MOST_PUBLISHERS]],
        more=len(nodes) > MOST_PUBLISHERS,
        citation=citation(
            service.publication,
            key,
            f"{service.settings.public_url}/",
            service.release.id[:12],
            view.language,
        ),
    )


@router.get("/favicon.ico")
def icon() -> Response:
    """The icon that browsers ask for whatever a page says."""
    return FileResponse(STATIC / "favicon.ico", media_type="image/vnd.microsoft.icon")


@router.get("/security.txt")
def old_place() -> Response:
    """Where security.txt stood before RFC 9116."""
    return RedirectResponse("/.well-known/security.txt", 301)


@router.get("/.well-known/security.txt")
def security(request: Request) -> Response:
    """Whom to tell of a weakness (RFC 9116): the contact of the catalogue's publisher."""
    service: Service = request.app.state.service
    of = service.publication
    contact = (
        f"mailto:{of.email}" if of.email else of.contact_page or f"{service.settings.public_url}/contact"
    )
    expires = (datetime.now(UTC) + TRUSTED_FOR).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires}",
        "Preferred-Languages: ja, en",
        f"Canonical: {service.settings.public_url}/.well-known/security.txt",
    )
    return PlainTextResponse("".join(f"{line}\n" for line in lines))
