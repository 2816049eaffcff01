"""The MCP server: look-ups as tools, all of them read only (https://modelcontextprotocol.io)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from starlette.requests import Request

from pipeline.model.errors import QueryError
from server.assistants.lookups import Found, Lookups
from server.http.clients import client
from server.rendering.service import Service
from server.sparql.endpoint import Endpoint

READ_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
INSTRUCTIONS = (
    "Plans of Japanese municipalities as linked open data. Find things with search or plans, then get items, figures or "
    "comparisons by their IRIs; ask anything else by sparql, after describe_model. Cite the IRI of a figure and its "
    "printed line. A cell without a number says in its status why: it never means 0."
)


class Served(Protocol):
    """Where the release being served is found, at each call anew: another may have become current."""

    service: Service
    endpoint: Endpoint


def mcp_server(served: Served) -> MCPServer[Any]:
    """A server of the tools."""
    with _log_left_alone():
        server: MCPServer[Any] = MCPServer("keikaku", instructions=INSTRUCTIONS)

    def lookups(context: Context[Any, Any]) -> Lookups:
        request = context.request_context.request
        asking = client(request) if isinstance(request, Request) else "local"
        return Lookups(served.service, served.endpoint, asking)

    @server.tool(annotations=READ_ONLY)
    async def describe_model(context: Context[Any, Any]) -> str:
        """The model of the data in brief: classes, properties, prefixes, example queries. Read it before sparql."""
        return lookups(context).model()

    @server.tool(annotations=READ_ONLY)
    async def plans(context: Context[Any, Any]) -> list[Found]:
        """All plan editions, each with its municipality."""
        return lookups(context).plans()

    @server.tool(annotations=READ_ONLY)
    async def search(text: str, context: Context[Any, Any]) -> list[Found]:
        """Full-text search in Japanese for items, indicators, departments, concepts: every word has to occur."""
        return lookups(context).search(text)

    @server.tool(annotations=READ_ONLY)
    async def get_item(iri: str, context: Context[Any, Any]) -> Found:
        """One item (or policy, measure, priority) of a plan: texts, departments, indicators with all figures, lines."""
        with _told():
            return lookups(context).item(iri)

    @server.tool(annotations=READ_ONLY)
    async def get_figures(iri: str, context: Context[Any, Any]) -> Found:
        """The printed cells of an indicator by kind (target, actual, …) and fiscal year, each with the line to cite."""
        with _told():
            return lookups(context).figures(iri)

    @server.tool(annotations=READ_ONLY)
    async def describe(iri: str, context: Context[Any, Any]) -> str:
        """Everything said of any IRI of the data, as Turtle."""
        with _told():
            return lookups(context).describe(iri)

    @server.tool(annotations=READ_ONLY)
    async def compare(context: Context[Any, Any], indicator: str = "", match: str = "exact") -> Found:
        """A shared indicator across municipalities; without `indicator`, the shared indicators that there are.

        Rank only what matches exactly and is comparable; `match` close or related shows more, with reasons.
        """
        with _told():
            return await lookups(context).compare(indicator, match)

    @server.tool(annotations=READ_ONLY)
    async def sparql(query: str, context: Context[Any, Any]) -> Found:
        """The answer to a SPARQL 1.1 query over all graphs. Prefixes of the project need no declaration."""
        with _told():
            return await lookups(context).sparql(query)

    return server


@contextmanager
def _told() -> Iterator[None]:
    """What went wrong, in the words for people: the assistant may correct what it asks."""
    try:
        yield
    except QueryError as error:
        raise ToolError(f"{error}\n{error.ja}") from error


@contextmanager
def _log_left_alone() -> Iterator[None]:
    """The SDK sets up the log of the whole process where nobody has: then each query took a millisecond to be told of."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
