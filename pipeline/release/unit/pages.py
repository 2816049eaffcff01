"""What pages show of all of a municipality, ready to be joined: what is found by its words, overviews of its editions."""

import json
from functools import cache
from itertools import chain

from pyoxigraph import NamedNode

from pipeline.graphs import serialize
from pipeline.model.iris import Iris
from pipeline.model.namespaces import ontology
from pipeline.reading.graph import Graph
from pipeline.reading.held import Held
from pipeline.reading.search import table
from pipeline.reading.search.entries import entries
from pipeline.reading.summary.overview import WRITTEN, Overviews
from pipeline.release.reference import spoken_of
from pipeline.release.unit.content import Content

ENTRIES, OVERVIEWS = "parts/entries.jsonl", "parts/overviews.jsonl"


def parts(content: Content) -> dict[str, bytes]:
    """What can be found, a line of JSON for each kind of things; the overviews of the editions, a line each."""
    iris = content.stated.iris
    spoken = {str(iris("hub_graph")): spoken_of(content.years, content.units, iris)}
    quads = chain(serialize.quads(content.graphs), serialize.quads(spoken))
    graph = Graph(Held(quads, _terms(iris)))
    rows = ([table.row(entry) for entry in found] for found in entries(graph, content.graphs))
    reader = Overviews(graph)
    editions = [NamedNode(str(iris("edition", **one.edition.key.parts))) for one in content.editions]
    return {
        ENTRIES: "".join(f"{json.dumps(found, ensure_ascii=False)}\n" for found in rows).encode(),
        OVERVIEWS: b"".join(WRITTEN.dump_json(reader.overview(one)) + b"\n" for one in editions),
    }


@cache
def _terms(iris: Iris) -> Held:
    """The terms and codes that every municipality's graphs name, held once in a process."""
    triples = serialize.sort(ontology(iris.base))  # type: ignore[arg-type]
    return Held(serialize.quads({str(iris("ontology_graph")): triples}))
