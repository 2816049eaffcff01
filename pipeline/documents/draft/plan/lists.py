"""Lists of items, and why what stands below one and names no item is not of the last one of it.

A sheet that is too wide for its paper is printed in parts: the names stand on one page, the figures on another.
"""

from collections.abc import Iterable

from pipeline.documents.draft.facts import LOW, MIDDLE, Fact

NOBODYS = "項目の一覧の後の、項目の名称のない表"
"""Why a row is not placed that may be of any item of the list before it."""
ELSEWHERE = "項目の名称が前の頁の表にある"
_NAMES = ("number", "title")
_FORM = -1


class Lists:
    """Which headings the element that was named last stands below, and how many elements stand below them."""

    def __init__(self) -> None:
        self._band, self._page = _FORM, 0
        self._rows: set[int] = set()

    def forget(self) -> None:
        """What follows has its element from a line, or is of a level."""
        self._band, self._rows = _FORM, set()

    def take(self, facts: Iterable[Fact]) -> None:
        """A row; what names an item in it makes a list with the other names below the same headings."""
        for fact in facts:
            if fact.role in _NAMES and fact.text:
                if fact.band != self._band:
                    self._rows = set()
                self._band = fact.band
                self._rows.add(fact.row)
                self._page = fact.text.keys[0][1]

    def owes(self, facts: list[Fact]) -> tuple[str, str]:
        """How sure a row that names no item can be of the element named last, and why; "" where nothing speaks against it.

        LOW: it is not of that element more than of any other.
        """
        band = facts[0].band
        if self._band in (_FORM, band):
            return "", ""
        if len(self._rows) > 1:
            return LOW, NOBODYS
        pages = {key[1] for fact in facts for key in fact.text.keys}
        return (MIDDLE, ELSEWHERE) if pages and self._page not in pages else ("", "")
