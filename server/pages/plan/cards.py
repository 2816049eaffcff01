"""What is said of an edition, an element or an indicator where its link is shared: its number, in a picture and in words."""

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode

from pipeline.reading.comparisons import Comparison, once, outcome_of
from pipeline.reading.element import Row
from pipeline.reading.graph import in_language
from pipeline.reading.indicator import Indicator
from pipeline.reading.names import Named
from pipeline.reading.summary.glance import Tile
from pipeline.reading.vocabulary import kk
from server.pages.plan.branches import Branch, grow
from server.rendering.charts.card import Card
from server.rendering.view import View


def of_edition(view: View, thing: NamedNode) -> Card:
    """How many targets of an edition's newest year were met, and every item's outcome."""
    glance = view.service.reader.glance(thing)
    figure, words = _counted(view, glance.comparisons)
    return Card(
        _name(view, glance.publisher), _name(view, glance.edition), figure, words, _outcomes(glance.tiles)
    )


def of_element(view: View, thing: NamedNode) -> Card:
    """An item's one figure, or how many of its targets were met; of a heading, those of the items under it."""
    reader = view.service.reader
    row = reader.row(thing)
    title = f"{row.notation} {in_language(row.title, view.language)}"
    if not row.is_leaf:
        tiles = _under(view, row)
        figure, words = _counted(view, once(entry for tile in tiles for entry in tile.comparisons))
        return Card(place(view, row), title, figure, words, _outcomes(tiles))
    indicators = map(reader.indicator, reader.graph.things(thing, kk.hasIndicator))
    found = [entry for shown in indicators for entry in _newest(view, shown, row)]
    figure, words = _counted(view, found)
    of = _name(view, found[0].indicator) if len(found) == 1 else ""
    return Card(place(view, row), title, figure, words, of=of)


def of_indicator(view: View, thing: NamedNode) -> Card:
    """An indicator's newest figure, with the item that it measures."""
    reader = view.service.reader
    shown, row = reader.indicator(thing), holder(view, thing)
    figure, words = _counted(view, _newest(view, shown, row))
    of = f"{row.notation} {in_language(row.title, view.language)}" if row and shown.label else ""
    return Card(place(view, row), title_of(view, shown, row), figure, words, of=of)


def said(view: View, card: Card) -> str:
    """A card in words: the number, and what it is; "" where there is none."""
    if not card.figure:
        return ""
    return f"{card.of} {card.figure}{view.t('bracket')}{card.words}{view.t('bracket_end')}".strip()


def in_figures(view: View, edition: NamedNode) -> tuple[str, ...]:
    """An edition in words: how many targets were met, and how much there is of it."""
    glance = view.service.reader.glance(edition)
    counted = {"card_items": len(glance.tiles), "card_indicators": glance.indicators}
    much = (view.t(f"{key}_one" if count == 1 else key, count=count) for key, count in counted.items())
    return tuple(filter(None, (said(view, of_edition(view, edition)), view.t("comma").join(much))))


def holder(view: View, indicator: NamedNode) -> Row | None:
    """The element that an indicator is of."""
    found = view.service.graph.subjects(kk.hasIndicator, indicator)
    return view.service.reader.row(found[0]) if found else None


def title_of(view: View, shown: Indicator, row: Row | None) -> str:
    """The name of an indicator; where it has none, of its element."""
    named = in_language(shown.label or (row.title if row else {}), view.language)
    return named or view.t("unnamed_indicator")


def place(view: View, row: Row | None) -> str:
    """The municipality and the edition that an element is of."""
    edition = view.edition_of(row.iri) if row else None
    return "  ".join(filter(None, (_name(view, view.publisher(edition)), _name(view, edition))))


def _counted(view: View, found: Sequence[Comparison]) -> tuple[str, str]:
    """The number of comparisons and what it is: the one actual value, or how many targets were met."""
    outcome = outcome_of(found)
    if not outcome.compared:
        return "", view.t("outcome_none")
    year = view.year(max(entry.achievement.year for entry in found))
    if len(found) > 1:
        return f"{outcome.met} / {outcome.compared}", view.t("card_met", year=year)
    [one], ended = found, view.t(f"outcome_{outcome.word}")
    unit = f" {_name(view, one.unit)}" if one.unit and view.language == "en" else ""
    target = in_language(one.target, view.language) or ""
    figure = (in_language(one.actual, view.language) or "") + unit
    return figure, view.t("card_target", year=year, target=target, outcome=ended)


def _newest(view: View, shown: Indicator, row: Row | None) -> list[Comparison]:
    """The comparisons of the newest fiscal year that an indicator has any of."""
    newest = max((entry.year for entry in shown.achievements), default=None)
    return view.service.reader.compared_in(shown, newest, row) if newest else []


def _under(view: View, row: Row) -> list[Tile]:
    """The items under a heading, and how each ended."""
    edition = view.edition_of(row.iri)
    if edition is None:
        return []
    thing = NamedNode(edition.iri)
    under = set(_leaves(grow(row.iri, view.service.reader.elements(thing))))
    return [tile for tile in view.service.reader.glance(thing).tiles if tile.row.iri in under]


def _leaves(branches: Iterable[Branch]) -> Iterator[str]:
    for branch in branches:
        yield branch.row.iri
        yield from _leaves(branch.branches)


def _outcomes(tiles: Iterable[Tile]) -> tuple[str, ...]:
    return tuple(tile.outcome.word for tile in tiles)


def _name(view: View, named: Named | None) -> str:
    return in_language(named.label, view.language) or "" if named else ""
