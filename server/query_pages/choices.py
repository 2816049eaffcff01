"""Which values the parameters of an example have an answer for, told to who asked with another."""

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode
from starlette.requests import Request

from pipeline.model.text import Text
from pipeline.reading.graph import natural
from server.http.clients import client
from server.http.errors import ProblemError
from server.queries import Example
from server.query_pages.result_table import Table
from server.rendering.service import Service
from server.sparql.endpoint import Endpoint
from server.sparql.protocol import JSON

SHOWN_CHOICES = 50


async def check_values(request: Request, example: Example, values: Mapping[str, str]) -> None:
    """Raises ProblemError 404 for a value that the data do not know, and names those that have an answer."""
    endpoint: Endpoint = request.app.state.endpoint
    service: Service = request.app.state.service
    base = service.release.base_iri
    unknown = {
        name: value
        for name, value in values.items()
        if not isinstance(term := example.term(name, value, base), NamedNode) or not service.graph.knows(term)
    }
    for name, value in unknown.items():
        text = example.choices(name, values, base)
        terms = Table.read((await endpoint.ask(text, JSON.media_type, client(request))).read()).texts()
        found = sorted({example.chosen(name, term, base) for (term,) in terms if term}, key=natural)
        if found and value not in found:
            raise ProblemError(404, _unanswered(example, name, value, found))


def _unanswered(example: Example, name: str, value: str, known: Sequence[str]) -> Text:
    label = next(one.label["ja"] for one in example.parameters if one.name == name)
    listed = ", ".join(known[:SHOWN_CHOICES]) + (", …" if len(known) > SHOWN_CHOICES else "")
    return Text(
        f"条件「{label}」が「{value}」のデータはありません。次のどれかにしてください: {listed}。",
        f"There is no answer for {name} {value!r}; there is for {listed}.",
    )
