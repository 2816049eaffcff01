"""The catalogue as DCAT: what a harvester, with the network off, finds in it."""

import re
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, FOAF, OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from pipeline.catalog import history
from pipeline.catalog.build import describe
from pipeline.catalog.model import safe_tag
from pipeline.model.namespaces import DCAT3
from tests.pipeline.catalog import example

SHAPES = example.SHARED / "dcat-ap"
SHAPE_FILES = ("html-shapes.ttl", "html-shapes_recommended.ttl", "html-range.ttl", "dcat-ap-SHACL.ttl")
CATALOGUE = example.catalogue()
GRAPH = example.graph_of(CATALOGUE)
DATASET = URIRef(example.BASE + "dataset/132292-joho-2026")
needs_shapes = pytest.mark.skipif(not SHAPES.is_dir(), reason=f"the DCAT-AP shape files are not in {SHAPES}")


def shapes(name: str) -> Graph:
    """A shape file as pyshacl can read it: nothing imported, no property shape without a path."""
    found = Graph().parse(SHAPES / name)
    found.remove((None, OWL.imports, None))
    for shape, constraint in list(found.subject_objects(SH.property)):
        if (constraint, SH.path, None) not in found:
            found.remove((shape, SH.property, constraint))
    return found


def report(name: str, data: Graph) -> tuple[bool, str]:
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes(name), do_owl_imports=False)
    return conforms, text


@needs_shapes
@pytest.mark.parametrize("name", SHAPE_FILES)
def test_the_catalogue_conforms_to_dcat_ap_with_no_warning(name: str) -> None:
    conforms, text = report(name, GRAPH)
    assert conforms, text


@needs_shapes
@pytest.mark.parametrize(
    ("name", "predicate"),
    [
        ("html-shapes.ttl", DCTERMS.title),
        ("html-shapes_recommended.ttl", DCAT.keyword),
        ("html-range.ttl", RDF.type),
        ("dcat-ap-SHACL.ttl", DCTERMS.description),
    ],
)
def test_the_shapes_are_in_force(name: str, predicate: URIRef) -> None:
    broken = Graph()
    for triple in GRAPH:
        if triple[1] != predicate or triple[2] in (DCAT.Dataset, DCAT.Distribution, DCAT.Catalog):
            broken.add(triple)
    assert not report(name, broken)[0]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of its own JSON-LD parser
def test_turtle_json_ld_and_rdf_xml_say_the_same(tmp_path: Path) -> None:
    example.write(CATALOGUE, tmp_path)
    turtle, json_ld, rdf_xml = (
        Graph().parse(tmp_path / f"catalog.{end}") for end in ("ttl", "jsonld", "rdf")
    )
    assert len(turtle) == len(GRAPH)
    assert isomorphic(turtle, json_ld)
    assert isomorphic(turtle, rdf_xml)


def test_json_ld_brings_its_context_along(tmp_path: Path) -> None:
    example.write(CATALOGUE, tmp_path)
    text = (tmp_path / "catalog.jsonld").read_text("utf-8")
    assert text.startswith('{"@context": {"')


def test_there_is_no_blank_node() -> None:
    assert not [node for triple in GRAPH for node in triple if isinstance(node, BNode)]


ADDRESSES = {
    DCAT.accessURL,
    DCAT.downloadURL,
    DCAT.endpointURL,
    DCAT.endpointDescription,
    URIRef("http://www.w3.org/2006/vcard/ns#hasURL"),
    URIRef("http://www.w3.org/2006/vcard/ns#hasEmail"),
    URIRef("http://www.w3.org/2006/vcard/ns#hasTelephone"),
}


def test_everything_pointed_at_is_typed() -> None:
    pointed = {o for _, p, o in GRAPH if isinstance(o, URIRef) and p != RDF.type and p not in ADDRESSES}
    untyped = {node for node in pointed if (node, RDF.type, None) not in GRAPH}
    assert pointed
    assert untyped == set()


def test_only_own_datasets_are_typed_dataset_and_each_is_titled() -> None:
    found = set(GRAPH.subjects(RDF.type, DCAT.Dataset))
    assert found == set(GRAPH.objects(URIRef(example.BASE + "catalog"), DCAT.dataset))
    assert len(found) == 6
    assert all((dataset, DCTERMS.title, None) in GRAPH for dataset in found)


def test_a_series_is_not_a_dataset_and_orders_its_editions() -> None:
    series = URIRef(example.BASE + "series/132292-gyokaku-5")
    earlier, later = (URIRef(f"{example.BASE}dataset/132292-gyokaku-5-{year}") for year in (2025, 2026))
    assert set(GRAPH.objects(series, RDF.type)) == {DCAT3.DatasetSeries}
    assert set(GRAPH.subjects(DCAT3.inSeries, series)) == {earlier, later}
    assert GRAPH.value(later, DCAT3.prev) == earlier


@pytest.mark.parametrize(
    ("series", "title"),
    [
        (
            "132292-gyokaku-5",
            set(GRAPH.objects(URIRef(example.BASE + "dataset/132292-gyokaku-5-2026"), DCTERMS.title)),
        ),
        (
            "132292-joho",
            {
                Literal("西東京市 地域情報化アクションプラン", lang="ja"),
                Literal("Nishitokyo City: Regional Informatisation Action Plan", lang="en"),
            },
        ),
    ],
    ids=["without a name of its plan", "with one"],
)
def test_a_series_names_the_city_once(series: str, title: set[Literal]) -> None:
    assert set(GRAPH.objects(URIRef(f"{example.BASE}series/{series}"), DCTERMS.title)) == title


@pytest.mark.parametrize(
    "predicate", [DCTERMS.title, DCTERMS.description, FOAF.name, SKOS.prefLabel, RDFS.label]
)
def test_texts_are_in_japanese_and_english_and_never_untagged_beside(predicate: URIRef) -> None:
    for subject in set(GRAPH.subjects(predicate)):
        languages = {o.language for o in GRAPH.objects(subject, predicate) if isinstance(o, Literal)}
        is_licence = (subject, RDF.type, DCTERMS.LicenseDocument) in GRAPH
        assert is_licence or languages in ({"ja", "en"}, {None}, {"ja"}, {"en"}), subject
    for subject in GRAPH.subjects(RDF.type, DCAT.Dataset):
        assert {o.language for o in GRAPH.objects(subject, DCTERMS.title)} == {"ja", "en"}  # type: ignore[attr-defined]


def test_a_stock_ckan_knows_the_licence_by_its_title() -> None:
    titles = set(GRAPH.objects(URIRef("https://creativecommons.org/licenses/by/4.0/"), DCTERMS.title))
    ja = Literal("クリエイティブ・コモンズ 表示", lang="ja")
    assert titles == {Literal("Creative Commons Attribution"), ja}


def test_ckan_refuses_no_keyword_and_themes_keep_the_exact_label() -> None:
    words = [str(word) for word in GRAPH.objects(None, DCAT.keyword)]
    assert words
    assert all(re.fullmatch(r"[\w \-.]{2,100}", word) for word in words)
    assert "国 都の情報政策" in words
    assert (None, SKOS.prefLabel, Literal("国・都の情報政策", lang="ja")) in GRAPH


@pytest.mark.parametrize(
    ("text", "tag"),
    [("AI・RPA", "AI RPA"), ("5G/6G", "5G 6G"), ("(仮称)計画", "仮称 計画"), ("x" * 150, "x" * 100)],
)
def test_a_keyword_becomes_a_safe_tag(text: str, tag: str) -> None:
    assert safe_tag(text) == tag


def test_identifiers_stay_the_same_when_the_catalogue_is_built_again_later() -> None:
    entries = history.reconcile(CATALOGUE_ENTRIES, example.publications(), "2027-04-01T00:00:00Z")
    assert set(example.graph_of(example.catalogue(entries))) == set(GRAPH)


def test_the_whole_is_about_its_municipalities_or_where_they_are_many_about_the_country() -> None:
    few = {"132292": example.publisher()}
    many = few | {f"13{number:04}": example.publisher() for number in range(20)}
    for publishers, label in ((few, "東京都西東京市"), (many, "日本")):
        described = describe(publishers, (2024, 2028), {}, CATALOGUE_ENTRIES, "132292")
        assert [place.name.ja for place in described.places] == [label]


CATALOGUE_ENTRIES = history.reconcile({}, example.publications(), example.NOW)


def test_a_withdrawn_dataset_stays_listed_with_its_status() -> None:
    entry = replace(CATALOGUE_ENTRIES["132292-joho-2026"], status=history.WITHDRAWN)
    listed = example.graph_of(example.catalogue({**CATALOGUE_ENTRIES, entry.dataset: entry}))
    status = URIRef("http://publications.europa.eu/resource/authority/dataset-status/WITHDRAWN")
    assert (DATASET, URIRef("http://www.w3.org/ns/adms#status"), status) in listed


def test_a_withdrawn_dataset_stays_listed_when_its_data_is_gone() -> None:
    gone = history.Entry(
        "132292-old-2020", "3" * 64, example.BEFORE, example.NOW, "withdrawn", "132292", "旧", "Old"
    )
    listed = example.graph_of(example.catalogue({**CATALOGUE_ENTRIES, gone.dataset: gone}))
    node = URIRef(example.BASE + "dataset/132292-old-2020")
    assert (node, RDF.type, DCAT.Dataset) in listed
    assert (node, DCAT.distribution, None) not in listed


def test_addresses_are_below_the_root_and_names_below_the_base() -> None:
    addresses = set(GRAPH.objects(None, DCAT.downloadURL))
    names = set(GRAPH.subjects(RDF.type, DCAT.Distribution))
    assert addresses
    assert names
    for address in addresses:
        assert str(address).startswith(example.ROOT + "data/")
    for name in names:
        assert str(name).startswith(example.BASE + "dataset/")


def test_no_distribution_points_at_the_service_which_breaks_ckan() -> None:
    assert (None, DCAT.accessService, None) not in GRAPH
    service = next(GRAPH.subjects(RDF.type, DCAT.DataService))
    assert len(set(GRAPH.objects(service, DCAT.servesDataset))) == 6
