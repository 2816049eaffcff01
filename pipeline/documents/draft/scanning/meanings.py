"""What each cell of a table means as a heading, years without their era among them.

「6年度」 right of 「令和5年度」 is of that era. Where no heading of its row names one, it is of the era that the table, the
lines above it or the title of the document name last, and not as sure; where nothing does, of no year.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.documents.draft.words import headings, years
from pipeline.documents.draft.words.headings import Meaning
from pipeline.documents.draft.words.layout import Layout, plain
from pipeline.formats import Table

BORROWED = "元号を表のほかの言葉から補った"
"""Why a year is not sure whose era stands elsewhere."""


def of_cells(table: Table, layout: Layout, said: str) -> Mapping[tuple[int, int], Meaning | None]:
    """The meaning of each cell by row and column; `said` is what stands above the table."""
    return dict(_of_cells(table, layout, said))


def _of_cells(table: Table, layout: Layout, said: str) -> Iterator[tuple[tuple[int, int], Meaning | None]]:
    for cells in table.rows():
        before = ""
        for cell in filter(lambda one: one.text, cells):
            meaning = headings.read(cell.text, layout)
            year = years.year_after(cell.text, before) if meaning is None else 0
            if meaning is not None and meaning.year:
                before = said = cell.text
            elif year:
                meaning = Meaning(year=year)
            elif years.without_era(cell.text):
                meaning = _without_era(cell.text, layout, before, said)
            yield (cell.row, cell.column), meaning


def _without_era(text: str, layout: Layout, before: str, said: str) -> Meaning | None:
    """A heading that names a year without its era; one of no column that is known where no era is near."""
    short = years.without_era(text)
    rest = plain(text).replace(short, "", 1)
    meaning = headings.read(rest, layout) if rest else Meaning()
    if meaning is None:
        return None
    after = years.year_after(short, before)
    year = after or years.year_near(short, said)
    if not year:
        return Meaning("unknown", word=plain(text))
    return replace(meaning, year=year, why=meaning.why or ("" if after else BORROWED))
