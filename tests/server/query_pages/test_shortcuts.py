"""Short addresses: what programs get, and what nobody can make them run."""

import csv
import io
import re
import shlex
import subprocess
import sys
from html import unescape

import duckdb
import httpx
import pandas as pd
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.errors import QueryError
from server.queries import LONGEST_VALUE, examples
from server.query_pages.result_table import Table, Value
from server.query_pages.snippets import snippets

HOSTILE = [
    '" } ; DROP ALL ; #',
    '"} SERVICE <http://evil.example/> { ?s ?p ?o',
    "\\",
    '\\" } #',
    "'''\"\"\"\n\r\t\x00",
    "> . ?s ?p <",
    "}} {{ ?x",
    "🚌 é \u202e",
]


def read(response_text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response_text)))


def test_csv_is_what_pandas_reads(client: httpx.Client) -> None:
    response = client.get("/q/figures-of-item.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    table = pd.read_csv(io.BytesIO(response.content))
    assert list(table["target"]) == [45.0, 45.0, 46.0, 46.0, 48.0]
    assert table["actual"][0] == 46.8


def test_csv_is_that_of_sparql(client: httpx.Client) -> None:
    body = client.get("/q/glossary.csv").content
    assert not body.startswith(b"\xef\xbb\xbf")
    assert body.startswith("term,definition,line\r\nエンゲージメント,".encode())


def test_csv_for_excel_has_its_mark_and_no_formula(client: httpx.Client) -> None:
    response = client.get("/q/progress-search.csv", params={"word": "GovTech東京", "excel": "1"})
    assert response.content.startswith("\ufeffplan,number,".encode())


def test_a_negative_number_for_excel_stays_a_number(client: httpx.Client) -> None:
    body = client.get("/q/effect-sum-check.csv?excel=1").content.decode("utf-8-sig")
    assert [row["difference"] for row in read(body)] == ["0", "-683000"]


def test_an_iri_with_a_comma_stays_in_its_column() -> None:
    table = Table(("line", "number"), ((Value("http://example.org/#line=1,2", is_iri=True), Value("7")),))
    assert read(table.csv().decode()) == [{"line": "http://example.org/#line=1,2", "number": "7"}]


def test_json_is_that_of_sparql(client: httpx.Client) -> None:
    response = client.get("/q/sum-check.json")
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert len(response.json()["results"]["bindings"]) == 6


def test_parquet_keeps_codes_as_text_and_numbers_as_numbers(client: httpx.Client) -> None:
    connection = duckdb.connect()
    table = pd.read_parquet(io.BytesIO(client.get("/q/targets-met.parquet").content))
    connection.register("answer", table)
    rows = connection.sql("SELECT number, actual >= 0 FROM answer WHERE number = '10-1'").fetchall()
    assert rows == [("10-1", True)]
    assert table["actual"].dtype == "float64"


def test_no_program_takes_the_number_of_an_indicator_for_a_number(client: httpx.Client) -> None:
    table = pd.read_csv(io.BytesIO(client.get("/q/targets-met.csv").content))
    assert {"10-1", "25-2"} <= set(table["number"])
    query = client.get("/q/targets-met.rq").text
    graph = client.get("/sparql", params={"query": query, "format": "csv"}).text
    assert "10.1" in {row["number"] for row in read(graph)}


def test_pandas_is_told_which_columns_are_codes(client: httpx.Client) -> None:
    page = unescape(client.get("/q/compare.html").text)
    assert 'dtype={"code": "str"' in page
    assert 'colClasses = c(code = "character"' in page


def test_records_are_one_line_of_pandas(client: httpx.Client, address: str) -> None:
    table = pd.read_json(
        f"{address}/q/compare.records.json?shared=administrative-cost-hours", dtype={"code": "str"}
    )
    assert {"032034", "092029"} <= set(table["code"])
    first = client.get("/q/figures-of-item.records.json").json()[0]
    assert (first["year"], first["target"], first["actual"]) == ("2024", 45, 46.8)
    assert client.get("/q/figures-of-item.records.json").json()[1]["actual"] is None


def test_a_workbook_has_typed_cells_and_says_where_it_is_from(client: httpx.Client) -> None:
    response = client.get("/q/targets-met.xlsx")
    assert response.headers["content-disposition"] == 'attachment; filename="targets-met.xlsx"'
    sheets = pd.read_excel(io.BytesIO(response.content), sheet_name=None, engine="calamine")
    (answer, source) = sheets.values()
    assert "10-1" in set(answer["number"])
    assert answer["actual"].dtype == "float64"
    assert "/q/targets-met.html" in source.to_string()


def test_a_format_may_be_a_parameter(client: httpx.Client) -> None:
    csv_of, json_of = client.get("/q/targets-met.csv"), client.get("/q/targets-met.records.json")
    assert client.get("/q/targets-met?format=csv").content == csv_of.content
    assert client.get("/q/targets-met?format=records").content == json_of.content
    assert client.get("/q/targets-met.csv?format=xlsx&year=2024").content[:2] == b"PK"
    assert client.get("/q/targets-met").headers["content-type"].startswith("text/html")


def test_every_short_address_is_the_same_table_as_csv_as_parquet_and_as_records(client: httpx.Client) -> None:
    for name in examples():
        table = pd.read_csv(io.BytesIO(client.get(f"/q/{name}.csv").content))
        parquet = pd.read_parquet(io.BytesIO(client.get(f"/q/{name}.parquet").content))
        records = client.get(f"/q/{name}.records.json").json()
        assert len(table) == len(parquet) == len(records) > 0, name
        assert list(table.columns) == list(parquet.columns) == list(records[0]), name


def test_a_text_that_is_only_looked_for_may_be_found_nowhere(client: httpx.Client) -> None:
    assert read(client.get("/q/progress-search.csv?word=どこにもない言葉").text) == []


def test_a_parameter_gives_another_answer(client: httpx.Client) -> None:
    rows = read(client.get("/q/items-of-unit.csv", params={"unit": "交通課"}).text)
    assert [row["title"] for row in rows] == ["はなバスの効率的な運行"]


def test_a_blank_parameter_is_the_default(client: httpx.Client) -> None:
    assert client.get("/q/targets-met.csv?year=").text == client.get("/q/targets-met.csv").text


def test_the_query_itself_may_be_had(client: httpx.Client) -> None:
    response = client.get("/q/targets-met.rq?year=2026")
    assert response.headers["content-type"].startswith("application/sparql-query")
    assert "<https://w3id.org/keikaku/id/fiscal-year/2026>" in response.text


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_text_is_a_text(client: httpx.Client, value: str) -> None:
    response = client.get("/q/items-of-unit.csv", params={"unit": value})
    assert response.status_code == 200
    assert read(response.text) == []


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_part_of_an_iri_names_nothing(client: httpx.Client, value: str) -> None:
    response = client.get("/q/targets-met.csv", params={"year": value})
    assert response.status_code in (400, 404)


@given(st.text(st.characters(codec="utf-8"), max_size=LONGEST_VALUE))
def test_any_text_is_the_term_that_the_query_is_asked_with(value: str) -> None:
    query = examples()["items-of-unit"].query({"unit": value})
    asked = "SELECT ?unit WHERE { " + next(line for line in query.split("\n") if "?unit {" in line) + " }"
    found = ox.Store().query(asked)
    assert isinstance(found, ox.QuerySolutions)
    assert [solution["unit"] for solution in found] == [ox.Literal(value)]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_any_part_of_an_iri_stays_below_its_prefix_or_is_refused(value: str) -> None:
    example = examples()["targets-met"]
    (year,) = [parameter for parameter in example.parameters if parameter.name == "year"]
    try:
        term = year.term(value, "https://w3id.org/keikaku/")
    except QueryError:
        return
    assert isinstance(term, ox.NamedNode)
    assert term.value.startswith("https://w3id.org/keikaku/id/fiscal-year/")
    assert str(term)[1:-1] == term.value
    assert not set(term.value) & set('<>"{}|\\^` \n')


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/q/nothing.csv", 404, "no example query"),
        ("/q/targets-met.exe", 404, "csv, records.json, json, parquet, xlsx, html, svg, rq"),
        ("/q/targets-met.csv?yaer=2024", 400, "It has document, year"),
        ("/q/targets-met.csv?year=..", 400, "names nothing"),
        ("/q/targets-met.csv?year=" + "9" * 500, 400, "more than 200"),
        ("/q/glossary.svg", 404, "nothing to draw"),
        ("/q/targets-met?format=exe", 404, "not given as 'exe', but as csv"),
        ("/q/figures-of-item.csv?item=9999", 404, "no answer for item '9999'; there is for 3, 4, 5, 6, 7"),
        ("/q/targets-met.parquet?year=1990", 404, "no answer for year '1990'; there is for 2024"),
        ("/q/effects-by-policy.json?edition=132292/none/2026", 404, "there is for 132292/gyokaku-5/2026"),
    ],
)
def test_what_cannot_be_answered_is_said(client: httpx.Client, path: str, status: int, said: str) -> None:
    response = client.get(path, headers={"Accept": "application/json"})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert said in response.json()["detail"]


def test_what_is_wrong_with_a_parameter_is_said_in_the_language_of_the_page(client: httpx.Client) -> None:
    accept = {"Accept": "text/html"}
    japanese = client.get("/q/targets-met.html?year=..&lang=ja", headers=accept).text
    english = client.get("/q/targets-met.html?year=..&lang=en", headers=accept).text
    assert "条件「年度」の値「..」が指すものはありません。2024のような値にしてください。" in japanese
    assert "names nothing" not in japanese and "&#39;..&#39; names nothing" in english
    problem = client.get("/q/targets-met.csv?year=..", headers={"Accept": "application/problem+json"})
    assert "条件「年度」の値「..」" in problem.json()["detail_ja"]


def test_an_unchanged_answer_is_not_sent_again(client: httpx.Client) -> None:
    for suffix in ("csv", "json", "html", "svg"):
        first = client.get(f"/q/figures-of-item.{suffix}")
        again = client.get(f"/q/figures-of-item.{suffix}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_different_answers_have_different_tags(client: httpx.Client) -> None:
    addresses = (
        "/q/targets-met.csv",
        "/q/targets-met.csv?excel=1",
        "/q/targets-met.csv?year=2025",
        "/q/targets-met.html",
        "/q/targets-met.html?lang=en",
        "/q/figures-of-item.svg",
        "/q/figures-of-item.svg?theme=dark",
        "/q/targets-missed.csv",
    )
    assert len({client.get(address).headers["etag"] for address in addresses}) == len(addresses)


def test_the_page_has_the_answer_the_chart_and_lines_to_copy(client: httpx.Client) -> None:
    page = client.get("/q/targets-met.html").text
    assert "達成した目標" in page
    chart = client.get("/q/figures-of-item.html").text
    assert '<img src="/q/figures-of-item.svg"' in chart
    for said in ("pandas.read_csv", "SPARQLWrapper(", "read.csv(", "curl --location"):
        assert said in page
    assert page.count("<tr>") == 1 + 36
    assert 'name="q" type="search" maxlength="200" value=""' in page


def test_the_page_speaks_english_too(client: httpx.Client) -> None:
    page = client.get("/q/targets-met.html?lang=en").text
    assert "Targets that were met" in page
    assert 'name="lang" value="en"' in page


def test_hostile_values_are_inert_on_the_page(client: httpx.Client) -> None:
    page = client.get("/q/items-of-unit.html", params={"unit": '"><script>alert(1)</script>'}).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_chart_draws_the_numbers_of_the_answer(client: httpx.Client) -> None:
    response = client.get("/q/effects-by-policy.svg")
    assert response.headers["content-type"].startswith("image/svg+xml")
    assert response.text.startswith("<svg")
    names = re.findall(r"<text[^>]*>((?:<tspan.*?</tspan>)+)</text>", response.text)
    assert re.sub(r"<[^>]+>", "", names[0]) == "みらいにつなぐ持続可能な行財政運営", "in two lines"


def test_no_line_leads_through_several_indicators(client: httpx.Client) -> None:
    assert client.get("/q/figures-of-item.svg").status_code == 200
    assert client.get("/q/figures-of-item.svg?item=12").status_code == 404
    assert "<picture" not in client.get("/q/figures-of-item.html?item=12").text


def test_the_lines_to_copy_run_as_they_are(client: httpx.Client, address: str) -> None:
    table, query = f"{address}/q/sum-check.csv", examples()["sum-check"].query()
    lines = {snippet.tool: snippet for snippet in snippets(table, f"{address}/sparql", query)}
    for tool in ("pandas", "SPARQLWrapper"):
        ran = subprocess.run([sys.executable, "-c", lines[tool].code], check=True, capture_output=True)
        assert b"34200" in ran.stdout
    for tool in ("curl", "curl, SPARQL"):
        subprocess.run(["/bin/sh", "-n", "-c", lines[tool].code], check=True)
    assert table in client.get("/q/sum-check.html").text


def test_lines_to_copy_quote_what_a_reader_gave() -> None:
    query = examples()["items-of-unit"].query({"unit": 'a\'"; rm -rf $HOME \\ """'})
    for snippet in snippets("http://localhost/q/x.csv?unit=a%27", "http://localhost/sparql", query):
        if snippet.language == "python":
            compile(snippet.code, snippet.tool, "exec")
        if snippet.language == "sh":
            words = shlex.split(snippet.code)
            assert words[0] == "curl"
            assert "rm" not in words
