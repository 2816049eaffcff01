"""A municipality's folder as named graphs that nobody else writes into; or every problem at once."""

import gzip
import shutil
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import URIRef
from rdflib.term import BNode

from pipeline.graphs import reference
from pipeline.model.errors import ConformanceError, DocumentError
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.iris import BASE, Iris
from pipeline.model.namespaces import KK, RDF, RDFS
from pipeline.release.store import Release
from pipeline.release.unit.statements import Stated
from tests.pipeline.release.example import stated_by

PLAN = f"{BASE}id/132292/gyokaku-5/2026"


def copied(data: DataFolder, folder: Path, *codes: str) -> DataFolder:
    for code in codes:
        shutil.copytree(data.municipality(code), folder / "data" / code)
    return DataFolder(folder / "data")


def test_each_plan_has_its_graphs_beside_those_of_its_municipality(stated: Stated) -> None:
    assert sorted(name.removeprefix(BASE) for name in stated.graphs) == [
        "hub/graph",
        "id/132292/graph",
        "id/132292/gyokaku-5/2026/graph",
        "id/132292/gyokaku-5/2026/graph/derived",
        "id/132292/gyokaku-5/2026/graph/quality",
        "id/132292/joho/2026/graph",
        "id/132292/joho/2026/graph/derived",
        "id/132292/joho/2026/graph/quality",
    ]


def test_no_graph_holds_a_blank_node(stated: Stated) -> None:
    assert stated.graphs
    for triples in stated.graphs.values():
        assert triples
        assert not any(isinstance(node, BNode) for triple in triples for node in triple)


def test_all_that_is_named_below_the_base_begins_with_it(data: DataFolder) -> None:
    base = "https://data.example/"
    stated = stated_by(data, "132292", Iris(base))
    own = {str(name).removeprefix(base) for name in stated.graphs}
    assert "id/132292/joho/2026/graph" in own
    foreign = {
        str(node)
        for triples in stated.graphs.values()
        for triple in triples
        for node in triple
        if isinstance(node, URIRef) and str(node).startswith(BASE) and not str(node).startswith(str(KK))
    }
    assert {name for name in foreign if name.startswith(f"{BASE}id/")} == set()


def test_every_line_quoted_is_a_line_of_the_document(stated: Stated, document_text: str) -> None:
    lines = {int(str(o)) for triples in stated.graphs.values() for _, p, o in triples if p == KK.sourceLine}
    filled = {number for number, line in enumerate(document_text.split("\n"), start=1) if line.strip()}
    assert lines <= filled
    assert len(lines) > 400


def test_every_year_that_a_plan_covers_is_described_though_no_cell_is_of_it(stated: Stated) -> None:
    (source,) = stated.sources
    tables = {
        name: table if name == "plans" else table.iloc[:0] for name, table in source.edition.tables.items()
    }
    assert reference.years(replace(source.edition, tables=tables)) == {2024, 2025, 2026, 2027, 2028}


def test_a_fiscal_year_is_named_in_both_calendars() -> None:
    year = Iris()("fiscal_year", year=2024)
    labels = {o.n3() for s, p, o in reference.fiscal_years([2024], Iris()) if (s, p) == (year, RDFS.label)}
    assert labels == {'"令和6年度"@ja', '"FY2024"@en'}


def test_a_statement_leads_to_its_file_row_and_column(stated: Stated, edition_folder: Path) -> None:
    found = stated.where(f"{PLAN}/item/7/indicator/1/target/2024", "kk:status")
    assert found.startswith(f"{edition_folder}/tables/cells.csv, row ")
    assert found.endswith(", column status")
    assert stated.where(f"{BASE}nothing", "kk:status") == ""


def test_tables_that_are_not_what_the_document_gives_do_not_conform(data: DataFolder, tmp_path: Path) -> None:
    copy = copied(data, tmp_path, "132292")
    cells = copy.tables("132292", "2026") / "cells.csv"
    cells.write_text(cells.read_text(encoding="utf-8").replace("46.8%", "48.6%", 1), encoding="utf-8")
    with pytest.raises(
        ConformanceError, match=r"cells\.csv, row \d+: is not what the document and the corrections"
    ):
        stated_by(copy, "132292")


def test_a_document_without_a_description_is_not_taken_for_a_workbook(
    data: DataFolder, tmp_path: Path
) -> None:
    copy = copied(data, tmp_path, "132292")
    (copy.source("132292", "2026") / "source.toml").unlink()
    with pytest.raises(DocumentError, match=r"source\.toml: does not exist"):
        stated_by(copy, "132292")


def test_elements_of_all_levels_are_there(stated: Stated) -> None:
    elements = [
        s for triples in stated.graphs.values() for s, p, o in triples if (p, o) == (RDF.type, KK.PlanElement)
    ]
    assert len(elements) == len(set(elements)) == 3 + 10 + 36 + 25


def test_no_triple_stands_in_two_graphs_so_that_none_is_counted_twice(built_release: Release) -> None:
    content = gzip.decompress((built_release.path / "dataset.nq.gz").read_bytes())
    graphs: dict[str, list[str]] = {}
    for quad in ox.parse(content, ox.RdfFormat.N_QUADS):
        triple = f"{quad.subject} {quad.predicate} {quad.object}"
        graphs.setdefault(triple, []).append(str(quad.graph_name))
    assert len(graphs) > 20_000
    assert {triple: names for triple, names in graphs.items() if len(names) > 1} == {}
