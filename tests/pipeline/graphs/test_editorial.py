"""What was judged by a person rests on the document: quotes stand in the lines named, corrections apply, sums hold."""

import csv
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipeline.graphs.rows import state
from pipeline.model.files.data_folder import data_folder
from pipeline.model.iris import Iris
from pipeline.tables import edition as editions
from pipeline.tables.cell_values import rows
from pipeline.tables.edition import Edition
from pipeline.tables.values import parse

FOLDER = data_folder().edition("132292", "2026")
FILES = [
    "corrections",
    "editorial/directions",
    "editorial/aggregates",
    "editorial/doubts",
    "inferences/stages",
]
KEY = ("plan", "level", "element", "indicator")
QUOTE = re.compile(r"((?:[0-9]+・)*[0-9]+)行(?:の同じ文)?は?「([^」]+)」")


@cache
def edition() -> Edition:
    return editions.read(data_folder(), "132292", "2026")


@cache
def line(number: int) -> str:
    return (FOLDER / "source/132292-2026.txt").read_text("utf-8").split("\n")[number - 1]


@cache
def read(name: str) -> list[dict[str, str]]:
    with Path(FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CORRECTIONS = read("corrections")
QUOTES = [
    (name, int(number), text)
    for name in FILES
    for row in read(name)
    for value in row.values()
    for numbers, text in QUOTE.findall(value)
    for number in numbers.split("・")
]


def test_reasons_quote_the_document_often() -> None:
    assert len(QUOTES) > 100


@pytest.mark.parametrize(("name", "number", "text"), QUOTES)
def test_a_quote_of_a_reason_stands_in_the_line_it_names(name: str, number: int, text: str) -> None:
    assert text in line(number)


@pytest.mark.parametrize("row", CORRECTIONS, ids=lambda row: f"{row['line']} {row['printed']}")
def test_what_a_correction_replaces_occurs_once_in_its_line(row: dict[str, str]) -> None:
    assert line(int(row["line"])).count(row["printed"]) == 1
    assert row["printed"] != row["corrected"]
    assert row["reason"] and row["evidence"]


def test_corrections_of_a_line_apply_one_after_the_other() -> None:
    corrected: dict[int, str] = {}
    for row in CORRECTIONS:
        number = int(row["line"])
        text = corrected.get(number, line(number))
        assert text.count(row["printed"]) == 1, row
        corrected[number] = text.replace(row["printed"], row["corrected"])
    assert len(corrected) > 15


@pytest.mark.parametrize("name", ["corrections", "editorial/doubts"])
def test_rows_are_in_the_order_of_lines(name: str) -> None:
    numbers = [int(row["line"]) for row in read(name)]
    assert numbers == sorted(numbers)


def test_every_indicator_has_a_row_of_directions_and_no_other_has() -> None:
    judged = [tuple(row[name] for name in KEY) for row in read("editorial/directions")]
    printed = [tuple(row[name] for name in KEY) for _, row in rows(edition().tables["indicators"])]
    assert sorted(judged) == sorted(printed)
    assert len(judged) == 71


EDITIONS = [(code, year) for code in data_folder().municipalities() for year in data_folder().editions(code)]


@pytest.mark.parametrize(("code", "year"), EDITIONS)
def test_every_plan_and_element_of_every_city_has_its_title_in_english_beside_the_printed_one(
    code: str, year: str
) -> None:
    found = editions.read(data_folder(), code, year)
    translated = {tuple(row[name] for name in KEY[:3]): row for _, row in rows(found.editorial["titles_en"])}
    printed = {
        tuple(row[name] for name in KEY[:3]): row["title"] for _, row in rows(found.tables["elements"])
    }
    assert {key: row["title"] for key, row in translated.items()} == printed
    assert all(row["title_en"].isascii() for row in translated.values())
    for _, row in rows(found.tables["plans"]):
        named = found.publisher.plan(row["plan"]).title
        assert named and named.ja == row["title"] and named.en.isascii()


def test_every_indicator_with_a_name_and_every_department_has_one_in_english() -> None:
    labels = {tuple(row[name] for name in KEY): row for row in read("editorial/labels_en")}
    printed = {
        tuple(row[name] for name in KEY): row["label"]
        for _, row in rows(edition().tables["indicators"])
        if row["label"]
    }
    assert {key: row["label"] for key, row in labels.items()} == printed
    units = {row["unit"]: row["unit_en"] for row in read("editorial/units_en")}
    assert list(units) == list(edition().tables["units"]["unit"]) and len(set(units.values())) == 32
    assert all(text.isascii() for text in (*units.values(), *(row["label_en"] for row in labels.values())))


def test_every_theme_has_its_name_in_english_beside_the_printed_one() -> None:
    key = ("plan", "scheme", "concept")
    translated = {tuple(row[name] for name in key): row for row in read("editorial/concepts_en")}
    printed = {
        tuple(row[name] for name in key): row["label"] for _, row in rows(edition().tables["concepts"])
    }
    assert {place: row["label"] for place, row in translated.items()} == printed
    assert len(printed) == 56 and all(row["label_en"].isascii() for row in translated.values())


def test_an_indicator_printed_in_both_chapters_has_one_direction() -> None:
    directions = {tuple(row[name] for name in KEY): row["direction"] for row in read("editorial/directions")}
    same = ("same_plan", "same_level", "same_element", "same_indicator")
    twice = [row for _, row in rows(edition().tables["indicators"]) if row["same_plan"]]
    assert len(twice) == 8
    for row in twice:
        other = tuple(row[name] for name in same)
        assert directions[tuple(row[name] for name in KEY)] == directions[other]


def test_directions_that_the_document_does_not_give_stay_blank() -> None:
    blank = [
        f"{row['element']}.{row['indicator']}" for row in read("editorial/directions") if not row["direction"]
    ]
    assert blank == ["1.1", "2.1", "11.2"]


def values(plan: str, level: str, element: str, indicator: str) -> dict[tuple[str, str], Decimal]:
    """The one number of each cell of an indicator, by kind and year."""
    found = {}
    for _, row in rows(edition().tables["cells"]):
        if tuple(row[name] for name in KEY) == (plan, level, element, indicator):
            for number in parse(row["raw_text"], fiscal_year=int(row["fiscal_year"])).numbers:
                found[row["kind"], row["fiscal_year"]] = number.amount
    return found


def test_an_aggregate_is_the_sum_of_its_parts_in_every_year() -> None:
    parts: dict[tuple[str, ...], list[dict[tuple[str, str], Decimal]]] = {}
    for row in read("editorial/aggregates"):
        part = values(row["part_plan"], row["part_level"], row["part_element"], row["part_indicator"])
        parts.setdefault(tuple(row[name] for name in KEY), []).append(part)
    assert list(parts) == [("gyokaku-5", "item", "30", "3")]
    for whole, found in parts.items():
        printed = values(*whole)
        assert len(printed) == 6
        assert printed == {cell: sum(part[cell] for part in found) for cell in printed}


@pytest.mark.parametrize("row", read("editorial/doubts"), ids=lambda row: f"{row['line']} {row['part']}")
def test_a_doubt_is_about_something_that_the_tables_state(row: dict[str, str]) -> None:
    assert row["doubt"] and row["reason"]
    if row["element"] and row["part"]:
        level = "item" if row["level"] == "priority" else row["level"]
        parts = {"municipality": "132292", "plan": row["plan"], "edition": "2026", "level": level}
        element = Iris()("element", number=row["element"], **parts)
        assert {f"{element}/{part}" for part in row["part"].split(" ")} <= subjects()


@cache
def subjects() -> set[str]:
    graphs = state(edition(), Iris()).graphs
    return {str(subject) for triples in graphs.values() for subject, _, _ in triples}
