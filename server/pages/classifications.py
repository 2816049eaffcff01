"""The pages of a concept and of a list of concepts: what is classified so."""

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.figures import MATCHES
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dcterms, kk, skos
from server.pages.queries import query_about
from server.pages.things import links_to, statements
from server.rendering.view import View

MATCHES_BY_IRI = {predicate.value for predicate in MATCHES}

MOST_MATCHES = 60
"""Indicators of plans that the page of a shared one names; the comparison has them all."""


def scheme(view: View, thing: NamedNode) -> Response:
    """A list of concepts, those at its top, each with how many elements it classifies."""
    reader = view.service.reader
    concepts = reader.graph.subjects(skos.topConceptOf, thing) or reader.graph.subjects(skos.inScheme, thing)
    return view.render(
        "scheme.html",
        scheme=reader.named(thing),
        concepts=[
            (
                *marked(view, concept),
                reader.graph.text(concept, skos.definition),
                len(reader.graph.subjects(dcterms.subject, concept)),
            )
            for concept in concepts
        ],
        edition=reader.name(thing, dcterms.isPartOf),
        translated=_is_translated(view, thing),
    )


def concept(view: View, thing: NamedNode) -> Response:
    """A concept: what it means, what is classified so, what it matches elsewhere."""
    reader = view.service.reader
    rows = reader.by_edition(reader.graph.typed(dcterms.subject, thing, kk.PlanElement))
    links, more, page = links_to(view, thing)
    matches = _matches(view, thing)
    return view.render(
        "concept.html",
        concept=marked(view, thing)[1],
        translated=_is_translated(view, thing),
        notation=reader.graph.value(thing, skos.notation),
        definition=reader.graph.text(thing, skos.definition),
        schemes=(*reader.names(thing, skos.inScheme), *reader.names(thing, skos.broader)),
        narrower=[marked(view, narrower) for narrower in reader.graph.subjects(skos.broader, thing)],
        groups=rows,
        matches=[_shown(view, match) for match in matches[:MOST_MATCHES]],
        further=max(0, len(matches) - MOST_MATCHES),
        comparison=_comparison(view, thing),
        statements=statements(view, thing),
        links=[] if rows else [link for link in links if link[1].iri not in MATCHES_BY_IRI],
        more=more and not rows,
        page=page,
        query=query_about("concept", thing),
    )


def marked(view: View, thing: NamedNode) -> tuple[str, Named]:
    """A concept with the sign it has in print, such as ⑤."""
    reader = view.service.reader
    return reader.graph.value(thing, skos.notation) or "", reader.named(thing)


def _is_translated(view: View, thing: NamedNode) -> bool:
    """Whether an editor translated its name; what is shared has names of its own in both languages."""
    return bool(view.service.reader.graph.text(thing, dcterms.alternative))


def _comparison(view: View, thing: NamedNode) -> str | None:
    """Where the municipalities' figures of a shared indicator stand side by side."""
    shared = f"{view.service.release.base_iri}hub/indicator/"
    if not thing.value.startswith(shared):
        return None
    return view.path("/compare", indicator=thing.value.removeprefix(shared))


def _matches(view: View, thing: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
    """What a concept is the same as or near to, whichever side says so, the nearest first: how near, and what."""
    graph = view.service.reader.graph
    found = {
        (MATCHES.index(predicate), other.value)
        for predicate in MATCHES
        for other in (*graph.things(thing, predicate), *graph.subjects(predicate, thing))
    }
    return [(MATCHES[near], NamedNode(other)) for near, other in sorted(found)]


def _shown(view: View, match: tuple[NamedNode, NamedNode]) -> tuple[str, Named, Named | None]:
    """How near, what, of which plan."""
    predicate, other = match
    reader = view.service.reader
    return predicate.value.rpartition("#")[2], reader.named(other), reader.edition(other)
