"""Reads an HTML page with html5lib, as browsers do: its tables with their spans, the texts between them.

Nothing is fetched and no script is run; what is hidden or crossed out does not count as text.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.dammit import UnicodeDammit

from pipeline.formats.nesting import in_order
from pipeline.formats.pages import Line, Page, Table, TableCell
from pipeline.model.errors import DocumentError, Problem
from pipeline.model.places import Place, address

MAXIMUM_BYTES = 20 * 2**20
MAXIMUM_SPAN = 1000
MAXIMUM_TABLES = 100_000
_STRUCK = ("s", "del", "strike")
_LINES = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "caption", "li", "title")


def read(path: Path, progress: Callable[[int, int], None]) -> tuple[Page, ...]:
    """A web page as one page, whose tables are numbered; raises DocumentError where it has no text."""
    content = path.read_bytes()
    if len(content) > MAXIMUM_BYTES:
        what = f"has {len(content):,} bytes; a page of text has fewer than {MAXIMUM_BYTES:,}."
        raise DocumentError(Problem(path.name, what, "Save the page without its pictures."))
    decoded = UnicodeDammit(content, ["utf-8", "cp932", "euc_jp"], is_html=True).unicode_markup
    if decoded is None:
        what = "is written in no character set that is known."
        raise DocumentError(Problem(path.name, what, "Save it as UTF-8."))
    soup = BeautifulSoup(decoded, "html5lib")
    for hidden in soup(["script", "style", "template", "noscript"]):
        hidden.decompose()
    page = _page(soup)
    if not page.lines and not page.tables:
        raise DocumentError(
            Problem(path.name, "holds no text.", "Save the page as it is shown in a browser.")
        )
    progress(1, 1)
    return (page,)


def _page(soup: BeautifulSoup) -> Page:
    tables: list[Table] = []
    lines: list[Line] = []
    above: list[Line] = []
    numbers = iter(range(1, MAXIMUM_TABLES))
    for node in soup.find_all(["table", *_LINES]):
        if node.name == "table":
            if node.find_parent("table") is None:
                found = list(_tables(node, tuple(above), numbers))
                lines += [line for table in found for line in table.above if line not in above]
                tables += found
                above = []
        elif node.find_parent("table") is None and node.get_text(strip=True):
            line = Line(_text(node), Place(1, paragraph=len(lines) + 1))
            lines.append(line)
            above.append(line)
    return Page(1, tables=tuple(tables), lines=tuple(lines))


def _tables(node: Tag, above: tuple[Line, ...], numbers: Iterator[int]) -> Iterator[Table]:
    """A table, and the tables within its cells where they stand."""
    number = next(numbers)
    cells = tuple(_cells(node, number))
    outer = Table(cells, (*above, *_caption(node, number)))
    inner: dict[int, list[Table]] = {}
    for index, row in enumerate(_rows(node)):
        for one in row.find_all("table"):
            if one.find_parent("table") is node:
                inner.setdefault(index, []).extend(_tables(one, (), numbers))
    yield from in_order(outer, inner)


def _rows(table: Tag) -> list[Tag]:
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def _caption(table: Tag, number: int) -> Iterator[Line]:
    caption = table.find("caption", recursive=False)
    if caption is not None:
        yield Line(_text(caption), Place(number, address="A1"))


def _cells(table: Tag, number: int) -> Iterator[TableCell]:
    taken: set[tuple[int, int]] = set()
    rows = _rows(table)
    for index, row in enumerate(rows):
        column = 0
        for node in row.find_all(["td", "th"], recursive=False):
            while (index, column) in taken:
                column += 1
            down, across = _span(node, "rowspan"), _span(node, "colspan")
            down = min(down, len(rows) - index)
            taken |= {(index + y, column + x) for y in range(down) for x in range(across)}
            place = Place(number, address=address(index, column))
            struck = "".join(one.get_text() for one in node.find_all(_STRUCK))
            text = _text(node)
            drawn = not text and node.find("img") is not None
            yield TableCell(index, column, down, across, text, (place,), struck, picture=drawn)


def _span(node: Tag, name: str) -> int:
    text = str(node.get(name, "1")).strip()
    return min(int(text), MAXIMUM_SPAN) if text.isascii() and text.isdecimal() and int(text) else 1


def _text(node: Tag) -> str:
    """The text of a node as lines; what is crossed out and what stands in tables within it is not its own."""
    parts: list[str] = []
    for child in node.descendants:
        if isinstance(child, Tag):
            parts += ["\n"] if child.name in ("br", "p", "div", "li") else []
        elif child.find_parent("table") is node.find_parent("table") and not child.find_parent(_STRUCK):
            parts.append(re.sub(r"\s+", " ", str(child)))
    lines = [line.strip() for line in "".join(parts).split("\n")]
    return "\n".join(line for line in lines if line)
