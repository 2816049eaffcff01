"""A page of the catalogue as this server gives it: its addresses lead here, and it stands alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from pipeline.reading.vocabulary import dcat, foaf, rdf
from server.repository.catalogue import CataloguePages

_HYDRA = "http://www.w3.org/ns/hydra/core#"
_ADDRESSES = (
    dcat.accessURL,
    dcat.downloadURL,
    dcat.landingPage,
    dcat.endpointURL,
    dcat.endpointDescription,
    foaf.page,
    foaf.homepage,
)
"""What leads to a document on the web; all other IRIs are names and stay as they are."""


@dataclass(frozen=True)
class Place:
    """Where the catalogue is: what its names start with, what its addresses were written below and move to."""

    base: str
    written: str
    root: str

    def moved(self, iri: str) -> NamedNode:
        """An address of the catalogue below this server's root."""
        own = iri.startswith(self.written)
        return NamedNode(self.root + iri.removeprefix(self.written) if own else iri)


def page(catalogue: CataloguePages, number: int, address: str, place: Place) -> list[Triple]:
    """The triples of a page of the catalogue, whose pages are below `address`.

    What leads to datasets of other pages is left out: a portal would take them for untitled ones.
    """
    found = catalogue.page(number)
    triples = {
        Triple(quad.subject, quad.predicate, quad.object)
        for quad in parse(found.content, format=RdfFormat.N_TRIPLES)
    }
    subjects = {triple.subject for triple in triples}
    datasets = place.base + "dataset/"
    shown = [
        triple
        for triple in triples
        if triple.object in subjects or not getattr(triple.object, "value", "").startswith(datasets)
    ]
    return sorted((*_moved(shown, place), *_paging(catalogue, number, address)), key=_order)


def page_address(address: str, number: int) -> str:
    """The address of a page."""
    return f"{address}?page={number}"


def _moved(triples: list[Triple], place: Place) -> Iterator[Triple]:
    """Triples whose addresses lead to this server, where they are subjects too."""
    moved: dict[object, NamedNode] = {
        triple.object: place.moved(triple.object.value)
        for triple in triples
        if triple.predicate in _ADDRESSES and isinstance(triple.object, NamedNode)
    }
    for triple in triples:
        subject, object_ = triple.subject, triple.object
        yield Triple(moved.get(subject, subject), triple.predicate, moved.get(object_, object_))


def _paging(catalogue: CataloguePages, number: int, address: str) -> Iterator[Triple]:
    """The page among its neighbours, as Hydra's PartialCollectionView: what CKAN and udata follow."""
    node, last = NamedNode(page_address(address, number)), catalogue.last
    yield Triple(node, rdf.type, NamedNode(_HYDRA + "PartialCollectionView"))
    neighbours = {"first": 1, "last": last, "previous": number - 1, "next": number + 1}
    for name, other in neighbours.items():
        if 1 <= other <= last:
            yield Triple(node, NamedNode(_HYDRA + name), NamedNode(page_address(address, other)))
    yield Triple(node, NamedNode(_HYDRA + "totalItems"), Literal(catalogue.total))


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    """Sorts by subject, its types first: CKAN knows a format by the first of its classes."""
    return str(triple.subject), triple.predicate != rdf.type, str(triple.predicate), str(triple.object)
