"""The picture that stands for a page where its link is shared: what it is of, and its number."""

from dataclasses import dataclass
from functools import cached_property

from server.rendering.charts.palette import FONT
from server.rendering.charts.pictures import png
from server.rendering.templates import environment

WIDTH, MOST_LINES = 19, 3
"""Full-width characters of a line of the title, and lines of it; what is longer ends in an ellipsis."""


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

    @cached_property
    def lines(self) -> list[str]:
        """The title in lines of the picture's width."""
        lines, line = [], ""
        for letter in self.title:
            if _width(line + letter) > WIDTH:
                lines.append(line)
                line = ""
            line += letter
        lines.append(line)
        most = MOST_LINES - 1 if self.outcomes or self.figure else MOST_LINES
        return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]


def picture(card: Card) -> bytes | None:
    """The picture of 1200 by 630 pixels that previews of links take; None where no font here has Japanese."""
    drawn = environment().get_template("card.svg").render(card=card, font=FONT)
    return png(drawn.encode())


def _width(text: str) -> float:
    return sum(0.55 if letter.isascii() else 1.0 for letter in text)
