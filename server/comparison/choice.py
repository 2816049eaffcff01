"""Which municipalities a page is about: what may be chosen, and what is."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.reading.graph import in_language
from pipeline.reading.municipalities.places import BANDS, Band, Place, prefectures
from server.comparison.answer import Answer


@dataclass(frozen=True)
class Option:
    """A value that may be chosen, as people read it."""

    value: str
    name: str


@dataclass(frozen=True)
class Chip:
    """What is chosen, in words, and where the page is without it."""

    words: str
    address: str


@dataclass(frozen=True)
class Choice:
    """The ways to choose municipalities: each offered only where it divides those that there are."""

    prefectures: tuple[Option, ...]
    classes: tuple[Option, ...]
    sizes: tuple[Option, ...]
    chips: tuple[Chip, ...]
    unknown: int
    """How many municipalities have no population here, so that none is chosen by size."""


def choice(answer: Answer) -> Choice:
    """What may be chosen of the municipalities of a release, and what is chosen."""
    found = answer.comparisons.places.values()
    classes = sorted({one.kind for one in found if one.kind})
    bands = {one.band.id for one in found if one.band}
    known = {(in_language(one.prefecture, "ja") or ""): answer.named(one.prefecture) for one in found}
    return Choice(
        _dividing(Option(name, known[name]) for name in prefectures(found)),
        _dividing(Option(kind, answer.class_name(kind)) for kind in classes),
        tuple(Option(band.id, band_name(answer, band)) for band in BANDS if band.id in bands),
        tuple(_chips(answer)),
        sum(one.population is None for one in found),
    )


def band_name(answer: Answer, band: Band) -> str:
    """A population band in words: 市 50,000人以上100,000人未満."""
    classes = "・".join(answer.class_name(kind) for kind in band.classes)
    if band.below is None:
        return answer.word("band_above", classes=classes, least=f"{band.least:,}")
    if band.least == 0:
        return answer.word("band_below", classes=classes, below=f"{band.below:,}")
    return answer.word("band", classes=classes, least=f"{band.least:,}", below=f"{band.below:,}")


def _dividing(options: Iterable[Option]) -> tuple[Option, ...]:
    found = tuple(options)
    return found if len(found) > 1 else ()


def _chips(answer: Answer) -> Iterable[Chip]:
    """What is chosen beyond what the form shows: neighbours in population, municipalities by name."""
    asked, known = answer.asked, answer.comparisons.places
    if asked.near:
        near = known.get(asked.near)
        name, without = _name(answer, near, asked.near), answer.view.here(near=None, page=None)
        known_size = near is not None and near.population is not None
        yield Chip(
            answer.word("near", name=name) if known_size else answer.word("near_unknown", name=name), without
        )
    for code in asked.among:
        others = ",".join(one for one in asked.among if one != code)
        address = answer.view.here(among=others or None, page=None)
        yield Chip(_name(answer, known.get(code), code), address)


def _name(answer: Answer, place: Place | None, code: str) -> str:
    return answer.named(place.name) if place else code
