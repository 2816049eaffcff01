"""What stands within what: a thing within the nearest one above it, by their IRIs, of those that it is joined to.

An item holds its indicators, these their printed cells, these their figures. The relation is written once: as the
property that leads down or, where only one leads up, as that property backwards, under a key of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from pipeline.model.namespaces import KK, PROV, QB, RDF

RDF_TYPE = str(RDF.type)
UPWARDS: Mapping[tuple[str, str], str] = {
    (str(KK.indicator), str(KK.Cell)): "cells",
    (str(KK.indicator), str(KK.Achievement)): "achievements",
    (str(KK.indicator), str(KK.NotCompared)): "notCompared",
    (str(KK.effectOf), str(KK.Cell)): "effects",
    (str(KK.about), str(KK.EffectTotal)): "effectTotals",
    (str(KK.ratingOf), str(KK.Rating)): "ratings",
    (str(PROV.wasDerivedFrom), str(QB.Observation)): "figures",
}
"""The key under which a thing has what leads up to it, by the property and by the class of what leads."""
_PROPERTIES = frozenset(property_ for property_, _ in UPWARDS)

Object = ox.NamedNode | ox.BlankNode | ox.Literal
Described = Mapping[str, Mapping[str, Sequence[Object]]]
"""What is said of things: subject → property → values, each in the order of the triples."""


@dataclass(frozen=True)
class Place:
    """Where a thing stands: within which, by which property, under which key where the property leads up."""

    within: str
    property: str
    key: str = ""


def described(triples: Iterable[ox.Triple]) -> Described:
    """Triples by subject and property. Raises TypeError for triples about triples, which JSON-LD 1.1 cannot say."""
    found: dict[str, dict[str, list[Object]]] = {}
    for triple in triples:
        value = triple.object
        if isinstance(value, ox.Triple) or isinstance(triple.subject, ox.Triple):
            raise TypeError("JSON-LD 1.1 has no triples about triples")
        about = found.setdefault(name(triple.subject), {})
        about.setdefault(triple.predicate.value, []).append(value)
    return found


def apart(triples: Iterable[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """Triples sorted by subject in parts, of which none holds what stands within a thing of another.

    What stands within a thing has an IRI that begins as that thing's does, and what begins alike is sorted together.
    """
    first, part = "", list[ox.Triple]()
    for triple in triples:
        subject = "" if isinstance(triple.subject, ox.Triple) else name(triple.subject)
        if part and not subject.startswith(first):
            yield part
            part = []
        first = first if part else subject
        part.append(triple)
    if part:
        yield part


def places(about: Described, first: str | None) -> dict[str, Place]:
    """The place of each thing that stands within another; `first` stands alone."""
    found: dict[str, Place] = {}
    for thing, place in _joined(about):
        known = found.get(thing)
        if thing != first and (known is None or len(place.within) > len(known.within)):
            found[thing] = place
    return found


def _joined(about: Described) -> Iterator[tuple[str, Place]]:
    """Every thing with each described one above it that it is joined to."""
    for subject, properties in about.items():
        for property_, values in properties.items():
            for value in values:
                if not isinstance(value, ox.NamedNode) or value.value not in about:
                    continue
                if value.value.startswith(f"{subject}/"):
                    yield value.value, Place(subject, property_)
                elif property_ in _PROPERTIES and subject.startswith(f"{value.value}/"):
                    key = _upwards(property_, properties)
                    if key:
                        yield subject, Place(value.value, property_, key)


def _upwards(property_: str, properties: Mapping[str, Sequence[Object]]) -> str:
    classes = (class_.value for class_ in properties.get(RDF_TYPE, ()))
    return next((UPWARDS[property_, class_] for class_ in classes if (property_, class_) in UPWARDS), "")


def name(node: ox.NamedNode | ox.BlankNode) -> str:
    """The IRI of a node; what a blank one is called in its document."""
    return node.value if isinstance(node, ox.NamedNode) else f"_:{node.value}"
