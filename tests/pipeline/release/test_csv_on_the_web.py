"""CSV on the Web: csvw finds every table valid, and what a converter makes of a table is in the published graph.

The converter follows Generating RDF from Tabular Data on the Web, minimal mode, for what the metadata use of it; csvw reads
and types the cells. https://www.w3.org/TR/csv2rdf/
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from csvw import CSVW  # type: ignore[import-untyped]
from rfc3986 import URIReference  # type: ignore[import-untyped]
from uritemplate import expand
from uritemplate.variable import VariableValue

from pipeline.model.iris import BASE
from pipeline.model.namespaces import XSD
from pipeline.release.store import Release

INDICATOR = "id/132292/gyokaku-5/2026/item/7/indicator/1"
FIGURE = f"{INDICATOR}/target/2028"
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
        for column in schema["columns"]:
            if not column.get("suppressOutput") and cells.get(column["name"]) is not None:
                subject = ox.NamedNode(expand(column.get("aboutUrl", schema["aboutUrl"]), texts))
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


def test_csvw_finds_the_metadata_of_a_table_on_a_server(server_url: str) -> None:
    address = f"{server_url}/data/132292_gyokaku_5_2026_figures.csv"
    assert 'rel="describedby"; type="application/csvm+json"' in httpx.head(address).headers["link"]
    assert CSVW(address, validate=True).is_valid


def test_a_linter_finds_nothing_in_any_table(tables: list[Path]) -> None:
    """What csvlint reports: encoding, line breaks, ragged and blank rows, titles that are missing, repeated or others."""
    for table in tables:
        content = table.read_bytes()
        assert not content.startswith(codecs.BOM_UTF8), table.name
        text = content.decode()
        titles, *rows = csv.reader(io.StringIO(text, newline=""))
        columns = json.loads(metadata(table).read_text(encoding="utf-8"))["tableSchema"]["columns"]
        assert titles == [column["titles"] for column in columns], table.name
        assert len(set(titles)) == len(titles), table.name
        assert all(title == title.strip() != "" for title in titles), table.name
        assert {len(row) for row in rows} == {len(titles)}, table.name
        assert all(any(row) for row in rows), table.name
        assert text.endswith("\r\n"), table.name
        assert text.count("\r\n") == len(rows) + 1, table.name


def test_what_a_converter_makes_of_a_table_is_published(tables: list[Path], store: ox.Store) -> None:
    for table in tables:
        statements = list(converted(table))
        missing = [
            statement for statement in statements if not any(store.quads_for_pattern(*statement, None))
        ]
        assert statements, table.name
        assert missing == [], table.name


def said(tables: list[Path], subject: str) -> set[tuple[str, str]]:
    """What the table of figures says of a thing: the ends of its properties, with their values."""
    (figures,) = [table for table in tables if table.name == "132292_gyokaku_5_2026_figures.csv"]
    return {
        (p.value.rpartition("/")[2].rpartition("#")[2], o.value)
        for s, p, o in converted(figures)
        if s.value == BASE + subject
    }


def test_the_statements_of_a_figure_are_those_of_its_observation(tables: list[Path]) -> None:
    assert said(tables, FIGURE + "/total") == {
        ("indicator", BASE + INDICATOR),
        ("refPeriod", f"{BASE}id/fiscal-year/2028"),
        ("valueKind", f"{BASE}code/value-kind/target"),
        ("breakdown", f"{BASE}code/breakdown/total"),
        ("obsValue", "48"),
        ("unitMeasure", "http://qudt.org/vocab/unit/PERCENT"),
        ("printedValue", "48.0"),
        ("wasDerivedFrom", BASE + FIGURE),
    }


def test_a_value_is_made_of_its_own_cell_alone(tables: list[Path]) -> None:
    """Converters differ in what a template says where its own cell is blank and the one it names is not."""
    for table in tables:
        for column in json.loads(metadata(table).read_text(encoding="utf-8"))["tableSchema"]["columns"]:
            named = re.findall(r"\{\+?(\w+)\}", column.get("valueUrl", ""))
            assert set(named) <= {column["name"]}, table.name


def test_the_printed_cell_of_a_figure_has_its_text_status_and_line(tables: list[Path]) -> None:
    assert said(tables, FIGURE) == {
        ("rawText", "48.0%"),
        ("status", f"{BASE}code/status/observed"),
        ("sourceLine", "380"),
    }
    assert said(tables, INDICATOR) == {("prefLabel", "収支率")}


def test_a_cell_without_a_number_is_not_derived_from_itself(tables: list[Path]) -> None:
    found = dict(said(tables, "id/132292/gyokaku-5/2026/item/1/indicator/1/target/2024"))
    assert found["status"] == f"{BASE}code/status/text"
    assert {"wasDerivedFrom", "obsValue", "unitMeasure"}.isdisjoint(found)
