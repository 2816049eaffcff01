"""Corrections, conflicts, losses and doubts are data: about what, in which line, what was there, and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest
from rdflib import Literal, URIRef
from rdflib.term import Node

from pipeline.graphs import annotations as annotating
from pipeline.graphs.derived import derive
from pipeline.graphs.interpreter import Statements, Triple
from pipeline.model.iris import BASE, Iris
from pipeline.model.namespaces import DCTERMS, DQV, KK, OA, PROV, RDF, RDFS
from pipeline.release.unit.statements import Source, Stated
from pipeline.tables import csv_files
from pipeline.tables.cell_values import rows
from pipeline.tables.edition import Edition

PLAN = f"{BASE}id/132292/gyokaku-5/2026"
DIGITAL = f"{BASE}id/132292/joho/2026"


@pytest.fixture(scope="module")
def source(stated: Stated) -> Source:
    (found,) = stated.sources
    return found


@pytest.fixture(scope="module")
def annotations(source: Source) -> Statements:
    return annotating.annotate(source.edition, source.statements, source.extraction, Iris())


def about(annotations: Statements, name: str, plan: str = PLAN) -> Mapping[URIRef, list[str]]:
    """What is said of an annotation: predicate → values, sorted."""
    found: dict[URIRef, list[str]] = {}
    for triples in annotations.graphs.values():
        for s, p, o in triples:
            if str(s) == f"{plan}/annotation/{name}":
                found.setdefault(p, []).append(str(o).removeprefix(BASE))
    return {predicate: sorted(values) for predicate, values in found.items()}


def targets(annotations: Statements, start: str) -> dict[str, set[URIRef]]:
    """The targets of each annotation whose name begins so, by its IRI."""
    found: dict[str, set[URIRef]] = {}
    for triples in annotations.graphs.values():
        for s, p, o in triples:
            if p == OA.hasTarget and isinstance(o, URIRef) and f"/annotation/{start}" in s:
                found.setdefault(str(s), set()).add(o)
    return found


def test_english_titles_and_names_are_annotated_as_translations(
    source: Source, annotations: Statements
) -> None:
    found = targets(annotations, "titles-en")
    assert {iri: len(of) for iri, of in found.items()} == {
        f"{PLAN}/annotation/titles-en": 49,
        f"{DIGITAL}/annotation/titles-en": 25,
    }
    labels, units = targets(annotations, "labels-en"), targets(annotations, "units-en")
    assert {iri: len(of) for iri, of in (labels | units).items()} == {
        f"{PLAN}/annotation/labels-en": 52,
        f"{DIGITAL}/annotation/labels-en": 17,
        f"{BASE}id/132292/annotation/units-en": 32,
    }
    themes = targets(annotations, "concepts-en")
    assert {iri: len(of) for iri, of in themes.items()} == {f"{DIGITAL}/annotation/concepts-en": 56 + 3}
    assert URIRef(f"{DIGITAL}/scheme/technology") in themes[f"{DIGITAL}/annotation/concepts-en"]
    translated = {s for s, p, _ in union(source.statements) if p == DCTERMS.alternative}
    own = {s for s in translated if "/2026/" in s or "/unit/" in s}
    assert set().union(*found.values(), *labels.values(), *units.values(), *themes.values()) == own
    assert about(annotations, "titles-en")[OA.motivatedBy] == [str(DQV.qualityAssessment)]


def union(statements: Statements) -> set[Triple]:
    return set().union(*statements.graphs.values())


def reasons(graph: set[Triple], node: Node) -> dict[str | None, str]:
    """Why there is an annotation, by language."""
    return {
        o.language: str(o) for s, p, o in graph if s == node and p == RDFS.comment and isinstance(o, Literal)
    }


def test_every_correction_conflict_and_lost_column_is_annotated(
    annotations: Statements, source: Source
) -> None:
    counts = annotating.summary(annotations)
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
            assert found[OA.motivatedBy] == 1
            assert reasons(graph, node).keys() in ({"ja"}, {"ja", "en"})
            assert len(reasons(graph, node)) == found[RDFS.comment]
            assert found[OA.hasTarget] >= 1
            assert found[KK.sourceLine] == found[PROV.wasQuotedFrom] <= 1


def test_a_correction_keeps_what_was_printed(annotations: Statements) -> None:
    found = about(annotations, "correction-866")
    assert found[KK.rawText] == ["デジタルデバйд"]
    assert found[KK.correctedText] == ["デジタルデバイド"]
    assert found[KK.sourceLine] == ["866"]
    assert found[OA.hasTarget] == ["id/132292/gyokaku-5/2026/item/28"]
    assert found[KK.evidence] == ["1115行「デジタルデバイド対策」"]


def test_every_target_of_a_correction_holds_the_corrected_text(
    annotations: Statements, source: Source
) -> None:
    literals: dict[URIRef, list[str]] = {}
    for subject, _, value in union(source.statements):
        if isinstance(value, Literal):
            literals.setdefault(subject, []).append(str(value))
    assert source.extraction
    corrected = {str(s): str(o) for s, p, o in union(annotations) if p == KK.correctedText}
    found = targets(annotations, "correction-")
    assert found.keys() == corrected.keys()
    assert len(found) == len(source.extraction.document.corrections)
    lines = set()
    for name, about_ in found.items():
        for target in about_:
            if target in literals:
                assert any(corrected[name] in literal for literal in literals[target]), (name, target)
            else:
                lines.add(target.partition(".txt#line=")[2])
    headings_and_overviews = {"180,181", "587,588", "1246,1247"}
    assert lines == headings_and_overviews, "which are no data of their own"


@pytest.mark.parametrize(
    ("name", "plan", "about_"),
    [
        ("1297", DIGITAL, ["item/3/indicator/1/target/2024"]),
        ("1297-2", DIGITAL, ["item/3/indicator/1/target/2026"]),
        ("1297-3", DIGITAL, ["item/3/indicator/1/target/2027"]),
        ("1298", DIGITAL, ["item/3/indicator/1/actual/2024"]),
        ("1157", DIGITAL, ["scheme/town-development/8"]),
        ("1452", DIGITAL, ["item/15"]),
        ("1456", DIGITAL, ["item/15"]),
        ("458", PLAN, ["item/10/progress/2025"]),
        ("645", PLAN, ["item/17/activity/2/2024"]),
        ("645-2", PLAN, ["item/17/activity/2/2026"]),
        ("690", PLAN, ["item/19/indicator/1/effect"]),
        ("761", PLAN, ["item/23/activity/1/2028"]),
        ("866", PLAN, ["item/28"]),
        ("870", PLAN, ["item/28/activity/2"]),
        ("876", PLAN, ["item/28/progress/2025"]),
        ("1033", PLAN, ["item/35/activity/3/2024"]),
        ("1033-2", PLAN, ["item/35/activity/3/2025"]),
        ("1033-3", PLAN, ["item/35/activity/3/2026"]),
        ("1033-4", PLAN, ["item/35/activity/3/2027"]),
        ("1331", DIGITAL, ["item/6"]),
        ("1521", DIGITAL, ["item/20/progress/2025"]),
    ],
)
def test_a_correction_is_about_the_cell_entry_or_element_that_it_changed(
    annotations: Statements, name: str, plan: str, about_: list[str]
) -> None:
    found = about(annotations, f"correction-{name}", plan)[OA.hasTarget]
    assert found == [f"{plan}/{part}".removeprefix(BASE) for part in about_]


def test_every_doubt_is_about_something_that_is_stated(annotations: Statements, source: Source) -> None:
    found = targets(annotations, "doubt-")
    assert len(found) == len(source.edition.editorial["doubts"]) == 72
    assert set().union(*found.values()) <= {subject for subject, _, _ in union(source.statements)}


@pytest.mark.parametrize(
    ("name", "plan", "about_"),
    [
        ("336", PLAN, ["item/5/indicator/1/target/2027", "item/5/indicator/1/target/2028"]),
        ("957", PLAN, ["item/31/indicator/1/actual/2027"]),
        ("610", PLAN, ["item/15/indicator/1/effect"]),
        ("924", PLAN, ["item/30/activity/4"]),
        ("908", PLAN, ["item/29/progress/2025"]),
        ("908-2", PLAN, ["item/29/activity/5"]),
        ("412", PLAN, ["item/9"]),
        ("1150", DIGITAL, ["scheme/town-development"]),
    ],
)
def test_a_doubt_is_about_the_parts_that_its_row_names(
    annotations: Statements, name: str, plan: str, about_: list[str]
) -> None:
    found = about(annotations, f"doubt-{name}", plan)[OA.hasTarget]
    assert found == [f"{plan}/{part}".removeprefix(BASE) for part in about_]


def test_a_doubt_of_no_element_is_about_the_edition(annotations: Statements) -> None:
    assert about(annotations, "doubt-155")[OA.hasTarget] == ["id/132292/gyokaku-5/2026"]


def test_every_annotation_is_named_once_by_what_it_is_about(annotations: Statements) -> None:
    """An IRI that two rows shared would have two reasons."""
    given = Counter(
        (s, o.language) for s, p, o in union(annotations) if p == RDFS.comment and isinstance(o, Literal)
    )
    assert set(given.values()) == {1}
    names = {name.rpartition("/")[2] for name in targets(annotations, "conflict-")}
    assert names == {
        "conflict-item-17-measure",
        "conflict-item-6-indicator-1-label",
        "conflict-item-7-title",
        "conflict-item-13-technology",
        "conflict-item-14-title",
        "conflict-item-18-title",
        "conflict-item-18-schedule",
        "conflict-item-19-national-policy",
    }


def test_another_row_of_a_table_renames_no_annotation(source: Source) -> None:
    def names(edition: Edition) -> set[URIRef]:
        found = annotating.annotate(edition, source.statements, None, Iris())
        return {s for s, p, _ in union(found) if p == RDFS.comment}

    edition = source.edition
    doubts, conflicts = edition.editorial["doubts"], edition.tables["conflicts"]
    fewer = replace(
        edition,
        editorial={**edition.editorial, "doubts": doubts.iloc[1:]},
        tables={**edition.tables, "conflicts": conflicts.iloc[1:]},
    )
    gone = names(edition) - names(fewer)
    assert names(fewer) < names(edition)
    assert {name.rpartition("/")[2] for name in gone} == {"doubt-152", "conflict-item-17-measure"}


def test_a_correction_of_a_line_that_is_no_data_is_about_the_line(annotations: Statements) -> None:
    assert about(annotations, "correction-588")[OA.hasTarget] == ["id/132292/document/2026.txt#line=587,588"]


def test_two_corrections_of_a_line_are_two_annotations(annotations: Statements) -> None:
    assert about(annotations, "correction-645")[KK.rawText] == ["市報 リニューアル"]
    assert about(annotations, "correction-645-2")[KK.rawText] == ["市HP リニューアル"]


def test_a_conflict_keeps_both_readings_and_says_which_is_preferred(annotations: Statements) -> None:
    found = about(annotations, "conflict-item-13-technology", DIGITAL)
    assert found[OA.hasTarget] == ["id/132292/joho/2026/item/13"]
    assert found[KK.preferredReading] == ["code/reading/overview"]
    assert (found[KK.preferredText], found[KK.otherText]) == (["⑯"], ["⑬"])
    assert found[KK.attribute] == ["technology"]
    assert found[KK.sourceLine] == ["1245"]


def test_a_conflict_about_a_part_targets_the_part(annotations: Statements) -> None:
    found = about(annotations, "conflict-item-6-indicator-1-label", DIGITAL)
    assert found[OA.hasTarget] == ["id/132292/joho/2026/item/6/indicator/1"]


def test_a_lost_column_says_which_years_and_how_the_rest_is_read(annotations: Statements) -> None:
    found = about(annotations, "loss-item-3-1-target", DIGITAL)
    assert found[OA.hasTarget] == ["id/132292/joho/2026/item/3/indicator/1/target/2028"]
    assert found[RDFS.comment] == [
        "The transcription lost the table's last columns (FY2028); values stand from the left.",
        "表の右端の列が転記で失われている(2028年度)。値は左から順に読む。",
    ]


def test_what_keikaku_says_of_corrections_conflicts_and_losses_is_in_both_languages(
    annotations: Statements,
) -> None:
    whole = union(annotations)
    classes = (KK.Correction, KK.Conflict, KK.Loss)
    found = {s for s, p, o in whole if p == RDF.type and o in classes}
    assert len(found) > 40
    for node in found:
        said = reasons(whole, node)
        assert said.keys() == {"ja", "en"} and said["en"].isprintable() and said["en"] != said["ja"], node
    titles = {(str(s), o.language) for s, p, o in whole if p == DCTERMS.title and isinstance(o, Literal)}
    assert {f"{PLAN}/annotation/loss-schedule-arrows"} == {
        name for name, tag in titles if tag == "en" and name.startswith(PLAN)
    }


def test_a_loss_says_whether_the_other_chapter_s_value_stands_in_the_derived_data(
    annotations: Statements, source: Source
) -> None:
    found = targets(annotations, "loss-item-")
    said, told = (
        {
            cell
            for name, cells in found.items()
            if word in reasons(union(annotations), URIRef(name))[tag]
            for cell in cells
        }
        for tag, word in (("ja", "補い"), ("en", "derived"))
    )
    derived = {str(s) for triples in derive(union(source.statements)).values() for s, _, _ in triples}
    lost = set().union(*found.values())
    filled = {cell for cell in lost if any(name.startswith(f"{cell}/") for name in derived)}
    assert said == told == filled
    assert 0 < len(filled) < len(lost)


def test_drawings_are_lost_in_the_plans_that_had_them(annotations: Statements) -> None:
    titles = {
        str(name).removeprefix(BASE): sorted(
            str(o)
            for s, p, o in graph
            if p == DCTERMS.title and "/loss-" in str(s) and isinstance(o, Literal) and o.language == "ja"
        )
        for name, graph in annotations.graphs.items()
        if name.endswith("/quality")
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


def test_an_aggregate_is_marked_as_an_editor_s_decision_with_its_reason(
    annotations: Statements, source: Source
) -> None:
    found = about(annotations, "aggregates-item-30-3")
    assert f"{KK.EditorialDecision}".removeprefix(BASE) in found[RDF.type]
    assert found[OA.hasTarget] == ["id/132292/gyokaku-5/2026/item/30/indicator/3"]
    assert found[KK.attribute] == ["aggregates"]
    (reason,) = {row["reason"] for _, row in rows(source.edition.editorial["aggregates"])}
    assert found[RDFS.comment] == [reason]


def test_a_sum_that_is_found_for_two_reasons_has_both(source: Source) -> None:
    sums = source.edition.editorial["aggregates"]
    assert sums["element"].nunique() == sums["reason"].nunique() == 1 < len(sums)
    other = sums.assign(reason=[f"理由{number}" for number in range(len(sums))])
    edition = replace(source.edition, editorial={**source.edition.editorial, "aggregates": other})
    found = annotating.annotate(edition, source.statements, None, Iris())
    names = {name.rpartition("/")[2] for name in targets(found, "aggregates-")}
    assert names == {"aggregates-item-30-3", "aggregates-item-30-3-2"}


def test_every_aggregate_that_is_stated_has_its_annotation(annotations: Statements, source: Source) -> None:
    sums = {s for s, p, _ in union(source.statements) if p == KK.aggregates}
    assert sums == set().union(*targets(annotations, "aggregates-").values())


def test_no_annotation_is_in_the_base_graph_of_a_plan(stated: Stated) -> None:
    shared = f"{BASE}id/132292/graph"  # which has what an editor calls departments, and that it does
    for name, graph in stated.graphs.items():
        if not name.endswith("/quality") and str(name) != shared:
            assert not {p for _, p, _ in graph if p in (OA.hasTarget, DQV.hasQualityAnnotation)}


def test_tables_used_here_are_those_of_the_edition(source: Source) -> None:
    assert csv_files.check(source.edition.tables, source.edition.folder / "tables") == []
