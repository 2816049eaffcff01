"""How a municipality rates its undertakings stands in the tables beside them, with what it means on which scale."""

import csv
import io
from dataclasses import replace
from functools import cache

from pipeline.catalog.model import PlanEdition
from pipeline.exports.rows.sheets import sheets
from pipeline.exports.sheet import Sheet, delimited
from pipeline.model.files.data_folder import data_folder
from pipeline.model.iris import BASE, Iris
from pipeline.tables import csv_files
from pipeline.tables import edition as editions
from pipeline.tables.schema import TABLES

SCALE = BASE + "id/192015/jigyo-hokoku/2025/rating-scale"


@cache
def published() -> dict[str, Sheet]:
    """The tables of 甲府市, whose first undertaking is rated of the year before, too, and an indicator of it."""
    edition = editions.read(data_folder(), "192015", "2025")
    ratings = edition.tables["ratings"]
    rows = [{str(name): str(text) for name, text in row.items()} for row in ratings.to_dict("records")]
    more = [
        {**rows[0], "fiscal_year": "2023", "points": "9"},
        {**rows[0], "indicator": "1", "points": ""},
    ]
    tables = {**edition.tables, "ratings": csv_files.frame(TABLES["ratings"], [*rows, *more])}
    plan = PlanEdition(edition.keys[0], "事業報告", "事業報告", (2024, 2024))
    found = sheets(replace(edition, tables=tables), plan, Iris(), {}, [])
    return {one.stem.rpartition("_")[2]: one for one in found}


def rows(name: str) -> list[dict[str, str]]:
    sheet = published()[name]
    titles = {column.title.ja: column.name for column in sheet.columns}
    text = delimited(sheet).decode("utf-8-sig")
    return [{titles[key]: cell for key, cell in row.items()} for row in csv.DictReader(io.StringIO(text))]


def test_an_undertaking_has_the_newest_rating_with_its_year_its_meaning_and_the_scale() -> None:
    (rated, *_) = [row for row in rows("elements") if row["rating"]]
    assert (rated["rated_year"], rated["rating"], rated["rating_label"], rated["points"]) == (
        *("2024", "A", "A(AからFの6段階)"),
        "22",
    )
    assert (rated["rating_order"], rated["rating_scale"]) == ("1", SCALE)


def test_a_rating_of_an_indicator_stands_beside_the_actual_value_of_its_year_alone() -> None:
    rated = [row for row in rows("figures") if row["rating"]]
    assert rated and {(row["kind_code"], row["fiscal_year"]) for row in rated} == {("actual", "2024")}
    assert {(row["rating_order"], row["rating_scale"]) for row in rated} == {("1", SCALE)}
