"""The example queries as a page and as RDF."""

import time
from collections.abc import Callable

import httpx
import pyoxigraph as ox
import pytest
from markupsafe import escape

from server.queries import examples, parse
from server.query_pages.examples import GROUPS
from server.query_pages.page import words
from server.rendering.templates import TEMPLATES

SH = "http://www.w3.org/ns/shacl#"
SOURCE = """# title@ja: 題
# title@en: Title
# description@ja: 説明
# description@en: Description
# parameter: year <id/fiscal-year/{}> 年度 | fiscal year
# chart: bar year number
BASE <https://w3id.org/keikaku/>

SELECT ?year ?number WHERE { VALUES ?year { <id/fiscal-year/2024> } ?s ?number ?year } ORDER BY ?number
"""


def test_every_example_is_on_the_page_in_both_languages(client: httpx.Client) -> None:
    for language in ("ja", "en"):
        page = client.get("/sparql/examples", params={"lang": language}).text
        for example in examples().values():
            assert str(escape(example.title[language])) in page
            assert f'href="/q/{example.name}.csv"' in page


def test_the_page_shows_the_first_rows_of_every_answer(client: httpx.Client) -> None:
    """Who comes first waits for them only a little."""
    until = time.monotonic() + 60
    while (page := client.get("/sparql/examples").text).count("<details>") < len(examples()):
        assert time.monotonic() < until
        time.sleep(0.2)
    assert "収支率" in page


def test_every_group_has_a_heading(client: httpx.Client) -> None:
    page = client.get("/sparql/examples").text
    assert all(f'<h2 id="{group}">' in page for group in GROUPS)


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf"])
def test_the_examples_are_rdf_without_blank_nodes(client: httpx.Client, suffix: str) -> None:
    response = client.get(f"/sparql/examples.{suffix}")
    form = ox.RdfFormat.from_extension(suffix)
    assert form is not None
    quads = list(ox.parse(response.content, format=form))
    queries = [quad for quad in quads if quad.predicate == ox.NamedNode(SH + "select")]
    assert len(queries) == len(examples())
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_a_query_in_rdf_answers_as_it_stands(client: httpx.Client) -> None:
    quads = ox.parse(client.get("/sparql/examples.nt").content, format=ox.RdfFormat.N_TRIPLES)
    name = ox.NamedNode("https://w3id.org/keikaku/sparql/examples/sum-check")
    (query,) = [q.object for q in quads if q.subject == name and q.predicate == ox.NamedNode(SH + "select")]
    assert isinstance(query, ox.Literal)
    response = client.get("/sparql", params={"query": query.value}, headers={"Accept": "text/csv"})
    assert response.status_code == 200
    assert response.text.count("\r\n") == 7


def test_programs_get_rdf_and_people_the_page(client: httpx.Client) -> None:
    assert (
        client.get("/sparql/examples", headers={"Accept": "*/*"})
        .headers["content-type"]
        .startswith("text/turtle")
    )
    response = client.get("/sparql/examples")
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["vary"] == "Accept"
    assert client.get("/sparql/examples", headers={"Accept": "image/png"}).status_code == 406


def test_one_example_is_a_page_for_people_and_rdf_for_programs(client: httpx.Client) -> None:
    page = client.get("/sparql/examples/targets-met", follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/q/targets-met.html")
    data = client.get("/sparql/examples/targets-met", headers={"Accept": "text/turtle"})
    assert "sparql/examples/targets-met>" in data.text
    assert client.get("/sparql/examples/nothing").status_code == 404


def test_a_file_is_read_with_its_words_parameter_and_chart() -> None:
    example = parse("title", SOURCE)
    assert (example.title["ja"], example.description["en"]) == ("題", "Description")
    assert [(found.name, found.default) for found in example.parameters] == [("year", "2024")]
    assert example.chart is not None
    assert "<https://example.org/id/fiscal-year/2030>" in example.query(
        {"year": "2030"}, "https://example.org/"
    )


Change = Callable[[str], str]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("# title@en: Title\n", ""), "ja and en"),
        (lambda text: text.replace("# chart: bar", "# chart: pie"), "README.md"),
        (lambda text: text.replace("VALUES ?year { <id/fiscal-year/2024> }", ""), "needs one"),
        (lambda text: text.replace("<id/fiscal-year/2024>", '"2024"'), "not of its kind"),
    ],
)
def test_a_file_that_is_not_as_readme_says_is_refused(change: Change, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse("title", change(SOURCE))


def test_words_of_the_pages_are_said_in_both_languages_and_used() -> None:
    names = ("sparql", "answer", "examples", "example", "schema", "result_table")
    used = "".join((TEMPLATES / f"{name}.html").read_text(encoding="utf-8") for name in names)
    for key, said in words().items():
        assert set(said) == {"ja", "en"}, key
        assert f'"{key}"' in used or f"'{key}'" in used or key.startswith(("group_", "reason_")), key
    assert {key.removeprefix("group_") for key in words() if key.startswith("group_")} == set(GROUPS)
