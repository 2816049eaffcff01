"""The numbers of the tables: one row for each number of a cell or an effect, read by `pipeline.tables.values`."""

from collections.abc import Iterable, Iterator

import pandas as pd

from pipeline.model import units
from pipeline.model.errors import Problem
from pipeline.model.units import Unit
from pipeline.tables import csv_files
from pipeline.tables.csv_files import Tables
from pipeline.tables.values import Value, parse, unknown_unit

LOST = "missing_in_source"
FIRST_ROW = 2
"""The number of the first row of a table in its file, below the header."""
KEYS = ("plan", "level", "element", "indicator")
ACTUAL = "actual"
EFFECTS = {"planned": "planned-effect", "forecast": "forecast-effect", ACTUAL: "effect"}
"""The kind of a row of `effects` → its code of `value-kind`."""
CellValue = tuple[int, dict[str, str], Value]
"""The number of a row, the row, and the value of its text."""


def rows(table: pd.DataFrame) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a frame with their numbers in its file (the header is row 1)."""
    return enumerate(csv_files.rows(table), start=FIRST_ROW)


def hints(tables: Tables) -> dict[tuple[str, ...], str]:
    """The printed breakdown of each indicator that names one (`現年/滞繰`)."""
    return {tuple(row[key] for key in KEYS): row["breakdown_named"] for _, row in rows(tables["indicators"])}


def declared(tables: Tables) -> tuple[Unit, ...]:
    """The units that the city has declared for itself."""
    return tuple(
        units.declare(row["symbol"], row["spellings"].split(), row["english"])
        for _, row in rows(tables["declared_units"])
    )


def _printed_units(tables: Tables) -> dict[tuple[str, ...], str]:
    """The unit that stands beside the figures of each indicator, where they do not print it."""
    return {tuple(row[key] for key in KEYS): row["unit_printed"] for _, row in rows(tables["indicators"])}


def periods(tables: Tables) -> dict[str, tuple[int, int]]:
    """The first and the last fiscal year of each plan, by which a year without its era is read."""
    found = ((row["plan"], row["covers_from"], row["covers_to"]) for _, row in rows(tables["plans"]))
    return {plan: (int(first), int(last)) for plan, first, last in found if first and last}


def cell_values(tables: Tables) -> Iterator[tuple[int, dict[str, str], Value]]:
    """Every cell with its row number and its value; a lost column has the status it is given."""
    named, beside, own = hints(tables), _printed_units(tables), declared(tables)
    covers = periods(tables)
    for number, row in rows(tables["cells"]):
        indicator = tuple(row[key] for key in KEYS)
        value = parse(
            row["raw_text"],
            fiscal_year=int(row["fiscal_year"]),
            breakdown=named.get(indicator, ""),
            unit=beside.get(indicator, ""),
            declared=own,
            covers=covers.get(row["plan"]),
        )
        yield number, row, Value(LOST) if row["status"] == LOST else value


def effect_values(tables: Tables) -> Iterator[tuple[int, dict[str, str], Value]]:
    """Every effect with its row number and its value.

    `value_kind` is the code of what it is. `dated` is what its IRI names it by, with its year, where it is not the first
    actual effect of its indicator or element: that has none in its IRI.
    """
    covers = periods(tables)
    effects = list(rows(tables["effects"]))
    first: dict[tuple[str, ...], str] = {}
    for _, row in effects:
        if _kind(row) == ACTUAL:
            of = tuple(row[key] for key in KEYS)
            first[of] = min(row["fiscal_year"], first.get(of, row["fiscal_year"]))
    for number, row in effects:
        year, kind = row["fiscal_year"], _kind(row)
        is_first = kind == ACTUAL and year == first[tuple(row[key] for key in KEYS)]
        known = {"value_kind": EFFECTS[kind], "dated": "" if is_first else kind}
        value = parse(row["raw_text"], fiscal_year=int(year), covers=covers.get(row["plan"]))
        yield number, {**row, **known}, value


def _kind(effect: dict[str, str]) -> str:
    return effect["kind"] or ACTUAL


def check(tables: Tables, folder: str) -> list[Problem]:
    """Cells whose status is not what their text says, and effects that are not money."""
    problems = [*_unknown_units(tables, folder)]
    for name, found in (("cells", cell_values(tables)), ("effects", effect_values(tables))):
        for number, row, value in found:
            where = f"{folder}/{name}.csv, row {number}, column status"
            if row["status"] != value.status:
                what = f"'{row['status']}' is not what the text '{row['raw_text']}' says."
                problems.append(Problem(where, what, f"Write {value.status}, or correct the text."))
            elif row["status"] == LOST and row["raw_text"]:
                what = f"'{LOST}' is said of a cell that holds '{row['raw_text']}'."
                problems.append(Problem(where, what, "Remove the text, or give the status of the text."))
    for number, row, value in effect_values(tables):
        if any(found.unit != "unit:CCY_JPY" for found in value.numbers):
            where = f"{folder}/effects.csv, row {number}, column raw_text"
            problems.append(
                Problem(where, f"'{row['raw_text']}' is not an amount of money.", "Write 円 or 千円.")
            )
    return problems


def _unknown_units(tables: Tables, folder: str) -> Iterator[Problem]:
    own = declared(tables)
    for number, row in rows(tables["indicators"]):
        unknown = unknown_unit(row["unit_printed"], own)
        if unknown:
            where = f"{folder}/indicators.csv, row {number}, column unit_printed"
            yield Problem(where, unknown[0].en, unknown[1].en)


def numbers(found: Iterable[tuple[int, dict[str, str], Value]]) -> Iterator[tuple[int, dict[str, str]]]:
    """One row a number: the row of its cell and what `Number` says of it, with when it was measured."""
    for number, row, value in found:
        for figure in value.numbers:
            qualifier, _, second = figure.qualifier.partition(" ")
            yield (
                number,
                {
                    **row,
                    "comparator": value.comparator,
                    "reference": value.reference,
                    "amount": format(figure.amount, "f"),
                    "unit": figure.unit,
                    "breakdown": figure.breakdown,
                    "printed_value": figure.printed_value,
                    "printed_unit": figure.printed_unit,
                    "qualifier": qualifier,
                    "second_qualifier": second,
                    "part_label": figure.label,
                    **_when(row, figure.measured or value.measured),
                },
            )


def _when(row: dict[str, str], measured: str) -> dict[str, str]:
    """The fiscal year that a number is of, and the first where it is of several; or its day or months."""
    first, _, last = measured.rpartition("/")
    if not measured and row.get("from_year"):
        first, last = row["from_year"], row["fiscal_year"]
    of_year = last.isdecimal()
    return {
        "measured_from": first if of_year else "",
        "measured_since": "" if of_year else first,
        "measured_year": last if of_year else "",
        "measured_on": "" if of_year else last,
    }


def common_units(tables: Tables) -> dict[tuple[str, ...], str]:
    """The unit of each indicator all of whose numbers have the same unit."""
    found: dict[tuple[str, ...], set[str]] = {}
    for _, row in numbers(cell_values(tables)):
        found.setdefault(tuple(row[key] for key in KEYS), set()).add(row["unit"])
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}
