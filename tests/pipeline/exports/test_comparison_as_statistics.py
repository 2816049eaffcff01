"""A comparison as statistical offices, PxWeb and search engines read it, read by the libraries that others read with."""

import io
import json
from typing import Any

import pandas as pd
import pytest
from pyjstat import pyjstat  # type: ignore[import-untyped]
from pyld import jsonld  # type: ignore[import-untyped]
from rdflib import XSD, Graph, Literal, Namespace, URIRef

from pipeline.exports import comparison
from pipeline.exports.comparison import Comparison, Row, Shared
from pipeline.model.iris import BASE
from pipeline.model.text import Text
from tests.pipeline.exports.test_comparison import row

SCHEMA = Namespace("https://schema.org/")
SHARED = Shared("overtime", Text("時間外勤務", "Overtime"), Text("定義", "Definition"), "lower")
HOURS = "http://qudt.org/vocab/unit/HR"


def figure(code: str, value: str, name: str, **more: str) -> Row:
    return row(code, value, figure=f"{BASE}id/{code}/{name}", unit=HOURS, **more)


@pytest.fixture(scope="module")
def found() -> Comparison:
    rows = [
        figure("032034", "118.5", "a", line=f"{BASE}id/032034/document/2025.txt#line=1,2"),
        figure("032034", "120", "b", fiscalYear="2025", kind="forecast"),
        figure("132292", "150", "c"),
        figure("132292", "151", "d", indicator="もう一つの指標"),
        figure("132292", "140", "e", kind="target", comparator="at-most"),
        figure("092029", "99", "f", match="close"),
    ]
    return comparison.compare(SHARED, rows, "close")


def test_sdmx_csv_names_its_structure_and_tells_each_observation_by_its_dimensions(found: Comparison) -> None:
    table = pd.read_csv(io.StringIO(comparison.sdmx_csv(found)), dtype=str)
    assert list(table)[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"] and len(table) == len(found.figures)
    assert set(table["STRUCTURE_ID"]) == {"KEIKAKU:COMPARISON(1.0)"} and set(table["ACTION"]) == {"I"}
    dimensions = list(table)[3:9]
    assert not table.duplicated(dimensions).any()
    forecast = table[table["VALUE_KIND"] == "forecast"].iloc[0]
    assert (forecast["TIME_PERIOD"], forecast["REPORTING_YEAR_START_DAY"]) == ("2025-A1", "--04-01")
    assert (forecast["REF_AREA"], forecast["OBS_VALUE"]) == ("032034", "120")


@pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning:pyjstat")
@pytest.mark.parametrize(("language", "actual"), [("ja", "実績"), ("en", "actual")])
def test_json_stat_is_read_by_pyjstat_in_the_language_asked_for(
    found: Comparison, language: str, actual: str
) -> None:
    made: dict[str, Any] = comparison.json_stat(
        found,
        language,
        "https://example.org/compare",
        lambda _: "",
        lambda kind: {"actual": actual}.get(kind, kind),
    )
    text = json.dumps(made)
    by_id = pyjstat.Dataset.read(text).write("dataframe", naming="id").dropna()
    assert len(by_id) == len(found.figures)
    cell = by_id[
        (by_id["municipality"] == "032034") & (by_id["kind"] == "actual") & (by_id["year"] == "2024")
    ]
    assert list(cell["value"]) == [118.5]
    assert set(by_id["municipality"]) == {"032034", "132292", "132292-2", "092029"}
    assert actual in set(
        pyjstat.Dataset.read(text).write("dataframe")["Kind" if language == "en" else "種類"]
    )
    assert set(made["status"]) == set(made["value"]) == set(made["extension"]["figure"])


def test_schema_org_states_the_variable_and_only_what_matches_exactly(found: Comparison) -> None:
    triples = jsonld.to_rdf(comparison.schema_org(found, BASE), {"format": "application/n-quads"})
    graph = Graph().parse(data=triples, format="nt")
    variable = URIRef(f"{BASE}hub/indicator/overtime")
    stated = set(graph.subjects(SCHEMA.variableMeasured, variable))
    assert len(stated) == 5 and URIRef(f"{BASE}id/092029/f") not in stated
    one = URIRef(f"{BASE}id/032034/a")
    assert graph.value(one, SCHEMA.observationAbout) == URIRef(f"{BASE}id/032034")
    assert graph.value(one, SCHEMA.measurementQualifier) == URIRef(f"{BASE}code/value-kind/actual")
    assert graph.value(one, SCHEMA.value) == Literal("118.5", datatype=XSD.double)
    target = URIRef(f"{BASE}id/132292/e")
    assert graph.value(target, SCHEMA.value) is None and graph.value(target, SCHEMA.maxValue) == Literal(140)
