"""One figure of a municipality for a shared indicator, and what its number may be."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from pipeline.exports.comparison.shared import Row

_FOUR_DIGITS = Context(prec=4)
_PRINTED = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")
COLUMNS = (
    "rank",
    "rank_last",
    "match",
    "comparable",
    "code",
    "municipality",
    "plan",
    "indicator",
    "part",
    "kind",
    "fiscal_year",
    "value",
    "unit",
    "unit_name",
    "printed",
    "comparator",
    "qualifier",
    "per_head",
    "denominator",
    "reason",
    "reason_en",
    "figure",
    "line",
)
"""What is told of a figure, in order: the columns of the CSV."""


@dataclass(frozen=True)
class Figure:
    """One figure of a municipality for a shared indicator, with where it was printed and why it is here."""

    match: str
    comparable: bool
    code: str
    municipality: str
    plan: str
    indicator: str
    part: str
    kind: str
    fiscal_year: str
    value: Decimal
    unit: str
    unit_name: str
    printed: str
    comparator: str
    qualifier: str
    reason: str
    reason_en: str
    """The reason in English; "" where nobody wrote it."""
    divide_by: str
    denominator: str
    """The date and source of what a figure per head is divided by; "" where none is given."""
    figure: str
    line: str
    rank: int | None = None
    rank_last: int | None = None
    """The last rank that it may have: that of `rank`, unless it or a rival is a bound or approximate."""

    @property
    def row(self) -> tuple[str, ...]:
        """What is told of it, as `COLUMNS`; a truth is `true` or `false`, as in SPARQL's CSV."""
        return tuple(map(_told, (getattr(self, column) for column in COLUMNS)))

    @property
    def number(self) -> int | float:
        """The value as JSON writes it."""
        return int(self.value) if self.value == self.value.to_integral_value() else float(self.value)

    @property
    def approximate(self) -> bool:
        """Whether it is printed as about so much (約, 程度)."""
        return self.qualifier == "approximate"

    @property
    def between(self) -> tuple[Decimal, Decimal]:
        """The least and the most that it may be: of an approximate number, half of its last printed digit around it."""
        least, most = self.value - self._uncertain, self.value + self._uncertain
        return (
            Decimal("-Infinity") if self.comparator in ("at-most", "less-than") else least,
            Decimal("Infinity") if self.comparator in ("at-least", "more-than") else most,
        )

    @property
    def per_head(self) -> Decimal | None:
        """The figure divided by the denominator of its fiscal year, to four digits; None where none is given."""
        return _FOUR_DIGITS.divide(self.value, Decimal(self.divide_by)) if self.divide_by else None

    @property
    def _uncertain(self) -> Decimal:
        """約12.0億円 is known to 0.05億円; a number without a printed digit to rely on, to nothing better than itself."""
        if not self.approximate:
            return Decimal(0)
        found = _PRINTED.search(self.printed)
        number = Decimal(found[0].replace(",", "")) if found else Decimal(0)
        if not found or not number:
            return abs(self.value)
        return abs(self.value) / number * Decimal(1).scaleb(-len(found[1] or "")) / 2


def figure(row: Row) -> Figure:
    """A row of compare.rq as a value."""
    return Figure(
        row["match"],
        row["comparable"] == "true",
        row["code"],
        row["municipality"],
        row["plan"],
        row["indicator"],
        row["part"],
        row["kind"],
        row["fiscalYear"],
        Decimal(row["value"]),
        row["unit"],
        row["unitName"],
        row["printed"],
        row["comparator"],
        row["qualifier"],
        row["reason"],
        row["englishReason"],
        row["divideBy"],
        " ".join(filter(None, (row["denominatorDate"], row["denominatorSource"]))),
        row["figure"],
        row["line"],
    )


def _told(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
