"""Which municipalities one is compared with first: of its prefecture, near in population, of its class."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.graph import in_language
from pipeline.reading.municipalities.places import Place, nearest

WAYS = ("prefecture", "population", "class")
"""How municipalities are alike, in the order in which a page tells it."""
MOST = 6
"""Peers of a municipality in each way."""


@dataclass(frozen=True)
class Peer:
    """A municipality that is like another in a way, and how many shared indicators both have figures of."""

    code: str
    way: str
    peer: str
    in_common: int


def peers(places: Sequence[Place], has: Mapping[str, frozenset[str]]) -> Iterator[Peer]:
    """The peers of each municipality: those first with which it has most in common; `has` are the indicators of each.

    Of the same class only those that share an indicator, for there may be hundreds; who has no population has none near.
    """
    groups: dict[tuple[str, str], list[Place]] = {}
    for one in places:
        for key in _groups(one):
            groups.setdefault(key, []).append(one)
    for one in places:
        alike = {way: groups[way, name] for way, name in _groups(one)}
        alike["population"] = list(nearest(one, places, MOST))
        for way in WAYS:
            yield from _of(one, way, alike.get(way, ()), has)


def _groups(one: Place) -> Iterator[tuple[str, str]]:
    prefecture = in_language(one.prefecture, "ja")
    if prefecture:
        yield "prefecture", prefecture
    if one.kind:
        yield "class", one.kind


def _of(one: Place, way: str, alike: Iterable[Place], has: Mapping[str, frozenset[str]]) -> list[Peer]:
    own = has.get(one.code, frozenset())
    found = [
        Peer(one.code, way, other.code, len(own & has.get(other.code, frozenset())))
        for other in alike
        if other.code != one.code
    ]
    kept = [peer for peer in found if peer.in_common or way != "class"]
    return sorted(kept, key=lambda peer: (-peer.in_common, peer.peer))[:MOST]
