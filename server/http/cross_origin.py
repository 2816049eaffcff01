"""What pages of other origins may do: everything here is public and only read (https://fetch.spec.whatwg.org/#http-cors-protocol)."""

from collections.abc import Sequence
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

EXPOSED = (
    "Accept-Ranges",
    "Content-Encoding",
    "Content-Range",
    "ETag",
    "Link",
    "Location",
    "Mcp-Session-Id",
    "Repr-Digest",
    "Retry-After",
)
"""Headers of an answer that a page's script may read, beyond those that every script may: ranges of a file are read by
them, as DuckDB-WASM reads Parquet."""
USUAL = "Accept, Content-Type, If-None-Match, Range"
_REMEMBERED_SECONDS = "86400"


def preflight(request: Request, methods: Sequence[str]) -> Response:
    """The answer to OPTIONS: the methods there are, and whatever headers a client asks to send."""
    headers = {
        "Allow": ", ".join(methods),
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": ", ".join(methods),
        "Access-Control-Allow-Headers": request.headers.get("access-control-request-headers") or USUAL,
        "Access-Control-Max-Age": _REMEMBERED_SECONDS,
        "Vary": "Access-Control-Request-Headers",
    }
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
