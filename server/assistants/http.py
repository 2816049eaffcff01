"""The MCP server at `/mcp`: streamable HTTP without sessions, so that any process may answer any request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from mcp.server.transport_security import TransportSecuritySettings

from server.assistants.tools import mcp_server

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
    app.router.routes[:0] = inner.routes
    try:
        async with server.session_manager.run():
            yield
    finally:
        app.router.routes[:] = before
