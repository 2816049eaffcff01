"""Cells as values: their numbers, their units, and whether their status is what their text says."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

from pipeline.documents import Extraction
from pipeline.tables import cell_values, csv_files
from pipeline.tables.schema import TABLES

HEAD = {"plan": "p", "level": "item", "element": "1"}
INDICATORS = ({**HEAD, "indicator": "1", "breakdown_named": "現年/滞繰"}, {**HEAD, "indicator": "2"})


def made(
    cells: list[tuple[str, str, str]], effects: Sequence[tuple[str, str]] = ()
) -> dict[str, pd.DataFrame]:
    """Tables with these cells (indicator, text, status) and effects (text, status)."""
    rows: dict[str, Sequence[Mapping[str, object]]] = {
        "indicators": INDICATORS,
        "cells": [
            {
                **HEAD,
                "indicator": indicator,
                "kind": "target",
                "fiscal_year": 2024 + number,
                "raw_text": text,
                "status": status,
                "line": 5,
            }
            for number, (indicator, text, status) in enumerate(cells)
        ],
        "effects": [
            {**HEAD, "indicator": number, "fiscal_year": 2024, "raw_text": text, "status": status, "line": 6}
            for number, (text, status) in enumerate(effects, start=1)
        ],
    }
    return {name: csv_files.frame(table, rows.get(name, ())) for name, table in TABLES.items()}


def problems(cells: list[tuple[str, str, str]], *effects: tuple[str, str]) -> list[str]:
    return [str(problem) for problem in cell_values.check(made(cells, effects), "tables")]


def test_a_cell_is_read_with_the_hint_of_its_row() -> None:
    found = list(cell_values.numbers(cell_values.cell_values(made([("1", "99.3%/47.3%", "observed")]))))
    assert [(number, row["breakdown"], row["amount"], row["unit"]) for number, row in found] == [
        (2, "current-year", "99.3", "unit:PERCENT"),
        (2, "arrears", "47.3", "unit:PERCENT"),
    ]
    assert not list(cell_values.numbers(cell_values.cell_values(made([("2", "99.3%/47.3%", "text")]))))


def test_a_number_keeps_what_is_printed_beside_what_it_means() -> None:
    ((number, row),) = cell_values.numbers(cell_values.cell_values(made([("2", "12.4億円以下", "observed")])))
    assert number == 2
    assert {
        name: row[name] for name in ("amount", "unit", "printed_value", "printed_unit", "comparator")
    } == {
        "amount": "1240000000",
        "unit": "unit:CCY_JPY",
        "printed_value": "12.4",
        "printed_unit": "oku-jpy",
        "comparator": "at-most",
    }
    assert row["kind"] == "target"


def test_a_lost_cell_has_no_value() -> None:
    ((_, _, value),) = cell_values.cell_values(made([("2", "", "missing_in_source")]))
    assert (value.status, value.numbers) == ("missing_in_source", ())


def test_the_unit_of_an_indicator_is_that_of_all_its_numbers() -> None:
    one = made([("2", "3件", "observed"), ("2", "4件", "observed"), ("2", "—", "not_set")])
    assert cell_values.common_units(one) == {("p", "item", "1", "2"): "ken"}
    assert cell_values.common_units(made([("2", "3件", "observed"), ("2", "4人", "observed")])) == {}
    assert cell_values.common_units(made([("2", "—", "not_set")])) == {}


@pytest.mark.parametrize(
    ("text", "said", "problem"),
    [
        ("3件", "text", "'text' is not what the text '3件' says. Write observed, or correct the text."),
        ("—", "blank", "'blank' is not what the text '—' says. Write not_set, or correct the text."),
        (
            "3件",
            "missing_in_source",
            "'missing_in_source' is said of a cell that holds '3件'."
            " Remove the text, or give the status of the text.",
        ),
    ],
)
def test_a_status_that_the_text_does_not_say_is_a_problem(text: str, said: str, problem: str) -> None:
    assert problems([("2", text, said)]) == [f"tables/cells.csv, row 2, column status: {problem}"]


def test_an_effect_that_is_no_money_is_a_problem() -> None:
    assert problems([], ("5千円", "observed"), ("3件", "observed"), ("—", "not_set")) == [
        "tables/effects.csv, row 3, column raw_text: '3件' is not an amount of money. Write 円 or 千円."
    ]


def test_the_booklet_has_no_such_problem_and_311_numbers_in_cells(extraction: Extraction) -> None:
    assert cell_values.check(extraction.tables, "tables") == []
    numbers = list(cell_values.numbers(cell_values.cell_values(extraction.tables)))
    effects = list(cell_values.numbers(cell_values.effect_values(extraction.tables)))
    assert (len(numbers), len(effects)) == (311, 23)
    assert {row["value_kind"] for _, row in effects} == {"effect"}
    assert Counter(row["unit"] for _, row in effects) == {"unit:CCY_JPY": 23}
