"""The catalogue of a release as this server gives it: its addresses lead here, its pages stand alone."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from pipeline.reading.vocabulary import dcat, dcterms, foaf, rdf

PAGE_SIZE = 100
"""Datasets a page, at most."""

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
class Page:
    """One page of the catalogue: its number and how many datasets it may hold, its address and the others'."""

    number: int
    size: int
    address: str

    def of(self, number: int) -> str:
        """The address of another page of the same size."""
        size = "" if self.size == PAGE_SIZE else f"&size={self.size}"
        return f"{self.address}?page={number}{size}"


@dataclass(frozen=True)
class Catalogue:
    """The triples of a catalogue by subject, with addresses below `root`."""

    node: NamedNode
    about: Mapping[NamedNode, tuple[Triple, ...]]
    datasets: tuple[NamedNode, ...]
    modified: str

    def pages(self, size: int) -> int:
        return max(1, -(-len(self.datasets) // size))

    def page(self, page: Page) -> list[Triple]:
        """The triples of a page: the catalogue, the page's datasets and all that they lead to."""
        start = (page.number - 1) * page.size
        shown = set(self.datasets[start : start + page.size])
        elsewhere = set(self.datasets) - shown
        found = {t for t in self._reached(elsewhere) if t.object not in elsewhere}
        return sorted((*found, *self._paging(page)), key=_place)

    def _reached(self, elsewhere: Collection[NamedNode]) -> Iterator[Triple]:
        waiting, seen = [self.node], {self.node, *elsewhere}
        while waiting:
            for triple in self.about[waiting.pop()]:
                yield triple
                if isinstance(triple.object, NamedNode) and triple.object not in seen:
                    seen.add(triple.object)
                    if triple.object in self.about:
                        waiting.append(triple.object)

    def _paging(self, page: Page) -> Iterator[Triple]:
        """The page among its neighbours, as Hydra's PartialCollectionView: what CKAN and udata follow."""
        node, last = NamedNode(page.of(page.number)), self.pages(page.size)
        yield Triple(node, rdf.type, NamedNode(_HYDRA + "PartialCollectionView"))
        neighbours = {"first": 1, "last": last, "previous": page.number - 1, "next": page.number + 1}
        for name, number in neighbours.items():
            if 1 <= number <= last:
                yield Triple(node, NamedNode(_HYDRA + name), NamedNode(page.of(number)))
        yield Triple(node, NamedNode(_HYDRA + "totalItems"), Literal(len(self.datasets)))
        yield Triple(node, NamedNode(_HYDRA + "itemsPerPage"), Literal(page.size))


@lru_cache(maxsize=4)
def catalogue(release: Path, base: str, written: str, root: str) -> Catalogue:
    """The catalogue of a release folder, which never changes.

    Names start with `base`; addresses were written below `written` and move to `root`.
    """
    triples = [_triple(found) for found in parse(path=release / "catalog.ttl", format=RdfFormat.TURTLE)]
    moved = {
        t.object: NamedNode(root + t.object.value.removeprefix(written))
        for t in triples
        if t.predicate in _ADDRESSES
        and isinstance(t.object, NamedNode)
        and t.object.value.startswith(written)
    }
    about: dict[NamedNode, list[Triple]] = {}
    for triple in triples:
        subject = moved.get(_node(triple.subject), _node(triple.subject))
        object_ = triple.object
        if isinstance(object_, NamedNode):
            object_ = moved.get(object_, object_)
        about.setdefault(subject, []).append(Triple(subject, triple.predicate, object_))
    node = NamedNode(base + "catalog")
    datasets = [t.object for t in about[node] if t.predicate == dcat.dataset]
    modified = max(t.object.value for t in about[node] if isinstance(t.object, Literal) and _is_date(t))
    ordered = sorted((_node(dataset) for dataset in datasets), key=lambda dataset: dataset.value)
    return Catalogue(node, {key: tuple(found) for key, found in about.items()}, tuple(ordered), modified)


def _is_date(triple: Triple) -> bool:
    return bool(triple.predicate == dcterms.modified)


def _place(triple: Triple) -> tuple[str, bool, str, str]:
    """Sorts by subject, its types first: CKAN knows a format by the first of its classes."""
    return str(triple.subject), triple.predicate != rdf.type, str(triple.predicate), str(triple.object)


def _triple(found: object) -> Triple:
    """A statement as a triple: parsing gives quads."""
    return Triple(found.subject, found.predicate, found.object)  # type: ignore[attr-defined]


def _node(term: object) -> NamedNode:
    if isinstance(term, NamedNode):
        return term
    raise TypeError(f"{term} is not an IRI, and a catalogue of this server holds nothing else here")
