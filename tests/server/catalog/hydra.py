"""A catalogue as portals read it: page after page, following what CKAN follows."""

from collections.abc import Callable, Iterator

import httpx
from rdflib import RDF, Graph, URIRef

HYDRA = "http://www.w3.org/ns/hydra/core#"


def pages(get: Callable[[str], httpx.Response], address: str) -> Iterator[Graph]:
    """The graphs of all pages from an address on, parsed as their media types say."""
    following: str | None = address
    while following:
        answer = get(following)
        assert answer.status_code == 200, answer.text
        found = Graph().parse(data=answer.text, format=answer.headers["content-type"].partition(";")[0])
        yield found
        views = found.subjects(RDF.type, URIRef(HYDRA + "PartialCollectionView"))
        following = next(
            (str(o) for view in views for o in found.objects(view, URIRef(HYDRA + "next"))), None
        )


def whole(get: Callable[[str], httpx.Response], address: str) -> Graph:
    """All pages as one graph."""
    found = Graph()
    for page in pages(get, address):
        found += page
    return found
