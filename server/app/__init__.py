"""The application: routers, what stands before them, what lives as long as it does.

`uvicorn --factory server.app:create_app` serves the current release by the settings of the environment.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from pipeline.model.files import settings_file
from pipeline.release.store import CURRENT, Release
from server.app import health
from server.app.builds import Builds
from server.app.hot_reload import Follower, freeze_gc
from server.assistants import http as assistants
from server.catalog import action_api, downloads
from server.catalog import routes as catalog
from server.comparison import routes as comparison
from server.engine.choose import choose, services
from server.http.cross_origin import EXPOSED
from server.http.limits import Limits
from server.http.middleware import (
    AdminPort,
    BoundedHead,
    Compression,
    HeadOfGet,
    KnownHosts,
    SecurityHeaders,
    VersionedStaticFiles,
)
from server.http.settings import Settings
from server.pages import resources
from server.pages.feeds import releases
from server.pages.site import about, json_ld_context, municipalities, ontology, shapes, site
from server.pages.workbook import page as workbook
from server.pages.workbook.check import Checks
from server.query_pages import editor, examples, schema, shortcuts
from server.rendering import problems
from server.rendering.service import Service
from server.rendering.templates import STATIC
from server.sparql import routes as sparql
from server.sparql.direct import Direct
from server.sparql.endpoint import Endpoint

ROUTERS = (
    health.router,
    sparql.router,
    editor.router,
    examples.router,
    shortcuts.router,
    comparison.router,
    schema.router,
    catalog.router,
    action_api.router,
    downloads.router,
    site.router,
    about.router,
    municipalities.router,
    workbook.router,
    releases.router,
    shapes.router,
    ontology.router,
    json_ld_context.router,
    resources.router,
)
"""In the order in which they are asked: what answers to any address comes last."""


def create_app() -> FastAPI:
    """The application on the current release.

    Raises SettingError for settings that are not usable, ReleaseError where there is no release to serve.
    """
    settings_file.fill_in(os.environ)
    settings = Settings.read(os.environ)
    release = Release.open(settings.releases / CURRENT)
    limits = Limits.read(os.environ)
    engine = choose(os.environ, release.path, release.id, limits)
    endpoint = Endpoint(engine, limits, settings.public_url, services(os.environ), release.base_iri)
    return application(Service.open(settings, release), endpoint)


def application(service: Service, endpoint: Endpoint) -> FastAPI:
    """An application that serves one release; the endpoint's engine starts and ends with it."""
    app = FastAPI(
        title="keikaku",
        description="Plans of municipalities as linked open data.",
        version=service.release.id,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.service = service
    app.state.endpoint = endpoint
    app.state.follower = Follower(app)
    app.state.builds = Builds(service.settings.releases, service.settings.public_url)
    app.state.checks = Checks() if service.settings.workbook_page else None
    app.state.sparql_form = editor.sparql_page
    app.mount("/static", VersionedStaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    problems.install(app)
    _guard(app, service.settings)
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """What every request passes, the last added first."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=EXPOSED,
    )
    app.add_middleware(Compression, minimum_size=1000, compresslevel=6)
    app.add_middleware(HeadOfGet)
    app.add_middleware(Direct)
    app.add_middleware(BoundedHead, queries=editor.PATHS)
    app.add_middleware(
        KnownHosts, hosts=settings.hosts, port=settings.admin_port, networks=settings.admin_networks
    )
    app.add_middleware(AdminPort, port=settings.admin_port)
    app.add_middleware(SecurityHeaders)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """The engine lives as long as the application, which follows what release is current."""
    endpoint: Endpoint = app.state.endpoint
    await endpoint.engine.start()
    freeze_gc()
    follower: Follower = app.state.follower
    following = asyncio.create_task(follower.run())
    try:
        async with assistants.answering(app):
            yield
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
        await endpoint.engine.close()
