"""All data as named graphs: each municipality, the hub, the ontology; or every problem at once."""

import gzip
import shutil
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import URIRef
from rdflib.term import BNode

from pipeline.graphs import reference
from pipeline.model.data_folder import DataFolder
from pipeline.model.errors import ConformanceError, DocumentError, TableError
from pipeline.model.iris import BASE, Iris
from pipeline.model.namespaces import KK, RDF, RDFS, SKOS
from pipeline.release.assembly import Assembly, assemble
from pipeline.release.store import Release

PLAN = f"{BASE}id/132292/gyokaku-5/2026"


def copied(data: DataFolder, folder: Path, *codes: str) -> DataFolder:
    for code in codes:
        shutil.copytree(data.municipality(code), folder / "data" / code)
    return DataFolder(folder / "data")


def test_each_plan_has_its_graphs_beside_those_that_are_shared(assembly: Assembly) -> None:
    assert sorted(name.removeprefix(BASE) for name in assembly.graphs) == [
        "hub/denominator/graph",
        "hub/graph",
        "hub/municipality/graph",
        "id/132292/graph",
        "id/132292/gyokaku-5/2026/graph",
        "id/132292/gyokaku-5/2026/graph/quality",
        "id/132292/joho/2026/graph",
        "id/132292/joho/2026/graph/quality",
        "ontology/graph",
    ]


def test_derived_values_are_added_in_graphs_of_their_own(data: DataFolder) -> None:
    assembly = assemble(data, ["132292"], Iris())
    before = {name: set(triples) for name, triples in assembly.graphs.items()}
    assembly.derive()
    added = set(assembly.graphs) - set(before)
    assert {name.removeprefix(BASE) for name in added} == {
        "id/132292/gyokaku-5/2026/graph/derived",
        "id/132292/joho/2026/graph/derived",
    }
    assert all(assembly.graphs[name] == triples for name, triples in before.items())


def test_no_graph_holds_a_blank_node(assembly: Assembly) -> None:
    assert assembly.graphs
    for triples in assembly.graphs.values():
        assert triples
        assert not any(isinstance(node, BNode) for triple in triples for node in triple)


def test_all_that_is_named_below_the_base_begins_with_it(data: DataFolder) -> None:
    base = "https://data.example/"
    assembly = assemble(data, ["132292"], Iris(base))
    own = {str(name).removeprefix(base) for name in assembly.graphs}
    assert "id/132292/joho/2026/graph" in own
    foreign = {
        str(node)
        for triples in assembly.graphs.values()
        for triple in triples
        for node in triple
        if isinstance(node, URIRef) and str(node).startswith(BASE) and not str(node).startswith(str(KK))
    }
    assert {name for name in foreign if name.startswith(f"{BASE}id/")} == set()


def test_every_line_quoted_is_a_line_of_the_document(assembly: Assembly, document_text: str) -> None:
    lines = {int(str(o)) for triples in assembly.graphs.values() for _, p, o in triples if p == KK.sourceLine}
    filled = {number for number, line in enumerate(document_text.split("\n"), start=1) if line.strip()}
    assert lines <= filled
    assert len(lines) > 400


def test_every_year_that_a_plan_covers_is_described_though_no_cell_is_of_it(assembly: Assembly) -> None:
    (source,) = assembly.sources
    tables = {
        name: table if name == "plans" else table.iloc[:0] for name, table in source.edition.tables.items()
    }
    found = reference.fiscal_years([replace(source.edition, tables=tables)], Iris())
    years = {str(o) for _, p, o in found if p == SKOS.notation}
    assert years == {"2024", "2025", "2026", "2027", "2028"}


def test_a_fiscal_year_is_named_in_both_calendars(assembly: Assembly) -> None:
    year = URIRef(f"{BASE}id/fiscal-year/2024")
    hub = assembly.graphs[URIRef(f"{BASE}hub/graph")]
    labels = {o.n3() for s, p, o in hub if (s, p) == (year, RDFS.label)}
    assert labels == {'"令和6年度"@ja', '"FY2024"@en'}


def test_a_statement_leads_to_its_file_row_and_column(assembly: Assembly, edition_folder: Path) -> None:
    found = assembly.where(f"{PLAN}/item/7/indicator/1/target/2024", "kk:status")
    assert found.startswith(f"{edition_folder}/tables/cells.csv, row ")
    assert found.endswith(", column status")
    assert assembly.where(f"{BASE}nothing", "kk:status") == ""


def test_tables_that_are_not_what_the_document_gives_do_not_conform(data: DataFolder, tmp_path: Path) -> None:
    copy = copied(data, tmp_path, "132292")
    cells = copy.tables("132292", "2026") / "cells.csv"
    cells.write_text(cells.read_text(encoding="utf-8").replace("46.8%", "48.6%", 1), encoding="utf-8")
    with pytest.raises(
        ConformanceError, match=r"cells\.csv, row \d+: is not what the document and the corrections"
    ):
        assemble(copy, ["132292"], Iris())


def test_a_document_without_a_description_is_not_taken_for_a_workbook(
    data: DataFolder, tmp_path: Path
) -> None:
    copy = copied(data, tmp_path, "132292")
    (copy.source("132292", "2026") / "source.toml").unlink()
    with pytest.raises(DocumentError, match=r"source\.toml: does not exist"):
        assemble(copy, ["132292"], Iris())


def test_what_could_not_be_read_weighs_more_than_what_differs(data: DataFolder, tmp_path: Path) -> None:
    copy = copied(data, tmp_path, "132292", "092029")
    texts = copy.tables("132292", "2026") / "texts.csv"
    texts.write_text(
        texts.read_text(encoding="utf-8").replace("行政需要の増加", "行政需要の減少", 1), encoding="utf-8"
    )
    cells = copy.tables("092029", "2023") / "cells.csv"
    cells.write_text(cells.read_text(encoding="utf-8").replace("2023", "令和5", 1), encoding="utf-8")
    with pytest.raises(TableError) as raised:
        assemble(copy, copy.municipalities(), Iris())
    assert len(raised.value.problems) == 2
    assert raised.value.exit_code == 2


def test_no_data_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="holds no municipality"):
        assemble(DataFolder(tmp_path), [], Iris())


def test_elements_of_all_levels_are_there(assembly: Assembly) -> None:
    elements = [
        s
        for triples in assembly.graphs.values()
        for s, p, o in triples
        if (p, o) == (RDF.type, KK.PlanElement)
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
