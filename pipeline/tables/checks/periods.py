"""Years that are none of the plan: outside its period, not yet begun when it was issued, issued at another time."""

from collections.abc import Iterator, Sequence

from pipeline.model.text import Text
from pipeline.tables.cell_values import CellValue, rows
from pipeline.tables.checks.contradiction import COMPARE, Contradiction
from pipeline.tables.csv_files import Tables

BEFORE, AFTER = 3, 3
"""Years before its period and after it in which a plan, or a report on it, is issued."""
MARCH = 3
BASELINE = "baseline"
"""The kind of what a plan compares with: of any year before it, or its first."""


def find(tables: Tables, values: Sequence[CellValue]) -> Iterator[Contradiction]:
    """Everything about the years of the tables, whose cells have these values; silent about years that are not filled in."""
    plans = {row["plan"]: row for _, row in rows(tables["plans"]) if row["covers_from"] and row["covers_to"]}
    for number, row in rows(tables["plans"]):
        if row["issued"] and row["plan"] in plans:
            yield from _issued(number, row)
    for name in ("cells", "effects", "texts"):
        for number, row in rows(tables[name]):
            plan = plans.get(row["plan"])
            if plan and row["fiscal_year"]:
                check = _late_baseline if row.get("kind") == BASELINE else _outside
                yield from check(name, number, int(row["fiscal_year"]), plan)
    for number, row in rows(tables["schedule"]):
        plan = plans.get(row["plan"])
        for column in ("start_year", "end_year"):
            if plan and row[column]:
                yield from _outside("schedule", number, int(row[column]), plan, column)
    for number, row, value in values:
        issued = plans.get(row["plan"], {}).get("issued", "")
        if issued and row["kind"] == "actual" and value.numbers:
            yield from _after_issue(number, int(row["fiscal_year"]), issued)


def _late_baseline(table: str, number: int, year: int, plan: dict[str, str]) -> Iterator[Contradiction]:
    """A baseline of a year after the plan's first."""
    if year > int(plan["covers_from"]):
        what = Text(
            f"基準値の{year}年度は、計画の始まり({plan['covers_from']}年度)より後です。",
            f"{year} of a baseline is after the plan began ({plan['covers_from']}).",
        )
        yield Contradiction(table, number, "fiscal_year", what, COMPARE, "year")


def _after_issue(number: int, year: int, issued: str) -> Iterator[Contradiction]:
    """An actual value of a year that began after the edition was issued."""
    if year > _fiscal_year(issued):
        what = Text(
            "発行のあとに始まる年度の実績です。",
            "is the actual value of a year that began after the issue.",
        )
        yield Contradiction("cells", number, "fiscal_year", what, COMPARE, "year")


def _outside(
    table: str, number: int, year: int, plan: dict[str, str], column: str = "fiscal_year"
) -> Iterator[Contradiction]:
    """A year that the plan does not cover."""
    first, last = int(plan["covers_from"]), int(plan["covers_to"])
    if not first <= year <= last:
        what = Text(
            f"{year}年度は計画期間({first}〜{last}年度)の外です。",
            f"{year} is not in the plan's period ({first}–{last}).",
        )
        remedy = Text(
            "年度を直すか、比べるための値なら種類を基準値にしてください。",
            "Correct the year, or make it a baseline where the plan compares with it.",
        )
        yield Contradiction(table, number, column, what, remedy, "year")


def _issued(number: int, row: dict[str, str]) -> Iterator[Contradiction]:
    issued, first, last = _fiscal_year(row["issued"]), int(row["covers_from"]), int(row["covers_to"])
    if not first - BEFORE <= issued <= last + AFTER:
        what = Text(
            f"発行年月({row['issued']})が計画期間({first}〜{last}年度)から離れています。",
            f"was issued ({row['issued']}) far from the period it covers ({first}–{last}).",
        )
        yield Contradiction("plans", number, "issued", what, COMPARE, "issued")


def _fiscal_year(month: str) -> int:
    """The fiscal year of a month `YYYY-MM`; it begins in April."""
    year, _, number = month.partition("-")
    return int(year) - (int(number) <= MARCH)
