"""Effects that are hardly meant: below nought, or so small that a thousand was lost."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.model.text import Text
from pipeline.tables.cell_values import CellValue
from pipeline.tables.checks.contradiction import COMPARE, Contradiction

YEN = "jpy"
LEAST = Decimal(10_000)
"""Yen, of what is printed in yen: 2,500円 for 2,500千円 is the usual slip. 5千円 has its thousand."""


def find(values: Sequence[CellValue]) -> Iterator[Contradiction]:
    """Everything about the effects, which have these values in yen."""
    for number, row, value in values:
        amounts = [one.amount for one in value.numbers]
        if any(amount < 0 for amount in amounts):
            what = Text(f"「{row['raw_text']}」は負の値です。", f"'{row['raw_text']}' is negative.")
            yield Contradiction("effects", number, "raw_text", what, COMPARE, "negative")
        if any(0 < one.amount < LEAST and one.printed_unit == YEN for one in value.numbers):
            what = Text(
                f"「{row['raw_text']}」は効果額としては小さすぎます。",
                f"'{row['raw_text']}' is small for an effect.",
            )
            yield Contradiction("effects", number, "raw_text", what, COMPARE, "jump")
