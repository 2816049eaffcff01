"""The reader of tokens against the grammar: its terminals, and a parser that knows no terminals at all."""

import re

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from server.engine import ParseFailure, Refused
from server.http.limits import Limits
from server.sparql.inspection.findings import Rules
from server.sparql.inspection.guard import inspect
from server.sparql.inspection.tokens import KEYWORDS, LONGEST_RUN, position, tokens
from tests.server.growth import assert_linear
from tests.server.sparql.generator import PROLOGUE, queries

LIMITS = Limits(query_depth=100, query_clauses=1000)
HERE, ELSEWHERE = Rules(LIMITS), Rules(LIMITS, forwards=True)

BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
CHARACTER = rf"[{BASE}_\-0-9\u00b7\u0300-\u036f\u203f-\u2040]"
PREFIX = rf"(?:[{BASE}](?:(?:{CHARACTER}|\.)*{CHARACTER})?)?:"
ESCAPE = r"%[0-9A-Fa-f][0-9A-Fa-f]|\\[_~.\-!$&'()*+,;=/?#@%]"
TERMINALS = {
    "iri": r"""<[^<>"{}|^`\\\x00-\x20]*>""",
    "name": rf"_:[{BASE}_0-9](?:(?:{CHARACTER}|\.)*{CHARACTER})?|"
    rf"{PREFIX}(?:(?:[{BASE}_:0-9]|{ESCAPE})(?:(?:{CHARACTER}|[.:]|{ESCAPE})*(?:{CHARACTER}|:|{ESCAPE}))?)?",
    "variable": rf"[?$][{BASE}_0-9][{BASE}_0-9\u00b7\u0300-\u036f\u203f-\u2040]*",
    "tag": r"@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*",
    "number": r"[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+",
    "string": r"'(?:[^'\\\n\r]|\\[tbnrf\\\"'])*'|\"(?:[^\"\\\n\r]|\\[tbnrf\\\"'])*\"",
    "string ": r"'''(?:'{0,2}(?:[^'\\]|\\[tbnrf\\\"']))*'''|\"\"\"(?:\"{0,2}(?:[^\"\\]|\\[tbnrf\\\"']))*\"\"\"",
    "word": "|".join(sorted(KEYWORDS, key=len, reverse=True)),
    "sign": r"\^\^|\|\||&&|!=|<=|>=|[-{}()\[\].,;*/|^+!=<>?$&@:]",
}
"""The terminals of SPARQL 1.1 as its grammar writes them, one by one."""


def longest_first(text: str) -> list[tuple[str, str]]:
    """The tokens of a text as the specification cuts it: at each place the longest terminal."""
    found, place = [], 0
    while place < len(text):
        skipped = re.compile(r"[ \t\r\n]+|#[^\r\n]*").match(text, place)
        if skipped:
            place = skipped.end()
            continue
        matches = {
            kind: match[0]
            for kind, terminal in TERMINALS.items()
            if (match := re.compile(terminal, re.IGNORECASE if kind == "word" else 0).match(text, place))
        }
        kind = max(matches, key=lambda name: len(matches[name]))
        found.append((kind.strip(), matches[kind]))
        place += len(matches[kind])
    return found


TERMS = (
    "1",
    ".",
    "e1",
    "a:",
    ":",
    "_:b",
    "b.",
    "c",
    "?v",
    "@en",
    "'x'",
    '""',
    "''",
    "<r>",
    "<http://e/x'y>",
    "計",
)
OTHERS = (
    "SERVICE",
    "true",
    "a",
    "SELECT",
    "{",
    "}",
    "|",
    "^",
    "&&",
    "%41",
    "\\'",
    "/",
    "\\",
    "#",
    "\n",
    " ",
    '"',
    "-",
)
PIECES = st.sampled_from((*TERMS, *OTHERS))


@given(st.lists(PIECES, max_size=12).map("".join))
@example("1.SERVICE")
@example("a:.SERVICE")
@example("a.b.c:d.e.")
@example("''''a'''")
@example("SERVICE" * 6)
def test_tokens_end_where_the_terminals_of_the_grammar_end(text: str) -> None:
    found = [(token.kind, token.text) for token in tokens(text)]
    try:
        expected = longest_first(text)
    except ValueError:  # no terminal fits: no query
        return
    run_together = any(kind == "word" and len(word) > LONGEST_RUN for kind, word in found)
    if not any(kind in ("open", "doubtful") for kind, _ in found) and "(" not in text and not run_together:
        assert found == expected


def is_taken(text: str) -> bool:
    """Whether Oxigraph's parser, which has no tokens and tries what fits, takes a text as a query."""
    try:
        Store().query(text)
    except SyntaxError:
        return False
    except (OSError, ValueError, RuntimeError):
        return True
    return True


def is_refused(text: str, rules: Rules) -> bool:
    try:
        inspect(text, rules)
    except (Refused, ParseFailure):
        return True
    return False


@settings(max_examples=300, deadline=None)
@given(queries())
@example((PROLOGUE + "SELECT * { SERVICE:x{} }", True, False))
@example((PROLOGUE + "SELECT * { FILTER(1<'>') SERVICE <http://e/> {} FILTER(1<'>') } #'", True, False))
@example((PROLOGUE + "SELECT * { FILTER(1<#>'''\n 2) SERVICE <http://e/> {} #'''\n}", True, False))
@example((PROLOGUE + "SELECT * { FILTER(1<<'>'||2>1) SERVICE <http://e/> {} } #'", True, False))
@example((PROLOGUE + "SELECT * { <<?s?p'>'>> ?q ?o . SERVICE <http://e/> {} } #'", True, False))
@example((PROLOGUE + "SELECT (1<RAND()&&2>1 AS ?x) {}", False, True))
def test_no_service_and_no_chance_gets_past_the_reader_into_a_parser(query: tuple[str, bool, bool]) -> None:
    text, asks_service, differs = query
    if not is_taken(text):
        return
    event("taken")
    if asks_service:
        assert is_refused(text, ELSEWHERE)
    elif differs and not is_refused(text, HERE):
        assert not inspect(text, HERE).repeatable


@settings(max_examples=200, deadline=None)
@given(queries(doubtful=False))
def test_what_a_parser_takes_and_asks_nobody_else_passes(query: tuple[str, bool, bool]) -> None:
    text, asks_service, _ = query
    if not asks_service and is_taken(text):
        event("taken")
        assert inspect(text, HERE).form == "SELECT"


GLUED = [
    "1.",
    "true.",
    "1e1.",
    "-1.",
    "1",
    "true",
    "1.0",
    "a:.",
    "'x'",
    "'x'@en.",
    "?o.",
    "<http://e/o>.",
    "a:b .",
]


@pytest.mark.parametrize("before", GLUED)
@pytest.mark.parametrize("service", ["SERVICE<http://e/>", "ServiceSilent?e", "SERVICE:e"])
def test_service_is_seen_whatever_it_is_written_behind(before: str, service: str) -> None:
    text = f"{PROLOGUE}SELECT * {{ ?s ?p {before}{service}{{?a ?b ?c}} }}"
    assert is_refused(text, ELSEWHERE)
    assert is_refused(text, HERE) or ":e" in service


@pytest.mark.parametrize(
    "name", ["?service", "dcat:DataService", "serviceless:x", "\\u0053ERVICE", "'\\u0022'", "ſervice:x"]
)
def test_what_some_parser_may_read_as_service_is_not_handed_on(name: str) -> None:
    text = f"SELECT * {{ ?s ?p {name} }}"
    assert is_refused(text, ELSEWHERE)
    assert not is_refused(text, HERE)


@pytest.mark.parametrize(
    "text",
    [
        "# SERVICE\nASK {}",
        "ASK { ?s ?p 'SERVICE' }",
        "ASK { <http://e/service> ?p <service> }",
        "ASK{?s ?p'\\u8a08'}",
    ],
)
def test_strings_iris_and_comments_may_say_service_to_a_store_elsewhere(text: str) -> None:
    assert not is_refused(text, ELSEWHERE)


@pytest.mark.parametrize("call", ["1<RAND()&&2>1", "1+RAND()", "1RAND()", "!rand()", "1=RAND # <\n ()"])
def test_what_differs_each_time_is_seen_whatever_it_is_written_behind(call: str) -> None:
    assert not inspect(f"SELECT ({call} AS ?x) {{}}", HERE).repeatable


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\ufeffASK {}", "a byte order mark (BOM), which is not seen, stands at line 1, column 1"),
        (
            "PREFIX a: <b>\n\ufeffASK {}",
            "a byte order mark (BOM), which is not seen, stands at line 2, column 1",
        ),
        ("ASK\u3000{}", "such as the full-width one, stands at line 1, column 4"),
        ("ASK {\n\u00a0}", "stands at line 2, column 1"),
        ("ASK { FILTER(1<'a'&&2>1) }", "what stands at line 1, column 15 may be an IRI"),
    ],
)
def test_what_looks_like_nothing_is_named_with_its_place(text: str, place: str) -> None:
    with pytest.raises(ParseFailure, match=re.escape(place)):
        inspect(text, HERE)


@given(st.text(alphabet="<>\"'\\#?:a.{}()[]@^|\n 計1", max_size=80))
def test_tokens_follow_one_another_and_stand_where_they_say(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert token.start >= end
        assert token.text and text.startswith(token.text, token.start)
        end = token.start + len(token.text)


BROKEN = (
    "<",
    "<a",
    "'\\'",
    '"""\\"',
    "{",
    "a:",
    "a.",
    "#",
    "?",
    "a\\",
    "\\",
    "'''",
    "'",
    "%",
    "a%",
    "@a-",
    "^",
)
RUNS = ("a.1", "1.", "1e", "_:", "_:a.", "..", "a..", "(1<a", "SERVICE", "計.", "true.", "(<a>")


@pytest.mark.parametrize("piece", (*BROKEN, *RUNS))
def test_reading_takes_time_in_proportion_to_the_length(piece: str) -> None:
    assert_linear(lambda text: [None for _ in tokens(text)], lambda size: (piece * size)[:size])


def test_a_position_counts_lines_and_columns_from_one() -> None:
    assert position("ab\ncd", 0) == (1, 1)
    assert position("ab\ncd", 4) == (2, 2)
