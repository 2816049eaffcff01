"""Validators: a document that has not changed is not sent again (RFC 9110, 13)."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response


def entity_tag(*parts: str) -> str:
    """A weak validator of a rendering, from what it was made of: the same parts give the same document."""
    return f'W/"{"-".join(parts)}"'


def not_modified(request: Request, tag: str) -> Response | None:
    """304 where the client already has the document of this tag; None where it has not."""
    if _matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
    return None


def unless_known(request: Request, tag: str, answer: Callable[[], Response]) -> Response:
    """The answer with its validator, or 304 without making it where the client already has it."""
    unchanged = not_modified(request, tag)
    if unchanged:
        return unchanged
    response = answer()
    response.headers["ETag"] = tag
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _matches(header: str | None, tag: str) -> bool:
    """Weak comparison (RFC 9110, 8.8.3.2)."""
    if header is None:
        return False
    known = {entry.strip().removeprefix("W/") for entry in header.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
