"""Tables without rules: rows of words that stand under each other in the same columns.

A table is three or more lines, near each other, with three or more parts each. Lines that stand nearer to each other
than rows do are lines of the same cells, wherever in its row each cell is written.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.formats.pages import Table, TableCell
from pipeline.formats.pdf.characters import Box, Segment
from pipeline.formats.pdf.grids import percent
from pipeline.model.places import Place

FEWEST_PARTS = 3
FEWEST_LINES = 3
_LINE_HEIGHT, _FURTHER = 1.8, 1.25
"""Lines within a cell are at most so many sizes of type apart, and rows so much further than they."""
_FIGURE = re.compile(r"[▲△−-]?[0-9]|[-―—–]$")

Row = list[Segment]


def unruled(lines: Sequence[Row], size: tuple[float, float], number: int) -> tuple[list[Table], list[Row]]:
    """The tables among lines of segments, and the lines that belong to none."""
    tables: list[Table] = []
    rest: list[Row] = []
    for whole in _runs(lines):
        before, run, after = _trimmed(_rows(whole))
        rest.extend(line for row in (*before, *after) for line in row)
        full = [line for row in run for line in row if len(line) >= FEWEST_PARTS]
        columns = _columns(full)
        if len(full) >= FEWEST_LINES and len(columns) >= FEWEST_PARTS:
            tables.append(_table(run, columns, size, number))
        else:
            rest.extend(line for row in run for line in row)
    return tables, rest


def _runs(lines: Sequence[Row]) -> Iterator[list[Row]]:
    """Lines that may be one table: from one with parts to the next gap or line of running text."""
    run: list[Row] = []
    for line in lines:
        far = bool(run) and _top(line) - _bottom(run[-1]) > 3.5 * line[0].size
        single = len(line) == 1 and (not run or _width(line) > 0.6 * _width(run[0]))
        if run and (far or single):
            yield run
            run = []
        if single:
            yield [line]
        else:
            run.append(line)
    if run:
        yield run


def _rows(run: Sequence[Row]) -> list[list[Row]]:
    """The lines of a run by the row they are of: those nearer to each other than rows are, unless both hold figures."""
    near = _nearness(run)
    rows: list[list[Row]] = []
    for line in run:
        if rows and _top(line) - _top(rows[-1][-1]) <= near and not _both_say(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _nearness(run: Sequence[Row]) -> float:
    """The distance up to which lines are of one row: the widest within cells, where rows stand further apart."""
    size = max((part.size for line in run for part in line), default=0.0)
    distances = sorted(_top(after) - _top(before) for before, after in pairwise(run))
    within = [
        one for one, wider in pairwise(distances) if one <= _LINE_HEIGHT * size and wider >= _FURTHER * one
    ]
    return max([0.95 * size, *within])


def _both_say(row: Sequence[Row], line: Row) -> bool:
    """Whether two or more columns hold a figure in a row and in the line below it: they are two rows."""
    figures = [part for other in row for part in other if _FIGURE.match(part.text)]
    shared = [
        part
        for part in line
        if _FIGURE.match(part.text)
        and any(part.box[0] < one.box[2] and one.box[0] < part.box[2] for one in figures)
    ]
    return len(shared) > 1


def _trimmed(run: list[list[Row]]) -> tuple[list[list[Row]], list[list[Row]], list[list[Row]]]:
    """Rows without those of a single part above and below them: captions and footnotes."""
    full = [index for index, row in enumerate(run) if sum(map(len, row)) > len(row)]
    if not full:
        return run, [], []
    return run[: full[0]], run[full[0] : full[-1] + 1], run[full[-1] + 1 :]


def _columns(lines: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns: what the parts of the lines cover, joined where they overlap; parts that span several left out."""
    spans = sorted((part.box[0], part.box[2]) for line in lines for part in line)
    if not spans:
        return []
    most = max(len(line) for line in lines)
    fullest = [line for line in lines if len(line) == most]
    found = [(part.box[0], part.box[2]) for part in fullest[0]]
    for line in fullest[1:]:
        found = _widened(found, line)
    for line in lines:
        if len(line) < most:
            found = _widened(found, line)
    return found


def _widened(columns: list[tuple[float, float]], line: Row) -> list[tuple[float, float]]:
    """Columns widened by the parts of a line that lie in one of them alone; a part in none is a new one."""
    result = list(columns)
    for part in line:
        hits = [
            index for index, (left, right) in enumerate(result) if part.box[0] < right and part.box[2] > left
        ]
        if len(hits) == 1:
            left, right = result[hits[0]]
            result[hits[0]] = (min(left, part.box[0]), max(right, part.box[2]))
        elif not hits:
            result.append((part.box[0], part.box[2]))
    return sorted(result)


def _table(
    run: Sequence[Sequence[Row]],
    columns: Sequence[tuple[float, float]],
    size: tuple[float, float],
    number: int,
) -> Table:
    rows: list[dict[tuple[int, int], list[Segment]]] = []
    tops: list[float] = []
    for lines in run:
        rows.append({})
        tops.append(_top(lines[0]))
        for line in lines:
            placed = {_span(part, columns): part for whole in line for part in _parts(whole, columns)}
            if any(_crosses(span, other) for span in placed for other in rows[-1]):
                rows.append({})
                tops.append(_top(line))
            for span, part in placed.items():
                rows[-1].setdefault(span, []).append(part)
    cells = [
        _cell(row, span, parts, size, number)
        for row, found in enumerate(rows)
        for span, parts in found.items()
    ]
    order = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return Table(tuple(order), ruled=False, edges=tuple(left for left, _ in columns), tops=tuple(tops))


def _crosses(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share columns and are not the same: a heading over several and one of them."""
    return span != other and span[0] <= other[1] and other[0] <= span[1]


def _parts(part: Segment, columns: Sequence[tuple[float, float]]) -> tuple[Segment, ...]:
    """A part as it is, or as its words where each of them stands in another column."""
    spans = [_span(word, columns) for word in part.words]
    apart = len(set(spans)) == len(spans) > 1 and all(first == last for first, last in spans)
    return part.words if apart and _span(part, columns) not in spans else (part,)


def _span(part: Segment, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    hits = [
        index for index, (left, right) in enumerate(columns) if part.box[0] < right and part.box[2] > left
    ]
    return (hits[0], hits[-1]) if hits else (0, 0)


def _cell(
    row: int, span: tuple[int, int], parts: Sequence[Segment], size: tuple[float, float], number: int
) -> TableCell:
    boxes = [part.box for part in parts]
    box: Box = (
        min(one[0] for one in boxes),
        min(one[1] for one in boxes),
        max(one[2] for one in boxes),
        max(one[3] for one in boxes),
    )
    place = Place(number, rectangle=percent(box, size))
    text = "".join(part.text for part in parts)
    return TableCell(row, span[0], 1, span[1] - span[0] + 1, text, (place,))


def _top(line: Row) -> float:
    return min(part.box[1] for part in line)


def _bottom(line: Row) -> float:
    return max(part.box[3] for part in line)


def _width(line: Row) -> float:
    return max(part.box[2] for part in line) - min(part.box[0] for part in line)
