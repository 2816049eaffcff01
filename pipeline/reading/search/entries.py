"""What the search index holds of a release: elements, indicators, departments, concepts and terms."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from pipeline.reading.graph import Graph, in_language
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


def entries(graph: Graph) -> Iterator[Entry]:
    """Every thing to be found, once, as the first kind it is of."""
    seen: set[NamedNode] = set()
    for class_, kind in KINDS:
        for thing in graph.instances(class_):
            if thing not in seen:
                seen.add(thing)
                yield _entry(graph, thing, kind)


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
