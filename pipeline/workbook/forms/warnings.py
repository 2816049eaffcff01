"""What a person should look at again though nothing of it is wrong by itself: units that differ, 累計 of a single year."""

from collections.abc import Iterator

from pipeline.model import fiscal_year, units
from pipeline.tables.cell_values import KEYS, cell_values, rows
from pipeline.tables.csv_files import Tables
from pipeline.tables.values import Value
from pipeline.workbook import words

_BESIDE = frozenset({"rate", "change", "base-ratio", "amount"})
"""Breakdowns that have a unit of their own beside that of the indicator."""
_ONCE = frozenset({"single-year", "year-end"})


def find(tables: Tables) -> Iterator[str]:
    """Every warning about an indicator, in the order of the tables."""
    cells: dict[tuple[str, ...], list[tuple[dict[str, str], Value]]] = {}
    for _, row, value in cell_values(tables):
        cells.setdefault(tuple(row[key] for key in KEYS), []).append((row, value))
    for _, row in rows(tables["indicators"]):
        found = cells.get(tuple(row[key] for key in KEYS), [])
        what = (
            f"{words.CODES.get(row['level'], '')} {row['element']} 指標{row['indicator']}「{row['label']}」"
        )
        yield from (f"{what}: {said}" for said in (*_units(found), *_cumulative(row["aggregation"], found)))


def _units(cells: list[tuple[dict[str, str], Value]]) -> Iterator[str]:
    """Figures of one indicator in units that are not measured in the same."""
    first: dict[str, str] = {}
    for row, value in cells:
        for number in value.numbers:
            if number.breakdown not in _BESIDE:
                symbol = units.of(number.printed_unit).printed or "単位なし"
                first.setdefault(number.unit, f"{_place(row)}「{row['raw_text']}」は{symbol}")
    if len(first) > 1:
        yield f"単位がそろっていません（{'、'.join(first.values())}）。"


def _cumulative(aggregation: str, cells: list[tuple[dict[str, str], Value]]) -> Iterator[str]:
    """A figure printed as 累計 of an indicator that is said to be of a single year."""
    for row, value in cells:
        if aggregation in _ONCE and any("cumulative" in number.qualifier for number in value.numbers):
            said = words.CODES[aggregation]
            yield f"集計方法は「{said}」ですが、{_place(row)}は「{row['raw_text']}」です。"


def _place(row: dict[str, str]) -> str:
    return f"{fiscal_year.label(int(row['fiscal_year'])).ja} {words.CODES[row['kind']]}"
