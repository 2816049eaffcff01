"""Units made of units, and back from their codes.

千人            a scale before a unit          thousand-nin          = 1000 × nin
人/年           one unit for each of another   nin-per-year
円/世帯・月     for each of several            jpy-per-setai-per-month
件/10万人       for each so many               ken-per-100000-nin
検体・回        one times another              kentai-times-kai
延べ人          counted again at each time     gross-nin
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.model.units.unit import LOCAL, Unit, declare, table

PER, TIMES, GROSS = "-per-", "-times-", "gross"


@dataclass(frozen=True)
class Scale:
    """A word for a power of ten before a unit, its name in codes, and how English says it."""

    word: str
    name: str
    factor: int
    en: str


SCALES = (
    Scale("兆", "cho", 10**12, "trillion"),
    Scale("百億", "hyakuoku", 10**10, "ten billion"),
    Scale("十億", "juoku", 10**9, "billion"),
    Scale("億", "oku", 10**8, "hundred million"),
    Scale("千万", "senman", 10**7, "ten million"),
    Scale("百万", "million", 10**6, "million"),
    Scale("十万", "juman", 10**5, "hundred thousand"),
    Scale("万", "man", 10**4, "ten thousand"),
    Scale("千", "thousand", 10**3, "thousand"),
    Scale("百", "hundred", 10**2, "hundred"),
)


def scaled(scale: Scale, unit: Unit) -> Unit:
    """千人 of 人: printed with the word, its amounts those of the unit itself; 千円 is in the table."""
    code = f"{scale.name}-{unit.code}"
    words = f"{scale.en} {unit.many}"
    return table().get(code) or Unit(
        code,
        scale.word + unit.printed,
        unit.measure,
        scale.factor,
        ja=scale.word + unit.ja,
        one=words,
        many=words,
        kind=unit.kind,
        ucum=f"10*{len(str(scale.factor)) - 1}.{unit.ucum}",
    )


def so_many(number: int, unit: Unit) -> Unit:
    """10万人 of 人, for what stands below a line."""
    code = f"{number}-{unit.code}"
    written = f"{number // 10_000}万" if number % 10_000 == 0 else str(number)
    words = f"{number:,} {unit.many}"
    return replace(
        unit,
        code=code,
        measure=code,
        printed=written + unit.printed,
        ja=written + unit.ja,
        one=words,
        many=words,
        ucum=f"({number}.{unit.ucum})",
        unece="",
        spellings=(),
    )


def gross(unit: Unit) -> Unit:
    """延べ人 of 人: who comes three times counts three times; an amount of 延べ千人 is in 延べ人."""
    code, base = f"{GROSS}-{unit.code}", f"{GROSS}-{_base(unit).code}"
    one, many = f"{unit.one} (gross)", f"{unit.many} (gross)"
    return Unit(
        code,
        f"延べ{unit.printed}",
        base,
        unit.factor,
        f"延べ{unit.ja}",
        one,
        many,
        unit.kind,
        ucum=f"{{{code}}}",
    )


def per(unit: Unit, below: Sequence[Unit]) -> Unit:
    """人/日 of 人 and 日; an amount of 千円/人 is in 円/人."""
    tail = PER + PER.join(one.code for one in below)
    code = unit.code + tail
    each = " and ".join(one.one for one in below)
    if unit.code == "none":
        return Unit(
            code, f"/{below[0].printed}", code, 1, f"{below[0].ja}当たり", f"per {each}", f"per {each}"
        )
    over_time = unit.counts and all(one.kind == "Time" for one in below)
    return table().get(code) or Unit(
        code,
        f"{unit.printed}/{'・'.join(one.printed for one in below)}",
        _base(unit).code + tail,
        unit.factor,
        ja=f"{unit.ja}/{'・'.join(one.ja for one in below)}",
        one=f"{unit.one} per {each}",
        many=f"{unit.many} per {each}",
        kind="Frequency" if over_time else "",
        ucum="/".join([unit.ucum, *(one.ucum for one in below)]),
    )


def times(units: Sequence[Unit]) -> Unit:
    """検体・回 of 検体 and 回."""
    code = TIMES.join(unit.code for unit in units)
    one, many = "-".join(unit.one for unit in units), "-".join(unit.one for unit in units[:-1])
    return Unit(
        code,
        "・".join(unit.printed for unit in units),
        code,
        ja="・".join(unit.ja for unit in units),
        one=one,
        many=f"{many}-{units[-1].many}",
        ucum=".".join(unit.ucum for unit in units),
    )


@cache
def of(code: str) -> Unit:
    """The unit of a code, of the table or made by a rule; KeyError where there is none.

    >>> of("thousand-jpy-per-kasho").measure
    'jpy-per-kasho'
    """
    found = declare(code.removeprefix(LOCAL)) if code.startswith(LOCAL) else _of(code)
    if found is None:
        raise KeyError(f"unit {code} is not in ontology/units.csv")
    return found


def _base(unit: Unit) -> Unit:
    """What the amounts of a unit are in: 円 of 千円, % of 割."""
    return next((one for one in table().values() if (one.measure, one.factor) == (unit.measure, 1)), unit)


def _of(code: str) -> Unit | None:
    if code in table():
        return table()[code]
    if PER in code:
        units = _all(code.split(PER))
        return per(units[0], units[1:]) if units else None
    if TIMES in code:
        units = _all(code.split(TIMES))
        return times(units) if units else None
    first, _, rest = code.partition("-")
    unit = _of(rest) if rest else None
    if unit is None:
        return None
    if first.isdecimal():
        return so_many(int(first), unit)
    if first == GROSS:
        return gross(unit)
    return next((scaled(scale, unit) for scale in SCALES if scale.name == first), None)


def _all(codes: Sequence[str]) -> list[Unit]:
    """The units of codes; none where one is not known."""
    units = [unit for unit in map(_of, codes) if unit]
    return units if len(units) == len(codes) else []
