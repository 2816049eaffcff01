"""The SPARQL 1.1 Service Description of the endpoint: what it speaks and what it holds, without blank nodes.

https://www.w3.org/TR/sparql11-service-description/
"""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from server.http.negotiation import Format
from server.sparql.endpoint import Endpoint
from server.sparql.protocol import GRAPHS, TABLES

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "nt": "N-Triples",
    "rdf": "RDF_XML",
    "trig": "TriG",
    "nq": "N-Quads",
}
MOST_GRAPHS = 100
"""Named graphs up to which each is described: a nation has thousands, and the pages of datasets name them."""
_GRAPHS = "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"


async def service_description(endpoint: Endpoint, form: Format, client: str) -> bytes:
    """The description in an RDF format. Raises a QueryFailure where the engine cannot be asked for its graphs."""
    answer = await endpoint.ask(_GRAPHS, "text/csv", client)
    rows = csv.DictReader(StringIO(answer.read().decode()))
    graphs = {row["graph"]: int(row["triples"]) for row in rows}
    prefixes = {"sd": _SD, "void": _VOID}
    written = RdfFormat.from_media_type(form.media_type) or RdfFormat.TURTLE
    return serialize(describe(endpoint.url, graphs), format=written, prefixes=prefixes) or b""


def describe(url: str, graphs: Mapping[str, int]) -> Iterator[Triple]:
    """The triples about an endpoint, given its graphs and how many triples each has.

    The named graphs are described one by one where there are up to `MOST_GRAPHS`.
    """
    service, dataset = NamedNode(url), NamedNode(f"{url}#dataset")
    yield Triple(service, _TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for form in (*TABLES, *GRAPHS):
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + _FORMAT_NAMES[form.suffix]))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, _sd("Dataset"))
    yield from _default_graph(dataset, NamedNode(f"{url}#default-graph"), graphs)
    for graph, triples in graphs.items() if len(graphs) <= MOST_GRAPHS else ():
        yield from _named_graph(
            dataset, NamedNode(f"{url}#graph={quote(graph, safe='')}"), NamedNode(graph), triples
        )


def _default_graph(dataset: NamedNode, graph: NamedNode, graphs: Mapping[str, int]) -> Iterator[Triple]:
    yield Triple(dataset, _sd("defaultGraph"), graph)
    yield Triple(graph, _TYPE, _sd("Graph"))
    yield Triple(graph, NamedNode(_VOID + "triples"), Literal(sum(graphs.values())))


def _named_graph(dataset: NamedNode, entry: NamedNode, graph: NamedNode, triples: int) -> Iterator[Triple]:
    yield Triple(dataset, _sd("namedGraph"), entry)
    yield Triple(entry, _TYPE, _sd("NamedGraph"))
    yield Triple(entry, _sd("name"), graph)
    yield Triple(entry, _sd("graph"), graph)
    yield Triple(graph, _TYPE, _sd("Graph"))
    yield Triple(graph, NamedNode(_VOID + "triples"), Literal(triples))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
