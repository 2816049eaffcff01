"""What a unit is, and the table of those that plans print."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.model.files import data_folder

QUDT = "unit:"
"""What a measure begins with that is a unit of QUDT; its local name follows."""
LOCAL = "local:"
"""What the code of a unit begins with that a city has declared; its symbol follows."""


@dataclass(frozen=True)
class Unit:
    """A unit as printed.

    `code` is its name below `unit/`; `printed` its symbol; `measure` the unit that its amounts are normalised to, a
    QUDT unit (`unit:M2`) or the code of a printed one, and `factor` by how much. A counter is its own measure: 件
    and 枚 are not the same unit. `one` and `many` are its English words; `kind` is a quantity kind of QUDT.
    `ucum` is its code in UCUM (where it has none, an annotation there: `{ken}`), `unece` that of UN/ECE
    Recommendation 20, "" where it has none. `spellings` are the other ways to write it.
    """

    code: str
    printed: str
    measure: str
    factor: int = 1
    ja: str = ""
    one: str = ""
    many: str = ""
    kind: str = ""
    ucum: str = ""
    unece: str = ""
    spellings: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it counts things. These come whole: only an average has a fraction, and never of three digits."""
        return self.kind == "Count"

    @property
    def is_local(self) -> bool:
        """Whether a city has declared it for itself."""
        return self.code.startswith(LOCAL)

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to write it; none of the unit of numbers without one."""
        return (self.printed, *self.spellings) if self.printed else ()


@cache
def table() -> Mapping[str, Unit]:
    """The units of `ontology/units.csv` by code, sorted."""
    path = data_folder.ONTOLOGY / "units.csv"
    with path.open(encoding="utf-8", newline="") as file:
        units = [_read(row) for row in csv.DictReader(file)]
    return {unit.code: unit for unit in sorted(units, key=lambda unit: unit.code)}


def _read(row: Mapping[str, str]) -> Unit:
    code = row["code"]
    return Unit(
        code,
        printed=row["symbol"],
        measure=QUDT + row["qudt"] if row["qudt"] else code,
        factor=int(row["factor"]),
        ja=row["ja"],
        one=row["one"],
        many=row["many"],
        kind=row["kind"],
        ucum=row["ucum"] or f"{{{code}}}",
        unece=row["unece"],
        spellings=tuple(row["spellings"].split()),
    )


def declare(symbol: str, spellings: Iterable[str] = (), one: str = "", many: str = "") -> Unit:
    """A unit that a city declares: what it counts is known there, and it is compared with nothing elsewhere."""
    code = LOCAL + symbol
    words = one or symbol, many or one or symbol
    return Unit(code, symbol, code, 1, symbol, *words, kind="Count", spellings=tuple(spellings))
