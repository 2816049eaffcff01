"""What every example query promises, whatever it asks."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from server.http.limits import Limits
from server.queries import HERE, Example, examples
from server.sparql.inspection.findings import Rules
from server.sparql.inspection.guard import inspect

EVERY = pytest.mark.parametrize("example", examples().values(), ids=lambda example: example.name)


def answer(store: ox.Store, text: str) -> list[bytes]:
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return (found.serialize(format=ox.QueryResultsFormat.CSV) or b"").split(b"\r\n")


@pytest.fixture(scope="module")
def backwards(store: ox.Store) -> ox.Store:
    """The same data, loaded in another order."""
    loaded = ox.Store()
    loaded.extend(sorted(store, key=str, reverse=True))
    return loaded


def test_there_are_at_least_thirty_four() -> None:
    assert len(examples()) >= 34


def test_every_example_has_an_answer_worked_out_by_hand() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].rglob("test_*.py"))
    assert [name for name in examples() if f'"{name}"' not in tests] == []


@EVERY
def test_every_example_answers_with_a_row_at_least(example: Example, store: ox.Store) -> None:
    assert len([row for row in answer(store, example.query()) if row]) > 1


@EVERY
def test_the_file_as_it_is_asks_the_same_as_its_defaults(example: Example, store: ox.Store) -> None:
    file = (HERE / f"{example.name}.rq").read_text(encoding="utf-8")
    defaults = {parameter.name: parameter.default for parameter in example.parameters}
    assert answer(store, file) == answer(store, example.query(defaults))


WITH_PARAMETERS = [example for example in examples().values() if example.parameters]


def test_some_examples_have_parameters() -> None:
    assert WITH_PARAMETERS


@pytest.mark.parametrize("example", WITH_PARAMETERS, ids=lambda example: example.name)
def test_another_value_of_a_parameter_reaches_the_query(example: Example, store: ox.Store) -> None:
    for parameter in example.parameters:
        elsewhere = answer(store, example.query({parameter.name: "9999/nowhere/9999"}))
        assert elsewhere != answer(store, example.query()), parameter.name


@EVERY
def test_what_is_drawn_is_among_its_columns(example: Example, store: ox.Store) -> None:
    if example.chart:
        columns = answer(store, example.query())[0].decode().split(",")
        assert {example.chart.along, *example.chart.columns} <= set(columns)


@EVERY
def test_rows_do_not_repeat_and_their_order_is_decided(
    example: Example, store: ox.Store, backwards: ox.Store
) -> None:
    rows = [row for row in answer(store, example.query())[1:] if row]
    assert len(rows) == len(set(rows))
    assert answer(backwards, example.query()) == answer(store, example.query())


@EVERY
def test_the_service_runs_it(example: Example) -> None:
    found = inspect(example.query(), Rules(Limits()))
    assert found.form == "SELECT"
    assert found.repeatable
    assert found.undeclared == []
