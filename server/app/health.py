"""Is the server alive, can it answer queries, and what has it counted."""

import asyncio
import json

from fastapi import APIRouter
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.engine import Query, QueryFailure
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
    """A query runs through the engine, outside of the queue, and finds data: 200; else 503 with the reason."""
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
    return JSONResponse({"status": "ready", "release": endpoint.engine.release}, headers=_NOT_KEPT)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """The counts in Prometheus' text format."""
    endpoint: Endpoint = request.app.state.endpoint
    text = generate_latest(endpoint.metrics.registry)
    return Response(text, headers={**_NOT_KEPT, "Content-Type": CONTENT_TYPE_PLAIN_0_0_4})
