"""The MCP server over standard input and output, as assistants on the same machine start it: `keikaku mcp`."""

import asyncio
import os
from dataclasses import dataclass

from pipeline.release.store import CURRENT, Release
from server.assistants.tools import mcp_server
from server.engine.choose import choose, services
from server.http.limits import Limits
from server.http.settings import Settings
from server.rendering.service import Service
from server.sparql.endpoint import Endpoint


@dataclass
class Local:
    """The release that is served to one assistant."""

    service: Service
    endpoint: Endpoint


def run() -> None:
    """Answer until standard input ends. Raises SettingError, ReleaseError as the web server does."""
    settings = Settings.read(os.environ)
    release = Release.open(settings.releases / CURRENT)
    limits = Limits.read(os.environ)
    engine = choose(os.environ, release.path, release.id, limits)
    endpoint = Endpoint(engine, limits, settings.public_url, services(os.environ), release.base_iri)
    asyncio.run(_serve(Local(Service.open(settings, release), endpoint)))


async def _serve(local: Local) -> None:
    await local.endpoint.engine.start()
    try:
        await mcp_server(local).run_stdio_async()
    finally:
        await local.endpoint.engine.close()
