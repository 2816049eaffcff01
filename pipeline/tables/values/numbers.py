"""One printed number with its unit → an exact amount in a normalised unit.

Money is normalised to yen (`12.4億円` → 1240000000 `unit:CCY_JPY`); the printed value and unit are kept.
Decimal arithmetic only, exact: a number of more digits than a plan can print is not read as a number.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from pipeline.model.namespaces import DCTERMS, QUDT, RDF, SKOS, UNIT, ontology, printed_units


@dataclass(frozen=True)
class Unit:
    """A unit as printed: its code below `unit/`, the unit its amounts are normalised to, and the factor.

    A counter word is its own measure: 件 and 枚 are not the same unit.
    """

    code: str
    printed: str
    measure: str
    factor: int = 1


def _declared() -> dict[str, Unit]:
    """The printed units of `ontology/units.ttl` by code: a unit is added there, not here."""
    graph = ontology()
    symbols = {code: symbol for symbol, code in printed_units().items()}
    units = {}
    for iri in graph.subjects(RDF.type, QUDT.Unit):
        identifier = graph.value(iri, DCTERMS.identifier)
        if identifier is None:
            continue
        code = str(identifier)
        measure = graph.value(iri, QUDT.scalingOf) or graph.value(iri, SKOS.exactMatch)
        name = str(measure).replace(str(UNIT), "unit:") if measure else code
        factor = graph.value(iri, QUDT.conversionMultiplier) or 1
        units[code] = Unit(code, symbols.get(code, ""), name, int(Decimal(str(factor))))
    return dict(sorted(units.items()))


UNITS: dict[str, Unit] = _declared()

MAGNITUDES = {"兆": 10**12, "億": 10**8, "万": 10**4, "千": 10**3}
_NEGATIVE = "▲△−-"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})"
_PLAIN = rf"[{_NEGATIVE}]?{_DIGITS}(?:\.[0-9]{{1,9}})?"
_GROUPED = "".join(f"(?:{_DIGITS}{magnitude})?" for magnitude in MAGNITUDES) + f"(?:{_DIGITS})?"
_UNIT = "|".join(sorted((re.escape(unit.printed) for unit in UNITS.values()), key=len, reverse=True))
_ONE = re.compile(rf"(?P<plain>{_PLAIN})(?P<unit>{_UNIT})|(?P<grouped>{_GROUPED})(?P<counted>{_UNIT})")
_BY_PRINTED = {unit.printed: unit for unit in UNITS.values()}
_EXACT = Context(prec=60)

#: A pattern for one printed number with its unit, to be set into the patterns of cells; `read` decides.
PATTERN = rf"[{_NEGATIVE}]?[0-9][0-9,.兆億万千]*(?:{_UNIT})"


@dataclass(frozen=True)
class Number:
    """One printed number.

    `amount` is normalised to `unit` (`unit:CCY_JPY` and the like, or the code of a printed counter);
    `printed_value` and `printed_unit` are as the cell has them, digits and punctuation half-width.
    `qualifier` is `approximate` (約, 程度), `reduction` (削減) or blank.
    """

    amount: Decimal
    unit: str
    breakdown: str
    printed_value: str
    printed_unit: str
    qualifier: str = ""


def read(printed: str, breakdown: str = "total", qualifier: str = "") -> Number | None:
    """The number that a text is as a whole (`2,156,218千円`, `1億1939万円`, `45.0%`), or None."""
    found = _ONE.fullmatch(printed)
    if found is None:
        return None
    unit = _BY_PRINTED[found["unit"] if found["plain"] else found["counted"]]
    value = found["plain"] or found["grouped"]
    amount = _plain_amount(value) if found["plain"] else _grouped_amount(value)
    if amount is None:
        return None
    amount = _canonical(_EXACT.multiply(amount, Decimal(unit.factor)))
    return Number(amount, unit.measure, breakdown, value, unit.code, qualifier)


def render(number: Number) -> str:
    """The printed form of a number: `2,156,218千円` again."""
    return number.printed_value + UNITS[number.printed_unit].printed


def _plain_amount(value: str) -> Decimal:
    digits = value.replace(",", "")
    return -Decimal(digits[1:]) if digits[0] in _NEGATIVE else Decimal(digits)


def _grouped_amount(value: str) -> Decimal | None:
    """`1億1939万` → 119390000; None where a group would overrun the one above it (`1億20000万`)."""
    amount = Decimal(0)
    above = None
    for digits, magnitude in re.findall(rf"({_DIGITS})([兆億万千]?)", value):
        worth = MAGNITUDES.get(magnitude, 1)
        part = Decimal(digits.replace(",", "")) * worth
        if above is not None and part >= above:
            return None
        amount = _EXACT.add(amount, part)
        above = worth
    return amount if above is not None else None


def _canonical(amount: Decimal) -> Decimal:
    """Without an exponent or trailing zeros: what xsd:decimal writes canonically."""
    plain = format(amount, "f")
    return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)
