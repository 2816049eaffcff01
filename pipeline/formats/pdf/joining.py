"""Tables that a page break divides → one table.

A table goes on where the first of a page has the same columns as the last of the page before and either repeats
its headings or begins without any line above; in a sheet printed in both directions, on the page that has its columns.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.formats.pages import Line, Page, Table, TableCell
from pipeline.formats.pdf import print_order
from pipeline.formats.pdf.print_order import FIGURE, NEAR

_FEWEST_CHARACTERS = 3
_FEWEST_TOPS = 3
_RUNNING_HEAD = 12.0
"""Per cent of the page: lines above that are running heads."""


def join(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages, every divided table whole on the page where it begins."""
    found: list[Page] = []
    begin = index = 0
    while index < len(pages):
        parts = print_order.parts(pages[index:])
        whole = _whole(parts)
        if not whole:
            index += 1
            continue
        found += [*_downwards(pages[begin:index]), *whole]
        begin = index = index + len(whole)
    return (*found, *_downwards(pages[begin:]))


def _whole(parts: Sequence[print_order.Part]) -> list[Page]:
    """The pages of a sheet printed in both directions, each part whole on its first page; none where one does not fit."""
    found: list[Page] = []
    for part in parts:
        table = part[0].tables[0]
        for page in part[1:]:
            fitted = _fitted(page.tables[0], table)
            joined = _below(table, fitted) if fitted else None
            if joined is None:
                return []
            table = joined
        found += [replace(part[0], tables=(table,)), *(replace(page, tables=()) for page in part[1:])]
    return sorted(found, key=lambda page: page.number)


def _downwards(pages: Sequence[Page]) -> list[Page]:
    """The pages, tables whole that go on upon the page that follows."""
    kept: list[Page] = []
    parts: dict[int, list[Table]] = {}
    for page in pages:
        owner = next((index for index in reversed(range(len(kept))) if kept[index].tables), None)
        follows = owner is not None and page.tables and _follows(kept[owner : len(kept)], page)
        if owner is None or not follows:
            kept.append(page)
            continue
        last = kept[owner].tables[-1]
        first = _fitted(page.tables[0], last)
        before = parts.setdefault(owner, [last])
        joined = _below(last, first) if first and not _is_beside(before, page.tables[0]) else None
        if joined is None:
            kept.append(page)
            continue
        before.append(page.tables[0])
        kept[owner] = replace(kept[owner], tables=(*kept[owner].tables[:-1], joined))
        kept.append(replace(page, tables=page.tables[1:]))
    return kept


def _is_beside(before: list[Table], first: Table) -> bool:
    """Whether a table is the right part of one that is too wide for its paper, not its continuation.

    It has the rows of a part on a page before it, and begins with headings: words, where either part has figures below.
    """
    heads = [cell.text for cell in first.cells if cell.row == 0 and cell.text]
    below = [cell.text for part in (before[0], first) for cell in part.cells if cell.row > 0 and cell.text]
    headed = heads and not any(map(FIGURE.fullmatch, heads)) and any(map(FIGURE.fullmatch, below))
    repeats = _repeated_rows(before[0], first) > 0
    return bool(headed) and not repeats and any(_same_rows(one.tops, first.tops) for one in before)


def _same_rows(mine: tuple[float, ...], theirs: tuple[float, ...]) -> bool:
    """Whether rows begin and end at the same heights of the page; merged cells hide some of one side."""
    if min(len(mine), len(theirs)) < _FEWEST_TOPS or abs(mine[-1] - theirs[-1]) > NEAR:
        return False
    fewer, more = sorted((mine, theirs), key=len)
    within = [top for top in fewer if top >= more[0] - NEAR]
    return len(within) >= _FEWEST_TOPS and all(any(abs(top - one) <= NEAR for one in more) for top in within)


def _follows(between: list[Page], page: Page) -> bool:
    """Whether no other page with tables or text of its own stands between."""
    return all(not other.picture for other in between) and page.number - between[-1].number == 1


def _fitted(first: Table, last: Table) -> Table | None:
    """A table with the columns of the one before, where its own edges are all among them; None where they are not.

    The rows below a break need not show every column that the rows above it do.
    """
    places = [
        next((index for index, known in enumerate(last.edges) if abs(known - edge) <= NEAR), None)
        for edge in first.edges
    ]
    found = [place for place in places if place is not None]
    ends = (0, len(last.edges) - 1)
    if first.ruled != last.ruled or len(found) != len(places) or not found or (found[0], found[-1]) != ends:
        return None
    if not first.ruled:
        return first
    cells = [
        replace(
            cell,
            column=found[cell.column],
            columns=found[cell.column + cell.columns] - found[cell.column],
        )
        for cell in first.cells
    ]
    return replace(first, cells=tuple(cells))


def _below(last: Table, first: Table) -> Table | None:
    """Both tables under each other; None where the second is a table of its own."""
    repeated = _repeated_rows(last, first)
    if not repeated and (_titles(first.above) or _begins_anew(last, first)):
        return None
    return _stack(last, first, repeated)


def _titles(lines: tuple[Line, ...]) -> list[Line]:
    return [line for line in lines if line.place.rectangle[1] > _RUNNING_HEAD]


def _begins_anew(last: Table, first: Table) -> bool:
    """Whether the second table has the same first cell as the first one: a sheet of its own, not its continuation."""
    mine, theirs = ([cell for cell in table.cells if cell.row == 0] for table in (last, first))
    return bool(mine and theirs) and mine[0].text == theirs[0].text


def _repeated_rows(last: Table, first: Table) -> int:
    """How many rows at the top of the second table repeat the headings of the first."""
    count = 0
    for mine, theirs in zip(last.rows(), first.rows(), strict=False):
        texts = [(cell.column, cell.text) for cell in mine]
        if not any(text for _, text in texts) or texts != [(cell.column, cell.text) for cell in theirs]:
            break
        count += 1
    return count if count < min(last.height, first.height) else 0


def _stack(last: Table, first: Table, repeated: int) -> Table:
    """The rows of the second table below those of the first, its repeated headings left where they are seen."""
    cells = list(last.cells)
    headings = [cell for cell in first.cells if cell.row < repeated]
    rest = [cell for cell in first.cells if cell.row >= repeated]
    for heading in headings:
        index = next(
            i for i, one in enumerate(cells) if (one.row, one.column) == (heading.row, heading.column)
        )
        cells[index] = replace(cells[index], places=cells[index].places + heading.places)
    start = last.height
    top = [cell for cell in rest if cell.row == repeated]
    if _is_rest_of_row(last, top):
        beside = [cell for cell in cells if cell.row + cell.rows == last.height and cell.rows > 1]
        merged = {cell.column for cell in [*top, *beside] if cell.rows > 1 or cell in beside}
        cells = _continued(cells, last, [cell for cell in top if cell.column not in merged])
        rest = [cell for cell in rest if cell.row > repeated or cell.column in merged]
        start -= 1
    cells, rest = _merged(cells, last.height, rest, repeated, start)
    moved = [replace(cell, row=cell.row - repeated + start) for cell in rest]
    tops = _tops(last, first, repeated, start)
    order = sorted([*cells, *moved], key=lambda cell: (cell.row, cell.column))
    return replace(last, cells=tuple(order), tops=tops)


def _tops(last: Table, first: Table, repeated: int, start: int) -> tuple[float, ...]:
    """Where the rows of both would begin on one long page."""
    if not (last.tops and first.tops):
        return last.tops
    moved = tuple(top + last.tops[-1] - first.tops[repeated] for top in first.tops[repeated + 1 :])
    return (*last.tops[: start + 1][: len(last.tops) - (start < last.height)], *moved)


def _merged(
    cells: list[TableCell], height: int, rest: list[TableCell], repeated: int, start: int
) -> tuple[list[TableCell], list[TableCell]]:
    """Cells that span rows on both sides of the break as one: the text of such a cell stands on one page only."""
    top = {(cell.column, cell.columns): cell for cell in rest if cell.row == repeated}
    found, gone = [], set()
    for cell in cells:
        other = top.get((cell.column, cell.columns)) if cell.row + cell.rows == height else None
        spans = other is not None and max(cell.rows, other.rows) > 1
        apart = other is not None and cell.text and other.text and start == height
        if other is None or not spans or apart:
            found.append(cell)
            continue
        gone.add(id(other))
        rows = start + other.rows - cell.row
        places = cell.places + other.places if not cell.text or other.text else cell.places
        found.append(replace(cell, rows=rows, text=cell.text + other.text, places=places))
    return found, [cell for cell in rest if id(cell) not in gone]


def _is_rest_of_row(last: Table, top: list[TableCell]) -> bool:
    """Whether the first row goes on with the last one, beside cells that span rows on both sides of the break.

    Its first cell is empty and not that of the last row; or each of its texts goes on with a longer one, and others
    that the last row has are empty. A row of figures is a row of its own.
    """
    bottom = {cell.column: cell for cell in last.cells if cell.row + cell.rows == last.height}
    if {(cell.column, cell.columns) for cell in top} != {
        (cell.column, cell.columns) for cell in bottom.values()
    }:
        return False
    mine = [cell for cell in top if cell.rows == bottom[cell.column].rows == 1]
    if not any(cell.text for cell in top):
        return False
    if all(cell.rows == 1 for cell in top) and not top[0].text and bottom[top[0].column].text:
        return True
    texts = [(bottom[cell.column].text, cell.text) for cell in mine]
    goes_on = all(
        len(above) >= _FEWEST_CHARACTERS and not FIGURE.fullmatch(text) for above, text in texts if text
    )
    return goes_on and any(text for _, text in texts) and any(above and not text for above, text in texts)


def _continued(cells: list[TableCell], last: Table, top: list[TableCell]) -> list[TableCell]:
    more = {cell.column: cell for cell in top}
    return [
        replace(
            cell,
            text=cell.text + more[cell.column].text,
            places=cell.places + (more[cell.column].places if more[cell.column].text else ()),
        )
        if cell.row + cell.rows == last.height and cell.column in more
        else cell
        for cell in cells
    ]
