"""The map of a comparison: what is shaded, and what its shades mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.exports.comparison import Figure
from pipeline.reading.graph import in_language
from pipeline.reading.municipalities.places import Place
from server.comparison.answer import Answer
from server.rendering.charts.palette import written
from server.rendering.charts.tiles import Marked, Tile, extent, legend, tiles

_SUFFIXES = ("都", "府", "県")
"""What a prefecture's name ends in, for which a map has no room; 北海道 is a name as a whole."""


@dataclass(frozen=True)
class Labelled:
    """A prefecture on the map: its name as it is written there, in full, and where it leads; "" for nowhere."""

    tile: Tile
    short: str
    name: str
    address: str


@dataclass(frozen=True)
class Map:
    """A map as it is drawn: its size, its prefectures, what its shades stand for, what it shows in words."""

    width: int
    height: int
    prefectures: tuple[Labelled, ...]
    shades: tuple[tuple[int, str], ...]
    caption: str


def of_indicators(answer: Answer) -> Map:
    """Who has how many shared indicators."""
    numbers = answer.comparisons.numbers
    marked = []
    for one in answer.places:
        number = numbers.get(one.code, 0)
        told = answer.word("map_count", name=answer.named(one.name), count=number)
        marked.append(Marked(one.code, told, number or None))
    return _map(answer, marked, answer.word("map_of_indicators"))


def of_values(answer: Answer) -> Map | None:
    """The figures of the fiscal year and kind that most municipalities have; None where fewer than two can be compared."""
    groups: dict[tuple[int, str, str], dict[str, Figure]] = {}
    for row in answer.rows:
        for year, figure in row.figures.items() if row.drawn else ():
            groups.setdefault((year, row.kind, row.part), {}).setdefault(figure.code, figure)
    most = max(groups, key=lambda group: (len(groups[group]), group), default=None)
    if most is None or len(groups[most]) < 2:
        return None
    marked = [_marked(answer, one, groups[most].get(one.code)) for one in answer.places]
    year, kind, part = most
    what = (answer.view.year(year), answer.word(f"kind_{kind}"), answer.part_name(kind, part))
    units = "・".join(answer.units(answer.rows))
    return _map(answer, marked, answer.word("map_of_values", what=" ".join(filter(None, what)), unit=units))


def _marked(answer: Answer, place: Place, figure: Figure | None) -> Marked:
    name = answer.named(place.name)
    if figure is None:
        return Marked(place.code, name)
    return Marked(place.code, f"{name} {written(figure.value, answer.view.language)}", float(figure.value))


def _map(answer: Answer, marked: Sequence[Marked], caption: str) -> Map:
    width, height = extent()
    shades = (
        (shade, least if least == most else f"{least}–{most}")
        for shade, *span in legend(one.number for one in marked if one.number is not None)
        for least, most in [[written(Decimal(repr(number)), answer.view.language) for number in span]]
    )
    labelled = tuple(_labelled(answer, tile) for tile in tiles(marked))
    return Map(width, height, labelled, tuple(shades), caption)


def _labelled(answer: Answer, tile: Tile) -> Labelled:
    """A prefecture's tile with its name; it leads to its municipalities where there are any."""
    named = answer.view.service.prefectures.get(tile.prefecture, {})
    japanese, name = in_language(named, "ja") or "", answer.named(named)
    short = japanese[:-1] if japanese.endswith(_SUFFIXES) else japanese
    address = answer.view.here(prefecture=japanese, page=None) if tile.number and japanese else ""
    return Labelled(tile, short if answer.view.language == "ja" else name, name, address)
