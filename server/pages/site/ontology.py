"""The ontology at `/ns`: a readable page and RDF, from the ontology's graph in the release."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode, Quad
from starlette.responses import Response

from pipeline.model import text
from pipeline.model.iris import KK
from pipeline.reading.graph import Graph, Text, natural
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dcterms, owl, prov, qb, rdf, rdfs, schema, skos
from server.http.conditional import entity_tag, unless_known
from server.http.errors import ProblemError
from server.http.negotiation import Format, links, of_suffix, see_other
from server.pages.site.diagram import diagram
from server.rendering.parameters import context_address
from server.rendering.service import Service
from server.rendering.view import View
from server.repository.describe import Description

router = APIRouter(include_in_schema=False)

ONTOLOGY = NamedNode(KK.rstrip("#"))
CLASSES = (owl.Class, rdfs.Class)
PROPERTIES = (owl.ObjectProperty, owl.DatatypeProperty, rdf.Property)


@dataclass(frozen=True)
class Term:
    """One term of the ontology and what it stands in relation to."""

    name: str
    label: Text
    definition: Text
    above: tuple[Named, ...]
    domain: tuple[Named, ...]
    range: tuple[Named, ...]
    properties: tuple[Named, ...]
    codes: tuple[Named, ...]
    deprecated: bool
    instead: tuple[Named, ...]
    """What a deprecated term is replaced by."""


@dataclass(frozen=True)
class Ontology:
    iri: str
    title: Text
    description: Text
    version: str
    modified: str
    licence: str
    citation: Text
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    others: tuple[Term, ...]


@router.get("/ns")
def namespace(request: Request) -> Response:
    """303 to the ontology in the format that is preferred."""
    return see_other(request, _address)


def _address(format_: Format) -> str:
    return f"/ns.{format_.suffix}"


@router.get("/ns/{name}")
def beside(name: str, request: Request) -> Response:
    """303 from what is named below the ontology (its version, its maker) to the ontology, which describes it."""
    graph: Graph = request.app.state.service.graph
    thing = NamedNode(f"{ONTOLOGY.value}/{name}")
    if thing not in graph.things(ONTOLOGY, owl.versionIRI) and not graph.knows(thing):
        raise ProblemError(
            404,
            text.Text(
                f"オントロジーに「{name}」という用語はありません。/nsに一覧があります。",
                f"Nothing of the ontology has the name {name!r}; /ns lists what there is.",
            ),
        )
    return see_other(request, _address)


@router.get("/ns.svg")
def drawing(request: Request) -> Response:
    """The classes of the ontology and what leads from one to another."""
    service: Service = request.app.state.service
    dark = request.query_params.get("theme") == "dark"

    def answer() -> Response:
        drawn = diagram(service.graph, View(request).language, dark)
        return Response(drawn, media_type="image/svg+xml")

    return unless_known(request, entity_tag(service.version, "svg"), answer)


@router.get("/ns.{suffix}")
def document(request: Request, suffix: str) -> Response:
    """The ontology in one format."""
    format_ = of_suffix(suffix, text.Text("オントロジー", "The ontology"))
    service: Service = request.app.state.service

    def answer() -> Response:
        response = _in_format(request, service, format_)
        response.headers["Link"] = links(_address, format_)
        return response

    return unless_known(request, entity_tag(service.version, suffix), answer)


def _in_format(request: Request, service: Service, format_: Format) -> Response:
    if format_.rdf is None:
        return View(request).render("ontology.html", ontology=read(View(request)))
    described = Description(ONTOLOGY, tuple(_quads(service.graph)), more=False)
    context = context_address(request.query_params, service.settings.public_url)
    return Response(described.serialize(format_.rdf, context), media_type=format_.content_type)


def read(view: View) -> Ontology:
    """The ontology: classes, properties, and what else has a name in it."""
    graph = view.service.graph
    terms = [term for term in _terms(graph) if term != ONTOLOGY]
    groups: dict[str, list[Term]] = {"classes": [], "properties": [], "others": []}
    for term in terms:
        kinds = set(graph.things(term, rdf.type))
        group = "classes" if kinds & set(CLASSES) else "properties" if kinds & set(PROPERTIES) else "others"
        if group != "others" or qb.ComponentSpecification not in kinds:
            groups[group].append(_term(view, term))
    return Ontology(
        ONTOLOGY.value,
        graph.label(ONTOLOGY),
        graph.text(ONTOLOGY, dcterms.description),
        version=graph.value(ONTOLOGY, owl.versionInfo) or "",
        modified=graph.value(ONTOLOGY, dcterms.modified) or "",
        licence=licence.value if (licence := graph.thing(ONTOLOGY, dcterms.license)) else "",
        citation=graph.text(ONTOLOGY, dcterms.bibliographicCitation),
        **{group: tuple(found) for group, found in groups.items()},
    )


def _term(view: View, term: NamedNode) -> Term:
    graph, names = view.service.graph, view.service.reader.names
    using = {*graph.subjects(rdfs.domain, term), *graph.subjects(schema.domainIncludes, term)}
    return Term(
        name=term.value.removeprefix(KK),
        label=graph.label(term),
        definition=graph.text(term, skos.definition),
        above=names(term, rdfs.subClassOf, rdfs.subPropertyOf),
        domain=names(term, rdfs.domain, schema.domainIncludes),
        range=names(term, rdfs.range, schema.rangeIncludes),
        properties=tuple(
            view.service.reader.named(node) for node in sorted(using, key=lambda n: natural(n.value))
        ),
        codes=names(term, qb.codeList),
        deprecated=graph.flag(term, owl.deprecated) or False,
        instead=names(term, dcterms.isReplacedBy),
    )


def _terms(graph: Graph) -> list[NamedNode]:
    """The ontology and its terms."""
    terms = {ONTOLOGY, *graph.subjects(rdfs.isDefinedBy, ONTOLOGY)}
    return sorted(terms, key=lambda term: natural(term.value))


def _quads(graph: Graph) -> list[Quad]:
    """Every statement about the ontology, who makes it, its terms and the components of its cubes."""
    terms = _terms(graph)
    components = {part for term in terms for part in graph.things(term, qb.component)}
    agents = {*graph.things(ONTOLOGY, dcterms.creator), *graph.instances(prov.SoftwareAgent)}
    return [quad for term in {*terms, *components, *agents} for quad in graph.about(term)]
