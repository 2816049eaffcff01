"""A diagram of the ontology's classes and what leads from one to another, drawn from the ontology itself.

Classes stand in columns around `kk:PlanElement`; a line carries the names of the properties that may lead along
it. Drawn by Altair and vl-convert, as charts are.
"""

from collections import defaultdict, deque
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import vl_convert
from pyoxigraph import NamedNode

from pipeline.iris import BASE
from server.graph import Graph, in_language
from server.pages.charts import DARK, FONT, LIGHT
from server.vocabulary import kk, owl, qb, rdfs, schema, shortened

CENTRE = kk.PlanElement
FURTHER = (qb.Observation,)
"""Classes of other vocabularies that the ontology's properties lead from or to."""
COLUMN, ROW, BOX, HEIGHT, MARGIN = 255, 84, 150, 34, 20
SUBCLASS = "⊂"


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
    for class_ in sorted(classes - set(FURTHER), key=str):
        for above in graph.things(class_, rdfs.subClassOf):
            if above in classes and above.value.startswith(kk.Plan.value.partition("#")[0]):
                found[_name(graph, class_, language), _name(graph, above, language)].append(SUBCLASS)
    return tuple(Edge(source, target, tuple(names)) for (source, target), names in sorted(found.items()))


def places(found: tuple[Edge, ...], centre: str) -> dict[str, tuple[int, float]]:
    """Where each class stands: its column, and its row, near what joins it to the columns before."""
    column = columns(found, centre)
    placed: dict[str, tuple[int, float]] = {}
    for step in range(max(column.values(), default=0) + 1):
        members = sorted(name for name in column if column[name] == step)
        members.sort(
            key=lambda name: _mean([placed[other][1] for other in _joined(found, name) & placed.keys()])
        )
        for row, name in enumerate(members):
            placed[name] = step, row - (len(members) - 1) / 2
    return placed


def columns(found: tuple[Edge, ...], centre: str) -> dict[str, int]:
    """The column of each class: what the centre leads to after it, then what leads to those, then the rest.

    Classes that nothing joins to the centre are left out.
    """
    column = {centre: 0}
    waiting = deque([centre])
    while waiting:
        name = waiting.popleft()
        for other in _targets(found, name):
            if other not in column:
                column[other] = column[name] + 1
                waiting.append(other)
    for others in (_targets, _joined):
        names = sorted({name for edge in found for name in (edge.source, edge.target)} - column.keys())
        for name in names:
            known = [column[other] for other in others(found, name) if other in column]
            if known:
                column[name] = max(known) + 1
    return column


def _targets(found: tuple[Edge, ...], name: str) -> set[str]:
    return {edge.target for edge in found if edge.source == name}


def _joined(found: tuple[Edge, ...], name: str) -> set[str]:
    return _targets(found, name) | {edge.source for edge in found if edge.target == name}


def diagram(graph: Graph, language: str, dark: bool) -> bytes:
    """The diagram as SVG."""
    return _draw(edges(graph, language), _name(graph, CENTRE, language), dark)


@lru_cache(maxsize=8)
def _draw(found: tuple[Edge, ...], centre: str, dark: bool) -> bytes:
    placed = places(found, centre)
    boxes = [_box(name, *place) for name, place in placed.items()]
    lines = [_line(edge, placed) for edge in found if edge.source in placed and edge.target in placed]
    rows = [row for _, row in placed.values()]
    width = max(step for step, _ in placed.values()) * COLUMN + BOX + MARGIN
    height = int((max(rows) - min(rows)) * ROW + HEIGHT + MARGIN)
    x = alt.Scale(domain=[-(BOX + MARGIN) / 2, width - (BOX + MARGIN) / 2], nice=False, zero=False)
    top = min(rows) * ROW - (HEIGHT + MARGIN) / 2
    y = alt.Scale(domain=[top + height, top], nice=False, zero=False)
    drawing = _layers(boxes, lines, alt.X("x:Q", axis=None, scale=x), alt.Y("y:Q", axis=None, scale=y), dark)
    drawing = drawing.properties(width=width, height=height, background="transparent")
    drawing = drawing.configure(font=FONT, view=alt.ViewConfig(stroke=None))
    return str(vl_convert.vegalite_to_svg(drawing.to_dict(format="vega-lite"))).encode()


def _layers(
    boxes: list[dict[str, Any]], lines: list[dict[str, Any]], x: alt.X, y: alt.Y, dark: bool
) -> alt.LayerChart | alt.FacetChart:
    """Lines, their names at their middles, then boxes over the ends of lines."""
    colours = DARK if dark else LIGHT
    middles = [
        {**line, "x": (line["x"] + line["x2"]) / 2, "y": (line["y"] + line["y2"]) / 2} for line in lines
    ]
    names = [
        {"name": box["name"], "x": (box["x"] + box["x2"]) / 2, "y": (box["y"] + box["y2"]) / 2}
        for box in boxes
    ]
    strokes = _chart(lines).mark_rule(color=colours.target, opacity=0.55).encode(x=x, y=y, x2="x2", y2="y2")
    labels = _chart(middles).mark_text(fontSize=12, color=colours.ink, dy=-6).encode(x=x, y=y, text="label:N")
    frames = _chart(boxes).mark_rect(cornerRadius=5, color=colours.sheet, stroke=colours.ink, opacity=1)
    words = _chart(names).mark_text(fontSize=14, fontWeight="bold", color=colours.ink)
    return alt.layer(
        strokes, labels, frames.encode(x=x, y=y, x2="x2", y2="y2"), words.encode(x=x, y=y, text="name:N")
    )


def _chart(values: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=values))


def _box(name: str, step: int, row: float) -> dict[str, Any]:
    x, y = step * COLUMN - BOX / 2, row * ROW - HEIGHT / 2
    return {"name": name, "x": x, "y": y, "x2": x + BOX, "y2": y + HEIGHT}


def _line(edge: Edge, placed: dict[str, tuple[int, float]]) -> dict[str, Any]:
    (step, row), (step2, row2) = placed[edge.source], placed[edge.target]
    names = ", ".join(dict.fromkeys(edge.names))
    return {"x": step * COLUMN, "y": row * ROW, "x2": step2 * COLUMN, "y2": row2 * ROW, "label": names}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _name(graph: Graph, class_: NamedNode, language: str) -> str:
    return in_language(graph.label(class_), language) or shortened(class_.value, BASE)
