"""Japan as tiles: each prefecture a square, in it a small square for each municipality of a comparison."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LAYOUT = """
.. .. .. .. .. .. .. .. .. .. .. .. .. 01
.. .. .. .. .. .. .. .. .. .. .. .. .. 02
.. .. .. .. .. .. .. .. .. .. .. .. 05 03
.. .. .. .. .. .. .. .. .. .. .. .. 06 04
.. .. .. .. .. .. .. .. .. 17 16 15 07 ..
.. .. .. .. .. .. .. .. 18 21 20 10 09 08
.. .. .. 35 32 31 28 26 25 23 19 11 13 12
41 40 44 .. 34 33 27 29 24 .. 22 14 .. ..
42 43 45 .. .. .. .. 30 .. .. .. .. .. ..
.. 46 .. .. 38 37 .. .. .. .. .. .. .. ..
47 .. .. .. 39 36 .. .. .. .. .. .. .. ..
"""
"""Where each prefecture lies, by the two digits that begin its code; neighbours are neighbours as far as squares can be."""
WIDTH, HEIGHT, GAP = 64, 48, 2
"""Pixels of a tile, and between tiles."""
HEAD = 20
"""Pixels of a tile above its municipalities, for its name."""
SIDE, STEP = 12, 14
"""Pixels of a municipality's square, and from one to the next."""
IN_A_ROW, ROWS = 4, 2
SHADES = 5
"""How many values are told apart by."""


@dataclass(frozen=True)
class Marked:
    """A municipality on the map: `told` is what is read out of it, `number` what it is shaded by; None is no figure."""

    code: str
    told: str
    number: float | None = None


@dataclass(frozen=True)
class Square:
    """A municipality's square within the map; `shade` is 1 to `SHADES`, 0 where it has no figure."""

    x: int
    y: int
    shade: int


@dataclass(frozen=True)
class Tile:
    """A prefecture: where its corner is, how many municipalities it has, the squares of the first, what is read out."""

    prefecture: str
    x: int
    y: int
    number: int
    squares: tuple[Square, ...]
    told: tuple[str, ...]


def places() -> Mapping[str, tuple[int, int]]:
    """Column and row of each prefecture, by the two digits that begin its code."""
    return {
        code: (x, y)
        for y, line in enumerate(LAYOUT.split("\n")[1:-1])
        for x, code in enumerate(line.split())
        if code != ".."
    }


def extent() -> tuple[int, int]:
    """Pixels of the whole map: width and height."""
    columns, rows = zip(*places().values(), strict=True)
    return (max(columns) + 1) * (WIDTH + GAP), (max(rows) + 1) * (HEIGHT + GAP)


def tiles(found: Iterable[Marked]) -> tuple[Tile, ...]:
    """Every prefecture with its municipalities by code, shaded by where their number lies among all.

    No more of them are drawn, and read out, than fit: the map of a whole country is no larger than that of a few.
    """
    marked = sorted(found, key=lambda one: one.code)
    numbers = sorted({one.number for one in marked if one.number is not None})
    of: dict[str, list[Marked]] = {code: [] for code in places()}
    for one in marked:
        if one.code[:2] in of:
            of[one.code[:2]].append(one)
    return tuple(_tile(code, place, of[code], numbers) for code, place in places().items())


def _tile(code: str, place: tuple[int, int], marked: Sequence[Marked], numbers: Sequence[float]) -> Tile:
    x, y = place[0] * (WIDTH + GAP), place[1] * (HEIGHT + GAP)
    drawn = marked[: IN_A_ROW * ROWS]
    return Tile(
        code, x, y, len(marked), tuple(_squares(drawn, x, y, numbers)), tuple(one.told for one in drawn)
    )


def _squares(marked: Sequence[Marked], left: int, top: int, numbers: Sequence[float]) -> Iterator[Square]:
    margin = (WIDTH - IN_A_ROW * STEP) // 2 + 1
    for place, one in enumerate(marked):
        row, column = divmod(place, IN_A_ROW)
        yield Square(left + margin + column * STEP, top + HEAD + row * STEP, shade(one.number, numbers))


def shade(number: float | None, numbers: Sequence[float]) -> int:
    """Equal numbers have one shade, and shades stand for equally many numbers."""
    if number is None:
        return 0
    return 1 + numbers.index(number) * SHADES // len(numbers)


def legend(numbers: Iterable[float]) -> tuple[tuple[int, float, float], ...]:
    """Of each shade that numbers have: from which number to which it stands."""
    known = sorted(set(numbers))
    of: dict[int, list[float]] = {}
    for number in known:
        of.setdefault(shade(number, known), []).append(number)
    return tuple((one, min(found), max(found)) for one, found in sorted(of.items()))
