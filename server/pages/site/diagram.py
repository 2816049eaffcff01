"""A diagram of the ontology's classes and what leads from one to another, drawn from the ontology itself.

Each class stands once with what it leads to, one line below the other, beginning at `kk:PlanElement`: so that no
name meets another however many classes there are. Drawn by Altair and vl-convert, as charts are.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
from pyoxigraph import NamedNode

from pipeline.model.iris import BASE
from pipeline.reading.graph import Graph, in_language
from pipeline.reading.vocabulary import kk, owl, qb, rdfs, schema, shortened
from server.rendering.charts.drawing import svg
from server.rendering.charts.palette import DARK, FONT, LIGHT
from server.rendering.templates import texts

CENTRE = kk.PlanElement
FURTHER = (qb.Observation,)
"""Classes of other vocabularies that the ontology's properties lead from or to."""
ROW, BOX, HEIGHT, LINE, GAP, MARGIN = 44, 160, 30, 230, 50, 10
"""The distance of lines, the width and height of a box, the length of a line, between the two halves, around."""
BEND = 24
"""How far from a class its lines part."""


@dataclass(frozen=True)
class Edge:
    """What leads from one class to another: the names of properties."""

    source: str
    target: str
    names: tuple[str, ...]


def edges(graph: Graph, language: str) -> tuple[Edge, ...]:
    """What the ontology lets lead from class to class, between classes of `kk:` and `FURTHER`."""
    classes = {*graph.instances(owl.Class), *FURTHER}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for property_ in graph.subjects(rdfs.isDefinedBy, NamedNode(kk.Plan.value.partition("#")[0])):
        name = in_language(graph.label(property_), language) or ""
        for source in graph.things(property_, rdfs.domain, schema.domainIncludes):
            for target in graph.things(property_, rdfs.range, schema.rangeIncludes):
                if {source, target} <= classes and source != target:
                    found[_name(graph, source, language), _name(graph, target, language)].append(name)
    above = in_language(texts()["above"], language) or ""
    for class_ in sorted(classes - set(FURTHER), key=str):
        for wider in graph.things(class_, rdfs.subClassOf):
            if wider in classes and wider.value.startswith(kk.Plan.value.partition("#")[0]):
                found[_name(graph, class_, language), _name(graph, wider, language)].append(above)
    return tuple(Edge(source, target, tuple(names)) for (source, target), names in sorted(found.items()))


@dataclass(frozen=True)
class Place:
    """Where a line of the diagram stands: in which half, and in which row of it."""

    half: int
    row: int


def places(found: tuple[Edge, ...], centre: str) -> dict[Edge, Place]:
    """Every edge in a row of its own, those of a class together, the classes in two halves of about equal length."""
    placed: dict[Edge, Place] = {}
    half = row = 0
    for source in sources(found, centre):
        leading = [edge for edge in found if edge.source == source]
        if not half and row and row + len(leading) / 2 > len(found) / 2:
            half, row = 1, 0
        for edge in leading:
            placed[edge] = Place(half, row)
            row += 1
    return placed


def sources(found: tuple[Edge, ...], centre: str) -> list[str]:
    """The classes that lead to others: the centre, what it leads to, what that leads to, then the rest."""
    leading = {edge.source for edge in found}
    ordered = [centre]
    for name in ordered:
        ordered += [edge.target for edge in found if edge.source == name and edge.target not in ordered]
    return [name for name in [*ordered, *sorted(leading - {*ordered})] if name in leading]


def diagram(graph: Graph, language: str, dark: bool) -> bytes:
    """The diagram as SVG."""
    return _draw(edges(graph, language), _name(graph, CENTRE, language), dark)


@lru_cache(maxsize=8)
def _draw(found: tuple[Edge, ...], centre: str, dark: bool) -> bytes:
    placed = places(found, centre)
    colours = DARK if dark else LIGHT
    width = 2 * (BOX + LINE + BOX) + GAP + 2 * MARGIN
    height = (max(place.row for place in placed.values()) + 1) * ROW + 2 * MARGIN
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-MARGIN, width - MARGIN], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height - MARGIN, -MARGIN], nice=False, zero=False))
    lines = _chart([line for edge, place in placed.items() for line in _lines(edge, place, placed)])
    labels = _chart([_label(edge, place) for edge, place in placed.items()])
    boxes = _boxes(placed)
    names = [{"name": box["name"], "x": box["x"] + BOX / 2, "y": box["y"] + HEIGHT / 2} for box in boxes]
    drawing = alt.layer(
        lines.mark_rule(color=colours.target).encode(x=x, y=y, x2="x2", y2="y2"),
        labels.mark_text(fontSize=13, color=colours.ink, align="left", dy=-8).encode(x=x, y=y, text="name:N"),
        _chart(boxes)
        .mark_rect(cornerRadius=5, color=colours.sheet, stroke=colours.ink, opacity=1)
        .encode(x=x, y=y, x2="x2", y2="y2"),
        _chart(names)
        .mark_text(fontSize=14, fontWeight="bold", color=colours.ink)
        .encode(x=x, y=y, text="name:N"),
    ).properties(width=width, height=height, background="transparent")
    drawing = drawing.configure(font=FONT, view=alt.ViewConfig(stroke=None))
    return svg(drawing)


def _chart(values: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=values))


def _boxes(placed: dict[Edge, Place]) -> list[dict[str, Any]]:
    """The class of each edge once, beside its first row, and what each edge leads to."""
    first: dict[str, Place] = {}
    for edge, place in placed.items():
        first.setdefault(edge.source, place)
    leading = [_box(name, _left(place), place) for name, place in first.items()]
    return leading + [_box(edge.target, _left(place) + BOX + LINE, place) for edge, place in placed.items()]


def _box(name: str, left: float, place: Place) -> dict[str, Any]:
    top = place.row * ROW + (ROW - HEIGHT) / 2
    return {"name": name, "x": left, "y": top, "x2": left + BOX, "y2": top + HEIGHT}


def _lines(edge: Edge, place: Place, placed: dict[Edge, Place]) -> list[dict[str, float]]:
    """The line of an edge, which leaves that of the edge before it where both are of one class."""
    left, y = _left(place) + BOX, _middle(place)
    first = min(other.row for one, other in placed.items() if one.source == edge.source)
    start = left if place.row == first else left + BEND
    level = {"x": start, "y": y, "x2": left + LINE, "y2": y}
    down = {"x": left + BEND, "y": _middle(Place(place.half, first)), "x2": left + BEND, "y2": y}
    return [level] if place.row == first else [level, down]


def _label(edge: Edge, place: Place) -> dict[str, Any]:
    names = ", ".join(dict.fromkeys(edge.names))
    return {"name": names, "x": _left(place) + BOX + BEND + 6, "y": _middle(place)}


def _left(place: Place) -> float:
    return place.half * (BOX + LINE + BOX + GAP)


def _middle(place: Place) -> float:
    return place.row * ROW + ROW / 2


def _name(graph: Graph, class_: NamedNode, language: str) -> str:
    return in_language(graph.label(class_), language) or shortened(class_.value, BASE)
