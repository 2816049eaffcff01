"""CKAN's Action API, read only: `/api/3/action/…`."""

import hashlib
import json
from collections.abc import Mapping
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from pipeline.model.text import Text
from server.catalog import ckan
from server.catalog.answering import answer, root_of, service_of, written_root
from server.catalog.ckan import ACTIONS, NotFoundHereError
from server.catalog.ckan_search import RefusedError

router = APIRouter()
FACETS = "facet.field"
MOST_POSTED = 16_384
"""Bytes of the parameters of a CKAN action."""
_TOO_LONG = Text(f"要求は{MOST_POSTED:,}バイトまでです。短くしてください。", "The request is too long.")
_NO_PARAMETERS = Text(
    "文字列と数だけのJSONのオブジェクトを送ってください。", "Post a JSON object of texts and numbers."
)


@router.get("/api/3/action/{action}")
@router.get("/api/action/{action}")
def act(request: Request, action: str) -> Response:
    """CKAN's Action API, read only."""
    given = request.query_params
    # Solr's clients repeat facet.field, CKAN's give a list of JSON.
    fields = [name for name in given.getlist(FACETS) if not name.startswith("[")]
    return _act(request, action, {**given, FACETS: json.dumps(fields)} if len(fields) > 1 else dict(given))


@router.post("/api/3/action/{action}", include_in_schema=False)
@router.post("/api/action/{action}", include_in_schema=False)
async def act_posted(request: Request, action: str) -> Response:
    """The same with parameters as a JSON object, which is how CKAN's own client asks."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_POSTED:
            return _failed(_help(request, action), 413, "Bad Request", _TOO_LONG)
    parameters = _posted(bytes(body))
    if parameters is None:
        return _failed(_help(request, action), 400, "Bad Request", _NO_PARAMETERS)
    return _act(request, action, parameters)


def _posted(body: bytes) -> dict[str, str] | None:
    """The parameters in a body, as an address would have them; None: it is no flat JSON object."""
    try:
        posted = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return None
    if not isinstance(posted, dict):
        return None
    nested = [value for value in posted.values() if isinstance(value, dict | list)]
    if any(isinstance(value, dict) or not all(isinstance(one, str) for one in value) for value in nested):
        return None
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in posted.items()
        if value is not None
    }


def _act(request: Request, action: str, parameters: Mapping[str, str]) -> Response:
    service = service_of(request)
    known, help_ = ACTIONS.get(action), _help(request, action)
    if known is None:
        return _failed(help_, 400, "Bad Request", _unknown(action))
    portal = ckan.Portal(service.packages, written_root(service), root_of(service))
    try:
        result = known(portal, parameters)
    except NotFoundHereError as error:
        return _failed(
            help_, 404, "Not Found Error", Text(f"「{error}」は見つかりません。", f"Not found: {error}")
        )
    except RefusedError as error:
        return _failed(help_, 409, "Validation Error", error.said)
    body = json.dumps({"help": help_, "success": True, "result": result}, ensure_ascii=False)
    digest = hashlib.sha256(body.encode()).hexdigest()[:16]
    return answer(request, lambda: body, "application/json", "ckan", digest)


def _help(request: Request, action: str) -> str:
    return f"{root_of(service_of(request))}api/3/action/help_show?name={quote(action)}"


def _unknown(action: str) -> Text:
    return Text(
        f"「{action}」という操作はありません。あるのは次のとおりです: {', '.join(sorted(ACTIONS))}。",
        f"Action name not known: {action}",
    )


def _failed(help_: str, status: int, type_: str, said: Text) -> Response:
    """An error as CKAN has it, which knows `message` alone."""
    error = {"__type": type_, "message": said.en, "message_ja": said.ja}
    return JSONResponse({"help": help_, "success": False, "error": error}, status)
