"""What a cell says, and how to write that in one line."""

import re
import unicodedata
from dataclasses import dataclass

from pipeline.tables.values.numbers import Number


@dataclass(frozen=True)
class Value:
    """What a cell says; `note` is what stands beside its number (`※`, `(今後の検討を踏まえ設定)`).

    `reference_year` is the fiscal year that a reference names (令和4年度比), `measured` that in which a number was
    measured where it is not the cell's own (`50% (R6)`), two with a stroke between them where it is of a span of years
    (`500件(R6~R10累計)` is `2024/2028`) or
    months (`2024-04/2024-12`); `date` is the day or month that a text states, in ISO 8601.
    """

    status: str
    comparator: str = ""
    reference: str = ""
    numbers: tuple[Number, ...] = ()
    note: str = ""
    reference_year: str = ""
    measured: str = ""
    date: str = ""


# Full-width ASCII and the wide space, one character for one, so that nothing else turns into a digit; one kind of brackets.
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BRACKETS: dict[int, str] = {ord(one): "(" for one in "[［【〔〘〈《"} | {
    ord(one): ")" for one in "]］】〕〙〉》"
}
_BRACKETS |= {0xFE0E: "", 0xFE0F: ""}  # how a sign is drawn
_SQUARED = {
    one: unicodedata.normalize("NFKC", chr(one))
    for one in (*range(0x3300, 0x3358), *range(0x3371, 0x33E0), 0x32FF)
}
"""Units and eras drawn in one square: ㎞ as km, ㋿ as 令和."""

_HALF_WIDTH_KANA = re.compile("[\uff66-\uff9f]+")
_PLAIN: dict[int, int | str] = {**_HALF_WIDTH, **_BRACKETS, **_SQUARED}


def plain(raw: str) -> str:
    """A text as constructs read it: half-width but for kana, round brackets, in one line, single spaces."""
    whole = _HALF_WIDTH_KANA.sub(lambda found: unicodedata.normalize("NFKC", found[0]), raw)
    return " ".join(whole.translate(_PLAIN).split())


def describe(value: Value) -> str:
    """A value in one line, for examples and tests: `observed at-least total=10 ken [10 ken]`."""
    head = [value.status, value.comparator, value.reference, value.reference_year]
    more = [f"measured {value.measured}" if value.measured else "", f"on {value.date}" if value.date else ""]
    numbers = "; ".join(map(_described, value.numbers))
    return " ".join(filter(None, [*head, *more, numbers]))


def _described(number: Number) -> str:
    label = f"({number.label})" if number.label else ""
    printed = f"[{number.printed_value} {number.printed_unit}]"
    when = f"measured {number.measured}" if number.measured else ""
    value = f"{number.breakdown}{label}={number.amount} {number.unit}"
    return " ".join(filter(None, (value, printed, number.qualifier, when)))
