"""A municipality that publishes here, and which others are like it: by prefecture, class and population."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter
from pyoxigraph import NamedNode

from pipeline.model.iris import Iris
from pipeline.reading.graph import Graph, Text, in_language
from pipeline.reading.vocabulary import dcterms, kk, rdf, skos

POPULATION = "population"
NEAREST = 10
"""How many municipalities are nearest to one in population."""


@dataclass(frozen=True)
class Band:
    """A group of 総務省's 類似団体 by population: municipalities of some classes with `least` inhabitants or more.

    The ministry divides each by what people work in, too, which is not known here. 指定都市, 中核市 and 特別区 are groups of
    their own, whatever their population.
    """

    id: str
    classes: tuple[str, ...]
    least: int
    below: int | None
    """How many is too many; None: there is no end."""


def _bands(name: str, classes: tuple[str, ...], limits: Sequence[int]) -> Iterator[Band]:
    bounds = (0, *limits)
    for number, least in enumerate(bounds, 1):
        yield Band(f"{name}-{number}", classes, least, bounds[number] if number < len(bounds) else None)


BANDS = (
    *_bands("city", ("city",), (50_000, 100_000, 150_000)),
    *_bands("town", ("town", "village"), (5_000, 10_000, 15_000, 20_000)),
)


@dataclass(frozen=True)
class Population:
    """How many live in a municipality: on which day, by which source."""

    value: int
    date: str
    source: str


@dataclass(frozen=True)
class Place:
    """A municipality with data here; what nobody stated of it is blank, and nothing is guessed."""

    code: str
    iri: str
    name: Text
    prefecture: Text
    kind: str
    """Its class, such as `city`: a code of `code/municipality-class`."""
    population: Population | None
    wikidata: str = ""
    """The number of its Wikidata item (Q242882), or ""."""

    @property
    def band(self) -> Band | None:
        """Its population band; None where its population is not known, or its class is no band's."""
        if self.population is None:
            return None
        return next(
            (one for one in BANDS if self.kind in one.classes and _within(self.population, one)), None
        )


WRITTEN = TypeAdapter(Place)
"""Municipalities as JSON, and back."""


def places(graph: Graph, names: Mapping[str, Text], iris: Iris) -> Iterator[Place]:
    """The municipalities of some codes, by their names: with what the hub's graphs say of each."""
    for code, name in names.items():
        known = NamedNode(str(iris("hub_municipality", municipality=code)))
        area = graph.thing(known, dcterms.spatial)
        class_ = graph.thing(known, dcterms.type)
        yield Place(
            code,
            str(iris("municipality", municipality=code)),
            name,
            _prefecture(graph, known),
            class_.value.rpartition("/")[2] if class_ else "",
            _population(graph, area, iris) if area else None,
            _item(graph, known),
        )


def nearest(to: Place, among: Iterable[Place], most: int = NEAREST) -> tuple[Place, ...]:
    """The municipalities whose population is nearest to one's, the nearest first; none where its own is not known."""
    if to.population is None:
        return ()
    own = to.population.value
    far = [(abs(one.population.value - own), one.code, one) for one in among if one.population and one != to]
    return tuple(one for _, _, one in sorted(far)[:most])


def prefectures(found: Iterable[Place]) -> tuple[str, ...]:
    """The names of the prefectures that some municipalities are in, by their codes."""
    named = {one.code[:2]: in_language(one.prefecture, "ja") or "" for one in found}
    return tuple(name for _, name in sorted(named.items()) if name)


def _within(population: Population, band: Band) -> bool:
    return band.least <= population.value and (band.below is None or population.value < band.below)


def _prefecture(graph: Graph, known: NamedNode) -> Text:
    above: NamedNode | None = known
    while above is not None and not graph.things(above, skos.topConceptOf):
        above = graph.thing(above, skos.broader)
    return graph.label(above) if above and above != known else {}


def _item(graph: Graph, known: NamedNode) -> str:
    matched = (one.value for one in graph.things(known, skos.exactMatch))
    return next((one.rpartition("/")[2] for one in matched if "wikidata.org/entity/" in one), "")


def _population(graph: Graph, area: NamedNode, iris: Iris) -> Population | None:
    """The newest that the hub has."""
    kind = NamedNode(str(iris("hub_denominator", denominator=POPULATION)))
    found = [
        Population(
            int(graph.value(one, rdf.value) or 0),
            graph.value(one, dcterms.date) or "",
            graph.value(one, dcterms.source) or "",
        )
        for one in graph.subjects(dcterms.spatial, area)
        if kind in graph.things(one, kk.denominator)
    ]
    return max(found, key=lambda one: one.date, default=None)
