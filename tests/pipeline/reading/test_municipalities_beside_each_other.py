"""Municipalities beside each other: which are alike in size, how each stands, and what is not known is not guessed."""

import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from pipeline.exports.comparison import Shared, compare
from pipeline.model.text import Text
from pipeline.reading.municipalities import tables
from pipeline.reading.municipalities.figures import COLUMNS
from pipeline.reading.municipalities.peers import MOST, WAYS, peers
from pipeline.reading.municipalities.places import Place, Population, nearest, prefectures
from pipeline.reading.municipalities.standings import Standing, noteworthy, standings
from pipeline.reading.municipalities.tables import Municipalities

SHARED = Shared("cards", Text("交付枚数", "Cards"), Text("交付した枚数。", "Cards issued."), "higher")
GIVEN = {"match": "exact", "comparable": "true", "part": "total", "kind": "actual", "fiscalYear": "2024"}


def place(code: str, population: int | None = None, kind: str = "city") -> Place:
    known = Population(population, "2024-04-01", "試験") if population is not None else None
    return Place(code, f"urn:{code}", {"ja": code}, {"ja": f"県{code[:2]}"}, kind, known)


def figure(code: str, value: str, **said: str) -> dict[str, str]:
    row = {**dict.fromkeys(COLUMNS, ""), **GIVEN, "code": code, "municipality": code, "value": value, **said}
    return row | {"figure": f"urn:{code}/{row['fiscalYear']}/{row['kind']}/{row['part']}"}


@pytest.mark.parametrize(
    ("kind", "population", "band"),
    [
        ("city", 49_999, "city-1"),
        ("city", 50_000, "city-2"),
        ("city", 150_000, "city-4"),
        ("village", 4_999, "town-1"),
        ("town", 20_000, "town-5"),
        ("core-city", 190_000, ""),
        ("special-ward", 60_000, ""),
    ],
)
def test_a_population_band_is_that_of_the_ministry_and_large_cities_are_in_none(
    kind: str, population: int, band: str
) -> None:
    found = place("132292", population, kind).band
    assert (found.id if found else "") == band


def test_who_has_no_population_here_is_in_no_band_and_near_to_nobody() -> None:
    unknown, known, other = place("132292"), place("032034", 34_000), place("192015", 36_000)
    assert unknown.band is None and nearest(unknown, [known, other]) == ()
    assert nearest(known, [unknown, known, other]) == (other,)


def test_the_nearest_come_first_and_are_no_more_than_asked_for() -> None:
    found = [place(f"{code}", population) for code, population in ((1, 10), (2, 14), (3, 11), (4, 90))]
    assert [one.code for one in nearest(found[0], found, most=2)] == ["3", "2"]


def test_prefectures_come_in_the_order_of_their_codes() -> None:
    assert prefectures([place("262102"), place("032034"), place("032042")]) == ("県03", "県26")


def test_a_standing_is_the_newest_rank_and_of_what_was_reached_before_what_was_aimed_at() -> None:
    rows = [
        figure("a", "5"),
        figure("b", "7"),
        figure("c", "7"),
        figure("a", "99", fiscalYear="2023"),
        figure("b", "1", fiscalYear="2023"),
        figure("a", "8", kind="target"),
        figure("b", "9", kind="target"),
    ]
    found = list(standings(compare(SHARED, rows, "exact")))
    assert found == [
        Standing("a", "cards", 2024, "actual", "total", 3, 3, 3),
        Standing("b", "cards", 2024, "actual", "total", 1, 1, 3),
        Standing("c", "cards", 2024, "actual", "total", 1, 1, 3),
    ]
    first, last = noteworthy(found)
    assert [one.code for one in first] == ["b", "c"] and [one.code for one in last] == ["a"]


def test_estimates_are_never_ranked_with_actual_values_and_lead_to_no_standing() -> None:
    rows = [figure("a", "5"), figure("b", "7", kind="forecast"), figure("c", "9", kind="target")]
    assert not any(one.rank for one in compare(SHARED, rows, "exact").figures)
    assert list(standings(compare(SHARED, rows, "exact"))) == []


def test_who_may_share_its_rank_is_first_only_where_that_is_certain() -> None:
    rows = [figure("a", "5", comparator="at-least"), figure("b", "7"), figure("c", "1")]
    found = {one.code: one for one in standings(compare(SHARED, rows, "exact"))}
    assert (found["a"].rank, found["a"].last) == (1, 2) and not found["a"].is_first
    assert found["c"].is_last and not found["b"].is_last


def test_tables_know_who_has_what_by_the_best_match_and_of_which_years() -> None:
    rows = [
        figure("032034", "5", match="related"),
        figure("032034", "6", match="close", fiscalYear="2020"),
        figure("192015", "7"),
    ]
    figures = [(row["code"], [("cards", [row[name] for name in COLUMNS])]) for row in rows]
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(tables.SCHEMA)
        both = [figures[0][1][0], figures[1][1][0]]
        own = [("032034", both), figures[2]]
        tables.fill(database, Municipalities([place("032034"), place("192015")], [SHARED], own))
        covered = database.execute("SELECT match, code, first, last FROM covered ORDER BY match").fetchall()
        assert covered == [(0, "192015", 2024, 2024), (1, "032034", 2020, 2024)]
        assert database.execute("SELECT COUNT(*) FROM standing").fetchone() == (0,)


def test_peers_come_by_what_they_have_in_common_and_each_in_each_way() -> None:
    found = [place("132292"), place("132136"), place("132101"), place("032034"), place("262102", kind="town")]
    has = {"132292": {"a", "b"}, "132136": {"b"}, "032034": {"a", "b"}, "262102": {"a"}}
    alike = [
        (one.way, one.peer, one.in_common)
        for one in peers(found, {code: frozenset(ids) for code, ids in has.items()})
        if one.code == "132292"
    ]
    assert alike == [
        ("prefecture", "132136", 1),
        ("prefecture", "132101", 0),
        ("class", "032034", 2),
        ("class", "132136", 1),
    ]


def test_a_municipality_has_no_more_peers_than_a_page_shows() -> None:
    found = [place(f"13{number:03d}0", number) for number in range(60)]
    alike = list(peers(found, {one.code: frozenset({"a"}) for one in found}))
    assert Counter((one.code, one.way) for one in alike) == {
        (one.code, way): MOST for one in found for way in WAYS
    }
