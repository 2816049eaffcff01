"""Another release becomes current while the server runs: it takes over, and no request is lost.

The symbolic link `releases/current` is looked at once a second and resolved once. A release whose checksums do
not verify, or whose store cannot be read, is refused with a sentence in the log; the one before goes on.
"""

import asyncio
import gc
import logging
from pathlib import Path

from fastapi import FastAPI

from pipeline.model.errors import KeikakuError
from pipeline.release.store import CURRENT, Release
from server.rendering.service import Service
from server.sparql.endpoint import Endpoint

_LOG = logging.getLogger("keikaku.release")
INTERVAL = 1.0
"""Seconds between two looks at the link."""


async def follow(app: FastAPI, interval: float = INTERVAL) -> None:
    """Serves whatever release is current, until cancelled."""
    refused: Path | None = None
    while True:
        await asyncio.sleep(interval)
        service: Service = app.state.service
        path = (service.settings.releases / CURRENT).resolve()
        if path in (service.release.path, refused):
            continue
        try:
            await take_over(app, path)
            refused = None
        except KeikakuError as error:
            refused = path
            _LOG.error("release %s is refused; %s goes on: %s", path.name, service.release.id, error)


async def take_over(app: FastAPI, path: Path) -> None:
    """Serves the release at a path from now on; requests that run end on the one before.

    Raises ReleaseError or QueryFailure where it cannot be served; then nothing has changed.
    """
    service: Service = app.state.service
    endpoint: Endpoint = app.state.endpoint
    successor = await asyncio.to_thread(_opened, service, path)
    await endpoint.engine.switch(successor.release.path, successor.release.id)
    app.state.service = successor
    freeze_gc()
    _LOG.info("release %s is served", successor.release.id)


def freeze_gc() -> None:
    """Take what a service holds for good out of the garbage collector's rounds.

    A full round over it stops every answer for tens of milliseconds. What the service before held is collected.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _opened(service: Service, path: Path) -> Service:
    release = Release.open(path)
    release.verify()
    return Service.open(service.settings, release)
