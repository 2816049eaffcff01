"""How a construct of the grammar is written: a pattern, what it reads, and examples beside it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.model import fiscal_year
from pipeline.tables.values.numbers import Number, read
from pipeline.tables.values.value import Value


@dataclass(frozen=True)
class Context:
    """What a cell is read with: its fiscal year, the breakdown that the label of its row names, the plan's period."""

    year: int
    breakdown: str = ""
    covers: tuple[int, int] | None = None


UNSIGNED = r"[0-9][0-9,.兆億万千百]*(?: ?[^\s0-9()~〜→、;※*][^\s()~〜→、;※*]*?)??"
NUMBER = rf"(?:[▲△+\-−‐‑–]|マイナス)? ?[¥￥]?{UNSIGNED}"
"""What may be a number with its unit, as short as the rest of a pattern lets it be; `numbers.read` decides."""
DASH = "[—―–‐‑─━−ー-]"
YEAR = rf"(?:{fiscal_year.PATTERN}|{fiscal_year.BARE})"
_PARTS = {"number": NUMBER, "dash": DASH, "year": YEAR}
_CLOSED = re.compile(r"(?<=[▲△+\-−‐‑–]) (?=[0-9])|(?<=マイナス) (?=[0-9])|(?<=[0-9.兆億万千百]) (?=[^0-9])")
MOST_QUALIFIERS = 2


@dataclass(frozen=True)
class Form:
    """One construct: `pattern` is of the whole text, in which `{number}`, `{dash}` and `{year}` stand for those.

    `reads` gives None where the text only looks like it; `examples` show each text with its value as `describe` writes it.
    """

    pattern: str
    reads: Callable[[re.Match[str], Context], Value | None]
    examples: Mapping[str, str]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(
            re.sub(r"\{(number|dash|year)\}", lambda found: f"(?:{_PARTS[found[1]]})", self.pattern)
        )

    def value(self, text: str, context: Context) -> Value | None:
        """The value of a text that this construct is of; None where it is of another."""
        found = self.compiled.fullmatch(text)
        return self.reads(found, context) if found else None


def number(text: str, breakdown: str = "total", qualifier: str = "", label: str = "") -> Number | None:
    """The number that a text is, a space before its unit or behind its sign left out, and ¥ before it as 円 behind."""
    if "¥" in text or "￥" in text:
        text = f"{text.translate({ord('¥'): None, ord('￥'): None})}円"
    return read(_CLOSED.sub("", text.strip()), breakdown, qualifier, label)


def year_of(text: str, context: Context) -> int | None:
    """The fiscal year that a text names; four digits alone are a figure, and 24年度 is read by the plan's period."""
    return None if text.isdecimal() else fiscal_year.read(text, context.covers)


def observed(
    numbers: Sequence[Number | None], comparator: str = "", note: str = "", measured: str = ""
) -> Value | None:
    """A value of numbers; None where one was not read, or two count the same: one observation a breakdown."""
    whole = every(numbers)
    return (
        None if whole is None else Value("observed", comparator, numbers=whole, note=note, measured=measured)
    )


def every(numbers: Sequence[Number | None]) -> tuple[Number, ...] | None:
    """The numbers, if every one was read with two qualifiers at most, and no two are of one breakdown."""
    found = tuple(one for one in numbers if one is not None and len(one.qualifier.split()) <= MOST_QUALIFIERS)
    parts = {one.breakdown for one in found}
    return found if len(found) == len(numbers) == len(parts) else None
