"""Headings in one row or in several, the upper ones over many columns, and the fiscal years that they name."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.model import fiscal_year
from pipeline.workbook.forms.entry import Heading
from pipeline.workbook.sheets import Row, Sheet

YEAR = "{year}"
_YEAR = rf"(?P<year>{fiscal_year.SPAN}|{fiscal_year.PATTERN}|{fiscal_year.BARE})"


_CAPTION = re.compile(r"[(（\[［]?単位[:：]\s*([^)）\]］\s]+)[)）\]］]?")
SEARCHED_ROWS = 10
MOST_HEADING_ROWS = 3


@dataclass(frozen=True)
class Header:
    """The headings of a sheet, and the first and last row that they stand in."""

    first: int
    last: int
    headings: tuple[Heading, ...]


def find(sheet: Sheet, is_known: Callable[[str], bool]) -> Header | None:
    """The rows, of the first ones, whose headings are known in the largest number; None where none is."""
    best, most = None, 0
    for start in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for height in range(1, MOST_HEADING_ROWS + 1):
            rows = sheet.rows[start : start + height]
            found = tuple(Heading(text, index) for index, text in combined(rows).items())
            known = sum(is_known(heading.text) for heading in found)
            if known > most:
                best, most = Header(rows[0].number, rows[-1].number, found), known
    return best


def caption_unit(sheet: Sheet, header: Header) -> str:
    """The unit that stands above the headings; "" where none does."""
    above = (cell.text for row in sheet.rows if row.number < header.first for cell in row.cells)
    return next((found[1] for text in above if (found := _CAPTION.search(text))), "")


def combined(rows: Sequence[Row]) -> dict[int, str]:
    """The heading of every column, counted from 0: the texts above it, the uppermost first.

    A text of an upper row stands over the columns to its right, too, until another begins.
    """
    width = max((len(row.cells) for row in rows), default=0)
    parts: dict[int, list[str]] = {index: [] for index in range(width)}
    for row in rows:
        above = ""
        for index in range(width):
            own = row.cell(index).text.strip()
            above = own or ("" if row is rows[-1] else above)
            below = any(other.cell(index).text.strip() for other in rows if other.number > row.number)
            if above and (own or below) and above not in parts[index][-1:]:
                parts[index].append(above)
    return {index: " ".join(said) for index, said in parts.items() if said}


def matches(pattern: str, heading: str) -> re.Match[str] | None:
    """A heading as a pattern has it: `*` stands for any text, `{year}` for a fiscal year; spaces do not count."""
    return _compiled(pattern).fullmatch(folded(heading))


def years_of(found: re.Match[str], covers: tuple[int, int] | None = None) -> tuple[str, str]:
    """The fiscal year that a heading names where its pattern has `{year}`, in four digits; else "".

    Before it stands the first of several years (平成18~22年度), else "". Of a year without an era (24年度), the years
    `covers` decide, those of the plan.
    """
    named = found.groupdict().get("year")
    year = fiscal_year.read(named, covers) if named else None
    span = fiscal_year.read_span(named, covers) if named else None
    if span:
        return str(span[0]), str(span[1])
    return "", str(year) if year else ""


@lru_cache(4096)
def folded(text: str) -> str:
    """A heading without spaces and line ends, full-width forms as half-width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\{year\}|\*)", folded(pattern))
    return re.compile("".join({YEAR: _YEAR, "*": ".*"}.get(part, re.escape(part)) for part in parts))
