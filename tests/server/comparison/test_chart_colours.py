"""The colours of the chart of a comparison: seen on the page that they are drawn on, and told apart."""

import pytest

from server.comparison.chart import COLOURS, MOST_LINES
from server.rendering.charts.palette import DARK, LIGHT

LEAST = 3.0
"""The contrast of what is drawn with what is beside it (WCAG 2.1, 1.4.11)."""


def luminance(colour: str) -> float:
    """The relative luminance of a colour as `#rrggbb` (WCAG 2.1)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("colours", "sheet"), list(zip(COLOURS, (LIGHT.sheet, DARK.sheet), strict=True)), ids=["light", "dark"]
)
def test_every_colour_is_seen_on_its_page(colours: tuple[str, ...], sheet: str) -> None:
    page = luminance(sheet)
    seen = [sorted((luminance(colour), page), reverse=True) for colour in colours]
    contrasts = {
        colour: (high + 0.05) / (low + 0.05) for colour, (high, low) in zip(colours, seen, strict=True)
    }
    assert {colour: ratio for colour, ratio in contrasts.items() if ratio < LEAST} == {}


@pytest.mark.parametrize("colours", COLOURS)
def test_there_is_a_colour_for_each_municipality_that_is_told_apart_by_it(colours: tuple[str, ...]) -> None:
    assert len(set(colours)) == len(colours) == MOST_LINES
