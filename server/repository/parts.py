"""What belongs to a thing: the things named below its IRI that it leads to, or that point at it or its parts."""

from collections import deque

from pyoxigraph import NamedNode

from pipeline.reading.graph import Graph, natural
from pipeline.reading.vocabulary import kk, skos

WHOLES = (kk.PlanElement, kk.Activity, kk.ScheduleEntry, kk.Indicator, kk.Cell, skos.Collection)
"""What is described together with its parts; a plan or a municipality is described alone, its parts link to it."""
MOST_PARTS = 2_000
MOST_LINKS = 200


def parts(graph: Graph, thing: NamedNode) -> list[NamedNode]:
    """The thing, then its parts in order of their IRIs; only the thing itself where it is no whole."""
    if not any(graph.is_a(thing, whole) for whole in WHOLES):
        return [thing]
    below = thing.value + "/"
    found = {thing}
    waiting = deque([thing])
    while waiting and len(found) < MOST_PARTS:
        for neighbour in _neighbours(graph, waiting.popleft()):
            if neighbour not in found and neighbour.value.startswith(below):
                found.add(neighbour)
                waiting.append(neighbour)
    return sorted(found, key=lambda part: natural(part.value))


def _neighbours(graph: Graph, thing: NamedNode) -> list[NamedNode]:
    """What a thing points at and what points at it: of the latter, a bounded number."""
    led_to = [quad.object for quad in graph.about(thing)]
    leading = [quad.subject for quad in graph.naming(thing, count=MOST_LINKS)]
    return [node for node in (*led_to, *leading) if isinstance(node, NamedNode)]
