"""What is refused of a change of departments: nothing is taken on trust, and nothing that contradicts itself."""

import pytest

from pipeline.tables.checks import unit_changes

UNITS = ["デジタル推進課", "市民課", "税務課"]
RENAMED = {
    "change": "1",
    "kind": "renamed",
    "old_unit": "情報推進課",
    "new_unit": "デジタル推進課",
    "date": "2025-04-01",
    "line": "12",
    "source": "",
    "reason": "12行に「情報推進課をデジタル推進課に改称」とある。",
}
NOTICE = "https://www.city.example.lg.jp/soshiki.html"


def told(*rows: dict[str, str]) -> list[tuple[int, str, str]]:
    found = list(unit_changes.find(enumerate(rows, start=2), UNITS))
    assert all(one.what.ja and one.remedy.ja and one.remedy.en for one in found)
    return [(one.row, one.column, one.what.en) for one in found]


def changed(**cells: str) -> dict[str, str]:
    return {**RENAMED, **cells}


def side(number: str, old: str, new: str, kind: str) -> dict[str, str]:
    return changed(change=number, old_unit=old, new_unit=new, kind=kind)


def test_a_department_renamed_by_a_line_of_the_document_or_a_notice_is_as_it_should_be() -> None:
    assert told(RENAMED) == []
    assert told(changed(line="", source=NOTICE, date="2025-04")) == []


def test_a_department_that_was_renamed_twice_leads_to_the_one_of_the_edition() -> None:
    first = side("2", "電算課", "情報推進課", "renamed")
    assert told(RENAMED, first) == []


SEVERAL = [
    [side("1", "国保課", "市民課", "merged"), side("1", "年金課", "市民課", "merged")],
    [side("1", "窓口課", "市民課", "divided"), side("1", "窓口課", "税務課", "divided")],
    [side("1", "窓口課", "市民課", "reorganised"), side("1", "課税課", "税務課", "reorganised")],
]


@pytest.mark.parametrize("rows", SEVERAL, ids=lambda rows: rows[0]["kind"])
def test_rows_of_one_number_are_one_change_of_several_departments(rows: list[dict[str, str]]) -> None:
    assert told(*rows) == []


@pytest.mark.parametrize("rows", SEVERAL, ids=lambda rows: rows[0]["kind"])
def test_a_kind_that_does_not_fit_how_many_there_were_and_are_is_told(rows: list[dict[str, str]]) -> None:
    ((row, column, what),) = told(*({**row, "kind": "renamed"} for row in rows))
    assert (row, column) == (2, "kind") and "'renamed' does not fit" in what


WRONG = {
    "to its own name": ({"old_unit": "デジタル推進課"}, "new_unit", "before the change, too"),
    "proved by nothing": ({"line": ""}, "source", "nothing proves the change"),
    "proved by what is no address": ({"source": "市報4月号"}, "source", "is no address"),
    "of departments that the edition has not": ({"new_unit": "DX推進課"}, "new_unit", "neither"),
}


@pytest.mark.parametrize(("cells", "column", "what"), WRONG.values(), ids=WRONG)
def test_a_change_is_refused(cells: dict[str, str], column: str, what: str) -> None:
    ((row, where, said),) = told(changed(**cells))
    assert (row, where) == (2, column) and what in said


def test_two_rows_of_one_change_say_the_same_of_it() -> None:
    one = side("1", "国保課", "市民課", "merged")
    other = {**side("1", "年金課", "市民課", "merged"), "date": "2026-04-01"}
    assert told(one, other) == [(3, "date", "is not that of row 2, of the same change.")]
