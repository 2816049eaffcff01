"""The page of what has no page of its own: its statements, with names for what they name."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode
from starlette.responses import Response

from pipeline.reading.graph import Term, natural
from pipeline.reading.names import OWNERS, Named
from pipeline.reading.vocabulary import (
    attribute,
    dcat,
    dcterms,
    dimension,
    dqv,
    kk,
    measure,
    oa,
    rdf,
    rdfs,
    skos,
    time,
)
from server.rendering.parameters import page_number
from server.rendering.standard_terms import worded
from server.rendering.view import View
from server.repository.describe import LINKS_A_PAGE

TOLD = [
    term.value
    for term in (
        *(kk.rawText, kk.correctedText, kk.preferredText, kk.otherText),
        *(rdf.value, dqv.value, measure.obsValue, attribute.unitMeasure, dimension.refPeriod),
        *(kk.startPeriod, kk.endPeriod, kk.valueKind, kk.breakdown, kk.account, kk.status),
        *(kk.comparator, kk.reference, kk.qualifier, kk.effectBasis),
        *(
            kk.targetValue,
            kk.actualValue,
            kk.differenceToTarget,
            kk.targetMet,
            kk.notComparedBecause,
            kk.stage,
        ),
        *(time.inXSDDate, time.hasBeginning, time.hasEnd, dcat.startDate, dcat.endDate),
        *(skos.definition, dcterms.description, oa.bodyValue, rdfs.comment, oa.hasTarget),
        *(dcat.downloadURL, dcat.byteSize),
    )
]
"""What a page tells of a thing that has no page of its own, in this order; the rest is for programs."""


@dataclass(frozen=True)
class Statement:
    """A property and its values, each a thing with a name or a literal."""

    property: Named
    things: tuple[Named, ...]
    literals: tuple[Literal, ...]


def thing(view: View, node: NamedNode) -> Response:
    """What people may want to know of a thing; every statement about it and a page of what points at it, folded."""
    links, more, page = links_to(view, node)
    stated = statements(view, node)
    return view.render(
        "thing.html",
        thing=_called(view, node),
        owner=_owner(view, node),
        classes=_classes(view, node),
        told=sorted(
            (one for one in stated if one.property.iri in TOLD), key=lambda one: TOLD.index(one.property.iri)
        ),
        numbers=view.service.reader.numbers_of(node),
        line=view.service.reader.line(node),
        statements=stated,
        links=links,
        page=page,
        more=more,
    )


def _called(view: View, node: NamedNode) -> Named:
    """A thing by its name, else by what it is: a note is called a correction, never by its address."""
    titled = view.service.reader.titled(node)
    kinds = (class_.label for class_ in _classes(view, node) if class_.label)
    return titled if titled.label else Named(titled.iri, next(kinds, {}))


def _classes(view: View, node: NamedNode) -> list[Named]:
    """What a thing is: the classes of the ontology, else those of standard vocabularies."""
    found = view.service.reader.names(node, rdf.type)
    return [class_ for class_ in found if class_.label] or [worded(class_) for class_ in found]


def _owner(view: View, node: NamedNode) -> Named | None:
    """What a cell, a number or a schedule entry belongs to."""
    owner = view.service.graph.thing(node, *OWNERS)
    return view.service.reader.titled(owner) if owner else None


def statements(view: View, node: NamedNode) -> list[Statement]:
    """Every statement about a thing, by property."""
    values: dict[NamedNode, list[Term]] = {}
    for quad in view.service.graph.about(node):
        known = values.setdefault(quad.predicate, [])
        if quad.object not in known:
            known.append(quad.object)
    return [_statement(view, property_, terms) for property_, terms in values.items()]


def _statement(view: View, property_: NamedNode, terms: list[Term]) -> Statement:
    return Statement(
        worded(view.service.reader.named(property_)),
        tuple(worded(view.service.reader.titled(term)) for term in terms if isinstance(term, NamedNode)),
        tuple(term for term in terms if isinstance(term, Literal)),
    )


def links_to(view: View, node: NamedNode) -> tuple[list[tuple[Named, Named]], bool, int]:
    """What points at a thing, as (what, by which property); whether a next page has more; this page's number."""
    page = page_number(view.request.query_params)
    quads = list(view.service.graph.naming(node, (page - 1) * LINKS_A_PAGE, LINKS_A_PAGE + 1))
    pairs = {(quad.subject, quad.predicate) for quad in quads[:LINKS_A_PAGE]}
    ordered = sorted(pairs, key=lambda pair: (pair[1].value, natural(str(pair[0]))))
    links = [
        (view.service.reader.titled(thing), worded(view.service.reader.named(by)))
        for thing, by in ordered
        if isinstance(thing, NamedNode)
    ]
    return links, len(quads) > LINKS_A_PAGE, page
