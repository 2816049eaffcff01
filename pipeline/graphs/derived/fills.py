"""Cells lost in one chapter, filled with the numbers that the other chapter prints for the same indicator."""

from collections.abc import Iterator

from rdflib import URIRef

from pipeline.graphs.derived.facts import Facts, Figure
from pipeline.graphs.derived.statements import Derived, provenance, tail
from pipeline.graphs.interpreter import Triple
from pipeline.model.namespaces import KK, PROV, SDMX_DIMENSION

LOST = "missing_in_source"


def fills(facts: Facts, base: str) -> Iterator[Derived]:
    """An observation for every number of a lost cell that the other chapter prints, derived from the cell there.

    Where that cell is lost too, or holds no number, nothing is filled in.
    """
    figures: dict[tuple[URIRef, URIRef | None, str], list[Figure]] = {}
    for figure in facts.figures():
        figures.setdefault((figure.indicator, figure.period, figure.kind), []).append(figure)
    for indicator, other in _printed_twice(facts):
        for cell in facts.subjects(KK.indicator, indicator):
            if facts.name(cell, KK.status) == LOST:
                place = facts.value(cell, SDMX_DIMENSION.refPeriod), facts.name(cell, KK.valueKind)
                for figure in figures.get((other, *place), ()):
                    edition = facts.edition_of(indicator)
                    yield Derived(edition, tuple(_state(facts, figure, cell, indicator, edition, base)))


def _printed_twice(facts: Facts) -> list[tuple[URIRef, URIRef]]:
    """Indicators with the same indicator in another chapter, both ways."""
    stated = facts.pairs(KK.sameIndicatorAs)
    return sorted({*stated, *((other, one) for one, other in stated)})


def _state(
    facts: Facts, figure: Figure, lost: URIRef, indicator: URIRef, edition: URIRef, base: str
) -> Iterator[Triple]:
    """The other chapter's observation, said of the indicator and edition whose cell is lost."""
    iri = URIRef(f"{lost}/{tail(figure.iri)}")
    said_anew = {KK.indicator: indicator, KK.edition: edition}
    for _, predicate, value in facts.about(figure.iri):
        yield iri, predicate, said_anew.get(predicate, value)
    yield from provenance(iri, edition, facts.values(figure.iri, PROV.wasDerivedFrom), "same-indicator", base)
