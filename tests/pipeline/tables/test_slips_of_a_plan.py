"""Slips in a plan of several levels that keeps no source: beside figures, its measures, departments, schedule and effects.

Nothing holds these tables to a document, so only what they say together can tell.
"""

from collections.abc import Iterable, Mapping

import pytest

from pipeline.tables.schema import TABLES
from pipeline.tables.values import parse
from tests.pipeline.tables.seeding import Row, Rows, Slip, cell, changed, dropped, put, removed, typed
from tests.pipeline.tables.test_typing_errors import told

PLACE = {"plan": "daiko", "level": "item", "element": "1"}
INDICATORS = {
    "市税の収納率": (("97.0%", "97.5%", "98.0%"), ("96.8%", "97.1%", "")),
    "窓口の待ち時間": (("25分", "20分", "15分"), ("28分", "24分", "")),
    "職員数の増減率": (("-3.0%", "-4.0%", "-5.0%"), ("-2.5%", "-3.5%", "")),
    "研修の受講者数": (("80人", "90人", "100人"), ("75人", "88人", "")),
    "出生率": (("8.1‰", "8.2‰", "8.3‰"), ("7.9‰", "8.0‰", "")),
    "広告収入額": (("1,200千円", "1,300千円", "1,400千円"), ("1,150千円", "1,290千円", "")),
}
"""Label → the targets and the actual values of FY2024 to FY2026."""


def table(name: str, *rows: Mapping[str, str]) -> list[Row]:
    lines = enumerate(rows, start=10)
    return [{**dict.fromkeys(TABLES[name].names, ""), "line": str(line), **row} for line, row in lines]


def plan() -> Rows:
    """A plan of one policy, two measures and two items, with six indicators, effects, activities and departments."""
    found = {name: table(name) for name in TABLES}
    found["plans"] = table(
        "plans",
        {
            **{"plan": "daiko", "title": "行政改革大綱", "edition_title": "行政改革大綱(令和7年度版)"},
            **{"issued": "2026-03", "covers_from": "2024", "covers_to": "2026"},
        },
    )
    found["elements"] = table(
        "elements",
        {**PLACE, "level": "policy", "title": "持続できる財政"},
        {**PLACE, "level": "measure", "parent_level": "policy", "parent": "1", "title": "歳入の確保"},
        {
            **PLACE,
            "level": "measure",
            "element": "2",
            "parent_level": "policy",
            "parent": "1",
            "title": "窓口の改善",
        },
        {**PLACE, "parent_level": "measure", "parent": "1", "title": "市税の収納", "page": "12"},
        {
            **PLACE,
            "element": "2",
            "parent_level": "measure",
            "parent": "2",
            "title": "手続の電子化",
            "page": "14",
        },
    )
    found["units"] = table("units", {"unit": "納税課"}, {"unit": "市民課"})
    found["responsibilities"] = table(
        "responsibilities",
        {**PLACE, "sequence": "1", "unit": "納税課"},
        {**PLACE, "sequence": "2", "unit": "市民課"},
        {**PLACE, "element": "2", "sequence": "1", "unit": "市民課"},
    )
    found["activities"] = table(
        "activities",
        {**PLACE, "activity": "1", "title": "電子納付の導入"},
        {**PLACE, "activity": "2", "title": "催告の強化"},
    )
    found["schedule"] = table(
        "schedule",
        {**PLACE, "activity": "1", "row": "1", "start_year": "2024", "end_year": "2025", "text": "検討"},
        {**PLACE, "activity": "1", "row": "1", "start_year": "2026", "text": "導入"},
        {**PLACE, "activity": "2", "row": "1", "start_year": "2024", "text": "実施"},
    )
    found["indicators"] = table(
        "indicators",
        *({**PLACE, "indicator": str(n), "label": label} for n, label in enumerate(INDICATORS, start=1)),
    )
    found["cells"] = table("cells", *cells())
    found["effects"] = table(
        "effects",
        {**PLACE, "indicator": "1", "fiscal_year": "2024", "raw_text": "2,500千円", "status": "observed"},
        {**PLACE, "element": "2", "fiscal_year": "2024", "raw_text": "1,800千円", "status": "observed"},
    )
    return found


def cells() -> Iterable[Row]:
    for number, (targets, actual) in enumerate(INDICATORS.values(), start=1):
        of = {**PLACE, "indicator": str(number)}
        for kind, series in (("target", targets), ("actual", actual)):
            for year, text in enumerate(series, start=2024):
                status = "observed" if text else "blank"
                yield {**of, "kind": kind, "fiscal_year": str(year), "raw_text": text, "status": status}
    yield {
        **PLACE,
        "indicator": "1",
        "kind": "baseline",
        "fiscal_year": "2022",
        "raw_text": "96.5%",
        "status": "observed",
    }


def exchanged(label: str, year: int) -> Slip:
    """The target and the actual value of a year in each other's place."""

    def slip(rows: Rows) -> None:
        one, two = cell(rows, label, year, "target"), cell(rows, label, year)
        one["raw_text"], two["raw_text"] = two["raw_text"], one["raw_text"]

    return slip


def shifted(label: str, kind: str, by: int) -> Slip:
    """All years of one row of figures by so many."""

    def slip(rows: Rows) -> None:
        number = next(row["indicator"] for row in rows["indicators"] if row["label"].startswith(label))
        for row in rows["cells"]:
            if (row["indicator"], row["kind"]) == (number, kind):
                row["fiscal_year"] = str(int(row["fiscal_year"]) + by)

    return slip


def reordered(rows: Rows) -> None:
    """The two departments of an item in each other's place."""
    rows["responsibilities"][0]["sequence"], rows["responsibilities"][1]["sequence"] = "2", "1"


def again(name: str, place: int, **values: str) -> Slip:
    """A row once more, with other values."""
    return lambda rows: rows[name].append({**rows[name][place], **values})


SLIPS: Mapping[str, Slip] = {
    "the number of another indicator": changed("窓口", "indicator", "1", 2024),
    "the number of an indicator that is not there": changed("窓口", "indicator", "7", 2024),
    "persons as cases in one year": typed("研修", "88件", 2025),
    "minutes as seconds in one year": typed("窓口", "24秒", 2025),
    "a rate without its point": typed("市税", "971%", 2025),
    "percent for permille": typed("出生率", "8.0%", 2025),
    "permille for percent": typed("市税", "97.1‰", 2025),
    "a digit doubled": typed("研修", "888人", 2025),
    "a digit doubled before a comma": typed("広告", "11,290千円", 2025),
    "a digit doubled behind a comma": typed("広告", "1,2900千円", 2025),
    "yen for thousand yen": typed("広告", "1,290円", 2025),
    "a million for a thousand yen": typed("広告", "1,290百万円", 2025),
    "the actual values a year late": shifted("研修", "actual", 1),
    "the actual values a year early": shifted("研修", "actual", -1),
    "the targets a year late": shifted("研修", "target", 1),
    "a department misspelt where it answers for an item": put("responsibilities", 0, "unit", "納悦課"),
    "a department misspelt in the list of departments": put("units", 1, "unit", "市氏課"),
    "a department left out of the list": removed("units", 0),
    "two departments first": put("responsibilities", 1, "sequence", "1"),
    "a department twice": again("responsibilities", 0, sequence="3"),
    "a measure that is not there above an item": put("elements", 3, "parent", "3"),
    "an item above a measure": lambda rows: rows["elements"][1].update(parent_level="item", parent="2"),
    "half of what stands above": put("elements", 3, "parent", ""),
    "a level misspelt": put("elements", 3, "parent_level", "mesure"),
    "the number of an item twice": put("elements", 4, "element", "1"),
    "the title of another item": lambda rows: rows["elements"][4].update(title="市税の収納", parent="1"),
    "an item of another plan": put("elements", 3, "plan", "taiko"),
    "an activity that is not there": put("schedule", 0, "activity", "3"),
    "an activity left out": removed("activities", 1),
    "an activity twice": again("activities", 0, title="電子納付"),
    "an activity without its schedule": removed("schedule", 2),
    "the years of a schedule swapped": lambda rows: rows["schedule"][0].update(
        start_year="2025", end_year="2024"
    ),
    "a schedule after the plan": put("schedule", 1, "start_year", "2036"),
    "a schedule without words": put("schedule", 2, "text", ""),
    "an entry of a schedule twice": again("schedule", 2, text="強化"),
    "a row twice with another figure": again("cells", 1, raw_text="97.9%"),
    "a baseline after the plan": changed("市税", "fiscal_year", "2032", 2022, "baseline"),
    "a baseline of the last year": changed("市税", "fiscal_year", "2026", 2022, "baseline"),
    "a baseline in another unit": typed("市税", "96.5件", 2022, "baseline"),
    "a baseline twice": again("cells", -1, fiscal_year="2021", raw_text="96.0%"),
    "an effect of a year after the plan": put("effects", 0, "fiscal_year", "2042"),
    "an effect in yen for thousand yen": put("effects", 0, "raw_text", "2,500円"),
    "an effect in persons": put("effects", 0, "raw_text", "2,500人"),
    "an effect without its comma and unit": put("effects", 0, "raw_text", "2500"),
    "an effect of an indicator that is not there": put("effects", 0, "indicator", "9"),
    "a negative effect": put("effects", 0, "raw_text", "-2,500千円"),
    "a letter for the first digit": typed("広告", "l,290千円", 2025),
    "a letter O for a nought": typed("市税", "O.97%", 2025),
    "two points": typed("市税", "97..1%", 2025),
    "a long vowel mark for a minus": typed("職員", "ー3.5%", 2025),
    "a full stop for a point": typed("市税", "97。1%", 2025),
    "a middle dot for a point": typed("市税", "97・1%", 2025),
    "a unit twice": typed("研修", "88人人", 2025),
    "the month of issue nought": put("plans", 0, "issued", "2026-00"),
    "years of the plan swapped": lambda rows: rows["plans"][0].update(covers_from="2026", covers_to="2024"),
    "a page with a letter": put("elements", 3, "page", "l2"),
    "an aggregation misspelt": put("indicators", 0, "aggregation", "anual"),
    "a figure of the last year left out": dropped("研修", 2026, "target"),
    "target and actual value swapped": exchanged("研修", 2025),
    "a minus lost": typed("職員", "3.5%", 2025),
    "another measure above an item": put("elements", 3, "parent", "2"),
    "the account of an effect": put("effects", 0, "account", "general"),
    "another page": put("elements", 3, "page", "13"),
    "an effect of another year of the plan": put("effects", 0, "fiscal_year", "2025"),
    "the departments in another order": reordered,
}

UNDECIDABLE = {
    "an activity without its schedule",
    "a baseline twice",
    "target and actual value swapped",
    "another measure above an item",
    "the account of an effect",
    "another page",
    "an effect of another year of the plan",
    "the departments in another order",
}
"""Slips that leave everything as plausible as it was: plans are printed so, too."""


def said(slip: Slip | None = None) -> list[str]:
    """What is told of the plan after a slip; a status follows the text, as a person would see to."""
    rows = plan()
    if slip:
        slip(rows)
    for row in (*rows["cells"], *rows["effects"]):
        row["status"] = parse(row["raw_text"], fiscal_year=int(row["fiscal_year"])).status
    return list(told(rows))


def test_the_plan_as_it_is_has_nothing_to_be_told() -> None:
    assert not said()


@pytest.mark.parametrize("kind", sorted(SLIPS.keys() - UNDECIDABLE))
def test_a_slip_is_told_without_any_source(kind: str) -> None:
    assert said(SLIPS[kind])


@pytest.mark.parametrize("kind", sorted(UNDECIDABLE))
def test_a_slip_that_nobody_could_see_is_named(kind: str) -> None:
    assert not said(SLIPS[kind]), "it is caught: take it out of the list"
