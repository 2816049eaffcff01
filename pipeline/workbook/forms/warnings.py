"""What a person should look at again though nothing of it is wrong by itself: 累計 of an indicator of a single year."""

from collections.abc import Iterator

from pipeline.model import fiscal_year
from pipeline.tables.cell_values import KEYS, cell_values, rows
from pipeline.tables.csv_files import Tables
from pipeline.tables.values import Value
from pipeline.workbook import words

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
        yield from (f"{what}: {said}" for said in _cumulative(row["aggregation"], found))


def _cumulative(aggregation: str, cells: list[tuple[dict[str, str], Value]]) -> Iterator[str]:
    """A figure printed as 累計 of an indicator that is said to be of a single year."""
    for row, value in cells:
        if aggregation in _ONCE and any("cumulative" in number.qualifier for number in value.numbers):
            said = words.CODES[aggregation]
            yield f"集計方法は「{said}」ですが、{_place(row)}は「{row['raw_text']}」です。"


def _place(row: dict[str, str]) -> str:
    return f"{fiscal_year.label(int(row['fiscal_year'])).ja} {words.CODES[row['kind']]}"
