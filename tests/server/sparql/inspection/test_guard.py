import pytest

from server.engine import ParseFailure, Refused
from server.http.limits import Limits
from server.sparql.inspection.findings import Rules
from server.sparql.inspection.guard import inspect

LIMITS = Limits(
    query_kib=4,
    query_depth=5,
    query_clauses=3,
    query_patterns=4,
    query_path=3,
    query_values=4,
    query_seconds=1,
)
PREFIX = "PREFIX ex: <http://example.org/> "


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        (
            "# ask nothing\nBASE <http://ask/> prefix construct: <http://describe/> aSk { ?s ?p 'SELECT' }",
            "ASK",
        ),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <http://example.org/SELECT>", "DESCRIBE"),
        ("what is this", ""),
    ],
)
def test_the_form_of_a_query_is_its_first_such_keyword(text: str, form: str) -> None:
    assert inspect(text, Rules(LIMITS)).form == form


@pytest.mark.parametrize("text", ["", " \n\t", "# SELECT"])
def test_a_text_without_any_word_is_told_to_be_empty(text: str) -> None:
    with pytest.raises(ParseFailure, match="The query is empty"):
        inspect(text, Rules(LIMITS))


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://a> <http://b> 1 }",
        "load <http://example.org/>",
        PREFIX + "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no updates"):
        inspect(text, Rules(LIMITS))


@pytest.mark.parametrize(
    "service", ["SERVICE <http://a/>", "service silent <http://a/>", "SERVICE ?where", "SERVICE ex:there"]
)
def test_service_is_refused(service: str) -> None:
    with pytest.raises(Refused, match="SERVICE"):
        inspect(PREFIX + "SELECT * { " + service + " { ?s ?p ?o } }", Rules(LIMITS))


def test_service_is_allowed_only_to_endpoints_that_are_named() -> None:
    text = "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }"
    named = frozenset({"https://example.org/sparql"})
    assert inspect(text % "https://example.org/sparql", Rules(LIMITS, named)).form == "SELECT"
    with pytest.raises(Refused):
        inspect(text % "https://example.org/sparql2", Rules(LIMITS, named))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://a/>' }",
        'SELECT * { ?s ?p """x " SERVICE \\""" \' """ }',
        "SELECT * { ?s ?p ?service } # SERVICE <http://a/>",
        "SELECT * { ?s <http://SERVICE/insert> ?o }",
        "SELECT * { ?s ex:service ?o }",
    ],
)
def test_a_word_inside_a_string_an_iri_a_name_or_a_comment_is_no_keyword(text: str) -> None:
    assert inspect(text, Rules(LIMITS)).form == "SELECT"


def test_a_query_that_is_too_long_is_refused_by_its_bytes() -> None:
    with pytest.raises(Refused, match="more than the limit of 4,096") as refusal:
        inspect("SELECT * { ?s ?p '" + "計" * 1400 + "' }", Rules(LIMITS))
    assert refusal.value.too_long


def braces(count: int) -> str:
    return "SELECT * " + "{" * count + "}" * count


def patterns(count: int) -> str:
    return "SELECT ?a ?b ?c { " + "?s ?p ?o . " * count + "FILTER(?a > ?b) }"


@pytest.mark.parametrize(
    ("at_most", "past", "what"),
    [
        (braces(5), braces(6), "brackets"),
        (
            "SELECT * { FILTER(((1))) }",
            "SELECT * { FILTER((((((1)))))) }",
            "brackets",
        ),
        ("SELECT * {" + "OPTIONAL {} " * 3 + "}", "SELECT * {" + "OPTIONAL {} " * 4 + "}", "OPTIONAL"),
        ("SELECT * {{}" + "UNION {} " * 3 + "}", "SELECT * {{}" + "UNION {} " * 4 + "}", "OPTIONAL"),
        (patterns(4), patterns(5), "triple patterns"),
        (
            "SELECT * { ?s ?p 1, 2 ; ?q 3 . GRAPH ?g { ?s ?p ?o } }",
            "SELECT * { ?s ?p 1, 2 ; ?q 3 . GRAPH ?g { ?s ?p ?o . ?s ?p ?o } }",
            "triple patterns",
        ),
        (
            "SELECT * { ?s ?p [ ?q 1 ; ?r 2 ] . [] a ?t }",
            "SELECT * { ?s ?p [ ?q 1 ; ?r 2 ; ?s 3 ] . [] a ?t ; ?u 1 }",
            "triple patterns",
        ),
        ("SELECT * { ?s a/^a/a ?o }", "SELECT * { ?s a/^a/a/a ?o }", "steps"),
        ("SELECT * { ?s a|a|a|a ?o }", "SELECT * { ?s (a|a)|(a|(a|a)) ?o }", "steps"),
        ("SELECT * { VALUES ?x { 1 2 3 4 } }", "SELECT * { VALUES ?x { 1 2 3 4 5 } }", "values"),
        (
            "SELECT * { VALUES (?x ?y) { ('1'@ja UNDEF) (<http://a> '2'^^<http://b>) } }",
            "SELECT * { VALUES (?x ?y) { ('1'@ja UNDEF) (<http://a> true) (1 1) } }",
            "values",
        ),
    ],
)
def test_each_limit_lets_pass_what_it_says_and_not_one_more(at_most: str, past: str, what: str) -> None:
    assert inspect(at_most, Rules(LIMITS)).form == "SELECT"
    with pytest.raises(Refused, match=what):
        inspect(past, Rules(LIMITS))


def test_division_is_no_property_path() -> None:
    assert inspect("SELECT (?a / ?b / ?c / ?d / ?e AS ?f) { ?s ?p ?o }", Rules(LIMITS)).form == "SELECT"


def test_from_is_a_dataset_clause_only_outside_of_braces() -> None:
    assert inspect("SELECT * FROM <http://g> { ?s ?p ?o }", Rules(LIMITS)).has_dataset_clause
    assert inspect("DESCRIBE <http://a> FROM NAMED <http://g>", Rules(LIMITS)).has_dataset_clause
    assert not inspect("SELECT * { ?from ex:from 'FROM' }", Rules(LIMITS)).has_dataset_clause


@pytest.mark.parametrize("call", ["NOW()", "rand ()", "UUID()", "STRUUID()", "BNODE('a')"])
def test_a_query_that_answers_differently_each_time_is_known(call: str) -> None:
    assert not inspect("SELECT * { BIND(" + call + " AS ?x) }", Rules(LIMITS)).repeatable
    assert inspect("SELECT ?now { ?now ex:rand 'UUID()' }", Rules(LIMITS)).repeatable


def test_prefixes_are_those_declared_and_those_that_are_missing() -> None:
    text = "PREFIX : <http://a/> PREFIX ex: <http://b/> SELECT * { :x ex:y _:z ; dct:title 'no:ne' }"
    found = inspect(text, Rules(LIMITS))
    assert found.prefixes == {"": "http://a/", "ex": "http://b/"}
    assert found.undeclared == ["dct"]


@pytest.mark.parametrize("opened", ["'", '"', '"""', "'''"])
def test_a_string_that_is_not_closed_is_told_with_its_place(opened: str) -> None:
    with pytest.raises(ParseFailure, match="line 2, column 4") as failure:
        inspect(f"SELECT *\n{{ ?{opened}計\\{opened} }}\n", Rules(LIMITS))
    assert (failure.value.line, failure.value.column) == (2, 4)
