"""Validation names what is wrong, where it came from, and what to do; and writes the same report every time."""

from pathlib import Path

import pytest
from rdflib import SH, BNode, Graph, Literal, URIRef

from pipeline.model.errors import Problem
from pipeline.model.iris import Iris
from pipeline.model.namespaces import DCTERMS, KK, ORG, QB, RDF, SKOS, code
from pipeline.validation import validate
from pipeline.validation.report import Finding, Report
from pipeline.validation.shacl import SHAPE, path_text, shapes

BASE = "https://example.org/"
UNIT = URIRef(BASE + "id/132292/unit/交通課")
CITY = URIRef(BASE + "id/132292")


def municipality() -> Graph:
    graph = Graph()
    graph.add((CITY, RDF.type, ORG.FormalOrganization))
    graph.add((CITY, SKOS.prefLabel, Literal("西東京市", lang="ja")))
    graph.add((CITY, SKOS.prefLabel, Literal("Nishitokyo City", lang="en")))
    graph.add((CITY, DCTERMS.identifier, Literal("132292")))
    graph.add((CITY, DCTERMS.spatial, URIRef("http://data.e-stat.go.jp/lod/sac/C13229")))
    graph.add((UNIT, RDF.type, ORG.OrganizationalUnit))
    graph.add((UNIT, SKOS.prefLabel, Literal("交通課", lang="ja")))
    graph.add((UNIT, ORG.unitOf, CITY))
    return graph


def nameless() -> Graph:
    graph = municipality()
    graph.remove((UNIT, SKOS.prefLabel, None))
    return graph


def checked(*graphs: Graph) -> Report:
    return validate((graph.serialize(format="nt", encoding="utf-8") for graph in graphs), BASE)


def nowhere(_thing: str, _path: str) -> str:
    return ""


@pytest.fixture(scope="module")
def report() -> Report:
    return checked(nameless())


def test_what_conforms_gives_no_finding() -> None:
    report = checked(municipality())
    assert report.conforms
    assert report.findings == ()


def test_a_finding_names_the_thing_the_shape_and_the_path(report: Report) -> None:
    (finding,) = report.findings
    assert finding.focus == str(UNIT)
    assert finding.shape == SHAPE + "Unit-prefLabel"
    assert finding.component == str(SH.MinCountConstraintComponent)
    assert finding.path == "skos:prefLabel"
    assert not report.conforms


def test_a_problem_names_the_place_of_the_table_and_what_to_do(report: Report) -> None:
    places = {(str(UNIT), "skos:prefLabel"): "data/132292/2026/tables/units.csv, row 14, column unit"}
    assert report.problems(lambda thing, path: places.get((thing, path), "")) == (
        Problem(
            "data/132292/2026/tables/units.csv, row 14, column unit",
            "The name of the department is missing, has no language or is given twice in one.",
            "Write one name in Japanese.",
        ),
    )


def test_a_problem_can_be_told_in_japanese(report: Report) -> None:
    (problem,) = report.problems(nowhere, "ja")
    assert problem.what == "部署の名称がないか、言語の指定がないか、同じ言語で重なっています。"
    assert problem.remedy == "日本語の名称を一つ書いてください。"


def test_a_thing_without_a_place_is_named_by_its_iri(report: Report) -> None:
    (problem,) = report.problems(nowhere)
    assert problem.where == f"<{UNIT}>"


def test_a_part_has_the_place_of_the_thing_it_is_a_part_of() -> None:
    finding = Finding(BASE + "cell/total", "s", "c", message={"en": "Wrong. Correct it."})
    (problem,) = Report((finding,)).problems(
        lambda thing, path: "cells.csv, row 2" if thing == BASE + "cell" else ""
    )
    assert problem.where == "cells.csv, row 2"


def test_what_breaks_a_graph_as_a_whole_has_the_place_of_what_it_names() -> None:
    graph = municipality()
    graph.set((CITY, DCTERMS.identifier, Literal("132293")))
    (problem,) = checked(graph).problems(lambda thing, path: "publisher.toml" if thing == str(CITY) else "")
    assert problem.where == "publisher.toml"
    assert problem.what.startswith("The check digit of a municipality's code is wrong")


def test_a_value_is_shown_before_what_is_wrong_with_it() -> None:
    graph = municipality()
    graph.set((CITY, DCTERMS.identifier, Literal("13229")))
    (problem,) = checked(graph).problems(nowhere)
    assert problem.what.startswith('"13229": The code of the municipality')


def test_what_a_graph_needs_of_another_is_found_there() -> None:
    units = Graph()
    for triple in municipality().triples((UNIT, None, None)):
        units.add(triple)
    city = municipality() - units
    assert not checked(units).conforms
    assert checked(units, city).conforms


def test_two_observations_with_the_same_dimensions_are_found() -> None:
    mint = Iris(BASE)
    graph = municipality()
    cell: dict[str, str | int] = {"municipality": "132292", "plan": "p", "edition": "2026", "level": "item"}
    cell |= {"number": 7, "indicator": 1, "kind": "target", "year": 2024}
    for breakdown in ("total", "rate"):
        observation = mint("observation", **cell, breakdown=breakdown)
        graph.add((observation, RDF.type, QB.Observation))
        graph.add((observation, QB.dataSet, KK.figures))
        graph.add((observation, KK.indicator, mint("indicator", **cell)))
        graph.add((observation, KK.breakdown, code("breakdown", "total", BASE)))
    duplicates = [found.focus for found in checked(graph).findings if found.shape.endswith("ic-12")]
    assert [focus.rpartition("/")[2] for focus in duplicates] == ["rate", "total"]


def test_the_report_is_written_in_shacls_terms_without_blank_nodes(report: Report, tmp_path: Path) -> None:
    report.write(tmp_path, BASE)
    written = Graph().parse(data=(tmp_path / "shacl.ttl").read_text("utf-8"), format="turtle")
    assert not [node for triple in written for node in triple if isinstance(node, BNode)]
    (result,) = written.subjects(RDF.type, SH.ValidationResult)
    assert written.value(result, SH.focusNode) == UNIT
    assert written.value(result, SH.resultPath) == SKOS.prefLabel
    assert {str(getattr(text, "language", "")) for text in written.objects(result, SH.resultMessage)} == {
        "ja",
        "en",
    }
    assert (None, SH.conforms, Literal(False)) in written


def test_the_report_is_the_same_every_time(report: Report, tmp_path: Path) -> None:
    again = checked(nameless())
    for name, one in (("first", report), ("second", again)):
        one.write(tmp_path / name, BASE)
    for file in ("shacl.ttl", "shacl.md"):
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()


def test_the_report_for_people_says_it_in_both_languages(report: Report) -> None:
    assert "Write one name in Japanese." in report.markdown()
    assert "日本語の名称を一つ書いてください。" in report.markdown()
    assert "Everything conforms." in Report(()).markdown()


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("Cell-status", "kk:status"),
        ("Cell-subject", "kk:indicator|kk:effectOf"),
        ("Indicator-element", "^kk:hasIndicator"),
        ("PlanElement-edition", "dcterms:isPartOf+"),
        ("Observation-period-of-cell", "prov:wasDerivedFrom/sdmx-dimension:refPeriod"),
        ("Cell-relative", ""),
    ],
)
def test_a_path_is_written_as_sparql_writes_it(shape: str, text: str) -> None:
    graph = shapes()
    assert path_text(graph, graph.value(URIRef(SHAPE + shape), SH.path)) == text
