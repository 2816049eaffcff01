"""The main job as its users see it: the plan of 西東京市, asked over HTTP with SPARQLWrapper."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

from pipeline.model.namespaces import PREFIXES

Ask = Callable[[str], list[tuple[str, ...]]]

PLAN = "https://w3id.org/keikaku/id/132292/gyokaku-5/2026"
DIGITAL = "https://w3id.org/keikaku/id/132292/joho/2026"


@pytest.fixture(scope="module")
def ask(server_url: str) -> Ask:
    """Sends a SELECT query; rows in the order of its variables, an unbound one blank."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

    def send(query: str) -> list[tuple[str, ...]]:
        client = SPARQLWrapper(f"{server_url}/sparql")
        client.setQuery(prefixes + query)
        client.setReturnFormat(JSON)
        answer: Any = client.queryAndConvert()
        names = answer["head"]["vars"]
        rows = answer["results"]["bindings"]
        return [tuple(row.get(name, {}).get("value", "") for name in names) for row in rows]

    return send


COUNTS = {
    "61 items": (
        f"""SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {{
            ?e a kk:PlanElement ; kk:level ?level ; dcterms:isPartOf+ ?edition .
            FILTER(?edition IN (<{PLAN}>, <{DIGITAL}>))
            ?level skos:notation ?notation . FILTER(?notation IN ("item", "priority")) }}""",
        61,
    ),
    "3 policies and 10 measures": (
        f"""SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {{
            ?e kk:level/skos:notation ?notation ; dcterms:isPartOf+ <{PLAN}> .
            FILTER(?notation IN ("policy", "measure")) }}""",
        13,
    ),
    "71 indicators": (
        f"""SELECT (COUNT(DISTINCT ?i) AS ?n) WHERE {{
            ?i a kk:Indicator ; dcterms:isPartOf+ ?edition .
            FILTER(?edition IN (<{PLAN}>, <{DIGITAL}>)) }}""",
        71,
    ),
    "710 cells of targets and actual values": (
        f"""SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{
            ?c a kk:Cell ; kk:indicator/dcterms:isPartOf+ ?edition .
            FILTER(?edition IN (<{PLAN}>, <{DIGITAL}>)) }}""",
        710,
    ),
    "98 activities in chapter 1": (
        f"SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE {{ ?a a kk:Activity ; dcterms:isPartOf+ <{PLAN}> }}",
        98,
    ),
    "32 departments": (
        """SELECT (COUNT(DISTINCT ?u) AS ?n) WHERE {
            ?u a org:OrganizationalUnit ; org:unitOf/dcterms:identifier "132292" }""",
        32,
    ),
    "56 concepts in three lists": (
        f"""SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{
            ?c skos:topConceptOf ?scheme . ?scheme dcterms:isPartOf <{DIGITAL}> }}""",
        56,
    ),
    "15 links between the chapters": ("SELECT (COUNT(*) AS ?n) WHERE { ?a kk:correspondsTo ?b }", 15),
    "8 indicators printed in both chapters": (
        "SELECT (COUNT(*) AS ?n) WHERE { ?a kk:sameIndicatorAs ?b }",
        8,
    ),
    "25 sheets classified in 92 ways": (
        f"SELECT (COUNT(*) AS ?n) WHERE {{ ?e dcterms:subject ?c ; dcterms:isPartOf <{DIGITAL}> }}",
        92,
    ),
}


@pytest.mark.parametrize("count", COUNTS)
def test_the_plan_holds_what_was_printed(ask: Ask, count: str) -> None:
    query, expected = COUNTS[count]
    assert ask(query) == [(str(expected),)]


FIGURE = """SELECT ?value ?unit ?comparator ?printed ?line WHERE {
    BIND(<%s> AS ?cell)
    ?observation prov:wasDerivedFrom ?cell ; sdmx-measure:obsValue ?value ; sdmx-attribute:unitMeasure ?unit ;
        kk:printedValue ?printed ; kk:breakdown/skos:notation ?breakdown .
    OPTIONAL { ?cell kk:comparator/skos:notation ?comparator }
    ?cell kk:sourceLine ?line ; prov:wasQuotedFrom ?quoted .
    FILTER(STRENDS(STR(?quoted), CONCAT(",", STR(?line)))) }"""


@pytest.mark.parametrize(
    ("kind", "year", "value", "line"),
    [("target", 2024, "45", "380"), ("actual", 2024, "46.8", "381"), ("target", 2028, "48", "380")],
)
def test_hana_bus_has_its_cost_coverage_with_the_lines_it_was_read_from(
    ask: Ask, kind: str, year: int, value: str, line: str
) -> None:
    rows = ask(FIGURE % f"{PLAN}/item/7/indicator/1/{kind}/{year}")
    assert [(row[0], row[1], row[4]) for row in rows] == [(value, PREFIXES["unit"] + "PERCENT", line)]


def test_there_is_exactly_one_item_7(ask: Ask) -> None:
    found = ask('SELECT ?e WHERE { ?e a kk:PlanElement ; dcterms:title "はなバスの効率的な運行"@ja }')
    assert found == [(f"{PLAN}/item/7",)]


def test_item_18_compares_a_ceiling_in_oku_yen_with_an_actual_in_thousand_yen(ask: Ask) -> None:
    yen = PREFIXES["unit"] + "CCY_JPY"
    target = ask(FIGURE % f"{PLAN}/item/18/indicator/1/target/2024")
    actual = ask(FIGURE % f"{PLAN}/item/18/indicator/1/actual/2024")
    assert target == [("1240000000", yen, "at-most", "12.4", "667")]
    assert actual == [("2156218000", yen, "", "2,156,218", "668")]


def test_item_12_gives_current_year_and_arrears_apart(ask: Ask) -> None:
    rows = ask(f"""SELECT ?breakdown ?value WHERE {{
        ?o kk:indicator <{PLAN}/item/12/indicator/1> ; kk:valueKind/skos:notation "target" ;
            sdmx-dimension:refPeriod <https://w3id.org/keikaku/id/fiscal-year/2024> ;
            kk:breakdown/skos:prefLabel ?breakdown ; sdmx-measure:obsValue ?value .
        FILTER(LANG(?breakdown) = "ja") }} ORDER BY DESC(?value)""")
    assert rows == [("現年", "99.3"), ("滞繰", "47.3")]


def test_item_23_keeps_a_relative_ceiling_and_its_number(ask: Ask) -> None:
    cell = f"{PLAN}/item/23/indicator/2/target/2024"
    assert ask(FIGURE % cell) == [("189", PREFIXES["unit"] + "HR", "at-most", "189", "768")]
    assert (
        ask(f"""SELECT ?status ?reference ?text WHERE {{
        <{cell}> kk:status/skos:notation ?status ; kk:reference/skos:notation ?reference ; kk:rawText ?text }}""")
        == [("relative", "previous-year", "前年度以下 (189時間以下)")]
    )


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html", "text/html"),
    ],
)
def test_an_iri_dereferences_by_accept(site: httpx.Client, accept: str, media_type: str) -> None:
    answer = site.get("/id/132292/gyokaku-5/2026/item/7", headers={"Accept": accept}, follow_redirects=True)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].split(";")[0] == media_type
    assert [redirect.status_code for redirect in answer.history] == [303]
    assert "はなバス" in answer.text or "\\u306F" in answer.text


def test_the_page_of_a_dataset_says_what_was_measured_of_its_quality(site: httpx.Client) -> None:
    page = site.get("/dataset/132292-gyokaku-5-2026.html").text
    rows = dict(re.findall(r">([^<]+)</a></th><td class=\"number\">([^<]+)</td>", page))
    assert rows["原文の網羅率"] == "100.0%"
    assert rows["セルの数"] == "583"
    assert rows["失われたセル"] == "45"  # 49 in the document, 4 of them on sheets 3 and 4 of chapter 2
