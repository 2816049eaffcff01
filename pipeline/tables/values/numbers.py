"""One printed number with its unit → an exact amount in a normalised unit.

Money is normalised to yen (`12.4億円` → 1240000000 `unit:CCY_JPY`); the printed value and unit are kept.
Decimal arithmetic only, exact: a number of more digits than a plan can print is not read as a number.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from pipeline.model import units
from pipeline.model.units import Unit

MAGNITUDES = {"兆": 10**12, "億": 10**8, "万": 10**4, "千": 10**3}
_NEGATIVE = "▲△−-"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})"
_PLAIN = rf"[{_NEGATIVE}]?{_DIGITS}(?:\.[0-9]{{1,20}})?"
_GROUPED = "".join(f"(?:{_DIGITS}{magnitude})?" for magnitude in MAGNITUDES) + f"(?:{_DIGITS})?"
_NAMES = {name for unit in units.table().values() for name in unit.names}
_NAME = "|".join(
    sorted(
        map(re.escape, _NAMES | {unicodedata.normalize("NFKC", name) for name in _NAMES}),
        key=lambda name: (-len(name), name),
    )
)
_SCALED = rf"(?:[百千][万億]?|[十百]?[万億]|兆)?(?:{_NAME})"
_BELOW = rf"(?:/[0-9]{{0,6}}{_SCALED}(?:・{_SCALED}){{0,2}})?"
#: A unit of the table, or one made of those; blank where none is printed.
_UNIT = rf"(?:(?:延べ|延)?(?:{_NAME}){_BELOW})?"
_SCALED_UNIT = rf"{_SCALED}{_BELOW}"
_ONE = re.compile(
    rf"(?P<plain>{_PLAIN})(?P<unit>{_UNIT})|(?P<grouped>{_GROUPED})(?P<counted>{_UNIT})"
    rf"|(?P<decimal>{_PLAIN})(?P<scaled>{_SCALED_UNIT})"
)
_EXACT = Context(prec=60)

#: A pattern for one printed number with its unit, to be set into the patterns of cells; `read` decides.
PATTERN = rf"[{_NEGATIVE}]?[0-9][0-9,.兆億万千]*(?:{_UNIT}|{_SCALED_UNIT})"


@dataclass(frozen=True)
class Number:
    """One printed number.

    `amount` is normalised to `unit` (`unit:CCY_JPY` and the like, or the code of a printed counter);
    `printed_value` and `printed_unit` are as the cell has them, digits and punctuation half-width; `symbol` is how
    that unit is written where it has no other spelling.
    `qualifier` is a code of that list, `approximate` (約, 程度) or `reduction` (削減) for example, or blank; `label` is
    what the cell calls the part that the number counts, where the breakdown is one without a name of its own.
    """

    amount: Decimal
    unit: str
    breakdown: str
    printed_value: str
    printed_unit: str
    qualifier: str = ""
    label: str = ""

    @property
    def symbol(self) -> str:
        return units.of(self.printed_unit).printed


def read(printed: str, breakdown: str = "total", qualifier: str = "", label: str = "") -> Number | None:
    """The number that a text is as a whole (`2,156,218千円`, `1億1939万円`, `45.0%`), or None."""
    found = _ONE.fullmatch(printed)
    if found is None:
        return None
    unit = units.find(found["unit"] or found["counted"] or found["scaled"] or "")
    value = found["plain"] or found["decimal"] or found["grouped"]
    amount = _grouped_amount(value) if found["grouped"] is not None else _plain_amount(value)
    if amount is None or unit is None:
        return None
    return of_unit(Number(amount, "", breakdown, value, "", qualifier, label), unit)


def of_unit(number: Number, unit: Unit) -> Number:
    """A number without a unit as one of a unit, which a heading or a caption gives."""
    amount = _canonical(_EXACT.multiply(number.amount, Decimal(unit.factor)))
    return replace(number, amount=amount, unit=unit.measure, printed_unit=unit.code)


def render(number: Number) -> str:
    """The printed form of a number: `2,156,218千円` again."""
    return number.printed_value + number.symbol


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
