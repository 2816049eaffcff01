"""The chart of an indicator, drawn by Altair and vl-convert: a row a fiscal year, values along it.

A target is a stroke, an actual value a dot, a forecast a hollow one, what is between target and actual value a line:
told apart without colour, each with its number written at it. Dots are joined where no year is left out. Values are
placed, not measured from zero, so the axis begins where the numbers are far enough apart to be told apart, and says so
where that is not zero. A chart is shown as an image that its page describes, so it carries no descriptions of its own.
"""

import math
import textwrap
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

import altair as alt

from pipeline.reading.graph import in_language
from pipeline.reading.indicator import Indicator
from server.rendering.charts.drawing import svg
from server.rendering.charts.marks import Mark, Panel, panels
from server.rendering.charts.palette import DARK, FONT, LARGE, LIGHT, Palette, written
from server.rendering.templates import texts

WIDTH, ROW = 300, 64
NEAR = 4
"""The axis begins at zero unless the numbers are more than this many times as far from zero as from each other."""
EDGE = 0.3
"""Within this share of the axis from an end, words grow inwards."""


def chart(shown: Indicator, language: str, dark: bool, title: str = "", credit: str = "") -> bytes:
    """The chart of an indicator as SVG; with a title and whose numbers they are where it stands alone."""
    return _draw(panels(shown, language), language, dark, title, credit)


def axis(values: list[float]) -> tuple[float, float]:
    """Where an axis begins and ends so that the nearest of its values can be told apart.

    >>> axis([45, 46.8])
    (44.4, 47.4)
    >>> axis([0, 46.8])
    (0.0, 51.48)
    """
    low, high = min(values), max(values)
    apart = min((b - a for a, b in pairwise(sorted(set(values)))), default=abs(high))
    if low >= 0 and high <= NEAR * apart:
        return 0.0, round((high or 1.0) * 1.1, 10)
    room = (high - low) * 0.3 or abs(high) * 0.1
    step = 10.0 ** math.floor(math.log10(room))
    start = round(math.floor((low - room) / step) * step, 10)
    return max(start, 0.0) if low >= 0 else start, round(math.ceil((high + room) / step) * step, 10)


@lru_cache(maxsize=2_000)
def _draw(found: tuple[Panel, ...], language: str, dark: bool, title: str, credit: str) -> bytes:
    """Draws panels; the same are drawn once."""
    palette = DARK if dark else LIGHT
    drawn = alt.concat(*(_panel(panel, language, palette) for panel in found), columns=1)
    if title:
        drawn = drawn.properties(
            title=alt.TitleParams(_wrapped(title, language), subtitle=credit, anchor="start", fontSize=14)
        )
    drawn = drawn.properties(background=palette.sheet if title else "transparent", padding=12 if title else 2)
    drawn = drawn.configure(font=FONT, view=alt.ViewConfig(stroke=None), **_colours(palette))
    return svg(drawn)


def _panel(panel: Panel, language: str, palette: Palette) -> alt.LayerChart | alt.FacetChart:
    low, high = axis([mark.value for mark in panel.marks])
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=[low, high], nice=False, zero=False))
    x = x.axis(alt.Axis(labelExpr=LARGE[language], tickCount=4, grid=True))
    y = alt.Y("row:N", title=None, sort=None, scale=alt.Scale(domain=list(panel.rows)))
    y = y.axis(alt.Axis(domain=False, ticks=False, labelPadding=6))
    layers = [
        _data(_bands(panel, low, high))
        .mark_bar(height=26, color=palette.target, opacity=0.16)
        .encode(x=x, x2="end:Q", y=y),
        _data(_gaps(panel))
        .mark_rule(strokeWidth=3, color=palette.ink, opacity=0.45)
        .encode(x=x, x2="end:Q", y=y),
        *_shapes(panel, x, y, palette),
        *_words(panel, x, y, low, high, palette),
    ]
    note = "" if low == 0 else _word("axis_from", language, start=written(Decimal(str(low)), language))
    return alt.layer(*layers).properties(
        width=WIDTH,
        height=ROW * len(panel.rows),
        title=alt.TitleParams(panel.title, subtitle=note, anchor="start"),
    )


def _shapes(panel: Panel, x: alt.X, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    strokes, dots, hollow = (_data(_points(panel, shape)) for shape in ("stroke", "dot", "hollow"))
    return [
        dots.mark_line(strokeWidth=1.5, strokeDash=[2, 3], color=palette.actual).encode(
            x=x, y=y, detail="run:N", order="place:Q"
        ),
        strokes.mark_tick(orient="vertical", size=26, thickness=4, opacity=1, color=palette.target).encode(
            x=x, y=y
        ),
        dots.mark_point(filled=True, size=130, opacity=1, color=palette.actual).encode(x=x, y=y),
        hollow.mark_point(filled=False, size=110, opacity=1, color=palette.actual).encode(x=x, y=y),
    ]


def _words(panel: Panel, x: alt.X, y: alt.Y, low: float, high: float, palette: Palette) -> list[alt.Chart]:
    """What is written at the marks: what is aimed at above, the others below; at an end of the axis, inwards."""
    drawn = []
    for shape, rise, colour in (
        ("stroke", -21, palette.target),
        ("dot", 21, palette.actual),
        ("hollow", 21, palette.actual),
    ):
        for align in ("left", "center", "right"):
            here = [
                point
                for point in _points(panel, shape)
                if _align((point["value"] - low) / (high - low)) == align
            ]
            if here:
                mark = _data(here).mark_text(align=align, dy=rise, fontSize=13, color=colour)
                drawn.append(mark.encode(x=x, y=y, text="text:N"))
    return drawn


def _align(share: float) -> str:
    return "left" if share < EDGE else "right" if share > 1 - EDGE else "center"


def _points(panel: Panel, shape: str) -> list[dict[str, Any]]:
    return [
        {**vars(mark), "place": panel.rows.index(mark.row)} for mark in panel.marks if mark.shape == shape
    ]


def _gaps(panel: Panel) -> list[dict[str, Any]]:
    """From each actual value to the one target of its year; a range has two ends, and no gap."""
    targets: dict[str, list[Mark]] = {}
    for mark in panel.marks:
        targets.setdefault(mark.row, []).extend([mark] if mark.kind == "target" else [])
    return [
        {"row": mark.row, "value": mark.value, "end": targets[mark.row][0].value}
        for mark in panel.marks
        if mark.kind == "actual" and len(targets[mark.row]) == 1
    ]


def _bands(panel: Panel, low: float, high: float) -> list[dict[str, Any]]:
    return [
        {
            "row": band.row,
            "value": low if band.low is None else band.low,
            "end": high if band.high is None else band.high,
        }
        for band in panel.bands
    ]


def _data(values: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=values))


def _word(key: str, language: str, **values: str) -> str:
    return (in_language(texts()[key], language) or "").format(**values)


def _wrapped(title: str, language: str) -> list[str]:
    """A title in lines that are as wide as the chart."""
    if language != "ja" and title.isascii():
        return textwrap.wrap(title, 44)
    return [title[start : start + 24] for start in range(0, len(title), 24)]


def _colours(palette: Palette) -> dict[str, Any]:
    axis_ = alt.Axis(
        labelColor=palette.ink,
        gridColor=palette.line,
        domainColor=palette.line,
        tickColor=palette.line,
        labelFontSize=12,
        labelAngle=0,
    )
    title = {
        "color": palette.ink,
        "fontSize": 12,
        "fontWeight": "normal",
        "subtitleColor": palette.ink,
        "subtitleFontSize": 12,
    }
    return {"axis": axis_.to_dict(), "title": title, "aria": False}
