"""CSV on the Web: csvw finds every table valid, and what a converter makes of a table is in the published graph.

The converter follows Generating RDF from Tabular Data on the Web, minimal mode, for what the metadata use of it; csvw reads
and types the cells. https://www.w3.org/TR/csv2rdf/
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from csvw import CSVW  # type: ignore[import-untyped]
from rfc3986 import URIReference  # type: ignore[import-untyped]
from uritemplate import expand
from uritemplate.variable import VariableValue

from pipeline.model.namespaces import XSD
from pipeline.release.store import Release

Texts = dict[str, VariableValue]
Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


@pytest.fixture(scope="module")
def tables(built_release: Release) -> list[Path]:
    return sorted((built_release.path / "data").glob("*.csv"))


@pytest.fixture(scope="module")
def store(built_release: Release) -> ox.Store:
    return ox.Store.read_only(str(built_release.path / "store"))


def converted(table: Path) -> Iterator[Statement]:
    """The statements that a table makes."""
    schema = json.loads(metadata(table).read_text(encoding="utf-8"))["tableSchema"]
    for row in CSVW(str(metadata(table))).tables[0]:
        cells = {name: value for name, value in row.items() if value is not None}
        texts: Texts = {
            name: value.unsplit() if isinstance(value, URIReference) else str(value)
            for name, value in cells.items()
        }
        subject = ox.NamedNode(expand(schema["aboutUrl"], texts))
        for column in schema["columns"]:
            if not column.get("suppressOutput") and cells.get(column["name"]) is not None:
                yield subject, ox.NamedNode(column["propertyUrl"]), _object(column, cells, texts)


def _object(column: dict[str, str], cells: dict[str, object], texts: Texts) -> ox.NamedNode | ox.Literal:
    if "valueUrl" in column:
        return ox.NamedNode(expand(column["valueUrl"], texts))
    value = cells[column["name"]]
    if "lang" in column:
        return ox.Literal(str(value), language=column["lang"])
    if isinstance(value, bool):
        return ox.Literal(value)
    text = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
    return ox.Literal(text, datatype=ox.NamedNode(str(XSD[column["datatype"]])))


def metadata(table: Path) -> Path:
    return table.with_name(table.name + "-metadata.json")


def test_csvw_finds_every_table_valid(tables: list[Path]) -> None:
    assert tables
    for table in tables:
        assert CSVW(str(metadata(table)), validate=True).is_valid, table.name


def test_what_a_converter_makes_of_a_table_is_published(tables: list[Path], store: ox.Store) -> None:
    for table in tables:
        statements = list(converted(table))
        missing = [
            statement for statement in statements if not any(store.quads_for_pattern(*statement, None))
        ]
        assert statements, table.name
        assert missing == [], table.name


def test_the_statements_of_a_figure_are_those_of_its_observation(tables: list[Path]) -> None:
    (figures,) = [table for table in tables if table.name == "132292_gyokaku_5_2026_figures.csv"]
    found = {
        (p.value.rpartition("/")[2].rpartition("#")[2], o.value)
        for s, p, o in converted(figures)
        if s.value.endswith("/item/7/indicator/1/target/2028/total")
    }
    below = "https://w3id.org/keikaku/"
    assert found == {
        ("refPeriod", f"{below}id/fiscal-year/2028"),
        ("valueKind", f"{below}code/value-kind/target"),
        ("breakdown", f"{below}code/breakdown/total"),
        ("obsValue", "48"),
        ("printedValue", "48.0"),
    }
