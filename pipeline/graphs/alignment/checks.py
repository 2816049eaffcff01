"""Reads the hub's tables and checks what a schema cannot say: check digits, dates, which mapping is complete."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from pipeline.graphs.alignment.mappings import Mappings
from pipeline.graphs.interpreter import Row
from pipeline.model.errors import Problem
from pipeline.model.files.publisher import is_code
from pipeline.tables import csv_files
from pipeline.tables.csv_files import Tables
from pipeline.tables.schema.hub import SCHEMA

_DATE = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_CODE_REMEDY = "Write the six-digit code of the 総務省 with its check digit."
_WRITTEN = {
    "place": (r"1[0-9]{2}[.][0-9]+ [0-9]{2}[.][0-9]+", "Write longitude and latitude: 139.5383 35.7256."),
    "wikidata": (r"Q[1-9][0-9]*", "Write the item's number, such as Q806659."),
}
_MONTH_OR_DATE = re.compile(rf"{_DATE.pattern}|[12][0-9]{{3}}-(0[1-9]|1[0-2])")


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of the hub, checked.

    Raises TableError with every problem of every table at once.
    """
    return csv_files.read(folder, SCHEMA, check)


def check(hub: Tables, folder: Path) -> Iterator[Problem]:
    """What a schema cannot say of the tables of the hub in a folder."""
    for name, row, column, what, remedy in (
        *_municipalities(hub["municipalities"]),
        *_municipality_codes(hub),
        *_dates(hub),
        *_confidence(hub),
        *_mappings(hub["mappings"]),
    ):
        yield Problem(f"{folder / name}.csv, row {row}, column {column}", what, remedy)


_Found = tuple[str, int, str, str, str]


def _municipalities(table: pd.DataFrame) -> Iterator[_Found]:
    items: dict[str, str] = {}
    for row, record in enumerate(csv_files.rows(table), start=2):
        code = str(record["code"])
        if not is_code(code):
            yield "municipalities", row, "code", f"'{code}' is not the code of a municipality.", _CODE_REMEDY
        elif record["area"] != f"C{code[:5]}":
            yield "municipalities", row, "area", f"'{record['area']}' is not its area.", f"Write C{code[:5]}."
        if bool(record["merged_into"]) != bool(record["merged_on"]):
            remedy = "Give the successor and the date of a merger together."
            yield "municipalities", row, "merged_on", "one half of a merger is blank.", remedy
        for column, (pattern, remedy) in _WRITTEN.items():
            if record[column] and not re.fullmatch(pattern, str(record[column])):
                yield "municipalities", row, column, f"'{record[column]}' is not one.", remedy
        item = str(record["wikidata"])
        if item and items.setdefault(item, code) != code:
            remedy = "Give each municipality its own item."
            yield "municipalities", row, "wikidata", f"'{item}' is the item of {items[item]}, too.", remedy


def _municipality_codes(hub: Tables) -> Iterator[_Found]:
    """A municipality that joins need not be listed; its code must be one."""
    for name in ("policy_mappings", "mappings", "denominators"):
        for row, code in enumerate(hub[name]["municipality"], start=2):
            if not is_code(code):
                what = f"'{code}' is not the code of a municipality."
                yield name, row, "municipality", what, _CODE_REMEDY


def _dates(hub: Tables) -> Iterator[_Found]:
    for name, column, pattern in (
        ("municipalities", "merged_on", _DATE),
        ("policy_versions", "issued", _MONTH_OR_DATE),
        ("denominators", "date", _DATE),
        ("policy_mappings", "date", _DATE),
        ("mappings", "date", _DATE),
    ):
        for row, value in enumerate(hub[name][column], start=2):
            if value and not pattern.fullmatch(value):
                yield name, row, column, f"'{value}' is not a date.", "Write YYYY-MM-DD."


def _confidence(hub: Tables) -> Iterator[_Found]:
    for name in ("policy_mappings", "mappings"):
        for row, value in enumerate(hub[name]["confidence"], start=2):
            if value and not re.fullmatch(r"0[.][0-9]+|1([.]0+)?|0", value):
                yield (
                    name,
                    row,
                    "confidence",
                    f"'{value}' is no confidence.",
                    "Write a number from 0 to 1, or nothing.",
                )


def _mappings(table: pd.DataFrame) -> Iterator[_Found]:
    """A figure belongs to an indicator; an effect to an indicator, an element, or the plan as a whole."""
    for row, record in enumerate(csv_files.rows(table), start=2):
        place = (record["level"], record["element"], record["indicator"])
        whole = all(place) or (record["measure"] == "effect" and place[2] == "" and all(place[:2]))
        if not whole and not (record["measure"] == "effect" and not any(place)):
            what = f"a {record['measure']} is not found at level, element, indicator {'/'.join(place)}."
            yield (
                "mappings",
                row,
                "indicator",
                what,
                "Give all three; an effect may leave out the last, or all.",
            )


def missing_sources(own: Mappings, edition: str, city: Tables) -> list[Problem]:
    """Of a municipality's own mappings those of an edition whose concept, indicator, element or plan is not in its
    tables, sorted."""
    known = {
        name: set(city[name][list(columns)].itertuples(index=False, name=None))
        for name, columns in _SOURCES.items()
    }
    problems = []
    for table in ("policy_mappings", "mappings"):
        for row, record in own[table]:
            if record["edition"] == edition:
                name = "concepts" if table == "policy_mappings" else _source(record)
                value = tuple(record[column] for column in _SOURCES[name])
                if value not in known[name]:
                    where, remedy = f"data/hub/{table}.csv, row {row}", "Correct the mapping, or remove it."
                    problems.append(Problem(where, f"{', '.join(value)} is not in {name}.csv.", remedy))
    return sorted(problems)


_SOURCES = {
    "concepts": ("plan", "scheme", "concept"),
    "indicators": ("plan", "level", "element", "indicator"),
    "elements": ("plan", "level", "element"),
    "plans": ("plan",),
}


def _source(mapping: Row) -> str:
    return "indicators" if mapping["indicator"] else "elements" if mapping["element"] else "plans"
