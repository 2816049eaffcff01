"""Next year's draft takes plan, numbers and indicators from the edition before, by number and wording."""

from collections.abc import Mapping

import pytest

from pipeline.documents.draft.facts import HIGH, MIDDLE, Quoted
from pipeline.documents.draft.following import follow
from pipeline.documents.draft.tables import Rows
from pipeline.tables import csv_files
from pipeline.tables.csv_files import Tables
from pipeline.tables.schema import TABLES


def element(number: str, title: str, level: str = "item", sure: str = HIGH) -> dict[str, str]:
    return {"plan": "plan", "level": level, "element": Quoted(number, sure=sure), "title": title}


def indicator(of: str, number: str, label: str) -> dict[str, str]:
    return {"plan": "plan", "level": "item", "element": of, "indicator": number, "label": label}


def drafted(**tables: list[dict[str, str]]) -> Rows:
    found = Rows()
    found.add("plans", plan="plan", title="計画", edition_title="計画(令和9年度版)")
    for name, rows in tables.items():
        for row in rows:
            found.add(name, **row)
    return found


@pytest.fixture
def before() -> Tables:
    """Two plans: items in one, priorities in the other."""
    rows: Mapping[str, list[dict[str, str]]] = {
        "plans": [{"plan": "reform", "title": "大綱"}, {"plan": "digital", "title": "情報化"}],
        "elements": [
            {**element("1", "窓口改革"), "plan": "reform"},
            {**element("4", "広告事業の推進"), "plan": "reform"},
            {**element("1", "公衆無線LAN", "priority"), "plan": "digital"},
        ],
        "indicators": [
            {**indicator("1", "1", "待ち時間"), "plan": "reform"},
            {**indicator("1", "2", "利用率"), "plan": "reform"},
        ],
    }
    return {name: csv_files.frame(table, rows.get(name, ())) for name, table in TABLES.items()}


def numbers(rows: Rows) -> dict[str, tuple[str, str]]:
    return {str(row["title"]): (str(row["plan"]), str(row["element"])) for row in rows.tables["elements"]}


def test_an_element_belongs_to_the_plan_of_its_namesake(before: Tables) -> None:
    elements = [element("1", "窓口改革"), element("1", "公衆無線LAN", "priority")]
    found = follow(drafted(elements=elements), before)
    assert numbers(found) == {"窓口改革": ("reform", "1"), "公衆無線LAN": ("digital", "1")}
    plans = [(str(row["plan"]), str(row["edition_title"])) for row in found.tables["plans"]]
    assert plans == [("reform", "計画(令和9年度版)"), ("digital", "計画(令和9年度版)")]


def test_an_element_without_a_printed_number_takes_that_of_its_namesake(before: Tables) -> None:
    elements = [element("1", "広告事業の推進", sure=MIDDLE), element("2", "新しい取組", sure=MIDDLE)]
    assert numbers(follow(drafted(elements=elements), before)) == {
        "広告事業の推進": ("reform", "4"),
        "新しい取組": ("reform", "2"),
    }


def test_a_new_element_takes_no_number_that_another_had(before: Tables) -> None:
    found = follow(drafted(elements=[element("1", "新しい取組", sure=MIDDLE)]), before)
    assert numbers(found) == {"新しい取組": ("reform", "2")}


def test_a_printed_number_stays_where_the_title_is_new_or_moved(before: Tables) -> None:
    elements = [element("1", "窓口と電話の改革"), element("5", "広告事業の推進")]
    assert numbers(follow(drafted(elements=elements), before)) == {
        "窓口と電話の改革": ("reform", "1"),
        "広告事業の推進": ("reform", "5"),
    }


def test_an_indicator_keeps_the_number_of_its_label_and_its_cells_follow(before: Tables) -> None:
    found = follow(
        drafted(
            elements=[element("1", "窓口改革")],
            indicators=[indicator("1", "1", "利用率"), indicator("1", "2", "満足度")],
            cells=[{**indicator("1", "1", ""), "kind": "target", "fiscal_year": "2027", "raw_text": "60%"}],
        ),
        before,
    )
    assert [str(row["indicator"]) for row in found.tables["indicators"]] == ["2", "1"]
    (cell,) = found.tables["cells"]
    assert (str(cell["plan"]), str(cell["element"]), str(cell["indicator"])) == ("reform", "1", "2")


def test_an_element_stands_below_none_of_another_plan(before: Tables) -> None:
    below = {"parent_level": "item", "parent": "1"}
    elements = [element("1", "窓口改革"), {**element("1", "公衆無線LAN", "priority"), **below}]
    moved = follow(drafted(elements=elements), before).tables["elements"][1]
    assert (str(moved["parent_level"]), str(moved["parent"])) == ("", "")
