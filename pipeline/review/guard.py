"""Who may ask: a browser on this computer that was given the address with its token, and no page of another site.

A site elsewhere that resolves its own name to 127.0.0.1 is told apart by the Host it sends; another user of this
computer does not know the token; a form of another page sends its own Origin.
"""

import secrets
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self' data:; style-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Answers only what comes to this computer's own name, below `/<token>/`, from no other site."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = {f"{host}:{port}" for host in HOSTS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers it with 403 or 404."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        answer = PlainTextResponse(refusal.phrase, refusal.value) if refusal else self._app

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(name.lower().encode(), text.encode()) for name, text in HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await answer(scope, receive, sent)

    def _refusal(self, scope: Scope) -> HTTPStatus | None:
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts:
            return HTTPStatus.FORBIDDEN
        first = scope["path"].split("/")[1].encode()
        if not secrets.compare_digest(first, self._token):
            return HTTPStatus.NOT_FOUND
        origin = headers.get("origin")
        own = {f"http://{host}" for host in self._hosts}
        if scope["method"] == "POST" and origin is not None and origin not in own:
            return HTTPStatus.FORBIDDEN
        return None
