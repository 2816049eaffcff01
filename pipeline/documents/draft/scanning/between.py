"""Rows between rows of values that hold one cell, for the rows below it: a year, a level of the plan, or a title."""

from collections.abc import Sequence

from pipeline.documents.draft.scanning.bands import Band, Heading, is_figure
from pipeline.documents.draft.words import wording, years
from pipeline.documents.draft.words.headings import Meaning
from pipeline.documents.draft.words.layout import Layout
from pipeline.formats import TableCell

NAMES = frozenset(("number", "title", "indicator", "level"))
ABOVE = "年度を表の最初の行から補った"
"""Why a year is not sure that the title of a sheet names."""
_LONGEST_TITLE = 40


def only_cell(row: Sequence[Heading], standing: Sequence[TableCell], width: int) -> TableCell | None:
    """The only cell that a row shows, the ones from above included, where the table is wider than one."""
    filled = [cell for cell, _ in row if cell.text]
    return filled[0] if len(filled) == 1 and list(standing) == filled and width > 1 else None


def year(cell: TableCell, meaning: Meaning | None, band: Band, width: int) -> Meaning | None:
    """The year, and perhaps the kind, of the figures below a row of one cell; None where it gives none.

    A cell that says more than that is the title of a sheet, above all of its headings.
    """
    is_whole = cell.columns == width
    if meaning is not None:
        dated = meaning.year and meaning.role in ("", "figure")
        return meaning if dated and (is_whole or band.at(cell.column).role in NAMES) else None
    named = set(years.years(cell.text))
    return Meaning(year=named.pop(), why=ABOVE) if is_whole and not band.columns and len(named) == 1 else None


def name(cell: TableCell, band: Band, following: Sequence[TableCell], layout: Layout) -> Meaning | None:
    """The level, or the title, that a row of one cell gives to the rows of figures below it."""
    if not band.columns or not any(is_figure(one.text) for one in following):
        return None
    found = wording.level_line(cell.text, layout.levels)
    if found:
        return Meaning("level", found[0])
    roles = {one.role for one in band.columns.values()}
    is_title = len(cell.text) <= _LONGEST_TITLE and not is_figure(cell.text)
    names = roles & {"number", "title", "level"} or cell.text.startswith(layout.words["notes"])
    return Meaning("title") if is_title and not names else None
