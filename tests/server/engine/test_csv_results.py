"""Answers as CSV that any reader of RFC 4180 takes apart as they were put together."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from server.engine.csv_results import write

LINE = "https://w3id.org/keikaku/id/132292/document/2026.txt#line=379,380"


def written(store: Store, query: str) -> bytes:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    output = io.BytesIO()
    write(found, output)
    return output.getvalue()


def test_an_iri_with_a_comma_is_quoted() -> None:
    assert (
        written(Store(), f"SELECT ?line WHERE {{ BIND(<{LINE}> AS ?line) }}")
        == f'line\r\n"{LINE}"\r\n'.encode()
    )


def test_values_come_without_type_or_language_and_unbound_is_blank() -> None:
    query = 'SELECT ?a ?b ?c ?d WHERE { BIND("値"@ja AS ?a) BIND(1.50 AS ?b) BIND(BNODE("x") AS ?d) }'
    header, row = written(Store(), query).decode().splitlines()
    assert header == "a,b,c,d"
    assert row.startswith("値,1.5,,_:")


def test_no_solution_is_a_header_alone() -> None:
    assert written(Store(), "SELECT ?a WHERE { ?a ?b ?c }") == b"a\r\n"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), max_size=20, unique=True))
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    store = Store()
    store.extend(Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal(text)) for text in texts)
    content = written(store, "SELECT ?o WHERE { ?s ?p ?o }").decode()
    rows = list(csv.reader(io.StringIO(content, newline="")))[1:]
    assert sorted(row[0] if row else "" for row in rows) == sorted(texts)
