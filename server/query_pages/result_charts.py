"""Charts of answers: drawn on the server as SVG, from the same rows that stand beside them as a table."""

import textwrap
from collections.abc import Iterator
from functools import lru_cache

import altair as alt

from server.queries import Chart
from server.query_pages.result_table import Table
from server.rendering.charts.drawing import svg
from server.rendering.charts.palette import FONT, LARGE

LINE = 26
"""Characters of a line of a name beside a bar; half as many where they are wide."""
_LINES = "split(datum.label, '\\n')"
MOST = 30
"""Rows that are drawn; the table and the CSV have all."""
_COLOURS = (("#3a6ea5", "#a8441f", "#7a5600"), ("#8fbdea", "#f3a77f", "#e3bf63"))
_INKS = (("#3b4246", "#dedbd0"), ("#cfd4d0", "#3a4143"))

Point = tuple[str, str, float]


def drawing(chart: Chart, table: Table, *, dark: bool, language: str = "ja") -> bytes | None:
    """An answer as SVG, its numbers written as in a language.

    None where it has no number to draw, or lines would lead through several things.
    """
    along = [cell.text if cell else "" for cell in table.column(chart.along)]
    if chart.kind == "line" and len(along) != len(set(along)):
        return None
    points = tuple(_points(chart, table))
    return _draw(chart.kind, points, dark, language) if points else None


def _points(chart: Chart, table: Table) -> Iterator[Point]:
    """What is drawn, as (place along the chart, column, number); equal names are told apart by blanks after them."""
    seen: dict[str, int] = {}
    for place, along in enumerate(table.column(chart.along)[:MOST]):
        named = along.text if along else "—"
        name = _wrapped(named) if chart.kind == "bar" else named
        repeated = seen[name] = seen.get(name, -1) + 1
        for column in chart.columns:
            cell = table.column(column)[place]
            if cell and cell.is_number:
                yield name + " " * repeated, column, float(cell.text)


def _wrapped(name: str) -> str:
    """A name in two lines at most, so that bars begin where a phone still shows them."""
    width = LINE if name.isascii() else LINE // 2
    first, *more = textwrap.wrap(name, width, max_lines=2, placeholder="…") or [""]
    return "\n".join((first, *more))


@lru_cache(maxsize=200)
def _draw(kind: str, points: tuple[Point, ...], dark: bool, language: str) -> bytes:
    values = [{"along": along, "column": column, "number": number} for along, column, number in points]
    base = alt.Chart(alt.InlineData(values=values))
    columns = list(dict.fromkeys(column for _, column, _ in points))
    scale = alt.Scale(domain=columns, range=list(_COLOURS[dark][: len(columns)]))
    legend = alt.Legend(title=None, orient="top") if len(columns) > 1 else None
    colour = alt.Color("column:N", scale=scale, legend=legend)
    written = alt.Axis(labelExpr=LARGE[language], tickCount=6)
    number = (alt.X if kind == "bar" else alt.Y)("number:Q", title=None, axis=written)
    if kind == "bar":
        axis = alt.Axis(labelLimit=320, labelExpr=_LINES)
        along = alt.Y("along:N", title=None, sort=None, axis=axis, scale=alt.Scale(paddingInner=0.2))
        step = 22 if all("\n" not in name for name, _, _ in points) else 36
        marks = (
            base.mark_bar()
            .encode(x=number, y=along, color=colour)
            .properties(width=420, height=alt.Step(step))
        )
    else:
        along_line = alt.X("along:N", title=None, sort=None, axis=alt.Axis(labelAngle=0))
        marks = base.mark_line(point=True).encode(x=along_line, y=number, color=colour)
        marks = marks.properties(width=420, height=220)
    return svg(_dressed(marks, dark))


def _dressed(marks: alt.Chart, dark: bool) -> alt.Chart:
    ink, grid = _INKS[dark]
    axis = alt.AxisConfig(labelColor=ink, gridColor=grid, domainColor=grid, tickColor=grid, labelFontSize=12)
    dressed: alt.Chart = marks.properties(background="transparent").configure(
        font=FONT, axis=axis, legend=alt.LegendConfig(labelColor=ink), view=alt.ViewConfig(stroke=None)
    )
    return dressed
