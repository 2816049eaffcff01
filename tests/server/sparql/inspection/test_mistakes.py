"""A text that no parser takes is answered with the mistake behind it, named at its place."""

import pytest
from pyoxigraph import Store

from server.engine import ParseFailure
from server.engine.words import parse_failure
from server.http.limits import Limits
from server.sparql.inspection.findings import Rules
from server.sparql.inspection.guard import inspect
from server.sparql.inspection.mistakes import explained

RULES = Rules(Limits())


def told(text: str) -> ParseFailure:
    found = inspect(text, RULES)
    with pytest.raises(SyntaxError) as refused:
        Store().query(text, prefixes=found.assumed)
    failure = explained(parse_failure(str(refused.value)), text, found)
    assert "。" in failure.ja  # every mistake is told in Japanese, too
    return failure


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("SELECT * ｛ ?s ?p ?o }", 10, "'｛' only looks like '{'"),
        ("SELECT ＊ { ?s ?p ?o }", 8, "'＊' only looks like '*'"),
        ("ＳＥＬＥＣＴ * { ?s ?p ?o }", 1, "only looks like 'SELECT'"),
        ("SELECT * { ?s rdfs:label “x” }", 26, "'“' only looks like '\"'"),
        ("SELECT * { ?s rdfs：label ?o }", 15, "only looks like 'rdfs:label'"),
        ("SELECT * { ?s ?p ?o｝", 18, "'?o｝' only looks like '?o}'"),
        ("SELECT * { ?s ?p\u200b ?o }", 17, "a character that is not seen"),
    ],
)
def test_a_character_that_only_looks_like_one_of_sparql_is_named(text: str, column: int, says: str) -> None:
    failure = told(text)
    assert says in failure.what and failure.column == column


def test_a_full_width_bracket_in_a_name_is_no_mistake_where_all_brackets_match() -> None:
    assert "'ORDR' is no word" in told("SELECT ?率（％） { ?s ?p ?率（％） } ORDR BY ?s").what


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("SELECT * { ?s ?p ?o", 10, "{ is not closed"),
        ("CONSTRUCT { ?s ?p ?o WHERE { ?s ?p ?o }", 11, "{ is not closed"),
        ("SELECT * { FILTER(?a > 1 }", 18, "( is not closed before }"),
        ("SELECT * { ?s ?p ?o }}", 22, "} closes nothing"),
    ],
)
def test_a_bracket_without_its_other_is_named(text: str, column: int, says: str) -> None:
    failure = told(text)
    assert says in failure.what and failure.column == column


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("SELECT COUNT(*) { ?s ?p ?o }", 8),
        ("SELECT DISTINCT ?s AS ?x WHERE { ?s ?p ?o }", 20),
        ("select ?p count(?s) as ?n { ?s ?p ?o } GROUP BY ?p", 11),
    ],
)
def test_what_other_dialects_compute_without_brackets_is_shown_with_them(text: str, column: int) -> None:
    failure = told(text)
    assert "stands in brackets and has a name" in failure.what and failure.column == column
    assert "(COUNT(?s) AS ?number)" in failure.remedy


def test_a_name_after_as_without_question_mark_is_no_misspelt_word() -> None:
    assert told("SELECT (COUNT(?s) AS n) { ?s ?p ?o }").remedy == "Write ?n"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "Name what GROUP BY names"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "Name it in GROUP BY"),
        ("SELECT (1 AS ?s) { ?s ?p ?o }", "Choose another name"),
        ("SELECT * { ?s ?p ?o } VALUES (?a ?b) { (1) }", "UNDEF"),
    ],
)
def test_what_is_wrong_with_the_whole_is_told_with_what_to_do(text: str, remedy: str) -> None:
    assert remedy in told(text).remedy


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELECT *\n{ ?s ?p ?o, }", "line 2, column 13: '}' cannot be the end"),
        ('SELECT * { ?s "a" ?o }', "'?o' does not fit here"),
        ("SELECT *", "'*' cannot be the end"),
    ],
)
def test_anything_else_is_told_by_what_stands_where_the_parser_stopped(text: str, says: str) -> None:
    assert says in told(text).what


def test_a_prefix_nobody_knows_is_named() -> None:
    assert "nothing says what bif: stands for" in told("SELECT * { ?s ?p ?o FILTER(bif:contains(?o)) }").what


@pytest.mark.parametrize(
    ("prefix", "line"),
    [
        ("sdmx-mesure", "PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>"),
        ("skso", "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"),
        ("KK", "PREFIX kk: <https://w3id.org/keikaku/ns#>"),
        ("mein", "PREFIX mine: <urn:mine:>"),
    ],
)
def test_a_mistyped_prefix_is_told_with_the_one_that_was_meant_and_its_line(prefix: str, line: str) -> None:
    failure = told(f"PREFIX mine: <urn:mine:> SELECT * {{ ?s mine:a {prefix}:value }}")
    meant = line.split()[1]
    assert f"Did you mean {meant}? ({line})" in failure.remedy
    assert f"「{meant}」ではありませんか（{line}）。" in failure.ja


def test_a_prefix_that_people_know_from_elsewhere_is_told_with_the_line_that_declares_it() -> None:
    failure = told("SELECT * { ?s skos:exactMatch wd:Q209261 ; dc:title ?title }")
    assert "before you use it: PREFIX wd: <http://www.wikidata.org/entity/>" in failure.remedy
    assert "「PREFIX dc: <http://purl.org/dc/elements/1.1/>」と宣言してください。" in failure.ja
    assert "Did you mean" not in failure.remedy


def test_a_prefix_like_no_other_is_told_to_be_declared() -> None:
    assert told("SELECT * { ?s zzz:value ?o }").remedy == "Declare it before you use it: PREFIX zzz: <…>"
