"""The example queries have one answer, whichever engine gives it."""

import asyncio
import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse, serialize
from rdflib.term import Literal, Node

from pipeline.release.store import Release
from server.engine import Engine, Query
from server.engine.embedded import EmbeddedEngine
from server.engine.remote import RemoteEngine
from server.http.limits import Limits
from server.queries import examples

JSON = "application/sparql-results+json"
LIMITS = Limits(query_seconds=20, slots=1)
ANSWERED_BY_RDFLIB = (
    "activities-without-schedule",
    "bounded-targets",
    "cells-by-status",
    "concepts-by-items",
    "concepts-without-items",
    "cross-chapter-links",
    "effect-sum-check",
    "effects-by-account",
    "indicators-by-unit",
    "items-of-unit",
    "lost-cells",
    "money-as-printed",
    "schedule-by-year",
    "targets-met",
)
"""Examples that rdflib answers within a second; others take it minutes, and on `plan-tree` it fails."""
GRAPHS = {
    "construct": "CONSTRUCT { ?plan <http://e/has> ?title } WHERE { ?plan <http://purl.org/dc/terms/title> ?title }",
    "join": "PREFIX kk: <https://w3id.org/keikaku/ns#> "
    "CONSTRUCT { ?unit kk:cell ?raw } WHERE { ?cell kk:indicator ?i ; kk:rawText ?raw . ?item kk:hasIndicator ?i ; "
    "kk:responsibleUnit ?unit }",
    "describe": "DESCRIBE <https://w3id.org/keikaku/id/132292/gyokaku-5/2026/item/7>",
}

Ask = Callable[[str, str], bytes]


@pytest.fixture(scope="module")
def run() -> Iterator[Callable[..., Any]]:
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="module")
def embedded(run: Callable[..., Any], built_release: Release) -> Iterator[Ask]:
    engine = EmbeddedEngine(built_release.path, built_release.id, LIMITS)
    run(engine.start())
    yield asking(run, engine)
    run(engine.close())


@pytest.fixture(scope="module")
def oxigraph(run: Callable[..., Any], built_release: Release, oxigraph_server: str) -> Ask:
    quads = gzip.decompress((built_release.path / "dataset.nq.gz").read_bytes())
    loaded = httpx.put(
        f"{oxigraph_server}/store", content=quads, headers={"Content-Type": "application/n-quads"}, timeout=60
    )
    loaded.raise_for_status()
    return asking(run, RemoteEngine(f"{oxigraph_server}/query", "remote", LIMITS))


@pytest.fixture(scope="module")
def graph(built_release: Release) -> rdflib.Graph:
    """All graphs of the release as one in rdflib."""
    quads = parse(gzip.decompress((built_release.path / "dataset.nq.gz").read_bytes()), RdfFormat.N_QUADS)
    union = serialize({quad.triple for quad in quads}, format=RdfFormat.N_TRIPLES)
    return rdflib.Graph(store="SimpleMemory").parse(data=union, format="nt")


def asking(run: Callable[..., Any], engine: Engine) -> Ask:
    def ask(text: str, media_type: str) -> bytes:
        body: bytes = run(engine.answer(Query(text, media_type))).read()
        return body

    return ask


def rows(answer: bytes) -> Counter[tuple[str, ...]]:
    """The rows of an answer in JSON, numbers by their value."""
    content = json.loads(answer)
    names = content["head"]["vars"]
    return Counter(
        tuple(f"{name}={term(**row[name])}" for name in sorted(names) if name in row)
        for row in content["results"]["bindings"]
    )


def rdflib_rows(graph: rdflib.Graph, text: str) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple(f"{name}={rdflib_term(node)}" for name, node in sorted(row.asdict().items()))
        for row in graph.query(text)
        if isinstance(row, rdflib.query.ResultRow)
    )


def term(type: str, value: str, datatype: str = "", **settings: str) -> str:
    if datatype.endswith(("#decimal", "#integer", "#double")):
        return f"number {Decimal(value).normalize()}"
    language = settings.get("xml:lang", "").lower()
    return f"{type} {value} {language} {datatype.removesuffix('#string')}".rstrip()


def rdflib_term(node: Node) -> str:
    if not isinstance(node, Literal):
        return term("uri", str(node))
    return term("literal", str(node), str(node.datatype or ""), **{"xml:lang": node.language or ""})


def triples(answer: bytes) -> set[Any]:
    return {quad.triple for quad in parse(answer, RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize("name", sorted(examples()))
def test_a_store_elsewhere_answers_an_example_as_the_embedded_engine(
    embedded: Ask, oxigraph: Ask, name: str
) -> None:
    text = examples()[name].query()
    answer = rows(embedded(text, JSON))
    assert answer
    assert answer == rows(oxigraph(text, JSON))


@pytest.mark.parametrize("name", ANSWERED_BY_RDFLIB)
def test_rdflib_answers_an_example_as_the_embedded_engine(
    embedded: Ask, graph: rdflib.Graph, name: str
) -> None:
    text = examples()[name].query()
    assert rows(embedded(text, JSON)) == rdflib_rows(graph, text)


@pytest.mark.parametrize("text", GRAPHS.values(), ids=GRAPHS)
def test_a_graph_is_the_same_from_either_engine(embedded: Ask, oxigraph: Ask, text: str) -> None:
    answer = triples(embedded(text, "application/n-triples"))
    assert answer
    assert answer == triples(oxigraph(text, "application/n-triples"))


def test_rdflib_constructs_the_same_graph(embedded: Ask, graph: rdflib.Graph) -> None:
    answer = graph.query(GRAPHS["join"]).serialize(format="nt")
    assert triples(answer or b"") == triples(embedded(GRAPHS["join"], "application/n-triples"))
