"""Programs that discover cubes by asking find in our endpoint what they look for: CubiQL, csvcubed.

CubiQL makes a GraphQL schema of all the cubes of an endpoint, once, and ends where one name is missing or has no Latin
letter. csvcubed lists the components of a structure in their order. Their questions stand here in our words, after
their sources (CubiQL 0.7, csvcubed 0.5.1), with CubiQL's settings of docs/for-researchers.md: labels by `rdfs:label` in
English, code lists by `qb:codeList` of the dimension, `sdmx-dimension:refArea` as the area. Both infer nothing.
"""

import re
from collections import Counter
from collections.abc import Callable

import httpx
import pytest

Rows = list[dict[str, str]]
Ask = Callable[[str], Rows]

CUBES = {"targets and actual values": 1, "fiscal effects": 1}
COMPONENTS = (
    "?set qb:structure ?structure . ?structure a qb:DataStructureDefinition ; qb:component ?component ."
)
ENGLISH = 'FILTER (LANG(?label) = "en")'


@pytest.fixture(scope="module")
def ask(client: httpx.Client) -> Ask:
    """Asks the endpoint as a program does: the rows, each name with the text of its value."""

    def asking(query: str) -> Rows:
        response = client.post("/sparql", data={"query": query}, headers={"Accept": "application/json"})
        rows = response.raise_for_status().json()["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in rows]

    return asking


def name_in_a_schema(label: str) -> str:
    """What CubiQL makes of a label; empty where it has neither Latin letters nor digits, which CubiQL ends at."""
    return "_".join(re.findall("[A-Za-z0-9]+", label)).lower()


def test_every_cube_has_a_name_of_its_own_and_says_what_it_is(ask: Ask) -> None:
    found = ask(f"SELECT ?set ?label {{ ?set a qb:DataSet ; rdfs:label ?label {ENGLISH} }}")
    assert Counter(row["label"] for row in found) == CUBES
    described = ask(f"SELECT ?label {{ ?set a qb:DataSet ; rdfs:comment ?label {ENGLISH} }}")
    assert len(described) == len(CUBES)


@pytest.mark.parametrize("kind", ["dimension", "measure"])
def test_every_component_of_a_cube_is_declared_and_has_a_name_of_its_own_in_it(ask: Ask, kind: str) -> None:
    declared = f"?property a qb:{kind.title()}Property"
    used = ask(f"SELECT ?set ?property {{ {COMPONENTS} ?component qb:{kind} ?property }}")
    named = ask(
        f"""SELECT ?set ?property ?label {{ {COMPONENTS} ?component qb:{kind} ?property .
          {declared} ; rdfs:label ?label {ENGLISH} }}"""
    )
    assert {(row["set"], row["property"]) for row in used} == {(row["set"], row["property"]) for row in named}
    names = Counter((row["set"], name_in_a_schema(row["label"])) for row in named)
    assert set(names.values()) == {1}
    assert all(name for _, name in names)


def test_what_an_effect_is_of_is_a_dimension_without_a_list_as_indicators_and_editions_are(ask: Ask) -> None:
    found = ask(
        f"""SELECT DISTINCT ?name {{ {COMPONENTS} ?component qb:dimension ?property .
          FILTER NOT EXISTS {{ ?property qb:codeList ?list }} BIND (REPLACE(STR(?property), "^.*[#/]", "") AS ?name) }}"""
    )
    assert {row["name"] for row in found} == {
        "refArea",
        "refPeriod",
        "measureType",
        "indicator",
        "edition",
        "effectOf",
    }


def test_every_value_of_a_list_of_codes_has_a_name(ask: Ask) -> None:
    lists = f"{COMPONENTS} ?component qb:dimension ?property . ?property qb:codeList ?list . ?value skos:inScheme ?list ."
    values = ask(f"SELECT DISTINCT ?property ?value {{ {lists} }}")
    named = ask(f"SELECT DISTINCT ?property ?value ?label {{ {lists} ?value rdfs:label ?label {ENGLISH} }}")
    assert len(values) == len(named) > 0
    assert all(name_in_a_schema(row["label"]) for row in named)
    strange = f"{COMPONENTS} ?component qb:dimension ?property . ?property qb:codeList ?list . ?number qb:dataSet ?set ; "
    assert not ask(
        f"SELECT * {{ {strange} ?property ?value FILTER NOT EXISTS {{ ?value skos:inScheme ?list }} }}"
    )


def test_every_value_of_every_dimension_is_labelled_in_both_languages(ask: Ask) -> None:
    found = ask(
        f"""SELECT ?property (COUNT(DISTINCT ?value) AS ?values) (COUNT(DISTINCT ?japanese) AS ?ja)
          (COUNT(DISTINCT ?english) AS ?en) {{
            {{ SELECT DISTINCT ?property ?value {{ {COMPONENTS} ?component qb:dimension ?property .
              ?number qb:dataSet ?set ; ?property ?value }} }}
            OPTIONAL {{ ?value rdfs:label ?j FILTER (LANG(?j) = "ja") BIND (?value AS ?japanese) }}
            OPTIONAL {{ ?value rdfs:label ?e FILTER (LANG(?e) = "en") BIND (?value AS ?english) }}
        }} GROUP BY ?property"""
    )
    assert {row["property"].split("#")[1] for row in found} >= {"indicator", "effectOf", "edition", "account"}
    assert [row for row in found if len({row["values"], row["ja"], row["en"]}) > 1] == []


@pytest.mark.parametrize(("cube", "least"), [("figures", 1000), ("effects", 20)])
def test_every_observation_is_reached_by_its_measure_type_and_its_dimensions(
    ask: Ask, cube: str, least: int
) -> None:
    dimensions = ask(
        f"SELECT ?property {{ VALUES ?set {{ kk:{cube} }} {COMPONENTS} ?component qb:dimension ?property }}"
    )
    bound = " ; ".join(f"<{row['property']}> ?dimension{n}" for n, row in enumerate(dimensions))
    (every,) = ask(f"SELECT (COUNT(*) AS ?n) {{ ?number a qb:Observation ; qb:dataSet kk:{cube} }}")
    (reached,) = ask(
        f"""SELECT (COUNT(*) AS ?n) {{ ?number a qb:Observation ; qb:dataSet kk:{cube} ;
          qb:measureType ?m ; ?m ?value ; {bound} }}"""
    )
    assert int(reached["n"]) == int(every["n"]) >= least


def test_the_measure_is_numeric(ask: Ask) -> None:
    query = "SELECT ?numeric { ?o a qb:Observation ; sdmx-measure:obsValue ?v BIND (isNumeric(?v) AS ?numeric) } LIMIT 1"
    assert ask(query) == [{"numeric": "true"}]


@pytest.mark.parametrize("cube", ["Figures", "Effects"])
def test_csvcubed_lists_all_components_in_their_order(ask: Ask, cube: str) -> None:
    found = ask(
        f"""SELECT ?order ?property ?label {{ kk:{cube}Structure qb:component ?component . ?component qb:order ?order .
          ?component qb:dimension|qb:measure|qb:attribute ?property . OPTIONAL {{ ?property rdfs:label ?label {ENGLISH} }} }}
          ORDER BY ?order"""
    )
    every = ask(f"SELECT ?component {{ kk:{cube}Structure qb:component ?component }}")
    assert [int(row["order"]) for row in found] == list(range(1, len(every) + 1))
    assert all("label" in row for row in found)


def test_csvcubed_names_all_units(ask: Ask) -> None:
    assert not ask("SELECT ?unit { ?unit a qudt:Unit FILTER NOT EXISTS { ?unit rdfs:label ?label } }")
