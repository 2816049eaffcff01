"""What every answer of the catalogue has: addresses that lead to this server, validators, any origin."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

from fastapi import Request
from starlette.responses import Response

from server.http.conditional import entity_tag, unless_known
from server.rendering.service import Service


def service_of(request: Request) -> Service:
    """The release that is served."""
    service: Service = request.app.state.service
    return service


def root_of(service: Service) -> str:
    """What the addresses of this server start with."""
    return service.settings.public_url + "/"


def written_root(service: Service) -> str:
    """What the addresses in the release's files start with."""
    return service.release.root


def answer(request: Request, content: Callable[[], str | bytes], media_type: str, *parts: str) -> Response:
    """A rendering with its validators: ETag by release and parts, Last-Modified by the catalogue."""
    service = service_of(request)
    tag = entity_tag(service.version, *parts)
    response = unless_known(request, tag, lambda: Response(content(), media_type=media_type))
    modified = datetime.fromisoformat(service.catalogue.modified).astimezone(UTC)
    response.headers["Last-Modified"] = format_datetime(modified, usegmt=True)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
