"""What can be found in graphs: elements, indicators, departments, concepts and terms."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from pipeline.reading.graph import Graph, in_language, natural
from pipeline.reading.vocabulary import dcterms, kk, org, rdfs, skos

KINDS = (
    (org.FormalOrganization, "municipality"),
    (kk.PlanEdition, "edition"),
    (kk.PlanElement, "element"),
    (kk.Activity, "activity"),
    (kk.Indicator, "indicator"),
    (org.OrganizationalUnit, "unit"),
    (skos.Concept, "concept"),
)
"""In the order in which things are listed that are found by the same words."""
BODY = (kk.purpose, dcterms.description, kk.definition, skos.definition, rdfs.comment, skos.altLabel)


@dataclass(frozen=True)
class Wording:
    """What is said of a thing in one language: its title, where it belongs, all its other text."""

    title: str = ""
    place: str = ""
    body: str = ""


@dataclass(frozen=True)
class Entry:
    """What can be found: an IRI, what kind of thing it is, what is said of it in Japanese and in English."""

    iri: str
    kind: str
    title: str
    place: str
    body: str
    english: Wording = Wording()


def entries(graph: Graph, names: Collection[str]) -> Iterator[tuple[Entry, ...]]:
    """The things of each kind in graphs of these names, each thing once, as the first kind it is of."""
    seen: set[NamedNode] = set()
    for class_, kind in KINDS:
        found = {thing for name in names for thing in graph.instances_in(NamedNode(name), class_)} - seen
        seen |= found
        yield tuple(_entry(graph, thing, kind) for thing in _in_order(found))


def _in_order(things: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(things, key=lambda thing: natural(thing.value))


def _entry(graph: Graph, thing: NamedNode, kind: str) -> Entry:
    owner = graph.thing(thing, dcterms.isPartOf)
    label, place = graph.label(thing), graph.label(owner) if owner else {}
    told = graph.literals(thing, *BODY)
    return Entry(
        iri=thing.value,
        kind=kind,
        title=in_language(label, "ja") or "",
        place=in_language(place, "ja") or "",
        body=" ".join(literal.value for literal in told if literal.language in (None, "ja")),
        english=Wording(
            label.get("en", ""),
            place.get("en", ""),
            " ".join(literal.value for literal in told if literal.language == "en"),
        ),
    )
