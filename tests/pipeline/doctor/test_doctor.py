"""The doctor: healthy catalogues pass, every fault is found in words, and emptiness does not pass for health."""

import json
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph
import pytest
import typer
from rdflib import DCAT, DCTERMS, RDF, XSD, BNode, Graph, Literal, URIRef
from typer.testing import CliRunner

from pipeline.catalog.dcat import triples
from pipeline.cli import doctor
from pipeline.doctor.checks import check, ckan_name
from pipeline.doctor.diagnosis import diagnose
from pipeline.doctor.facts import Facts
from pipeline.doctor.findings import HARVESTERS, kinds
from pipeline.doctor.score import MOST, score
from pipeline.model.errors import DocumentError
from pipeline.model.iris import Iris
from tests.pipeline.catalog import example
from tests.pipeline.doctor.portal import Portal

DATASET = URIRef(example.BASE + "dataset/132292-joho-2026")
OTHER = URIRef(example.BASE + "dataset/hub")
FILE = URIRef(example.BASE + "dataset/132292-joho-2026/ttl")
SERIES = URIRef(example.BASE + "series/132292-joho")
CATALOGUE = URIRef(example.BASE + "catalog")
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
FORMAT = URIRef("http://publications.europa.eu/resource/authority/file-type/CSV")
TRIPLES = triples(example.catalogue(), Iris(example.BASE), example.ROOT)
Change = tuple[URIRef, URIRef, object]


def catalogue(*added: Change, without: tuple[tuple[URIRef | None, URIRef | None], ...] = ()) -> Graph:
    """The example's catalogue with statements taken away, then others added."""
    found = Graph()
    for triple in TRIPLES:
        found.add(triple)
    for subject, predicate in without:
        found.remove((subject, predicate, None))
    for subject, predicate, object_ in added:
        found.add((subject, predicate, object_))  # type: ignore[arg-type]
    return found


def facts_of(graph: Graph) -> Facts:
    parsed = pyoxigraph.parse(graph.serialize(format="nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return Facts(pyoxigraph.Triple(quad.subject, quad.predicate, quad.object) for quad in parsed)


def codes(graph: Graph, errors_only: bool = True) -> set[str]:
    return {found.kind.code for found in check(facts_of(graph)) if found.is_error or not errors_only}


def saved(graph: Graph, folder: Path) -> str:
    path = folder / "catalog.ttl"
    graph.serialize(path, format="turtle")
    return str(path)


def test_our_catalogue_is_healthy_by_every_harvester(tmp_path: Path) -> None:
    found = diagnose(saved(catalogue(), tmp_path))
    assert found.healthy
    assert (found.datasets, found.distributions) == (6, 30)
    assert {one.kind.code for one in found.findings} <= {"poor-address"}
    assert [name for name, _ in found.verdicts] == list(HARVESTERS)


FAULTS: Mapping[str, Graph] = {
    "no-title": catalogue(without=((DATASET, DCTERMS.title),)),
    "no-description": catalogue(without=((DATASET, DCTERMS.description),)),
    "refused-tag": catalogue((DATASET, DCAT.keyword, Literal("国・都の情報政策", lang="ja"))),
    "identifier-twice": catalogue((OTHER, DCTERMS.identifier, Literal("132292-joho-2026"))),
    "series-is-dataset": catalogue((SERIES, RDF.type, DCAT.Dataset)),
    "no-address": catalogue(without=((FILE, DCAT.accessURL), (FILE, DCAT.downloadURL))),
    "not-web": catalogue((FILE, DCAT.downloadURL, URIRef("file:///etc/passwd"))),
    "no-licence": catalogue(without=((FILE, DCTERMS.license),)),
    "access-service": catalogue((FILE, DCAT.accessService, URIRef(example.BASE + "catalog#sparql"))),
    "size-type": catalogue((FILE, DCAT.byteSize, Literal("1.5", datatype=XSD.decimal))),
    "impossible-date": catalogue((DATASET, DCTERMS.modified, Literal("2026-02-30", datatype=XSD.date))),
    "literal-address": catalogue((FILE, DCAT.downloadURL, Literal("https://somewhere.example/a.csv"))),
    "not-a-date": catalogue((DATASET, DCTERMS.modified, Literal("令和8年"))),
    "untyped": catalogue(without=((LICENCE, RDF.type),)),
    "unknown-dataset": catalogue((CATALOGUE, DCAT.dataset, URIRef("https://elsewhere.example/d"))),
    "catalogue-incomplete": catalogue(without=((CATALOGUE, DCTERMS.publisher),)),
    "no-catalogue": catalogue(without=((CATALOGUE, RDF.type),)),
    "empty": Graph(),
}
WEAKNESSES: Mapping[str, Graph] = {
    "mixed-languages": catalogue((DATASET, DCTERMS.title, Literal("Plan"))),
    "no-language-tag": catalogue(
        (DATASET, DCTERMS.title, Literal("Plan")), without=((DATASET, DCTERMS.title),)
    ),
    "missing": catalogue(without=((DATASET, DCTERMS.spatial),)),
    "foreign-language": catalogue((DATASET, DCTERMS.language, URIRef("https://example.org/ja"))),
    "no-file": catalogue(without=((DATASET, DCAT.distribution),)),
    "unknown-licence": catalogue(without=((LICENCE, DCTERMS.title),)),
    "no-format": catalogue(without=((FILE, DCAT.mediaType),)),
    "format-as-address": catalogue((FORMAT, RDF.type, DCTERMS.MediaType), without=((FORMAT, RDF.type),)),
    "no-identifier": catalogue(without=((DATASET, DCTERMS.identifier),)),
}


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_is_an_error(code: str) -> None:
    assert code in codes(FAULTS[code])


@pytest.mark.parametrize("code", WEAKNESSES)
def test_every_weakness_is_a_warning(code: str) -> None:
    assert code in codes(WEAKNESSES[code], errors_only=False) - codes(WEAKNESSES[code])


def test_a_dataset_without_any_name_is_found() -> None:
    nameless = BNode()
    graph = catalogue((nameless, RDF.type, DCAT.Dataset))  # type: ignore[arg-type]
    assert "no-name" in codes(graph)


def test_an_empty_catalogue_does_not_pass_and_scores_nothing(tmp_path: Path) -> None:
    graph = catalogue(*[(CATALOGUE, RDF.type, DCAT.Catalog)], without=((None, DCAT.dataset),))
    graph.remove((None, RDF.type, DCAT.Dataset))
    found = diagnose(saved(graph, tmp_path))
    assert not found.healthy
    assert found.score.total == 0
    assert all(text.en.startswith("registers nothing") for _, text in found.verdicts)


def test_the_score_is_of_405_and_falls_with_what_is_missing() -> None:
    def total(graph: Graph, conforms: bool = True) -> int:
        return score(facts_of(graph), conforms).total

    assert sum(result.indicator.points for result in score(facts_of(Graph()), True).results) == MOST
    # 405 without 10, for the licence is not named by the EU's list, and 2 * 20 / 5, for one file in five is Parquet.
    assert total(catalogue()) == 387
    assert total(catalogue(), conforms=False) == 357
    assert total(catalogue(without=((None, DCAT.keyword),))) == 357
    assert total(catalogue(without=((DATASET, DCAT.theme),))) == 382


@pytest.mark.parametrize(
    ("title", "name"),
    [("西東京市の計画", "__"), ("計画 2026", "2026"), ("Plan: A/B", "plan-a-b"), ("", None)],
)
def test_the_name_ckan_would_make_of_a_title(title: str, name: str | None) -> None:
    assert ckan_name(title) == name


def test_every_kind_is_worded_in_both_languages_and_hurts_somebody() -> None:
    for kind in kinds().values():
        assert kind.severity in ("error", "warning")
        assert kind.hurts
        assert set(kind.hurts) <= set(HARVESTERS)
        assert kind.text.ja.count("{}") == kind.text.en.count("{}"), kind.code


def served(portal: Portal, graph: Graph | None = None) -> str:
    """Serves a catalogue whose files are to be had at the portal; its address."""
    found = graph or example.graph_of(example.catalogue(), root=portal.root)
    portal.offer(
        "/catalog.ttl",
        found.serialize(format="turtle", encoding="utf-8"),
        "text/turtle; charset=utf-8",
        ETag='"1"',
    )
    return portal.root + "catalog.ttl"


def test_files_that_cannot_be_had_or_are_of_another_size_are_found(portal: Portal) -> None:
    address = served(portal)
    portal.offer("/data/hub.ttl", b"x" * 1200, "text/turtle")
    portal.offer("/data/hub.nt.gz", b"x", "application/gzip")
    found = {(one.kind.code, one.where.removeprefix(portal.root)) for one in diagnose(address).findings}
    assert ("bad-link", "data/hub.jsonld") in found
    assert ("other-size", "data/hub.nt.gz") in found
    assert not {place for _, place in found} & {"data/hub.ttl"}


def test_an_address_that_is_not_of_the_web_is_never_opened(portal: Portal, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<http://a.example/> a <http://b.example/> .", encoding="utf-8")
    graph = example.graph_of(example.catalogue(), root=portal.root)
    graph.add((FILE, DCAT.downloadURL, URIRef(secret.as_uri())))
    found = {(one.kind.code, one.where) for one in diagnose(served(portal, graph)).findings}
    assert ("bad-link", secret.as_uri()) in found


def test_a_file_in_japanese_is_asked_for_as_browsers_do(portal: Portal) -> None:
    portal.offer("/data/%E8%A8%88%E7%94%BB.csv", b"x" * 1200, "text/csv")
    graph = example.graph_of(example.catalogue(), root=portal.root)
    graph.add((FILE, DCAT.downloadURL, URIRef(portal.root + "data/計画.csv")))
    assert not [one for one in diagnose(served(portal, graph)).findings if one.where.endswith("計画.csv")]


def test_what_japanese_portals_pull_is_missed_where_it_is_not(portal: Portal) -> None:
    address = served(portal)
    assert {"no-action-api", "no-open-data-list", "no-cors"} <= {
        one.kind.code for one in diagnose(address, links=False).findings
    }
    names = json.dumps({"success": True, "result": ["a", "b"]}).encode()
    portal.offer("/api/3/action/package_list", names, "application/json")
    portal.offer("/opendata_list.csv", ("," * 44 + "\r\n").encode("utf-8-sig"), "text/csv")
    found = {one.kind.code for one in diagnose(address, links=False).findings}
    assert "action-api-differs" in found
    assert not found & {"no-action-api", "no-open-data-list"}


def test_pages_are_followed_and_a_circle_is_told(portal: Portal) -> None:
    hydra = "http://www.w3.org/ns/hydra/core#"
    view, following = URIRef(portal.root + "catalog.ttl"), URIRef(portal.root + "2.ttl")
    first = example.graph_of(example.catalogue(), root=portal.root)
    first.add((view, RDF.type, URIRef(hydra + "PartialCollectionView")))
    first.add((view, URIRef(hydra + "next"), following))
    second = Graph()
    second.add((following, RDF.type, URIRef(hydra + "PagedCollection")))
    second.add((following, URIRef(hydra + "nextPage"), view))
    portal.offer("/2.ttl", second.serialize(format="turtle", encoding="utf-8"), "text/turtle; charset=utf-8")
    found = diagnose(served(portal, first), links=False)
    assert found.pages == 2
    assert "pages-repeat" in {one.kind.code for one in found.findings}


@pytest.mark.parametrize(("status", "told"), [(500, True), (403, True), (405, False), (400, False)])
def test_a_head_that_fails_stops_ckan_unless_it_says_it_is_not_offered(
    portal: Portal, status: int, told: bool
) -> None:
    address = served(portal)
    portal.heads["/catalog.ttl"] = status
    found = diagnose(address, links=False)
    assert ("head-refused" in {one.kind.code for one in found.findings}) is told
    ckan = dict(found.verdicts)["CKAN"]
    assert ("aborts" in ckan.en) is told


def test_a_catalogue_that_is_not_there_cannot_be_examined(portal: Portal) -> None:
    with pytest.raises(DocumentError, match="answers 404"):
        diagnose(portal.root + "nowhere.ttl")


def test_the_command_speaks_either_language_and_exits_by_health(tmp_path: Path) -> None:
    application = typer.Typer()
    application.command()(doctor.run)
    good, bad = saved(catalogue(), tmp_path), tmp_path / "bad.ttl"
    FAULTS["no-licence"].serialize(bad, format="turtle")
    runner = CliRunner()
    japanese = runner.invoke(application, [good])
    assert (japanese.exit_code, "件を登録します" in japanese.output) == (0, True)
    english = runner.invoke(application, [str(bad), "--lang", "en"])
    assert (english.exit_code, "has no licence" in english.output) == (1, True)
    as_json = runner.invoke(application, [str(bad), "--json"])
    assert as_json.exit_code == 1
    assert json.loads(as_json.output)["score"]["most"] == MOST


def test_what_is_wrong_in_several_places_is_said_once_and_the_places_below(tmp_path: Path) -> None:
    application = typer.Typer()
    application.command()(doctor.run)
    graph = catalogue()
    for file in sorted(map(str, graph.subjects(RDF.type, DCAT.Distribution)))[:3]:
        graph.remove((URIRef(file), DCTERMS.license, None))
    graph.serialize(tmp_path / "bad.ttl", format="turtle")
    shown = CliRunner().invoke(application, [str(tmp_path / "bad.ttl"), "--lang", "en"]).output
    assert shown.count("has no licence") == 1
    _, below = shown.split("has no licence")
    places = [line.strip() for line in below.splitlines() if line.startswith("    ")]
    assert len(places) > 3
    assert all(place.startswith(f"{example.BASE}dataset/") for place in places)
