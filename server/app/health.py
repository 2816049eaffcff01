"""Is the server alive, can it answer queries, and what has it counted."""

import asyncio
import json
from dataclasses import asdict

from fastapi import APIRouter
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.app.builds import FEED, Builds
from server.app.hot_reload import Follower
from server.engine import Query, QueryFailure
from server.pages.feeds import atom
from server.sparql.endpoint import Endpoint

router = APIRouter()

_PROBE = Query("ASK { ?s ?p ?o }", "application/sparql-results+json")
_PROBE_SECONDS = 3
_NOT_KEPT = {"Cache-Control": "no-store"}
_one_probe = asyncio.Semaphore(1)


@router.get("/health/live")
async def live() -> Response:
    """The process answers."""
    return JSONResponse({"status": "live"}, headers=_NOT_KEPT)


@router.get("/health/ready")
async def ready(request: Request) -> Response:
    """A query runs through the engine, outside of the queue, and finds data: 200; else 503 with the reason.

    Also 200 where a release has become current that cannot be served, with its reason, or where the last build of
    `keikaku watch` failed, with its problems: the release before goes on.
    """
    endpoint: Endpoint = request.app.state.endpoint
    try:
        async with _one_probe, asyncio.timeout(_PROBE_SECONDS):
            answer = json.loads((await endpoint.engine.answer(_PROBE)).read())
        reason = "" if answer.get("boolean") else "The engine holds no data."
    except TimeoutError:
        reason = f"The engine did not answer within {_PROBE_SECONDS} seconds."
    except QueryFailure as failure:
        reason = failure.what
    if reason:
        return JSONResponse({"status": "not ready", "reason": reason}, 503, _NOT_KEPT)
    found: dict[str, object] = {"status": "ready", "release": endpoint.engine.release}
    follower: Follower = request.app.state.follower
    if follower.refusal:
        found["refused"] = {"release": follower.refusal.release, "reason": follower.refusal.reason}
    builds: Builds = request.app.state.builds
    if last := await asyncio.to_thread(lambda: builds.last):
        found["last_build"] = asdict(last)
    return JSONResponse(found, headers=_NOT_KEPT)


@router.get(FEED)
async def builds(request: Request) -> Response:
    """The last builds of `keikaku watch` as an Atom feed, for who would rather be told."""
    kept: Builds = request.app.state.builds
    response = await asyncio.to_thread(lambda: atom.answer(kept.feed()))
    response.headers.update(_NOT_KEPT)
    return response


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """The counts in Prometheus' text format."""
    endpoint: Endpoint = request.app.state.endpoint
    follower: Follower = request.app.state.follower
    builds: Builds = request.app.state.builds
    registries = (endpoint.metrics.registry, follower.registry, builds.registry)
    text = b"".join(await asyncio.to_thread(lambda: [generate_latest(each) for each in registries]))
    return Response(text, headers={**_NOT_KEPT, "Content-Type": CONTENT_TYPE_PLAIN_0_0_4})
