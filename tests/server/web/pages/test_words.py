"""Pages for people speak as people do: no word of RDF, no address of a thing, outside what is folded for programs."""

import html
import re

import httpx
import pytest
from pyoxigraph import NamedNode, Store

from benchmarks.kinds import KINDS
from pipeline.release.store import Release
from server.repository.addresses import Addresses

FOR_PROGRAMS = {
    *(
        "use",
        "ontology",
        "shapes",
        "schema",
        "standard-terms",
        "api",
        "sparql",
        "answer",
        "no-answer",
        "bad-query",
    ),
    *("examples", "example", "not-found"),
}
"""Kinds of pages that are about RDF and SPARQL, and the one that repeats the address that was asked for."""
WORDS = re.compile(
    r"来歴のあるもの|目的語|述語|主語|プロパティ|トリプル|リテラル|オントロジー|名前空間|\bIRI\b|\bRDF|SPARQL|Turtle|JSON-LD"
    r"|\b(?i:triples?|predicates?|literals?|namespaces?|entity with provenance)\b"
    r"|https://w3id\.org|\b(?:id|hub|code)/[\w./-]+|\b(?:kk|prov|qb|dcterms|skos|rdfs?|owl|xsd):\w+"
)
"""Words of RDF in both languages, and the addresses of things."""
TAG, UNSAID = (
    re.compile(r"<[^>]+>"),
    re.compile(
        r'<(script|style|pre)\b.*?</\1>|<details class="programs".*?</details>|<(\w+) class="(?:citation|on-paper)".*?</\2>',
        re.S,
    ),
)
ONE_OF_EACH = "SELECT (SAMPLE(?thing) AS ?one) { GRAPH ?graph { ?thing a ?class } FILTER isIRI(?thing) } GROUP BY ?class"


def said(page: httpx.Response) -> str:
    """What a page says to people."""
    return html.unescape(re.sub(r"\s+", " ", TAG.sub(" ", UNSAID.sub(" ", page.text))))


@pytest.fixture(scope="module")
def one_of_each_class(built_release: Release) -> list[str]:
    """The page of one thing of every class that the release has, the terms of the ontology aside."""
    addresses = Addresses(built_release.base_iri)
    found = Store.read_only(str(built_release.path / "store")).query(ONE_OF_EACH)
    things = [row["one"] for row in found]  # type: ignore[union-attr]
    paths = {addresses.document(thing.value) for thing in things if isinstance(thing, NamedNode)}
    return sorted(path for path in paths if path and not path.startswith("/ns.html"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_kind_of_thing_is_told_in_words_of_rdf(
    site: httpx.Client, one_of_each_class: list[str], language: str
) -> None:
    assert len(one_of_each_class) > 30
    pages = {path: site.get(path, params={"lang": language}) for path in one_of_each_class}
    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {}
    spoken = {path: WORDS.findall(said(page)) for path, page in pages.items()}
    assert {path: found for path, found in spoken.items() if found} == {}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_kind_of_page_for_people_speaks_of_rdf(site: httpx.Client, language: str) -> None:
    paths = [path for kind, path in KINDS.items() if kind not in FOR_PROGRAMS]
    spoken = {
        path: WORDS.findall(said(site.get(path, params={**httpx.URL(path).params, "lang": language})))
        for path in paths
    }
    assert {path: found for path, found in spoken.items() if found} == {}


JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
FIGURES = re.compile(
    r'<span class="tile-figure">(.*?)</a>|<p class="against">(.*?)</p>|<td class="number"[^>]*>(.*?)</td>',
    re.S,
)
OPENINGS = re.compile(
    r'<(?:h1|p class="eyebrow"|h3 id="field-1"><a[^>]*><span class="notation")>(.*?)</', re.S
)


@pytest.mark.parametrize("kind", ["home", "municipality", "overview", "year"])
def test_figures_that_sum_up_a_plan_are_said_in_english_on_english_pages(
    site: httpx.Client, kind: str
) -> None:
    page = site.get(KINDS[kind], params={"lang": "en"}).text
    figures = [TAG.sub("", "".join(found)) for found in FIGURES.findall(page)]
    assert len(figures) >= 5
    assert [figure for figure in figures if JAPANESE.search(figure)] == []
    assert JAPANESE.search("".join(map("".join, FIGURES.findall(site.get(KINDS[kind]).text))))


def test_a_heading_begins_with_a_capital_in_english(site: httpx.Client) -> None:
    paths = [path for kind, path in KINDS.items() if kind not in FOR_PROGRAMS]
    found = {
        path: [
            TAG.sub("", opening).strip()
            for opening in OPENINGS.findall(
                site.get(path, params={**httpx.URL(path).params, "lang": "en"}).text
            )
        ]
        for path in paths
    }
    assert all(found.values())
    assert {path: said for path, said in found.items() if any(one[:1].islower() for one in said)} == {}
