"""The chart of a comparison: a line a municipality over fiscal years, or bars where there is one; a panel a part."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from pipeline.exports.comparison import Series
from server.rendering.charts.drawing import svg
from server.rendering.charts.palette import DARK, FONT, LARGE, LIGHT

MOST_LINES = 8
"""Municipalities that are told apart by colour; more are drawn as bars of one fiscal year."""
MOST_BARS = 40
COLOURS = (
    ("#0072b2", "#d55e00", "#009e73", "#b8578c", "#8a6d00", "#3d93c9", "#bd7b00", "#7f7f7f"),
    ("#56b4e9", "#f0883e", "#2fc194", "#e39ac4", "#d9c02f", "#b4d8f2", "#ffc15e", "#a8a8a8"),
)
"""On a light page and on a dark one: after Okabe and Ito's, which colour-blind people tell apart, each as dark or as
light as a drawing has to be to be seen (WCAG 2.1, 1.4.11)."""
ACTUAL = ("actual", "effect")
"""Kinds that are drawn unbroken: what was reached. What was aimed at or expected is dashed."""


@dataclass(frozen=True)
class Mark:
    """One figure as drawn: its label is no other's."""

    label: str
    name: str
    kind: str
    part: str
    year: str
    when: int
    """The fiscal year by the calendar: its names do not sort (令和10年度 before 令和9年度)."""
    number: float
    reached: bool


@dataclass(frozen=True)
class Look:
    """How a chart is drawn: for a dark page, and wide, as a page of 64rem or more has room for."""

    dark: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Words:
    """What is written on a chart, in its language."""

    title: str
    notes: tuple[str, ...]
    not_from_zero: str
    kind: Callable[[str], str]
    part: Callable[[Series], str]
    """Of a series; "" for the whole."""
    whole: str
    """What the whole is called beside its parts."""
    year: Callable[[int], str]


NARROW = Look()
_HEADER = alt.Header(title=None, labelFontSize=13, labelAngle=0, labelOrient="top", labelAnchor="start")
"""The names of the parts above their panels."""


@dataclass(frozen=True)
class Caption:
    """What is written on one chart, and its language."""

    title: str
    notes: tuple[str, ...]
    whole: str
    language: str


def marks(rows: Sequence[Series], words: Words) -> tuple[Mark, ...]:
    """What is drawn of a comparison: of many municipalities only the fiscal year and kind that most have."""
    drawn = [one for one in rows if one.drawn]
    found = [
        (one, year, Mark(
            " ".join(filter(None, (one.name, words.part(one), words.kind(one.kind), words.year(year)))),
            one.name,
            words.kind(one.kind),
            words.part(one),
            words.year(year),
            year,
            float(figure.value),
            one.kind in ACTUAL,
        ))
        for one in drawn
        for year, figure in sorted(one.figures.items())
    ]  # fmt: skip
    if len({one.name for one in drawn}) <= MOST_LINES:
        return tuple(mark for _, _, mark in found)
    counted = Counter((year, mark.kind, mark.part) for _, year, mark in found)
    most = max(counted, key=lambda key: (counted[key], key)) if counted else None
    kept = [mark for _, year, mark in found if (year, mark.kind, mark.part) == most]
    return tuple(sorted(kept, key=lambda mark: -mark.number)[:MOST_BARS])


def chart(rows: Sequence[Series], words: Words, language: str, look: Look = NARROW) -> bytes | None:
    """A comparison as SVG, with what it shows written on it; None where nothing can be drawn."""
    found = marks(rows, words)
    if not found:
        return None
    notes = words.notes if _from_zero(found) else (*words.notes, words.not_from_zero)
    return _draw(found, Caption(words.title, notes, words.whole, language), look)


def _from_zero(found: Sequence[Mark]) -> bool:
    """Whether the axis of what is drawn begins at zero: bars do, and lines unless every part is far from it.

    Far is at least half of what the figures span: then rounding the axis does not reach zero either.
    """
    if not _are_lines(found):
        return True
    parts = [[mark.number for mark in found if mark.part == part] for part in {mark.part for mark in found}]
    return not all(min(part) > 0 and min(part) >= (max(part) - min(part)) / 2 for part in parts)


def _are_lines(found: Sequence[Mark]) -> bool:
    """Whether there are several fiscal years of so few municipalities that colours tell them apart."""
    return len({mark.year for mark in found}) > 1 and len({mark.name for mark in found}) <= MOST_LINES


@lru_cache(maxsize=200)
def _draw(found: tuple[Mark, ...], said: Caption, look: Look) -> bytes:
    parts = list(dict.fromkeys(mark.part or said.whole for mark in found))
    lines = _are_lines(found)
    drawn = (
        _lines(found, said.language, look, _size(found, parts, look)) if lines else _bars(found, said, look)
    )
    values = alt.InlineData(values=[vars(mark) | {"part": mark.part or said.whole} for mark in found])
    if len(parts) > 1:
        facet = alt.Facet("part:N", sort=parts, header=_HEADER)
        panels = drawn.facet(facet, columns=2 if look.wide and lines else 1, data=values)
        whole = panels.resolve_scale(y="independent", x="independent")
    else:
        whole = drawn.properties(data=values)
    titled = whole.properties(title=alt.Title(said.title, subtitle=list(said.notes), anchor="start"))
    return svg(_dressed(titled, look.dark))


def _size(found: Sequence[Mark], parts: Sequence[str], look: Look) -> tuple[int, int]:
    """Width and height of a panel of lines: on a wide page one has all of it, several stand two by two."""
    if look.wide:
        return (900, 320) if len(parts) == 1 else (430, 240)
    return max(300, 70 * len({mark.year for mark in found})), 220


def _lines(found: Sequence[Mark], language: str, look: Look, size: tuple[int, int]) -> alt.LayerChart:
    years = list(dict.fromkeys(mark.year for mark in sorted(found, key=lambda mark: mark.when)))
    names = list(dict.fromkeys(mark.name for mark in found))
    kinds = list(dict.fromkeys(mark.kind for mark in found))
    reached = {mark.kind: mark.reached for mark in found}
    dashes = [[1, 0] if reached[kind] else [5, 4] for kind in kinds]
    encoded = alt.Chart().encode(
        description="label:N",
        x=alt.X("year:N", title=None, sort=years, axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "number:Q",
            title=None,
            scale=alt.Scale(zero=_from_zero(found)),
            axis=alt.Axis(labelExpr=LARGE[language], tickCount=5),
        ),
        color=alt.Color("name:N", scale=_colours(names, look), legend=_legend(names, look, always=True)),
    )
    dash = alt.StrokeDash("kind:N", scale=alt.Scale(domain=kinds, range=dashes), legend=_legend(kinds, look))
    points = encoded.mark_point(size=36, filled=True, opacity=1).encode(
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds), legend=_legend(kinds, look))
    )
    strokes = encoded.mark_line(aria=False).encode(strokeDash=dash)
    layered: alt.LayerChart = (strokes + points).properties(width=size[0], height=size[1])
    return layered


def _bars(found: Sequence[Mark], said: Caption, look: Look) -> alt.Chart:
    kinds = list(dict.fromkeys(mark.kind for mark in found))
    bars: alt.Chart = (
        alt.Chart()
        .mark_bar()
        .transform_calculate(place="datum.name + ' ' + datum.kind + ' ' + datum.year")
        .encode(
            description="label:N",
            y=alt.Y("place:N", title=None, sort=None, axis=alt.Axis(labelLimit=360)),
            x=alt.X("number:Q", title=None, axis=alt.Axis(labelExpr=LARGE[said.language], tickCount=6)),
            color=alt.Color("kind:N", scale=_colours(kinds, look), legend=_legend(kinds, look)),
        )
        .properties(width=640 if look.wide else 420)
    )
    return bars


def _colours(names: list[str], look: Look) -> alt.Scale:
    return alt.Scale(domain=names, range=list(COLOURS[look.dark][: len(names)]))


def _legend(names: list[str], look: Look, always: bool = False) -> alt.Legend | None:
    if not always and len(names) < 2:
        return None
    columns = 4 if look.wide else 2
    return alt.Legend(title=None, orient="top", labelLimit=420, columns=columns, columnPadding=18)


def _dressed(whole: alt.TopLevelMixin, dark: bool) -> alt.TopLevelMixin:
    palette = DARK if dark else LIGHT
    axis = alt.AxisConfig(
        labelColor=palette.ink, gridColor=palette.line, domainColor=palette.line, labelFontSize=12
    )
    title = alt.TitleConfig(color=palette.ink, subtitleColor=palette.ink, subtitleFontSize=12, offset=12)
    dressed: alt.TopLevelMixin = whole.properties(background=palette.sheet).configure(
        font=FONT,
        axis=axis,
        title=title,
        header=alt.HeaderConfig(labelColor=palette.ink),
        legend=alt.LegendConfig(
            labelColor=palette.ink,
            labelFontSize=12,
            symbolBaseFillColor=palette.ink,
            symbolBaseStrokeColor=palette.ink,
        ),
        view=alt.ViewConfig(stroke=None),
    )
    return dressed
