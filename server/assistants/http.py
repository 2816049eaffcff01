"""The MCP server at `/mcp`: streamable HTTP without sessions, so that any process may answer any request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import Route

from pipeline.model.text import Text
from server.assistants.tools import mcp_server
from server.http.errors import ProblemError

PATH = "/mcp"
_MOST_BYTES = 256 * 1024


@asynccontextmanager
async def answering(app: FastAPI) -> AsyncIterator[None]:
    """For as long as the block, `/mcp` of an application answers from its service and endpoint.

    The names of hosts are checked for all paths (`KnownHosts`); what is asked here is public, whatever page asks.
    """
    server = mcp_server(app.state)
    unchecked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    inner = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=_MOST_BYTES,
        transport_security=unchecked,
    )
    before = list(app.router.routes)
    app.router.routes[:0] = [Route(PATH, _no_stream, methods=["GET"]), *inner.routes]
    try:
        async with server.session_manager.run():
            yield
    finally:
        app.router.routes[:] = before


async def _no_stream(_request: Request) -> Response:
    """Without sessions nothing is ever told of one's own accord: a stream would hold a connection open and say nothing.

    405 is the protocol's answer of a server that has none.
    https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#listening-for-messages-from-the-server
    """
    said = Text(
        "ここはAIアシスタントのための窓口です（Model Context Protocol）。メッセージはPOSTで送ってください。",
        "This is for assistants, by the Model Context Protocol: messages are posted, and answered at once.",
    )
    raise ProblemError(HTTPStatus.METHOD_NOT_ALLOWED, said, {"Allow": "POST"})
