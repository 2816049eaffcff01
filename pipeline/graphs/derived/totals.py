"""Effects added up, from indicators to items, measures, policies and the edition, by kind and fiscal year.

What was planned, what is expected and what was reached are never added to each other.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef

from pipeline.graphs.derived.facts import Effect, Facts
from pipeline.graphs.derived.statements import Derived, decimal, head, provenance, tail
from pipeline.graphs.interpreter import Triple
from pipeline.model.namespaces import KK, RDF, SDMX_ATTRIBUTE, SDMX_DIMENSION, SDMX_MEASURE, UNIT, code

WHOLE = "not-stated"
"""The account of an effect that is printed without one: it is of all accounts together."""
_ACTUAL = "effect"

Kind = tuple[str, URIRef]
"""What is added up with each other: the kind of effects, and their fiscal year."""


@dataclass(frozen=True)
class Total:
    """The effect of an element or edition in a fiscal year, in yen; `printed` where nothing was added up.

    `kind` is a code of `value-kind`: effect, planned-effect or forecast-effect.
    """

    about: URIRef
    kind: str
    period: URIRef
    amount: Decimal
    inputs: tuple[URIRef, ...]
    printed: bool

    @property
    def iri(self) -> URIRef:
        named = "" if self.kind == _ACTUAL else f"{self.kind.removesuffix('-effect')}/"
        return URIRef(f"{self.about}/effect-total/{named}{tail(self.period)}")


def add_up(
    about: URIRef,
    when: Kind,
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
    return Total(about, *when, amount, inputs, printed=bool(whole) or not others)


def totals(facts: Facts, complete: Collection[URIRef], base: str) -> Iterator[Derived]:
    """The total of every element that has an effect of a kind in a fiscal year.

    Totals are added up to the elements above and to the edition only where all effects of the edition are known
    to be in the tables: it is one of `complete`.
    """
    effects: dict[tuple[URIRef, Kind], list[Effect]] = {}
    for effect in facts.effects():
        effects.setdefault((effect.of, (effect.kind, effect.period)), []).append(effect)
    parts = facts.parts()

    def tree(thing: URIRef, when: Kind, adds_up: bool) -> tuple[Total | None, list[Total]]:
        """The total of a thing, and all totals of it and below it."""
        trees = [tree(part, when, adds_up) for part in parts.get(thing, ())]
        rows = [row for one in facts.values(thing, KK.hasIndicator) for row in effects.get((one, when), ())]
        own = effects.get((thing, when), ())
        below = [total for total, _ in trees if total and adds_up]
        top = add_up(thing, when, own, rows, below)
        within = [total for _, found in trees for total in found]
        return top, [top, *within] if top else within

    for edition in facts.editions():
        areas = facts.areas(edition)
        for when in sorted({when for _, when in effects}):
            for total in tree(edition, when, edition in complete)[1]:
                yield Derived(edition, tuple(_state(total, edition, areas, base)))


def _state(total: Total, edition: URIRef, areas: Iterable[URIRef], base: str) -> Iterator[Triple]:
    yield from head(total.iri, KK.EffectTotal, edition)
    yield total.iri, KK.about, total.about
    yield from ((total.iri, SDMX_DIMENSION.refArea, area) for area in areas)
    yield total.iri, SDMX_DIMENSION.refPeriod, total.period
    yield total.iri, KK.valueKind, code("value-kind", total.kind, base)
    yield total.iri, SDMX_MEASURE.obsValue, decimal(total.amount)
    yield total.iri, SDMX_ATTRIBUTE.unitMeasure, UNIT.CCY_JPY
    yield total.iri, RDF.value, decimal(total.amount)  # deprecated: docs/model.md
    rule = "effect-printed" if total.printed else "effect-sum"
    yield from provenance(total.iri, edition, total.inputs, rule, base)
