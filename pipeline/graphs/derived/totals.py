"""Effects added up, from indicators to items, measures, policies and the edition, by fiscal year."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef

from pipeline.graphs.derived.facts import Effect, Facts
from pipeline.graphs.derived.statements import Derived, decimal, head, provenance, tail
from pipeline.graphs.interpreter import Triple
from pipeline.model.namespaces import KK, RDF, SDMX_ATTRIBUTE, SDMX_DIMENSION, SDMX_MEASURE, UNIT

WHOLE = "not-stated"
"""The account of an effect that is printed without one: it is of all accounts together."""


@dataclass(frozen=True)
class Total:
    """The effect of an element or edition in a fiscal year, in yen; `printed` where nothing was added up."""

    about: URIRef
    period: URIRef
    amount: Decimal
    inputs: tuple[URIRef, ...]
    printed: bool

    @property
    def iri(self) -> URIRef:
        return URIRef(f"{self.about}/effect-total/{tail(self.period)}")


def add_up(
    about: URIRef,
    period: URIRef,
    printed: Iterable[Effect],
    rows: Iterable[Effect],
    below: Iterable[Total],
) -> Total | None:
    """The total of a thing from the effects printed for itself, the rows of its indicators, the totals below it.

    A printed total wins over the sum; one printed for an account wins over the rows of that account alone. None
    where there is no amount: nothing printed is not 0.
    """
    own = list(printed)
    whole = [effect for effect in own if effect.account == WHOLE]
    accounts = {effect.account for effect in own}
    others: list[Effect | Total] = [*(row for row in rows if row.account not in accounts), *below]
    addends: Sequence[Effect | Total] = whole or [*own, *others]
    if not addends:
        return None
    amount = sum((addend.amount for addend in addends), Decimal(0))
    inputs = tuple(addend.iri for addend in addends)
    return Total(about, period, amount, inputs, printed=bool(whole) or not others)


def totals(facts: Facts, complete: Collection[URIRef], base: str) -> Iterator[Derived]:
    """The total of every element that has an effect in a fiscal year.

    Totals are added up to the elements above and to the edition only where all effects of the edition are known
    to be in the tables: it is one of `complete`.
    """
    effects: dict[tuple[URIRef, URIRef], list[Effect]] = {}
    for effect in facts.effects():
        effects.setdefault((effect.of, effect.period), []).append(effect)
    parts = facts.parts()

    def tree(thing: URIRef, period: URIRef, adds_up: bool) -> tuple[Total | None, list[Total]]:
        """The total of a thing, and all totals of it and below it."""
        trees = [tree(part, period, adds_up) for part in parts.get(thing, ())]
        rows = [row for one in facts.values(thing, KK.hasIndicator) for row in effects.get((one, period), ())]
        own = effects.get((thing, period), ())
        below = [total for total, _ in trees if total and adds_up]
        top = add_up(thing, period, own, rows, below)
        within = [total for _, found in trees for total in found]
        return top, [top, *within] if top else within

    for edition in facts.editions():
        areas = facts.areas(edition)
        for period in sorted({period for _, period in effects}):
            for total in tree(edition, period, edition in complete)[1]:
                yield Derived(edition, tuple(_state(total, edition, areas, base)))


def _state(total: Total, edition: URIRef, areas: Iterable[URIRef], base: str) -> Iterator[Triple]:
    yield from head(total.iri, KK.EffectTotal, edition)
    yield total.iri, KK.about, total.about
    yield from ((total.iri, SDMX_DIMENSION.refArea, area) for area in areas)
    yield total.iri, SDMX_DIMENSION.refPeriod, total.period
    yield total.iri, SDMX_MEASURE.obsValue, decimal(total.amount)
    yield total.iri, SDMX_ATTRIBUTE.unitMeasure, UNIT.CCY_JPY
    yield total.iri, RDF.value, decimal(total.amount)  # deprecated: docs/model.md
    rule = "effect-printed" if total.printed else "effect-sum"
    yield from provenance(total.iri, edition, total.inputs, rule, base)
