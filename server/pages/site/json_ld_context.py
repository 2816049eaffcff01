"""The context of our JSON-LD: at `/context.jsonld` as it is today, at `/context/1.jsonld` in its version."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from pipeline.json_ld.context import FILE
from server.http.conditional import entity_tag, unless_known
from server.http.negotiation import JSON_LD
from server.rendering.parameters import CONTEXT_PATH
from server.rendering.service import Service

router = APIRouter(include_in_schema=False)

_KEPT = "public, max-age=86400"
"""A processor asks for it with every document: it may keep it for a day."""


@router.get("/context.jsonld")
@router.get(CONTEXT_PATH)
def context(request: Request) -> Response:
    """The context as a document of its own."""
    service: Service = request.app.state.service

    def answer() -> Response:
        return Response(FILE.read_bytes(), media_type=JSON_LD.media_type, headers={"Cache-Control": _KEPT})

    return unless_known(request, entity_tag(service.version, "context"), answer)
