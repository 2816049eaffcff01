"""Pictures in PNG of what is drawn as SVG, for what does not take SVG: messages, slides, previews of links.

Letters come from the fonts of this machine. Where none of them has Japanese, there are no pictures: a picture of
boxes would be shared as if it said something.
"""

import io
from functools import cache, lru_cache

import vl_convert
from PIL import Image

from pipeline.model.text import Text

COLOURS = 128
"""Of a picture: drawings have few, and the shades of their letters' edges. A seventh of the bytes of all colours."""

NO_FONT = Text(
    "このサーバーには日本語の書体がないため、PNGの図を作れません。SVGでお受け取りください。",
    "No font of this server has Japanese, so it makes no pictures; the SVG is there.",
)


def png(svg: bytes, scale: float = 1) -> bytes | None:
    """A drawing as PNG; None where no font here has Japanese."""
    return _small(svg.decode(), scale) if has_japanese() else None


@cache
def has_japanese() -> bool:
    """Whether the fonts here tell two kanji apart: without them every letter is the same box."""
    first, second = (_drawn(_LETTER.format(letter), 1) for letter in "計画")
    return first != second


_LETTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="4" y="32" font-size="30" font-family="sans-serif">{}</text></svg>'
)


@lru_cache(maxsize=200)
def _small(svg: str, scale: float) -> bytes:
    """A drawing that covers its page as PNG with a palette."""
    made = io.BytesIO()
    with Image.open(io.BytesIO(_drawn(svg, scale))) as drawn:
        drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def _drawn(svg: str, scale: float) -> bytes:
    return bytes(vl_convert.svg_to_png(svg, scale=scale))
