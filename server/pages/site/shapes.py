"""The shapes at `/ns/shape`: what a graph must be, on a page where each has its place, and as RDF."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, RdfFormat, Store
from starlette.responses import Response

from pipeline.exports.index import SHAPES
from pipeline.model import text
from pipeline.model.iris import KK
from pipeline.reading.graph import Graph, Text, natural
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import sh
from server.http.conditional import entity_tag, unless_known
from server.http.errors import ProblemError
from server.http.negotiation import TURTLE, Format, links, of_suffix, see_other
from server.rendering.parameters import context_address
from server.rendering.service import Service
from server.rendering.view import View
from server.repository.describe import written

router = APIRouter(include_in_schema=False)

SHAPE = f"{KK.rstrip('#')}/shape#"


@dataclass(frozen=True)
class Constraint:
    """A shape that can report: its name below `ns/shape#`, the property it looks at, what it says is wrong."""

    name: str
    property: str | None
    message: Text


@dataclass(frozen=True)
class Shape:
    """A shape that looks at things of classes, with the constraints on their properties."""

    name: str
    classes: tuple[Named, ...]
    constraints: tuple[Constraint, ...]


@router.get("/ns/shape")
def shapes(request: Request) -> Response:
    """303 to the shapes in the format that is preferred."""
    return see_other(request, _address)


def _address(format_: Format) -> str:
    return f"/ns/shape.{format_.suffix}"


@router.get("/ns/shape.{suffix}")
def document(request: Request, suffix: str) -> Response:
    """The shapes in one format; in Turtle as they are written, with what their authors say of them."""
    format_ = of_suffix(suffix, text.Text("制約（シェイプ）", "The document of the shapes"))
    service: Service = request.app.state.service
    path = service.release.path / SHAPES
    if not path.is_file():
        raise ProblemError(
            404,
            text.Text(
                "この公開データには、制約（シェイプ）が含まれていません。",
                "This release was built without its shapes.",
            ),
        )

    context = context_address(request.query_params, service.settings.public_url)

    def answer() -> Response:
        response = _in_format(request, path.read_bytes(), format_, context)
        response.headers["Link"] = links(_address, format_)
        return response

    return unless_known(request, entity_tag(service.version, suffix), answer)


def _in_format(request: Request, turtle: bytes, format_: Format, context: str | None) -> Response:
    """The shapes as a page or as RDF, in which lists have blank nodes: these have the same names every time."""
    if format_ is TURTLE:
        return Response(turtle, media_type=format_.content_type)
    store = Store()
    store.load(turtle, RdfFormat.TURTLE)
    if format_.rdf is None:
        return _page(View(request), Graph(store))
    named = Dataset(store)
    named.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    triples = sorted((quad.triple for quad in named), key=str)
    return Response(written(triples, format_.rdf, context), media_type=format_.content_type)


def _page(view: View, graph: Graph) -> Response:
    root = view.service.settings.public_url
    return view.render("shapes.html", shapes=read(view, graph), home=SHAPE, root=root)


def read(view: View, graph: Graph) -> list[Shape]:
    """The shapes that look at something, each constraint at the first that has it."""
    told = set[NamedNode]()
    found = []
    for shape in _looking(graph):
        own = [node for node in (shape, *graph.things(shape, sh.property)) if node not in told]
        told.update(own)
        targets = graph.things(shape, sh.targetClass, sh.targetSubjectsOf)
        constraints = (_constraint(view, graph, node) for node in own if graph.text(node, sh.message))
        found.append(Shape(_name(shape), tuple(map(view.service.reader.named, targets)), tuple(constraints)))
    return found


def _looking(graph: Graph) -> list[NamedNode]:
    """The shapes that have a target."""
    targets = (sh.targetClass, sh.targetSubjectsOf, sh.targetNode)
    quads = (quad for target in targets for quad in graph.store.quads_for_pattern(None, target, None))
    found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    return sorted(found, key=lambda shape: natural(shape.value))


def _constraint(view: View, graph: Graph, shape: NamedNode) -> Constraint:
    path = graph.thing(shape, sh.path)
    return Constraint(_name(shape), view.short(path.value) if path else None, graph.text(shape, sh.message))


def _name(shape: NamedNode) -> str:
    return shape.value.removeprefix(SHAPE)
