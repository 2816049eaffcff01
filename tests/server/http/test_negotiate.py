"""Content negotiation by Accept (RFC 9110, 12.5.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.http.negotiation import (
    BY_SUFFIX,
    FORMATS,
    HTML,
    JSON_LD,
    N_TRIPLES,
    RDF_XML,
    TURTLE,
    Format,
    best,
)

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        (None, TURTLE),
        ("", TURTLE),
        ("*/*", TURTLE),
        (BROWSER, HTML),
        ("text/html", HTML),
        ("TEXT/HTML", HTML),
        ("text/*", TURTLE),
        ("application/*", JSON_LD),
        ("text/html;q=0, */*", TURTLE),
        ("text/turtle;q=0, text/*", HTML),
        ("text/turtle; q=0.2, application/rdf+xml;q=0.9", RDF_XML),
        ("text/turtle;q=0.9, application/ld+json", JSON_LD),
        ("application/json", JSON_LD),
        ("application/xhtml+xml", HTML),
        ("application/n-triples, text/html;q=0.5", N_TRIPLES),
        ("text/html;level=1;q=0.3, application/ld+json;q=0.4", JSON_LD),
        ("*/*;q=0.1, text/html;q=0.2", HTML),
    ],
)
def test_the_format_most_wanted_is_chosen(header: str | None, chosen: Format) -> None:
    assert best(header, FORMATS) is chosen


@pytest.mark.parametrize(
    "header", ["image/png", "text/html;q=0", "*/*;q=0", "text/html;q=x", "text/html;q=2", ";;,"]
)
def test_nothing_is_chosen_where_nothing_is_wanted(header: str) -> None:
    assert best(header, FORMATS) is None


@given(st.text(max_size=200))
def test_no_header_is_a_fault(header: str) -> None:
    assert best(header, FORMATS) in (*FORMATS, None)


def test_suffixes_name_one_format_each() -> None:
    assert BY_SUFFIX["ttl"] is TURTLE
    assert len({format_.media_type for format_ in BY_SUFFIX.values()}) == len(BY_SUFFIX)
