"""What pages show of all of a municipality, ready to be joined: what is found by its words, overviews of its editions,
its figures of shared indicators."""

import json
from collections.abc import Iterable
from functools import cache
from itertools import chain

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from pipeline.graphs import serialize
from pipeline.graphs.alignment import denominator_triples
from pipeline.model.iris import Iris
from pipeline.model.namespaces import ontology
from pipeline.reading.graph import Graph
from pipeline.reading.held import Held
from pipeline.reading.municipalities.figures import figures
from pipeline.reading.search import table
from pipeline.reading.search.entries import entries
from pipeline.reading.summary.overview import WRITTEN, Overviews
from pipeline.release.reference import spoken_of
from pipeline.release.unit.content import Content
from pipeline.release.unit.inputs import Inputs

ENTRIES, OVERVIEWS, FIGURES = "parts/entries.jsonl", "parts/overviews.jsonl", "parts/compared.jsonl"


def parts(content: Content, inputs: Inputs) -> dict[str, bytes]:
    """What can be found, a line of JSON for each kind of things; the overviews of the editions, a line each; the figures
    of shared indicators, a line each."""
    iris = content.stated.iris
    spoken = {str(iris("hub_graph")): spoken_of(content.years, content.units, iris)}
    quads = [*serialize.quads(content.graphs), *serialize.quads(spoken)]
    graph = Graph(Held(quads, _held_terms(iris)))
    rows = ([table.row(entry) for entry in found] for found in entries(graph, content.graphs))
    reader = Overviews(graph)
    editions = [NamedNode(str(iris("edition", **one.edition.key.parts))) for one in content.editions]
    return {
        ENTRIES: "".join(f"{json.dumps(found, ensure_ascii=False)}\n" for found in rows).encode(),
        OVERVIEWS: b"".join(WRITTEN.dump_json(reader.overview(one)) + b"\n" for one in editions),
        FIGURES: _figures(quads, inputs),
    }


def _figures(own: Iterable[Quad], inputs: Inputs) -> bytes:
    """The figures of the shared indicators that a municipality is mapped to, a line of JSON each."""
    iris = inputs.conditions.iris
    graph = str(iris("hub_graph"))
    divided_by = serialize.sort(denominator_triples(inputs.denominators, iris.base))
    shared = parse(inputs.conditions.shared_hub, RdfFormat.N_TRIPLES)
    quads = chain(own, _terms(iris), shared, serialize.quads({graph: divided_by}))
    mapped = {row["hub_indicator"] for _, row in inputs.mappings["mappings"]}
    found = figures(quads, mapped, iris.base)
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in found).encode()


@cache
def _terms(iris: Iris) -> tuple[Quad, ...]:
    """The terms and codes that every municipality's graphs name, made once in a process."""
    triples = serialize.sort(ontology(iris.base))  # type: ignore[arg-type]
    return tuple(serialize.quads({str(iris("ontology_graph")): triples}))


@cache
def _held_terms(iris: Iris) -> Held:
    """The terms, held once in a process."""
    return Held(_terms(iris))
