"""What the SPARQL pages share: their words, and how a query that failed is told."""

import tomllib
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pipeline.reading.graph import Text
from server.engine import QueryFailure
from server.rendering import problems
from server.rendering.view import View
from server.sparql.routes import STATUS

WORDS = Path(__file__).resolve().parent / "texts.toml"


@cache
def words() -> Mapping[str, Text]:
    """The words of the SPARQL pages: key → text by language."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


class Words:
    """The words in one language, as templates ask for them: `w("rows", count=3)`; an absent key raises KeyError."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        return words()[key][self.language].format(**values)


def render(request: Request, template: str, status: int = HTTPStatus.OK, **context: object) -> HTMLResponse:
    """A page with its words as `w`."""
    view = View(request)
    body = view.service.templates.get_template(template).render(
        view=view, w=Words(view.language), status=status, **context
    )
    return HTMLResponse(body, status)


def failed(request: Request, failure: QueryFailure) -> Response:
    """A query that did not end with an answer, in the form that the request takes."""
    status: HTTPStatus = STATUS[failure.outcome]
    return problems.answer(request, status, failure.said, waiting(failure))


def waiting(failure: QueryFailure) -> dict[str, str]:
    """The header that says when to ask again, where that helps."""
    return {"Retry-After": str(failure.retry_after)} if failure.retry_after else {}
