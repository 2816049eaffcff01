"""What a linked-data crawler asks for: VoID, a description of the RDF behind the datasets (`void.ttl`)."""

from collections.abc import Iterator, Mapping

from rdflib import Graph, Literal, URIRef

from pipeline.catalog.agents import bilingual
from pipeline.catalog.model import Catalogue
from pipeline.graphs.interpreter import Triple
from pipeline.model.iris import Iris
from pipeline.model.namespaces import DCTERMS, FOAF, PREFIXES, RDF, VOID, XSD
from pipeline.model.vocabularies import FORMATS

PATH = "void.ttl"
_DUMPS = {"ttl", "jsonld", "nt.gz", "nq.gz"}


def text(catalogue: Catalogue, counts: Mapping[str, int], iris: Iris, root: str) -> bytes:
    """VoID of every dataset with its dumps; `counts` are triples by dataset identifier."""
    graph = Graph(bind_namespaces="none")
    for prefix in ("dcterms", "foaf", "void", "xsd"):
        graph.bind(prefix, PREFIXES[prefix])
    for triple in sorted(set(_triples(catalogue, counts, iris, root))):
        graph.add(triple)
    return graph.serialize(format="turtle", encoding="utf-8")


def _triples(catalogue: Catalogue, counts: Mapping[str, int], iris: Iris, root: str) -> Iterator[Triple]:
    node = URIRef(root + ".well-known/void")
    yield node, RDF.type, VOID.DatasetDescription
    yield from bilingual(node, DCTERMS.title, catalogue.title)
    for dataset in catalogue.datasets:
        described = iris("dataset", dataset=dataset.id)
        yield node, FOAF.topic, described
        yield described, RDF.type, VOID.Dataset
        yield from bilingual(described, DCTERMS.title, dataset.title)
        yield described, DCTERMS.license, URIRef(dataset.publisher.licence.iri)
        yield described, DCTERMS.modified, Literal(dataset.entry.modified, datatype=XSD.dateTime)
        yield described, VOID.uriSpace, Literal(iris.base)
        yield described, VOID.sparqlEndpoint, URIRef(root + "sparql")
        if dataset.id in counts:
            yield described, VOID.triples, Literal(counts[dataset.id])
        for file in dataset.files:
            if file.format.suffix in _DUMPS:
                yield described, VOID.dataDump, URIRef(root + file.path)
                yield described, VOID.feature, _feature(file.format.suffix)


def _feature(suffix: str) -> URIRef:
    """The W3C's name of a serialisation (http://www.w3.org/ns/formats/)."""
    names = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt.gz": "N-Triples", "nq.gz": "N-Quads"}
    return URIRef(f"http://www.w3.org/ns/formats/{names[FORMATS[suffix].suffix]}")
