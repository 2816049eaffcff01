"""JSON-LD has short keys and holds what belongs to a thing within it, and says the triples, no more and no less."""

import json
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld  # type: ignore[import-untyped]

from pipeline.json_ld import writing
from pipeline.json_ld.context import context
from pipeline.model.namespaces import DCTERMS, KK, PROV, QB, RDF, RDFS, SDMX_MEASURE, SH, XSD
from pipeline.release.store import Release

ITEM = "https://example.org/item/7"
INDICATOR, CELL, FIGURE = (f"{ITEM}/indicator/1{rest}" for rest in ("", "/target/2028", "/target/2028/total"))


def triple(subject: str, property_: str, value: str | ox.Literal) -> ox.Triple:
    object_ = ox.NamedNode(value) if isinstance(value, str) else value
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(property_), object_)


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


PLAN = [
    triple(ITEM, RDF.type, KK.PlanElement),
    triple(ITEM, DCTERMS.title, ox.Literal("はなバス", language="ja")),
    triple(ITEM, DCTERMS.title, ox.Literal("Hana Bus", language="en")),
    triple(ITEM, KK.hasIndicator, INDICATOR),
    triple(INDICATOR, RDF.type, KK.Indicator),
    triple(CELL, RDF.type, KK.Cell),
    triple(CELL, KK.indicator, INDICATOR),
    triple(CELL, KK.sourceLine, typed("380", XSD.integer)),
    triple(CELL, KK.rawText, ox.Literal("48.0%")),
    triple(FIGURE, RDF.type, QB.Observation),
    triple(FIGURE, KK.indicator, INDICATOR),
    triple(FIGURE, PROV.wasDerivedFrom, CELL),
    triple(FIGURE, SDMX_MEASURE.obsValue, typed("48.0", XSD.decimal)),
    triple("https://example.org/unit/1", RDFS.label, ox.Literal("交通課", language="ja")),
]


def read(content: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(content, format=ox.RdfFormat.JSON_LD)}


def processed(document: Any) -> set[ox.Triple]:
    """What the processor of the JSON-LD working group reads in a document."""
    text = jsonld.to_rdf(document, {"format": "application/n-quads"})
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)}


def test_an_item_holds_its_indicators_these_their_cells_these_their_figures() -> None:
    document = json.loads(writing.about(ITEM, PLAN))
    del document["@context"]
    assert document == {
        "id": ITEM,
        "type": "PlanElement",
        "title": {"ja": "はなバス", "en": "Hana Bus"},
        "indicators": [
            {
                "id": INDICATOR,
                "type": "Indicator",
                "cells": [
                    {
                        "id": CELL,
                        "type": "Cell",
                        "rawText": "48.0%",
                        "sourceLine": 380,
                        "figures": [
                            {"id": FIGURE, "type": "Observation", "indicator": INDICATOR, "value": "48.0"}
                        ],
                    }
                ],
            }
        ],
        "included": [{"id": "https://example.org/unit/1", "label": {"ja": "交通課"}}],
    }


def test_what_a_document_is_about_is_at_the_top_though_it_is_part_of_something() -> None:
    document = json.loads(writing.about(CELL, PLAN))
    assert (document["id"], document["figures"][0]["value"]) == (CELL, "48.0")
    assert processed(document) == set(PLAN)


def test_a_document_of_many_has_one_on_a_line_with_what_belongs_to_it() -> None:
    lines = writing.graph(PLAN).decode().splitlines()
    assert [json.loads(line.removesuffix(","))["id"] for line in lines[2:-1]] == [
        ITEM,
        "https://example.org/unit/1",
    ]


def test_the_context_is_as_much_as_is_used_or_an_address() -> None:
    within = json.loads(writing.about(ITEM, PLAN))["@context"]
    assert within.keys() < context().definitions.keys()
    assert list(within) == [name for name in context().definitions if name in within]
    linked = json.loads(writing.about(ITEM, PLAN, "https://example.org/context/1.jsonld"))
    assert linked["@context"] == "https://example.org/context/1.jsonld"
    assert processed({**linked, "@context": dict(context().definitions)}) == set(PLAN)


@pytest.mark.parametrize(
    ("text", "datatype", "key", "written"),
    [
        ("380", XSD.integer, "sourceLine", 380),
        ("-3", XSD.integer, "sourceLine", -3),
        ("007", XSD.integer, "sourceLine", "007"),
        ("9007199254740993", XSD.integer, "sourceLine", "9007199254740993"),
        ("9" * 5000, XSD.integer, "sourceLine", "9" * 5000),
        ("48.0", XSD.decimal, "value", "48.0"),
        ("true", XSD.boolean, "targetMet", True),
        ("1", XSD.boolean, "targetMet", "1"),
        ("2026-03", XSD.gYearMonth, "issuedMonth", "2026-03"),
        ("380", XSD.string, "sourceLine", {"@value": "380"}),
        ("3.5", XSD.decimal, "sourceLine", {"@value": "3.5", "@type": "xsd:decimal"}),
    ],
)
def test_a_value_is_native_only_where_it_comes_back_as_it_was(
    text: str, datatype: str, key: str, written: object
) -> None:
    triples = [triple(ITEM, context().keys[key].property, typed(text, datatype))]
    document = json.loads(writing.about(ITEM, triples))
    assert document[key] == written
    assert processed(document) == set(triples) == read(json.dumps(document).encode())


NAMES = st.builds(
    lambda head, rest: head + "/".join(rest),
    st.sampled_from(["https://example.org/a", "https://example.org/a/b/", str(KK), "urn:x:"]),
    st.lists(st.sampled_from(["a", "b", "交通課", "c/d"]), min_size=1, max_size=3),
)
PROPERTIES = st.one_of(
    st.sampled_from(sorted({key.property for key in context().keys.values()})),
    st.sampled_from([str(RDF.type), "https://example.org/p", "urn:x:p"]),
)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cn", "Co", "Cc")), max_size=6)
VALUES = st.one_of(
    NAMES,
    st.builds(ox.Literal, TEXTS),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["ja", "en", "ja-kana"])
    ),
    st.builds(
        typed,
        st.sampled_from(["1", "01", "-0", "true", "1.50", "2026-03", "x"]),
        st.sampled_from([str(XSD[name]) for name in ("integer", "decimal", "boolean", "gYearMonth", "date")]),
    ),
)
CLASSES = st.sampled_from([str(KK.Cell), str(QB.Observation), str(KK.Achievement)])
GRAPHS = st.lists(
    st.one_of(
        st.builds(triple, NAMES, PROPERTIES, VALUES),
        st.builds(triple, NAMES, st.just(str(RDF.type)), CLASSES),
    ),
    min_size=1,
    max_size=14,
    unique=True,
)


@given(GRAPHS)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_graph_comes_back_from_either_reader(found: list[ox.Triple]) -> None:
    for content in (writing.graph(found), writing.about(str(found[0].subject)[1:-1], found)):
        assert read(content) == set(found)
        assert processed(json.loads(content)) == set(found)


def test_parts_are_one_document_with_the_whole_context() -> None:
    parts = [PLAN[:-1], PLAN[-1:]]
    content = b"".join(writing.joined(parts))
    assert read(content) == set(PLAN)
    assert json.loads(content)["@context"] == dict(context().definitions)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_file_of_a_release_is_the_graph_of_its_turtle_to_a_processor(built_release: Release) -> None:
    small = [
        path for path in sorted(built_release.path.glob("data/*.jsonld")) if path.stat().st_size < 60_000
    ]
    assert small
    for path in (*small, built_release.path / "catalog.jsonld"):
        turtle = {quad.triple for quad in ox.parse(path=path.with_suffix(".ttl"), format=ox.RdfFormat.TURTLE)}
        assert processed(json.loads(path.read_text("utf-8"))) == turtle


def test_a_blank_node_keeps_what_it_is_called() -> None:
    nothing = ox.NamedNode(RDF.nil)
    list_ = [
        ox.Triple(ox.NamedNode(ITEM), ox.NamedNode(SH["in"]), ox.BlankNode("b1")),
        ox.Triple(ox.BlankNode("b1"), ox.NamedNode(RDF.rest), nothing),
    ]
    assert json.loads(writing.graph(list_))["@graph"] == [
        {"id": ITEM, "sh:in": {"id": "_:b1"}},
        {"id": "_:b1", "rdf:rest": {"id": nothing.value}},
    ]
