"""`/compare`: a shared indicator across municipalities, as a page, a table to go on with and a chart.

What may be shown and ranked is decided in `pipeline.exports.comparison`, as it is for `keikaku compare`. The figures are
those of the example queries compare.rq and comparison-coverage.rq, found when the release was built: no page asks the
query engine.
"""

from collections.abc import Callable
from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from pipeline.exports import comparison
from pipeline.model.errors import QueryError
from pipeline.model.text import Text
from server.comparison.answer import Answer
from server.comparison.asked import Asked
from server.comparison.coverage import coverage
from server.comparison.files import FILES
from server.comparison.pages import embedded, listed, one
from server.http.conditional import entity_tag, unless_known
from server.http.errors import ProblemError
from server.http.negotiation import not_given
from server.rendering.service import Service

router = APIRouter(include_in_schema=False)
OPTIONS = ("lang", "excel", "theme", "width", "card")


@router.get("/compare")
def page(request: Request) -> Response:
    """The shared indicators, or one of them across municipalities."""
    if not request.query_params.get("indicator"):
        return _answered(request, "list", listed)
    return _answered(request, "html", _about(one))


@router.get("/compare/coverage")
def matrix(request: Request) -> Response:
    """Which municipality has figures of which shared indicator."""
    return _answered(request, "coverage", coverage)


@router.get("/compare/embed")
def frame(request: Request) -> Response:
    """The chart of a comparison as a page of its own, which other sites may show in a frame."""
    return _answered(request, "embed", _about(embedded))


@router.get("/compare.{suffix}")
def file(request: Request, suffix: str) -> Response:
    """The comparison as a file of data, or its chart as svg or png."""
    if suffix not in FILES:
        raise ProblemError(404, not_given(suffix, Text("比較", "A comparison"), list(FILES)))
    return _answered(request, suffix, _about(FILES[suffix]))


def _answered(request: Request, form: str, give: Callable[[Answer], Response]) -> Response:
    answer = Answer(request, Asked.read(request.query_params))
    service: Service = request.app.state.service
    options = {name: request.query_params.get(name, "") for name in OPTIONS}
    tag = entity_tag(service.version, "compare", form, answer.asked.query(**options))
    return unless_known(request, tag, lambda: give(answer))


def _about(give: Callable[[Answer], Response]) -> Callable[[Answer], Response]:
    """An answer about one shared indicator. Raises ProblemError 404 where nobody shares it."""

    def found(answer: Answer) -> Response:
        try:
            shared = comparison.find(answer.comparisons.shared, answer.asked.indicator)
        except QueryError as error:
            raise ProblemError(404, Text(error.ja, str(error))) from error
        compared, rows = answer.comparisons.found(shared.id, answer.asked.match, answer.codes)
        return give(replace(answer, found=compared, rows=rows))

    return found
