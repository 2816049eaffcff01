"""The same triples in every serialisation, in the same bytes whatever their order."""

import gzip
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, XSD

from pipeline.graphs import serialize
from pipeline.graphs.interpreter import Triple
from pipeline.model import iris, namespaces
from pipeline.model.segments import segment
from pipeline.release.store import Release
from pipeline.release.unit.statements import Stated

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt.gz": ox.RdfFormat.N_TRIPLES,
}
NAMESPACES = ["https://example.org/", "urn:x:", iris.KK, str(XSD), "https://w3id.org/keikaku/code/status/"]

names = st.builds(
    lambda namespace, name: URIRef(namespace + segment(name)),
    st.sampled_from(NAMESPACES),
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8),
)
texts = st.text(st.characters(exclude_categories=("Cs", "Cn", "Co")), max_size=12)
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(Literal, texts, lang=st.sampled_from(["ja", "en", "ja-hira"])),
    st.builds(Literal, texts, datatype=st.just(URIRef("https://example.org/datatype"))),
)
triples = st.sets(
    st.tuples(names, st.one_of(names, st.just(RDF.type)), st.one_of(names, literals)), max_size=12
)


def parsed(content: bytes, format_: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(content, format=format_)}


def as_sets(found: Iterable[Triple]) -> set[ox.Triple]:
    return set(serialize.sort(found))


@given(triples)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_every_serialisation_says_what_was_given(found: set[Triple]) -> None:
    expected = as_sets(found)
    assert parsed(serialize.turtle(serialize.sort(found)), ox.RdfFormat.TURTLE) == expected
    assert parsed(serialize.json_ld(serialize.sort(found)), ox.RdfFormat.JSON_LD) == expected
    assert parsed(serialize.n_triples(serialize.sort(found)), ox.RdfFormat.N_TRIPLES) == expected


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own reader of JSON-LD
@given(triples)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_second_reader_finds_the_same_json_ld(found: set[Triple]) -> None:
    assert set(rdflib.Graph().parse(data=serialize.json_ld(serialize.sort(found)), format="json-ld")) == found


@given(st.lists(st.tuples(names, names, literals), max_size=12, unique=True), st.randoms())
@settings(max_examples=40, deadline=None, derandomize=True)
def test_the_order_of_triples_does_not_show(found: list[Triple], draw: object) -> None:
    other = sorted(found, key=lambda _: draw.random())  # type: ignore[attr-defined]
    assert serialize.turtle(serialize.sort(found)) == serialize.turtle(serialize.sort(other))
    assert serialize.json_ld(serialize.sort(found)) == serialize.json_ld(serialize.sort(other))
    assert serialize.n_triples(serialize.sort(found)) == serialize.n_triples(serialize.sort(other))


def test_the_files_of_each_dataset_say_the_same(built_release: Release) -> None:
    assert len(built_release.datasets) >= 5
    for dataset in built_release.datasets:
        files = {file.path: built_release.path / file.path for file in dataset.files}
        read = {}
        for suffix, format_ in FORMATS.items():
            content = files[f"data/{dataset.id}.{suffix}"].read_bytes()
            read[suffix] = parsed(gzip.decompress(content) if suffix == "nt.gz" else content, format_)
        assert read["ttl"] == read["jsonld"] == read["nt.gz"]
        assert read["ttl"]


def test_a_release_holds_no_blank_node_and_every_quad_in_a_named_graph(built_release: Release) -> None:
    content = gzip.decompress((built_release.path / "dataset.nq.gz").read_bytes())
    lines = content.decode().splitlines()
    assert len(lines) > 20_000
    assert lines == list(dict.fromkeys(lines))
    quads = list(ox.parse(content, format=ox.RdfFormat.N_QUADS))
    assert all(isinstance(quad.graph_name, ox.NamedNode) for quad in quads)
    assert not any(isinstance(node, ox.BlankNode) for quad in quads for node in (quad.subject, quad.object))


def test_graphs_come_in_the_order_of_their_names(stated: Stated) -> None:
    sorted_graphs = {str(name): serialize.sort(triples) for name, triples in stated.graphs.items()}
    found = list(dict.fromkeys(str(quad.graph_name) for quad in serialize.quads(sorted_graphs)))
    assert found == [f"<{name}>" for name in sorted(stated.graphs)]


def test_a_type_comes_first() -> None:
    thing = URIRef("https://example.org/a")
    found: set[Triple] = {
        (thing, RDF.type, namespaces.KK.Cell),
        (thing, URIRef("http://a.example/p"), Literal("1")),
    }
    assert [triple.predicate.value for triple in serialize.sort(found)] == [
        str(RDF.type),
        "http://a.example/p",
    ]


@pytest.mark.parametrize("node", [BNode("b"), rdflib.Variable("x")])
def test_what_cannot_be_published_is_refused(node: rdflib.term.Node) -> None:
    with pytest.raises(TypeError, match="cannot be published"):
        serialize.term(node)


def test_compression_leaves_no_name_and_no_time() -> None:
    content = serialize.compressed("計画".encode())
    assert gzip.decompress(content).decode() == "計画"
    assert content[3:8] == b"\0\0\0\0\0"  # no flags, no time


def test_triples_become_a_graph_of_rdflib() -> None:
    found: set[Triple] = {(URIRef("https://example.org/a"), RDF.type, namespaces.KK.Cell)}
    assert set(serialize.as_rdflib(found)) == found
