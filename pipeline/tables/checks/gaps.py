"""What the other rows have and one lacks, and what stands twice: warnings, since a plan may be printed so."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.model.text import Text
from pipeline.tables.cell_values import KEYS, rows
from pipeline.tables.checks.contradiction import COMPARE, KINDS, Contradiction
from pipeline.tables.csv_files import Tables

MOST, ENOUGH = 0.8, 5
"""The share of a plan's indicators that have a cell for the others to want it too, and of how many at least."""
Cell = tuple[str, str]
"""Kind and fiscal year."""


def find(tables: Tables) -> Iterator[Contradiction]:
    """Cells that are missing in an otherwise full row, and names that stand twice where they name."""
    yield from _missing(tables)
    yield from _twice(tables, "indicators", ("plan", "level", "element", "label"), "label")
    yield from _twice(tables, "elements", ("plan", "level", "parent_level", "parent", "title"), "title")


def _missing(tables: Tables) -> Iterator[Contradiction]:
    filled: dict[tuple[str, ...], set[Cell]] = defaultdict(set)
    for _, row in rows(tables["cells"]):
        filled[tuple(row[key] for key in KEYS)].add((row["kind"], row["fiscal_year"]))
    usual = _usual(filled)
    for number, row in rows(tables["indicators"]):
        cells = filled.get(tuple(row[key] for key in KEYS), set())
        for kind, year in sorted({*usual[row["plan"]], *_between(cells)} - cells):
            what = Text(
                f"{year}年度の{KINDS[kind].ja}の欄が抜けています。",
                f"lacks the {KINDS[kind].en} of {year}, which the others have.",
            )
            yield Contradiction("indicators", number, "indicator", what, COMPARE, "gap")


def _usual(filled: Mapping[tuple[str, ...], set[Cell]]) -> Mapping[str, Sequence[Cell]]:
    """The cells that most indicators of each plan have."""
    by_plan: dict[str, list[set[Cell]]] = defaultdict(list)
    for key, cells in filled.items():
        by_plan[key[0]].append(cells)
    usual: dict[str, list[Cell]] = defaultdict(list)
    for plan, indicators in by_plan.items():
        counted = Counter(cell for cells in indicators for cell in cells)
        if len(indicators) >= ENOUGH:
            usual[plan] = [cell for cell, count in counted.items() if count >= MOST * len(indicators)]
    return usual


def _between(cells: set[Cell]) -> Iterator[Cell]:
    """The one year that is missing between two."""
    for kind, year in cells:
        if kind in ("target", "actual") and (kind, str(int(year) + 2)) in cells:
            yield kind, str(int(year) + 1)


def _twice(tables: Tables, table: str, columns: Sequence[str], name: str) -> Iterator[Contradiction]:
    first: dict[tuple[str, ...], int] = {}
    for number, row in rows(tables[table]):
        key = tuple(row[column] for column in columns)
        before = first.setdefault(key, number)
        if row[name] and before != number:
            what = Text(
                f"「{row[name]}」は{before}行目にもあります。", f"'{row[name]}' stands in row {before} too."
            )
            yield Contradiction(table, number, name, what, COMPARE, "duplicate")
