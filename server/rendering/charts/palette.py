"""The colours, the font and the words for large numbers that all drawings share."""

from dataclasses import dataclass
from decimal import Decimal

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

_WORDS = {"ja": ((10**8, "億"), (10**4, "万")), "en": ((10**6, " m"),)}


def written(value: Decimal, language: str) -> str:
    """A number as `LARGE` writes it, with every digit that it has below the word."""
    for size, word in _WORDS[language]:
        if abs(value) >= size:
            return f"{(value / size).normalize():,f}{word}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
