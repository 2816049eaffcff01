"""The file of what pages show of a whole release: it says what the store says, in the same bytes each time."""

import gzip
import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store, parse

from pipeline.exports import comparison as comparison_rules
from pipeline.exports.comparison import MATCHES
from pipeline.reading.comparisons import Comparison
from pipeline.reading.graph import Graph
from pipeline.reading.indicator import Achievement
from pipeline.reading.municipalities.figures import ordered
from pipeline.reading.municipalities.places import WRITTEN
from pipeline.reading.names import Named
from pipeline.reading.search import table
from pipeline.reading.search.entries import Entry, entries
from pipeline.reading.summary import home, overview
from pipeline.reading.summary.overview import Overview, Overviews
from pipeline.reading.summary.pages_file import NAME as PAGES
from pipeline.release.merge import pages
from pipeline.release.merge.listing import Listed, Listing
from pipeline.release.store import STORE, Release

LISTED = [
    Listed(f"urn:{number}", "", b"." * size) for number, size in enumerate((9, 150_000, 60_000, 300_000, 1))
]
CATALOGUE = Listing("urn:catalogue", "2026-11-22T09:00:00Z", [], LISTED)


def comparison(iri: str, year: int = 2024, met: bool = True) -> Comparison:
    achievement = Achievement(f"{iri}/{year}", year, None, met, Decimal("1.1"), Decimal(1))
    return Comparison(
        f"{iri}/{year}", Named(iri, {"ja": "指標"}), None, {"": "1"}, {"": "2"}, None, achievement, ()
    )


def edition(code: int, compared: int) -> Overview:
    found = tuple(comparison(f"urn:{code}/{number}", met=number > 0) for number in range(compared))
    return Overview(Named(f"urn:{code}", {"ja": "計画"}), Named(f"urn:m{code}", {}), (), found)


def written(path: Path, municipalities: list[list[Overview]]) -> Path:
    rows = [table.row(Entry(f"urn:{number}", "element", "はなバス", "", "本文")) for number in range(50)]
    pages.write(rows, municipalities, CATALOGUE, path)
    return path


@pytest.fixture(scope="module")
def store(built_release: Release) -> Store:
    return Store.read_only(str(built_release.path / STORE))


def test_the_same_content_has_the_same_bytes(tmp_path: Path) -> None:
    shown = [[edition(1, 3), edition(2, 1)], [edition(3, 2)]]
    first, second = (written(tmp_path / name, shown).read_bytes() for name in ("first", "second"))
    assert first == second
    assert written(tmp_path / "other", shown[:1]).read_bytes() != first


def test_a_fiscal_year_is_divided_into_pages_and_a_municipality_is_on_one(tmp_path: Path) -> None:
    shown = [[edition(1, 60), edition(2, 30)], [edition(3, 10)], [edition(4, 150)], [edition(5, 1)]]
    with closing(sqlite3.connect(written(tmp_path / PAGES, shown))) as database:
        found = database.execute("SELECT page, edition FROM year_page ORDER BY page, place").fetchall()
        assert found == [(1, "urn:1"), (1, "urn:2"), (1, "urn:3"), (2, "urn:4"), (3, "urn:5")]
        assert database.execute("SELECT * FROM year").fetchall() == [(2024, 246, 5, 0, 3)]


def test_the_catalogue_is_divided_into_pages_by_what_is_said_of_its_datasets(tmp_path: Path) -> None:
    with closing(sqlite3.connect(written(tmp_path / PAGES, []))) as database:
        found = database.execute("SELECT page, iri FROM dataset ORDER BY place").fetchall()
    assert found == [(1, "urn:0"), (1, "urn:1"), (2, "urn:2"), (3, "urn:3"), (4, "urn:4")]


def test_the_pages_of_the_catalogue_say_together_what_its_document_says(built_release: Release) -> None:
    with closing(sqlite3.connect(built_release.path / PAGES)) as database:
        parts = database.execute(
            "SELECT content FROM catalogue UNION ALL SELECT content FROM dataset"
        ).fetchall()
    triples = "".join(gzip.decompress(content).decode() for (content,) in parts).splitlines()
    found = {line.removesuffix(" .") for line in triples}
    document = {str(quad.triple) for quad in parse(path=built_release.path / "catalog.ttl")}
    assert found <= document
    assert all("/code/metric/" in line for line in document - found), "a metric that measures none of them"


def test_the_overview_of_an_edition_says_what_the_store_says(built_release: Release, store: Store) -> None:
    reader = Overviews(Graph(store))
    with closing(sqlite3.connect(built_release.path / PAGES)) as database:
        found = dict(database.execute("SELECT iri, overview FROM edition").fetchall())
        [(shown,)] = database.execute("SELECT content FROM home").fetchall()
    assert {one.iri for one in reader.editions()} == found.keys()
    for iri, text in found.items():
        assert overview.WRITTEN.validate_json(text) == reader.overview(NamedNode(iri))
    assert home.WRITTEN.validate_json(shown).plans == len(found)


def test_every_thing_of_the_store_can_be_found_but_what_only_the_catalogue_names(
    built_release: Release, store: Store
) -> None:
    names = [name.value for name in store.named_graphs() if isinstance(name, NamedNode)]
    told = [name for name in names if not name.endswith("catalog/graph")]
    expected = [table.row(entry) for found in entries(Graph(store), told) for entry in found]
    with closing(sqlite3.connect(built_release.path / PAGES)) as database:
        assert sorted(database.execute("SELECT * FROM entry").fetchall()) == sorted(expected)


def asked(store: Store, query: str) -> list[dict[str, str]]:
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: getattr(row[name], "value", "") for name in names} for row in found]


def test_the_figures_of_shared_indicators_are_those_that_compare_rq_finds(
    built_release: Release, store: Store
) -> None:
    with closing(sqlite3.connect(built_release.path / PAGES)) as database:
        shared = [id_ for (id_,) in database.execute("SELECT id FROM shared ORDER BY id")]
        said: dict[str, list[list[str]]] = {id_: [] for id_ in shared}
        for id_, text in database.execute("SELECT shared, said FROM figure"):
            said[id_].append(json.loads(text))
    expected: dict[str, list[dict[str, str]]] = {id_: [] for id_ in shared}
    for row in asked(store, comparison_rules.query_of_several(shared)):
        expected[row.pop("shared").rpartition("/")[2]].append(row)
    assert sum(map(len, said.values())) > 300
    for id_ in shared:
        assert ordered(said[id_]) == expected[id_], id_


def test_who_has_figures_of_what_is_what_the_query_of_coverage_says(
    built_release: Release, store: Store
) -> None:
    rows = asked(store, comparison_rules.query("comparison-coverage"))
    expected = {
        (one.code, shared, one.match, one.first, one.last)
        for shared, found in comparison_rules.coverage(rows).items()
        for one in found
    }
    with closing(sqlite3.connect(built_release.path / PAGES)) as database:
        covered = database.execute("SELECT code, shared, match, first, last FROM covered").fetchall()
        places = [WRITTEN.validate_json(text) for (text,) in database.execute("SELECT place FROM place")]
    found = {(code, shared, MATCHES[match], *years) for code, shared, match, *years in covered}
    assert found == expected
    by_code = {one.code: one for one in places}
    for row in rows:
        place = by_code[row["code"]]
        assert (place.prefecture["ja"], place.kind) == (row["prefecture"], row["class"])
