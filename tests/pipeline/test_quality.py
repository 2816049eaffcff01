"""Corrections, conflicts, losses and doubts are data: about what, in which line, what was there, and why."""

from collections import Counter
from collections.abc import Mapping

import pytest
from rdflib import URIRef

from pipeline import quality, quality_report, tables
from pipeline.assembly import Assembly, Source
from pipeline.figures import rows
from pipeline.iris import BASE, Iris
from pipeline.quality import Places
from pipeline.terms import DCTERMS, DQV, KK, OA, PROV, RDF, RDFS
from pipeline.triples import Statements

PLAN = f"{BASE}id/132292/gyokaku-5/2026"
DIGITAL = f"{BASE}id/132292/joho/2026"


@pytest.fixture(scope="module")
def source(assembly: Assembly) -> Source:
    (found,) = assembly.sources
    return found


@pytest.fixture(scope="module")
def annotations(source: Source) -> Statements:
    assert source.extraction
    corrections = source.extraction.document.corrections
    return quality.annotate(source.edition, source.statements, corrections, Iris())


def about(annotations: Statements, name: str, plan: str = PLAN) -> Mapping[URIRef, list[str]]:
    """What is said of an annotation: predicate → values, sorted."""
    found: dict[URIRef, list[str]] = {}
    for triples in annotations.graphs.values():
        for s, p, o in triples:
            if str(s) == f"{plan}/annotation/{name}":
                found.setdefault(p, []).append(str(o).removeprefix(BASE))
    return {predicate: sorted(values) for predicate, values in found.items()}


def test_every_correction_conflict_and_lost_column_is_annotated(
    annotations: Statements, source: Source
) -> None:
    counts = quality.summary(annotations)
    assert source.extraction
    assert counts["corrections"] == len(source.extraction.document.corrections) == 24
    assert counts["conflicts"] == len(source.edition.tables["conflicts"]) == 8
    cells = [row for _, row in rows(source.edition.tables["cells"]) if row["status"] == "missing_in_source"]
    tables_with_loss = {(r["plan"], r["element"], r["indicator"], r["kind"]) for r in cells}
    assert (
        counts["losses"] == len(tables_with_loss) + 3
    )  # and what drawings showed: arrows twice, stage marks once


def test_every_lost_cell_is_the_target_of_a_loss(annotations: Statements, source: Source) -> None:
    lost = {
        URIRef(
            f"{BASE}id/132292/{r['plan']}/2026/item/{r['element']}/indicator/{r['indicator']}/{r['kind']}/"
            f"{r['fiscal_year']}"
        )
        for _, r in rows(source.edition.tables["cells"])
        if r["status"] == "missing_in_source"
    }
    losses = {s for g in annotations.graphs.values() for s, p, o in g if (p, o) == (RDF.type, KK.Loss)}
    targets = {o for g in annotations.graphs.values() for s, p, o in g if p == OA.hasTarget and s in losses}
    assert lost <= targets
    assert len(lost) == 49


def test_an_annotation_says_what_it_is_about_why_and_from_where(annotations: Statements) -> None:
    for graph in annotations.graphs.values():
        nodes = {s for s, p, o in graph if (p, o) == (RDF.type, DQV.QualityAnnotation)}
        assert nodes
        for node in nodes:
            found = Counter(p for s, p, _ in graph if s == node)
            assert found[RDFS.comment] == found[OA.motivatedBy] == 1
            assert found[OA.hasTarget] >= 1
            assert found[KK.sourceLine] == found[PROV.wasQuotedFrom] <= 1


def test_a_correction_keeps_what_was_printed(annotations: Statements) -> None:
    found = about(annotations, "correction-866")
    assert found[KK.rawText] == ["デジタルデバйд"]
    assert found[KK.correctedText] == ["デジタルデバイド"]
    assert found[KK.sourceLine] == ["866"]
    assert found[OA.hasTarget] == ["id/132292/gyokaku-5/2026/item/28"]
    assert found[KK.evidence] == ["1115行「デジタルデバイド対策」"]


def test_a_correction_of_a_line_that_is_no_data_is_about_the_line(annotations: Statements) -> None:
    assert about(annotations, "correction-588")[OA.hasTarget] == ["id/132292/document/2026.txt#line=587,588"]


def test_two_corrections_of_a_line_are_two_annotations(annotations: Statements) -> None:
    assert about(annotations, "correction-645")[KK.rawText] == ["市報 リニューアル"]
    assert about(annotations, "correction-645-2")[KK.rawText] == ["市HP リニューアル"]


def test_a_conflict_keeps_both_readings_and_says_which_is_preferred(annotations: Statements) -> None:
    found = about(annotations, "conflict-4", DIGITAL)
    assert found[OA.hasTarget] == ["id/132292/joho/2026/item/13"]
    assert found[KK.preferredReading] == ["code/reading/overview"]
    assert (found[KK.preferredText], found[KK.otherText]) == (["⑯"], ["⑬"])
    assert found[KK.attribute] == ["technology"]
    assert found[KK.sourceLine] == ["1245"]


def test_a_conflict_about_a_part_targets_the_part(annotations: Statements) -> None:
    assert about(annotations, "conflict-2", DIGITAL)[OA.hasTarget] == [
        "id/132292/joho/2026/item/6/indicator/1"
    ]


def test_a_lost_column_says_which_years_and_how_the_rest_is_read(annotations: Statements) -> None:
    found = about(annotations, "loss-item-3-1-target", DIGITAL)
    assert found[OA.hasTarget] == ["id/132292/joho/2026/item/3/indicator/1/target/2028"]
    assert found[RDFS.comment] == ["表の右端の列が転記で失われている(2028年度)。値は左から順に読む。"]


def test_drawings_are_lost_in_the_plans_that_had_them(annotations: Statements) -> None:
    titles = {
        str(name).removeprefix(BASE): sorted(
            str(o) for s, p, o in graph if p == DCTERMS.title and "/loss-" in str(s)
        )
        for name, graph in annotations.graphs.items()
    }
    assert titles == {
        "id/132292/gyokaku-5/2026/graph/quality": ["実施時期の矢印の長さ"],
        "id/132292/joho/2026/graph/quality": ["取組段階の状況の印", "実施時期の矢印の長さ"],
    }


def test_a_direction_is_marked_as_an_editor_s_decision_with_its_reason(annotations: Statements) -> None:
    found = about(annotations, "direction-item-7-1")
    assert {str(KK.EditorialDecision), str(DQV.QualityAnnotation)} == {
        BASE + name if name.startswith("ns#") else name for name in found[RDF.type]
    }
    assert found[OA.hasTarget] == ["id/132292/gyokaku-5/2026/item/7/indicator/1"]
    assert len(found[RDFS.comment][0]) > 10


def test_a_line_belongs_to_the_plan_of_the_nearest_row_above() -> None:
    found = Places({}, {100: "one", 200: "two"})
    assert [found.plan(line) for line in (5, 100, 199, 200, 900)] == ["one", "one", "one", "two", "two"]


def test_no_annotation_is_in_a_base_graph(assembly: Assembly) -> None:
    for name, graph in assembly.graphs.items():
        if not name.endswith("/quality"):
            assert not {p for _, p, _ in graph if p in (OA.hasTarget, DQV.hasQualityAnnotation)}


def test_the_report_names_every_place_for_the_city_s_staff(source: Source) -> None:
    assert source.extraction
    lines = list(quality_report.lines(source.edition, source.extraction.document.corrections))
    headings = [line for line in lines if line.startswith("## ")]
    assert [heading.split("箇所")[0] for heading in headings][:2] == [
        "## 訂正して公開した",
        "## 記載が食い違う",
    ]
    text = "\n".join(lines)
    for one in source.extraction.document.corrections:
        assert f"| {one.line} | {one.printed} | {one.corrected} |" in text
    assert "| 69 | joho 13 | technology | ⑯(1245行) | ⑬(1419行) |" in text
    tables_in_report = [line for line in lines if line.startswith("| ")]
    lost = {
        (r["plan"], r["element"], r["indicator"], r["kind"])
        for _, r in rows(source.edition.tables["cells"])
        if r["status"] == "missing_in_source"
    }
    assert len(tables_in_report) >= 24 + 8 + len(lost)


def test_every_table_of_the_report_is_a_table(source: Source) -> None:
    """Each row has as many cells as its head: no text of the source breaks the Markdown."""
    assert source.extraction
    width = 0
    for line in quality_report.lines(source.edition, source.extraction.document.corrections):
        if not line.startswith("|"):
            width = 0
            continue
        width = width or line.count("|")
        assert line.count("|") == width, line


def test_tables_used_here_are_those_of_the_edition(source: Source) -> None:
    assert tables.check(source.edition.tables, source.edition.folder / "tables") == []
