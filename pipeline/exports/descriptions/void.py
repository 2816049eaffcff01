"""What a linked-data crawler asks for: VoID, descriptions of the RDF behind the datasets.

`void.ttl` describes all of it as one dataset. Its subsets are the datasets that stand for all and what each municipality
publishes, which a file of its own describes (`path`): so the first grows by a line with a municipality.
"""

from collections.abc import Iterable, Iterator

from rdflib import Literal, URIRef

from pipeline.catalog.agents import bilingual
from pipeline.catalog.model import Dataset
from pipeline.graphs.interpreter import Triple
from pipeline.model.iris import Iris
from pipeline.model.namespaces import DCTERMS, FOAF, RDF, VOID, XSD
from pipeline.model.text import Text
from pipeline.model.vocabularies import FORMATS

PATH = "void.ttl"
WELL_KNOWN = ".well-known/void"
"""Where crawlers look for it, below the root of a server."""
DUMP = "data/dataset.nq.gz"
_DUMPS = {"ttl", "jsonld", "nt.gz", "nq.gz"}

Counted = Iterable[tuple[Dataset, int]]
"""Datasets with their triples."""


def path(municipality: str) -> str:
    """Where the description of a municipality's datasets is: below the release, and below the root of a server."""
    return f"void/{municipality}.ttl"


def of_all(
    title: Text, found: Counted, municipalities: Iterable[str], iris: Iris, root: str
) -> Iterator[Triple]:
    """All of a release by its title: datasets that stand for all, and of each municipality what leads to its own."""
    whole = _whole(WELL_KNOWN, root)
    yield from _document(WELL_KNOWN, title, found, iris, root)
    for municipality in municipalities:
        yield whole, VOID.subset, _whole(path(municipality), root)
    yield whole, VOID.uriSpace, Literal(iris.base)
    yield whole, VOID.sparqlEndpoint, URIRef(root + "sparql")
    yield from _dump(whole, DUMP, "nq.gz", root)


def of_municipality(code: str, name: Text, found: Counted, iris: Iris, root: str) -> Iterator[Triple]:
    """The datasets of a municipality, by its name."""
    yield from _document(path(code), name, found, iris, root)
    yield _whole(WELL_KNOWN, root), VOID.subset, _whole(path(code), root)


def _document(address: str, title: Text, found: Counted, iris: Iris, root: str) -> Iterator[Triple]:
    """A description at an address, the dataset that it is of, and the subsets of that which it describes, too."""
    document, whole = URIRef(root + address), _whole(address, root)
    yield document, RDF.type, VOID.DatasetDescription
    yield document, FOAF.primaryTopic, whole
    yield whole, RDF.type, VOID.Dataset
    for node in (document, whole):
        yield from bilingual(node, DCTERMS.title, title)
    for dataset, count in found:
        described = iris("dataset", dataset=dataset.id)
        yield document, FOAF.topic, described
        yield whole, VOID.subset, described
        yield from _dataset(described, dataset, count, iris, root)


def _dataset(node: URIRef, dataset: Dataset, count: int, iris: Iris, root: str) -> Iterator[Triple]:
    """A dataset with its dumps and its number of triples."""
    yield node, RDF.type, VOID.Dataset
    yield from bilingual(node, DCTERMS.title, dataset.title)
    yield node, DCTERMS.license, URIRef(dataset.publisher.licence.iri)
    yield node, DCTERMS.modified, Literal(dataset.entry.modified, datatype=XSD.dateTime)
    yield node, VOID.uriSpace, Literal(iris.base)
    yield node, VOID.sparqlEndpoint, URIRef(root + "sparql")
    yield node, VOID.triples, Literal(count)
    for file in dataset.files:
        if file.format.suffix in _DUMPS:
            yield from _dump(node, file.path, file.format.suffix, root)


def _dump(node: URIRef, file: str, suffix: str, root: str) -> Iterator[Triple]:
    """A file with all triples, and the W3C's name of its serialisation (http://www.w3.org/ns/formats/)."""
    names = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt.gz": "N-Triples", "nq.gz": "N-Quads"}
    yield node, VOID.dataDump, URIRef(root + file)
    yield node, VOID.feature, URIRef(f"http://www.w3.org/ns/formats/{names[FORMATS[suffix].suffix]}")


def _whole(address: str, root: str) -> URIRef:
    """What a description is of: named by a fragment of its address, as VoID's guide has it."""
    return URIRef(f"{root}{address}#all")
