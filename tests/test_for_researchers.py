"""The page for researchers: every query runs on the endpoint's own terms and answers what the page says it answers."""

import csv
import io
import re
from collections.abc import Mapping

import pandas as pd
import pyoxigraph as ox
import pytest

from pipeline.model.files.data_folder import ROOT
from pipeline.release.store import Release
from server.http.limits import Limits
from server.queries import examples
from server.sparql.inspection.findings import Rules
from server.sparql.inspection.guard import inspect

PAGE = (ROOT / "docs" / "for-researchers.md").read_text(encoding="utf-8")
QUESTIONS = dict(re.findall(r"### (\d+)\. .*?```sparql\n(.*?)```", PAGE, re.DOTALL))
SCRIPTS = re.findall(r"```python\n([^`]*)```\n\n```\n([^`]*)```", PAGE)
SILENT = [one for one in re.findall(r"```python\n([^`]*)```", PAGE) if one not in dict(SCRIPTS)]
TABLE = PAGE.partition("## Twelve properties")[2].partition("\n## ")[0]

ANSWERS: Mapping[str, tuple[int | None, Mapping[str, str]]] = {
    "1": (8, {"municipality": "Ofunato City"}),
    "2": (
        1,
        {"municipality": "Nishitokyo City", "item": "はなバスの効率的な運行", "value": "48", "line": "380"},
    ),
    "3": (5, {"year": "2024", "target": "45", "printed": "45.0%"}),
    "4": (None, {"number": "5.1", "target": "28", "actual": "28"}),
    "5": (2, {"met": "true"}),
    "6": (None, {"status": "observed"}),
    "7": (None, {}),
    "8": (10, {}),
    "9": (None, {}),
    "10": (None, {}),
}
"""How many rows (None: some) an answer has, and what its first row says, at least."""


@pytest.fixture(scope="module")
def store(built_release: Release) -> ox.Store:
    return ox.Store.read_only(str(built_release.path / "store"))


def ask(store: ox.Store, text: str) -> list[dict[str, str]]:
    found = inspect(text, Rules(Limits()))
    solutions = store.query(
        text, base_iri=found.base or None, prefixes=found.assumed, use_default_graph_as_union=True
    )
    assert isinstance(solutions, ox.QuerySolutions)
    answer = (solutions.serialize(format=ox.QueryResultsFormat.CSV) or b"").decode()
    return list(csv.DictReader(io.StringIO(answer)))


def test_there_are_ten_questions() -> None:
    assert list(QUESTIONS) == list(ANSWERS)


@pytest.mark.parametrize("number", ANSWERS)
def test_a_question_is_answered(store: ox.Store, number: str) -> None:
    count, first = ANSWERS[number]
    rows = ask(store, QUESTIONS[number])
    assert len(rows) == count if count is not None else rows
    assert first.items() <= rows[0].items()


def test_an_answer_says_each_thing_once(store: ox.Store) -> None:
    for text in QUESTIONS.values():
        rows = [tuple(row.items()) for row in ask(store, text)]
        assert len(set(rows)) == len(rows)


def test_every_property_of_the_table_is_in_the_data(store: ox.Store) -> None:
    named = re.findall(r"`([a-z-]+:[A-Za-z]+)`", TABLE)
    assert len(TABLE.strip().splitlines()) - 2 == 12
    for name in named:
        found = ask(store, f"SELECT ?s ?o {{ ?s {name} ?o }} LIMIT 1")
        assert found, name


def test_every_short_address_named_is_an_example() -> None:
    assert set(re.findall(r"/q/([a-z-]+)\.", PAGE)) <= examples().keys()


@pytest.mark.parametrize("number", range(len(SCRIPTS)))
def test_a_script_prints_what_the_page_says(
    server_url: str, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    script, printed = SCRIPTS[number]
    exec(script.replace("http://127.0.0.1:8000", server_url), {})
    assert capsys.readouterr().out == printed


@pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning")  # pyjstat's, of its own
@pytest.mark.parametrize("script", SILENT)
def test_a_script_that_prints_nothing_reads_tables_with_rows(server_url: str, script: str) -> None:
    names: dict[str, object] = {}
    exec(script.replace("http://127.0.0.1:8000", server_url), names)
    tables = [one for one in names.values() if isinstance(one, pd.DataFrame)]
    assert tables and all(len(table) for table in tables)


def test_json_is_read_with_and_without_a_processor() -> None:
    assert ["pyld" in script for script, _ in SCRIPTS] == [False, True]
