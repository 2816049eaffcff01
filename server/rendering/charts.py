"""Charts of target against actual, a forecast paler: drawn on the server by Altair and vl-convert as SVG, without a network.

Actual values are bars from zero, targets strokes across them: told apart without colour, and no line leads
through a year that has no number. The same numbers stand beside every chart as a table.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import altair as alt
import vl_convert

from pipeline.model import fiscal_year
from server.repository.graph import in_language
from server.repository.model import Indicator

WIDTH, HEIGHT = 320, 150
FONT = "system-ui, 'Hiragino Sans', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of drawings on a light or a dark page: of text, lines, boxes, actual values and targets."""

    ink: str
    line: str
    sheet: str
    actual: str
    target: str


LIGHT = Palette("#3b4246", "#dedbd0", "#ffffff", "#3a6ea5", "#a8441f")
DARK = Palette("#cfd4d0", "#3a4143", "#1b211f", "#8fbdea", "#f3a77f")

LARGE = {
    "ja": "datum.value >= 1e8 ? format(datum.value / 1e8, '~r') + '億' : datum.value >= 1e4 ?"
    " format(datum.value / 1e4, '~r') + '万' : format(datum.value, ',~r')",
    "en": "datum.value >= 1e6 ? format(datum.value / 1e6, ',~r') + ' m' : format(datum.value, ',~r')",
}
"""How an axis writes numbers: with the words that each language has for large ones."""

Figure: TypeAlias = tuple[int, str, str, float]
"""Fiscal year, kind, breakdown ("": none), value."""


def can_be_drawn(shown: Indicator) -> bool:
    """Whether there are at least two numbers, all of one unit and one meaning."""
    kinds = {
        (number.unit and number.unit.iri, number.qualifier and number.qualifier.iri)
        for cell in shown.cells
        if cell.year
        for number in cell.numbers
    }
    return len(kinds) == 1 and len(_figures(shown, "ja")) > 1


def chart(shown: Indicator, language: str, dark: bool) -> bytes:
    """The chart of an indicator as SVG: a panel for each breakdown, the years of its cells along each."""
    unit = in_language(shown.unit.label, language) if shown.unit else None
    return _draw(_figures(shown, language), tuple(shown.years), unit or "", language, dark)


def _figures(shown: Indicator, language: str) -> tuple[Figure, ...]:
    return tuple(
        (
            cell.year,
            cell.kind,
            (in_language(number.breakdown.label, language) or "") if number.breakdown else "",
            float(number.value),
        )
        for cell in shown.cells
        if cell.year
        for number in cell.numbers
    )


@lru_cache(maxsize=2_000)
def _draw(figures: tuple[Figure, ...], years: tuple[int, ...], unit: str, language: str, dark: bool) -> bytes:
    """Draws figures; the same are drawn once."""
    breakdowns = list(dict.fromkeys(breakdown for _, _, breakdown, _ in figures))
    panels = [_panel(figures, breakdown, years, unit, language, dark) for breakdown in breakdowns]
    drawing = alt.concat(*panels, columns=1, background="transparent").configure(
        font=FONT, **_colours(dark), view=alt.ViewConfig(stroke=None)
    )
    return str(vl_convert.vegalite_to_svg(drawing.to_dict(format="vega-lite"))).encode()


def _panel(
    figures: tuple[Figure, ...], breakdown: str, years: tuple[int, ...], unit: str, language: str, dark: bool
) -> alt.LayerChart | alt.FacetChart:
    values = [
        {"year": _year(year, language), "kind": kind, "value": value}
        for year, kind, part, value in figures
        if part == breakdown
    ]
    base = alt.Chart(alt.InlineData(values=values))
    x = alt.X("year:N", title=None, scale=alt.Scale(domain=[_year(year, language) for year in years]))
    y = alt.Y("value:Q", title=None, axis=alt.Axis(labelExpr=LARGE[language]))
    palette = DARK if dark else LIGHT
    bars = base.transform_filter("datum.kind == 'actual' || datum.kind == 'baseline'").mark_bar(
        size=26, color=palette.actual
    )
    awaited = base.transform_filter("datum.kind == 'forecast'").mark_bar(
        size=26, color=palette.actual, opacity=0.4
    )
    strokes = base.transform_filter("datum.kind == 'target' || datum.kind == 'interim-target'").mark_tick(
        size=44, thickness=4, opacity=1, color=palette.target
    )
    panel = alt.layer(*(marks.encode(x=x, y=y) for marks in (bars, awaited, strokes)))
    return panel.properties(
        width=WIDTH, height=HEIGHT, title=" ".join(word for word in (breakdown, unit) if word)
    )


def _year(year: int, language: str) -> str:
    return fiscal_year.short(year).in_language(language)


def _colours(dark: bool) -> dict[str, Any]:
    palette = DARK if dark else LIGHT
    axis = alt.Axis(
        labelColor=palette.ink,
        titleColor=palette.ink,
        gridColor=palette.line,
        domainColor=palette.line,
        tickColor=palette.line,
        labelFontSize=12,
        titleFontSize=12,
        titleFontWeight="normal",
        labelAngle=0,
        tickCount=4,
    )
    return {
        "axis": axis.to_dict(),
        "title": {"color": palette.ink, "fontSize": 12, "fontWeight": "normal", "anchor": "start"},
    }
