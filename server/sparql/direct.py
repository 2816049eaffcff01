"""Programs' queries go straight to the endpoint, past what only pages and documents need.

Routing, validation, compression and headers for other origins cost more than a short query; the endpoint brings its own.
"""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from server.sparql.routes import METHODS, PATHS, sparql


class Direct:
    """Hands what a program asks of the endpoint to it; everything else, and pages for people, goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _is_for_endpoint(scope):
            response = await sparql(Request(scope, receive))
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _is_for_endpoint(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["path"] not in PATHS or scope["method"] not in METHODS:
        return False
    return not any(name == b"accept" and b"html" in value.lower() for name, value in scope["headers"])
