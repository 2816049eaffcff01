"""What a linked-data crawler asks for: VoID, a description of the RDF behind the datasets (`void.ttl`)."""

from collections.abc import Iterator

from rdflib import Literal, URIRef

from pipeline.catalog.agents import bilingual
from pipeline.catalog.model import Dataset
from pipeline.graphs.interpreter import Triple
from pipeline.model.iris import Iris
from pipeline.model.namespaces import DCTERMS, FOAF, RDF, VOID, XSD
from pipeline.model.text import Text
from pipeline.model.vocabularies import FORMATS

PATH = "void.ttl"
_DUMPS = {"ttl", "jsonld", "nt.gz", "nq.gz"}


def about(title: Text, root: str) -> Iterator[Triple]:
    """The description itself, without the datasets it is of."""
    node = _node(root)
    yield node, RDF.type, VOID.DatasetDescription
    yield from bilingual(node, DCTERMS.title, title)


def triples(dataset: Dataset, count: int | None, iris: Iris, root: str) -> Iterator[Triple]:
    """A dataset with its dumps and its `count` of triples, where that is known."""
    described = iris("dataset", dataset=dataset.id)
    yield _node(root), FOAF.topic, described
    yield described, RDF.type, VOID.Dataset
    yield from bilingual(described, DCTERMS.title, dataset.title)
    yield described, DCTERMS.license, URIRef(dataset.publisher.licence.iri)
    yield described, DCTERMS.modified, Literal(dataset.entry.modified, datatype=XSD.dateTime)
    yield described, VOID.uriSpace, Literal(iris.base)
    yield described, VOID.sparqlEndpoint, URIRef(root + "sparql")
    if count is not None:
        yield described, VOID.triples, Literal(count)
    for file in dataset.files:
        if file.format.suffix in _DUMPS:
            yield described, VOID.dataDump, URIRef(root + file.path)
            yield described, VOID.feature, _feature(file.format.suffix)


def _node(root: str) -> URIRef:
    return URIRef(root + ".well-known/void")


def _feature(suffix: str) -> URIRef:
    """The W3C's name of a serialisation (http://www.w3.org/ns/formats/)."""
    names = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt.gz": "N-Triples", "nq.gz": "N-Quads"}
    return URIRef(f"http://www.w3.org/ns/formats/{names[FORMATS[suffix].suffix]}")
