"""The cubes of a release as their consumers meet them: well-formed as the recommendation prints it, every value named.

Consumers (CubiQL, csvcubed) take the measure dimension approach, `qb:measureType`, whether a cube
has one measure or several, and look for `rdfs:label`. They infer nothing, so nothing is inferred here.
"""

import re

import pyoxigraph as ox
import pytest

from pipeline.model.files.data_folder import ROOT
from pipeline.model.namespaces import PREFIXES
from pipeline.release.store import Release

PRINTED = (ROOT / "tests/cases/data-cube/integrity-constraints.rq").read_text(encoding="utf-8")
PROLOGUE, *_ = PRINTED.split("# IC-")
CONSTRAINTS = dict(re.findall(r"^# IC-(\w+)\. [^\n]*\n(ASK \{.*?^\})", PRINTED, re.DOTALL | re.MULTILINE))
HIERARCHIES = {"20", "21"}
"""Templates: one query for each property that leads from parent to child in a list."""
PAIRS = {"12", "17"}
"""They compare every observation with every other, so they are asked of one municipality by default."""
SMALL = "id/192015/jigyo-hokoku/2025/graph"


@pytest.fixture(scope="module")
def store(built_release: Release) -> ox.Store:
    return ox.Store.read_only(str(built_release.path / "store"))


def asked(store: ox.Store, query: str) -> ox.QuerySolutions | ox.QueryBoolean:
    found = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
    return found


def broken(store: ox.Store, constraint: str) -> bool:
    return bool(asked(store, PROLOGUE + CONSTRAINTS[constraint]))


def of_one_municipality(store: ox.Store, base: str) -> ox.Store:
    """The cubes with the observations of one edition."""
    part = ox.Store()
    for name in (f"{base}ontology/graph", base + SMALL):
        graph = ox.NamedNode(name)
        part.extend(ox.Quad(s, p, o) for s, p, o, _ in store.quads_for_pattern(None, None, None, graph))
    return part


def test_every_constraint_is_here() -> None:
    numbers = [str(number) for number in range(1, 22) if number != 19]
    assert CONSTRAINTS.keys() == {*numbers, "19a", "19b"}


@pytest.mark.parametrize("constraint", sorted(CONSTRAINTS.keys() - HIERARCHIES - PAIRS))
def test_no_cube_of_the_release_breaks_a_constraint_as_it_is_printed(
    store: ox.Store, constraint: str
) -> None:
    assert not broken(store, constraint)


@pytest.mark.parametrize("constraint", sorted(PAIRS))
def test_no_two_observations_are_of_one_point_and_none_lacks_its_measure(
    store: ox.Store, built_release: Release, constraint: str
) -> None:
    assert not broken(of_one_municipality(store, built_release.base_iri), constraint)


def test_no_list_of_codes_is_a_hierarchy_so_two_constraints_have_nothing_to_ask(store: ox.Store) -> None:
    assert not asked(store, "ASK { ?list qb:parentChildProperty ?property }")


def test_a_constraint_finds_a_cube_that_breaks_it(store: ox.Store, built_release: Release) -> None:
    part = of_one_municipality(store, built_release.base_iri)
    number = next(part.quads_for_pattern(None, ox.NamedNode(PREFIXES["qb"] + "measureType"), None, None))
    part.remove(number)
    assert broken(part, "11")
    assert not broken(part, "3")


def test_every_value_of_a_dimension_is_labelled_in_japanese_and_english(store: ox.Store) -> None:
    without = asked(
        store,
        """SELECT DISTINCT ?dimension ?value ?language WHERE {
          { SELECT DISTINCT ?dimension ?value WHERE {
              ?set qb:structure/qb:component/qb:dimension ?dimension . ?number qb:dataSet ?set ; ?dimension ?value .
          } }
          VALUES ?language { "ja" "en" }
          FILTER NOT EXISTS { ?value rdfs:label|skos:prefLabel ?label . FILTER (LANG(?label) = ?language) }
        }""",
    )
    assert isinstance(without, ox.QuerySolutions)
    assert [(row["value"], row["language"]) for row in without] == []


def test_every_number_names_the_measure_it_is_a_value_of(store: ox.Store) -> None:
    numbers = "?number a qb:Observation ; qb:dataSet/qb:structure/qb:component/qb:measure ?measure"
    assert asked(store, f"ASK {{ {numbers} ; qb:measureType ?measure ; ?measure ?value }}")
    assert not asked(
        store, f"ASK {{ {numbers} FILTER NOT EXISTS {{ ?number qb:measureType ?measure ; ?measure ?v }} }}"
    )
