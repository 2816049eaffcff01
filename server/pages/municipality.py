"""The page of a municipality: how its plans stand, where it stands among others, who they are, whom to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.exports.comparison import WHOLE, Shared
from pipeline.reading.comparisons import Comparison, once, outcome_of
from pipeline.reading.element import Outcome
from pipeline.reading.graph import natural
from pipeline.reading.indicator import EFFECTS
from pipeline.reading.municipalities.peers import WAYS
from pipeline.reading.municipalities.places import Place
from pipeline.reading.municipalities.standings import Standing, noteworthy
from pipeline.reading.names import Named
from pipeline.reading.summary.glance import Glance
from pipeline.reading.summary.home import SHOWN
from pipeline.reading.summary.progress import newest_year
from pipeline.reading.vocabulary import dcterms, kk, org
from server.rendering.publication import Publication, publication
from server.rendering.view import View


@dataclass(frozen=True)
class Headline:
    """How the newest fiscal year ended of which anything can be compared, in the newest edition of each plan."""

    year: int
    outcome: Outcome
    indicators: int
    without: int
    """Indicators of which the year has no target and actual value that can be compared."""
    short: tuple[Comparison, ...]
    """The comparisons that fell short the most, measured by their target."""


@dataclass(frozen=True)
class Stood:
    """A standing in a shared indicator, and what part it is of: "" for the whole."""

    standing: Standing
    shared: Shared
    part: str


@dataclass(frozen=True)
class Beside:
    """A peer: how many shared indicators it has in common, where both are compared."""

    place: Place
    in_common: int
    address: str


def municipality(view: View, thing: NamedNode) -> Response:
    """A municipality."""
    reader, code = view.service.reader, thing.value.rpartition("/")[2]
    plans = reader.graph.typed(dcterms.publisher, thing, kk.Plan)
    newest = [versions[-1] for plan in plans if (versions := reader.versions(plan))]
    first, last = noteworthy(view.service.comparisons.standings(code))
    return view.render(
        "municipality.html",
        municipality=reader.named(thing),
        place=view.service.comparisons.places.get(code),
        headline=_headline([reader.glance(edition) for edition in newest]),
        first=[_stood(view, one) for one in first],
        last=[_stood(view, one) for one in last],
        peers=_peers(view, code),
        near=f"/compare?near={code}",
        plans=[(reader.named(plan), [reader.named(one) for one in reader.versions(plan)]) for plan in plans],
        units=_units(view, thing),
        publication=_publication(view, code),
    )


def _headline(found: Sequence[Glance]) -> Headline | None:
    year, of_year = newest_year(found)
    if year is None:
        return None
    kept = once(of_year)
    indicators = sum(one.indicators for one in found)
    missed = [entry for entry in kept if entry.met is False and _margin(entry) < 0]
    return Headline(
        year,
        outcome_of(kept),
        indicators,
        indicators - len({entry.indicator.iri for entry in of_year}),
        tuple(sorted(missed, key=_margin)[:SHOWN]),
    )


def _margin(entry: Comparison) -> Decimal:
    return entry.achievement.margin or Decimal(0)


def _stood(view: View, one: Standing) -> Stood:
    list_ = "account" if one.kind in EFFECTS else "breakdown"
    named = view.name(f"{view.service.release.base_iri}code/{list_}/{one.part}")
    part = "" if one.part in WHOLE else named.label.get(view.language, one.part)
    return Stood(one, view.service.comparisons.shared[one.shared], part)


def _peers(view: View, code: str) -> list[tuple[str, list[Beside]]]:
    """The peers of a municipality by the ways in which they are alike, without ways in which nobody is."""
    found = view.service.comparisons.peers(code)
    places = view.service.comparisons.places
    beside = {
        way: [
            Beside(places[one.peer], one.in_common, view.path(f"/compare?among={code},{one.peer}"))
            for one in found
            if one.way == way
        ]
        for way in WAYS
    }
    return [(way, alike) for way, alike in beside.items() if alike]


def _units(view: View, thing: NamedNode) -> list[tuple[Named, int]]:
    """Its departments with how many items each answers for, those with most first."""
    graph = view.service.reader.graph
    units = {*graph.things(thing, org.hasUnit), *graph.subjects(org.unitOf, thing)}
    items = {unit: len(graph.subjects(kk.responsibleUnit, unit)) for unit in units}
    ordered = sorted(units, key=lambda unit: (-items[unit], natural(unit.value)))
    return [(view.service.reader.named(unit), items[unit]) for unit in ordered]


def _publication(view: View, code: str) -> Publication | None:
    """What its datasets say of their publication: all of them say the same."""
    own = next(iter(view.service.catalogue.of_municipality(code)), None)
    return publication(view.service.graph, NamedNode(own)) if own else None
