"""The picture of a page, and the words on it, each with its rectangle; `draw` of `pdf.drawing` makes it."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model.places import Rectangle

SPACE = 1.0
"""Per cent of the page's width between two words that stand apart."""


@dataclass(frozen=True)
class Word:
    """Some characters that stand together, and where on the page."""

    text: str
    rectangle: Rectangle

    def within(self, rectangle: Rectangle) -> bool:
        """Whether its middle is in a rectangle."""
        x, y, width, height = self.rectangle
        left, top, across, down = rectangle
        return left <= x + width / 2 <= left + across and top <= y + height / 2 <= top + down


@dataclass(frozen=True)
class Picture:
    """A page as a PNG, its width and height in pixels, its words in the order of the file, and how many pages that has."""

    png: bytes
    width: int
    height: int
    words: tuple[Word, ...]
    pages: int

    @property
    def lines(self) -> list[tuple[Word, ...]]:
        """Its words line by line: those that follow each other at one height."""
        found: list[list[Word]] = []
        top = bottom = -1.0
        for word in self.words:
            _, y, _, height = word.rectangle
            if top <= y + height / 2 <= bottom:
                found[-1].append(word)
                top, bottom = min(top, y), max(bottom, y + height)
            else:
                found.append([word])
                top, bottom = y, y + height
        return [tuple(line) for line in found]

    def text(self, rectangle: Rectangle) -> str:
        """What stands in a rectangle, its lines one below the other."""
        lines = ([word for word in line if word.within(rectangle)] for line in self.lines)
        return "\n".join(joined(line) for line in lines if line)


def joined(words: Sequence[Word]) -> str:
    """The words of a line as one text, with a space where there is one on the page."""
    text, end = "", 0.0
    for word in words:
        x, _, width, _ = word.rectangle
        text += (" " if text and x - end > SPACE else "") + word.text
        end = x + width
    return text


def to_json(picture: Picture) -> dict[str, object]:
    """A picture as it passes from one process to another; `from_json` reads it."""
    words = [[word.text, *word.rectangle] for word in picture.words]
    png = base64.b64encode(picture.png).decode("ascii")
    size = {"width": picture.width, "height": picture.height, "pages": picture.pages}
    return {"png": png, **size, "words": words}


def from_json(found: Mapping[str, Any]) -> Picture:
    """The picture that `to_json` wrote."""
    words = tuple(Word(text, (x, y, across, down)) for text, x, y, across, down in found["words"])
    return Picture(base64.b64decode(found["png"]), found["width"], found["height"], words, found["pages"])
