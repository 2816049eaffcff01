"""One printed number with its unit → an exact amount in a normalised unit.

Money is normalised to yen (`12.4億円` → 1240000000 `unit:CCY_JPY`); the printed value and unit are kept.
Decimal arithmetic only, exact: a number of more digits than a plan can print is not read as a number.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from pipeline.model import units
from pipeline.model.units import Unit

MAGNITUDES = {"兆": 10**12, "億": 10**8, "万": 10**4, "": 1}
WITHIN = {"千": 10**3, "百": 10**2, "": 1}
"""What stands below each magnitude: 2千5百万 is 2千5百 times 万."""
SIGN = "(?:[▲△−‐‑–-]|マイナス)"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})"
_PLAIN = rf"{SIGN}?{_DIGITS}(?:\.[0-9]{{1,20}})?"
_PART = f"(?=[0-9])(?:{_DIGITS}千)?(?:[0-9]百)?(?:{_DIGITS})?"
_GROUPED = rf"{SIGN}?" + "".join(f"(?:{_PART}{magnitude})?" for magnitude in MAGNITUDES)
_NAMES = {name for unit in units.table().values() for name in unit.names}
_NAME = "|".join(
    sorted(
        map(re.escape, _NAMES | {unicodedata.normalize("NFKC", name) for name in _NAMES}),
        key=lambda name: (-len(name), name),
    )
)
_SCALED = rf"(?:[百千][万億]?|[十百]?[万億]|兆)?(?:{_NAME})"
_BELOW = rf"(?:/[0-9]{{0,6}}{_SCALED}(?:[・/]{_SCALED}){{0,2}})?"
#: A unit of the table, or one made of those; blank where none is printed.
_UNIT = rf"(?:(?:(?:延べ|延){_SCALED}|(?:{_NAME})){_BELOW})?"
_SCALED_UNIT = rf"{_SCALED}{_BELOW}"
_NO_RATE = re.compile(r"(?P<unit>.+)-per-(?!1000+-)[0-9]+-(?P=unit)|i-per-.+")
"""The code of a unit for each so many of itself (80件/100件 is a part of a whole), or of a rank (3位/40市)."""
_ONE = re.compile(
    rf"(?P<plain>{_PLAIN})(?P<unit>{_UNIT})|(?P<grouped>{_GROUPED})(?P<counted>{_UNIT})"
    rf"|(?P<decimal>{_PLAIN})(?P<scaled>{_SCALED_UNIT})"
)
_EXACT = Context(prec=60)


@dataclass(frozen=True)
class Number:
    """One printed number.

    `amount` is normalised to `unit` (`unit:CCY_JPY` and the like, or the code of a printed counter);
    `printed_value` and `printed_unit` are as the cell has them, digits and punctuation half-width; `symbol` is how
    that unit is written where it has no other spelling.
    `qualifier` is a code of that list, `approximate` (約, 程度) or `reduction` (削減) for example, or blank; `label` is
    what the cell calls the part that the number counts, where the breakdown is one without a name of its own; `measured` is
    the fiscal year that the cell gives this number alone (`R6:45% R7:50%`).
    """

    amount: Decimal
    unit: str
    breakdown: str
    printed_value: str
    printed_unit: str
    qualifier: str = ""
    label: str = ""
    measured: str = ""

    @property
    def symbol(self) -> str:
        return units.of(self.printed_unit).printed


def read(printed: str, breakdown: str = "total", qualifier: str = "", label: str = "") -> Number | None:
    """The number that a text is as a whole (`2,156,218千円`, `1億1939万円`, `45.0%`, `2時間30分`), or None."""
    found = _ONE.fullmatch(printed)
    if found is None:
        return composed(printed, breakdown, qualifier, label)
    named = found["unit"] or found["counted"] or found["scaled"] or ""
    unit = units.find(named) if named != "月" else None  # 12月 is a month of the calendar
    value = found["plain"] or found["decimal"] or found["grouped"]
    amount = _grouped_amount(value) if found["grouped"] is not None else _plain_amount(value)
    if amount is None or unit is None or _is_no_rate(unit):
        return None
    if found["grouped"] is not None and unit.factor != 1:  # 1億2千万円 is of 円
        return None
    return of_unit(Number(amount, "", breakdown, value, "", qualifier, label), unit)


def _is_no_rate(unit: Unit) -> bool:
    """Whether a unit is rather two figures with a stroke between them: a part of its whole, a rank, 5回/120人."""
    so_many = re.search("-per-(?!10*-)[0-9]+-(.+)", unit.code)
    two = so_many is not None and units.of(so_many[1]).kind != "Time"
    return two or _NO_RATE.fullmatch(unit.code) is not None


@dataclass(frozen=True)
class Composite:
    """An amount in a larger unit and the rest of it in a smaller one, which it is counted in; `rest` is below `larger`.

    `larger` is how many of the smaller make the larger; 0 where the larger says the same thing in its own way (3泊4日).
    """

    pattern: str
    unit: str
    larger: int


COMPOSITES = (
    Composite("(?P<above>[0-9]{1,4})時間(?P<rest>[0-9]{1,2})分", "分", 60),
    Composite("(?P<above>[0-9]{1,4})分(?P<rest>[0-9]{1,2})秒", "秒", 60),
    Composite("(?P<above>[0-9]{1,3})年(?P<rest>[0-9]{1,2})(?=[か箇カヵヶケ]月)", "か月", 12),
    Composite("(?P<above>[0-9]{1,2})泊(?P<rest>[0-9]{1,2})日", "日", 0),
)


def composed(printed: str, breakdown: str = "total", qualifier: str = "", label: str = "") -> Number | None:
    """A number in two units (`2時間30分`, `1年3か月`, `3泊4日`) as one in the smaller, or None."""
    for one in COMPOSITES:
        found = re.match(one.pattern, printed)
        unit = units.find(printed[found.end("rest") :]) if found else None
        if found and unit == units.find(one.unit):
            above, rest = int(found["above"]), int(found["rest"])
            fits = rest < one.larger if one.larger else rest == above + 1
            amount = Decimal(above * one.larger + rest)
            value = printed[: found.end("rest")]
            return (
                of_unit(Number(amount, "", breakdown, value, "", qualifier, label), unit)
                if fits and unit
                else None
            )
    return _tenths(printed, breakdown, qualifier, label)


_TENTHS = re.compile("([0-9])割(?:([0-9])分)?(?:([0-9])厘)?")


def _tenths(printed: str, breakdown: str, qualifier: str, label: str) -> Number | None:
    """3割2分5厘 as 3.25割: what stands behind 割 are its digits after the point."""
    found = _TENTHS.fullmatch(printed)
    if found is None or not (found[2] or found[3]):
        return None
    digits = f"{found[2] or 0}{found[3] or ''}"
    return read(f"{found[1]}.{digits}割", breakdown, qualifier, label)


def of_unit(number: Number, unit: Unit) -> Number:
    """A number without a unit as one of a unit, which a heading or a caption gives."""
    amount = _canonical(_EXACT.multiply(number.amount, Decimal(unit.factor)))
    return replace(number, amount=amount, unit=unit.measure, printed_unit=unit.code)


def render(number: Number) -> str:
    """The printed form of a number: `2,156,218千円` again."""
    return number.printed_value + number.symbol


def _plain_amount(value: str) -> Decimal:
    sign = re.match(SIGN, value)
    digits = Decimal(value[sign.end() if sign else 0 :].replace(",", ""))
    return -digits if sign else digits


def _grouped_amount(value: str) -> Decimal | None:
    """`1億1939万` → 119390000; None where a group would overrun the one above it (`1億20000万`)."""
    sign = re.match(SIGN, value)
    parts = re.findall(r"([0-9,千百]+)([兆億万]?)", value)
    amount = _added([(_added_within(part), MAGNITUDES[magnitude]) for part, magnitude in parts])
    return -amount if sign and amount is not None else amount


def _added_within(part: str) -> Decimal | None:
    """2千5百 → 2500."""
    groups = re.findall(rf"({_DIGITS})([千百]?)", part)
    return _added([(Decimal(digits.replace(",", "")), WITHIN[word]) for digits, word in groups])


def _added(groups: Sequence[tuple[Decimal | None, int]]) -> Decimal | None:
    """Groups times their worth; None where one would overrun the one above it, or there is none."""
    amount = Decimal(0)
    above = None
    for digits, worth in groups:
        if digits is None or (above is not None and digits * worth >= above):
            return None
        amount = _EXACT.add(amount, digits * worth)
        above = worth
    return amount if above is not None else None


def _canonical(amount: Decimal) -> Decimal:
    """Without an exponent or trailing zeros: what xsd:decimal writes canonically."""
    plain = format(amount, "f")
    return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)
