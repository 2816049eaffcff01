"""`keikaku query`: what is no query is told in a sentence."""

import io
from pathlib import Path

import pytest

from tests.pipeline.cli.session import Keikaku


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "SELECT *\n{ ?s a foaf:Agent }",
            "query, line 2, column 18: is not SPARQL. Correct it there or just",
        ),
        ("", "query: is empty. Write a SELECT or ASK query.\n"),
    ],
)
def test_what_is_no_query_is_told_in_a_sentence(
    keikaku: Keikaku, live: Path, monkeypatch: pytest.MonkeyPatch, query: str, told: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(query))
    done = keikaku("query", "-")
    assert done.code == 2
    assert done.err.startswith(told)
    assert done.err.count("\n") == 1
