"""Tables without rules: rows of words that stand under each other in the same columns.

A table is three or more lines, near each other, with three or more parts each; a line with fewer parts that
stands close below one of them continues its cells.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.formats.pages import Table, TableCell
from pipeline.formats.pdf.characters import Box, Segment
from pipeline.formats.pdf.grids import percent
from pipeline.model.places import Place

FEWEST_PARTS = 3
FEWEST_LINES = 3

Row = list[Segment]


def unruled(lines: Sequence[Row], size: tuple[float, float], number: int) -> tuple[list[Table], list[Row]]:
    """The tables among lines of segments, and the lines that belong to none."""
    tables: list[Table] = []
    rest: list[Row] = []
    for whole in _runs(lines):
        before, run, after = _trimmed(whole)
        rest.extend([*before, *after])
        full = [line for line in run if len(line) >= FEWEST_PARTS]
        columns = _columns(full)
        if len(full) >= FEWEST_LINES and len(columns) >= FEWEST_PARTS:
            tables.append(_table(run, columns, size, number))
        else:
            rest.extend(run)
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


def _trimmed(run: list[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """A run without the single lines above and below it: captions and footnotes."""
    full = [index for index, line in enumerate(run) if len(line) > 1]
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
    run: Sequence[Row], columns: Sequence[tuple[float, float]], size: tuple[float, float], number: int
) -> Table:
    rows: list[dict[tuple[int, int], list[Segment]]] = []
    tops: list[float] = []
    pitch = _pitch(run)
    for before, line in zip([None, *run], run, strict=False):
        placed = {_span(part, columns): [part] for whole in line for part in _parts(whole, columns)}
        close = before is not None and _top(line) - _top(before) < 0.75 * pitch
        if rows and close and len(line) < FEWEST_PARTS and all(span in rows[-1] for span in placed):
            for span, parts in placed.items():
                rows[-1][span] += parts
        else:
            rows.append(placed)
            tops.append(_top(line))
    cells = [
        _cell(row, span, parts, size, number)
        for row, found in enumerate(rows)
        for span, parts in found.items()
    ]
    order = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return Table(tuple(order), ruled=False, edges=tuple(left for left, _ in columns), tops=tuple(tops))


def _pitch(run: Sequence[Row]) -> float:
    """The usual distance from one full line to the next."""
    distances = sorted(_top(after) - _top(before) for before, after in pairwise(run))
    return distances[len(distances) // 2] if distances else 0.0


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
