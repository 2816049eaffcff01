"""Where in a document something stands, as the fragment of an IRI: a rectangle of a page, a cell, a line.

PDF: RFC 8118 (`page=`) with Media Fragments (`xywh=percent:`); text: RFC 5147. A sheet's cells, and those of the
tables of a Word or HTML file, have a form of our own, for no standard has one that names both.
"""

import re
from dataclasses import dataclass
from string import ascii_uppercase
from urllib.parse import unquote

from pipeline.model.segments import segment

Rectangle = tuple[float, float, float, float]
"""x, y, width, height in per cent of the page, from its upper left corner."""

_NUMBER = r"([0-9]{1,3}(?:\.[0-9]{1,4})?)"
_PAGE = re.compile(rf"page=([0-9]{{1,6}})&xywh=percent:{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}")
_CELLS = r"([A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?)"
_SHEET = re.compile(rf"sheet=([^&]+)&cell={_CELLS}")
_TABLE = re.compile(rf"table=([0-9]{{1,6}})&cell={_CELLS}")
_PARAGRAPH = re.compile(r"paragraph=([0-9]{1,6})")
_LINE = re.compile(r"line=[0-9]+,([0-9]{1,9})")


def address(row: int, column: int) -> str:
    """A cell as spreadsheets name it, row and column counted from 0: B3.

    >>> address(2, 1), address(0, 27)
    ('B3', 'AB1')
    """
    letters = ""
    rest = column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = ascii_uppercase[digit] + letters
    return f"{letters}{row + 1}"


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a rectangle of a page, cells of a sheet or of a table, a paragraph, or a line of a text."""

    page: int
    sheet: str = ""
    address: str = ""
    rectangle: Rectangle = (0.0, 0.0, 0.0, 0.0)
    line: int = 0
    paragraph: int = 0

    @property
    def fragment(self) -> str:
        """The place as the fragment of an IRI; `parse` reads it."""
        if self.line:
            return f"line={self.line - 1},{self.line}"
        if self.paragraph:
            return f"paragraph={self.paragraph}"
        if self.sheet:
            return f"sheet={segment(self.sheet).replace('&', '%26')}&cell={self.address}"
        if self.address:
            return f"table={self.page}&cell={self.address}"
        return f"page={self.page}&xywh=percent:" + ",".join(f"{part:.1f}" for part in self.rectangle)

    @property
    def short(self) -> str:
        """The place in a few characters, for a person: line 380, `p.17`, `F14`, `¶3`."""
        if self.line:
            return str(self.line)
        if self.paragraph:
            return f"¶{self.paragraph}"
        return self.address or f"p.{self.page}"


def parse(fragment: str) -> Place | None:
    """The place that a fragment names; None where it is of no form that `Place.fragment` has.

    >>> parse("page=17&xywh=percent:10.0,20.5,30.0,4.0")
    Place(page=17, sheet='', address='', rectangle=(10.0, 20.5, 30.0, 4.0), line=0, paragraph=0)
    """
    if found := _PAGE.fullmatch(fragment):
        x, y, width, height = map(float, found.groups()[1:])
        return Place(int(found[1]), rectangle=(x, y, width, height))
    if found := _SHEET.fullmatch(fragment):
        return Place(0, unquote(found[1]), found[2])
    if found := _TABLE.fullmatch(fragment):
        return Place(int(found[1]), address=found[2])
    if found := _PARAGRAPH.fullmatch(fragment):
        return Place(1, paragraph=int(found[1]))
    if found := _LINE.fullmatch(fragment):
        return Place(1, line=int(found[1]))
    return None
