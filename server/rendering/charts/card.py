"""The picture that stands for a page where its link is shared: what it is of, and its number."""

import re
from dataclasses import dataclass
from functools import cached_property

from server.rendering.charts.palette import FONT
from server.rendering.charts.pictures import png
from server.rendering.templates import environment

WIDTH, MOST_LINES = 19, 3
"""Full-width characters of a line of the title, and lines of it; what is longer ends in an ellipsis."""
ROOM = 1040
"""Pixels between the margins."""
SMALLEST = 22
"""Pixels of a letter that is still read in a preview of half the size."""
_OPEN, _CLOSE = r"(（「『〔【\[“", r")）」』〕】\]”、。・…ーァィゥェォッャュョぁぃぅぇぉっゃゅょ"
_UNIT = re.compile(
    rf" ?[{_OPEN}][^{_OPEN}{_CLOSE}]{{1,10}}[)）」』]"
    rf"| ?[{_OPEN}]{{0,3}}(?:[A-Za-z][A-Za-z0-9'’./-]*|[0-9.,%]+|\S)[{_CLOSE}]*"
)
"""What a line is not broken within: few characters in brackets, a word, a number, a character with the marks around it."""


@dataclass(frozen=True)
class Card:
    """What a share picture says."""

    place: str
    """The municipality and the plan."""
    title: str
    figure: str
    """The number that answers, as it is printed or counted."""
    words: str
    """What the number is."""
    outcomes: tuple[str, ...] = ()
    """Of many items, how each ended: met, partly, missed, none."""
    of: str = ""
    """What the number is of, where the title does not say it: stands above it."""

    @cached_property
    def lines(self) -> list[str]:
        """The title in lines of the picture's width."""
        lines, line = [], ""
        for unit in _units(self.title):
            if line and _width(line + unit) > WIDTH:
                lines.append(line)
                line = unit.lstrip()
            else:
                line += unit
        lines.append(line)
        return (
            lines
            if len(lines) <= MOST_LINES
            else [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + "…"]
        )

    def size(self, text: str, largest: int) -> int:
        """Pixels of a letter of a line, so that it fits; not below the smallest that is read."""
        return max(SMALLEST, min(largest, int(ROOM / max(_width(text), 1))))

    def fitted(self, text: str, largest: int) -> str:
        """A line with an ellipsis where it is too long for the smallest letters."""
        room = ROOM / self.size(text, largest)
        if _width(text) <= room:
            return text
        while text and _width(text) + 1 > room:
            text = text[:-1]
        return f"{text.rstrip()}…"


def picture(card: Card) -> bytes | None:
    """The picture of 1200 by 630 pixels that previews of links take; None where no font here has Japanese."""
    drawn = environment().get_template("card.svg").render(card=card, font=FONT)
    return png(drawn.encode())


def _units(text: str) -> list[str]:
    """A text in parts that stay on one line; of one longer than a line its letters."""
    found = _UNIT.findall(" ".join(text.split()))
    return [part for unit in found for part in ([unit] if _width(unit) <= WIDTH else unit)]


def _width(text: str) -> float:
    return sum(0.52 if letter.isascii() else 1.0 for letter in text)
