"""What the graph of the ontology says of a unit: the table as triples."""

from collections.abc import Iterator

from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, Literal, Namespace, URIRef

from pipeline.model.iris import BASE, Iris
from pipeline.model.units.rules import of
from pipeline.model.units.unit import QUDT, Unit, table

_QUDT = Namespace("http://qudt.org/schema/qudt/")
_KIND = Namespace("http://qudt.org/vocab/quantitykind/")
_UNIT = Namespace("http://qudt.org/vocab/unit/")

Statement = tuple[URIRef, URIRef, URIRef | Literal]


def printed_unit(code: str, base: str = BASE) -> URIRef:
    """The IRI of a unit as printed; KeyError for a code that neither the table nor a rule knows."""
    of(code)
    return Iris(base)("printed_unit", unit=code)


def measure(name: str, base: str = BASE) -> URIRef:
    """The IRI of what amounts are normalised to: a QUDT unit (`unit:M2`), else a unit as printed."""
    return _UNIT[name.removeprefix(QUDT)] if name.startswith(QUDT) else printed_unit(name, base)


def statements() -> Iterator[Statement]:
    """What is stated of every unit of the table."""
    for unit in table().values():
        yield from describe(unit)


def describe(unit: Unit, base: str = BASE) -> Iterator[Statement]:
    """What is stated of one unit, of the table or made by a rule."""
    yield from state(unit, printed_unit(unit.code, base))
    if unit.measure != unit.code:
        whole = measure(unit.measure, base)
        iri = printed_unit(unit.code, base)
        if unit.factor == 1 and unit.kind != "Currency":
            yield iri, SKOS.exactMatch, whole
        else:
            yield iri, _QUDT.scalingOf, whole
            yield iri, _QUDT.conversionMultiplier, Literal(f"{unit.factor}.0", datatype=XSD.decimal)


def state(unit: Unit, iri: URIRef) -> Iterator[Statement]:
    """What is stated of a unit by itself, under an IRI."""
    yield iri, RDF.type, _QUDT.Unit
    yield iri, DCTERMS.identifier, Literal(unit.code)
    yield iri, RDFS.label, Literal(unit.ja, lang="ja")
    yield iri, RDFS.label, Literal(unit.many, lang="en")
    if unit.printed:
        yield iri, _QUDT.symbol, Literal(unit.printed)
    for spelling in unit.spellings:
        yield iri, SKOS.altLabel, Literal(spelling, lang="ja")
    if unit.kind:
        yield iri, _QUDT.hasQuantityKind, _KIND[unit.kind]
    if unit.ucum:
        yield iri, _QUDT.ucumCode, Literal(unit.ucum)
    if unit.unece:
        yield iri, _QUDT.uneceCommonCode, Literal(unit.unece)
