"""Gets a catalogue the way CKAN's harvester does: HEAD, GET for anything, page after page; or from a file.

What comes is somebody else's: size, time, number of pages and redirects are bounded, XML with a DOCTYPE is
refused, no context or import is ever loaded.
"""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple

from pipeline.doctor.facts import Facts
from pipeline.model.errors import DocumentError, Problem

MOST_BYTES = 50 * 1024 * 1024
"""What CKAN takes of one document."""
MOST_PAGES = 1000
SECONDS = 30

_HYDRA = "http://www.w3.org/ns/hydra/core#"
_VIEWS = (NamedNode(_HYDRA + "PartialCollectionView"), NamedNode(_HYDRA + "PagedCollection"))
_NEXT = (NamedNode(_HYDRA + "next"), NamedNode(_HYDRA + "nextPage"))
_FORMATS: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/n3": RdfFormat.N3,
}
_SUFFIXES = {".ttl": "text/turtle", ".jsonld": "application/ld+json", ".rdf": "application/rdf+xml"}
_SUFFIXES |= {".xml": "application/rdf+xml", ".nt": "application/n-triples"}


_WRITTEN = "%/:?#[]@!$&'()*+,;=-._~"
"""What stays as it is in an address; all else, such as Japanese, is percent-encoded."""


@dataclass(frozen=True)
class Answer:
    """What a server said to one request; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Document:
    """One page of a catalogue; `head` and `answer` are None for a file."""

    address: str
    media_type: str
    body: bytes
    facts: Facts
    head: Answer | None = None
    answer: Answer | None = None


@dataclass
class Source:
    """All pages of a catalogue, and the address that came again where pages go round in a circle."""

    address: str
    documents: list[Document] = field(default_factory=list)
    repeated: str = ""

    @property
    def is_file(self) -> bool:
        return self.documents[0].answer is None


def ask(method: str, address: str, most: int = MOST_BYTES) -> Answer:
    """One request, as CKAN makes it. Raises DocumentError where there is no answer or it is too long."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise DocumentError(Problem(address, "is not an address on the web.", "Begin with https://."))
    try:
        request = urllib.request.Request(
            quote(address, safe=_WRITTEN), method=method, headers={"Accept": "*/*"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            body = answer.read(most + 1)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, {name.lower(): value for name, value in error.headers.items()})
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise DocumentError(Problem(address, f"does not answer ({reason}).", "Check the address.")) from error
    if len(body) > most:
        raise DocumentError(Problem(address, f"is longer than {most:,} bytes.", "Offer it in pages (Hydra)."))
    return Answer(answer.status, headers, body)


def fetch(source: str) -> Source:
    """A catalogue from an address with all its pages, or from a file.

    Raises DocumentError: nothing answers, it is not RDF, or it is not well-formed.
    """
    if urlsplit(source).scheme not in ("http", "https"):
        return Source(source, [_from_file(Path(source))])
    found = Source(source)
    seen: set[str] = set()
    following: str | None = source
    while following and len(found.documents) < MOST_PAGES:
        if following in seen:
            found.repeated = following
            break
        seen.add(following)
        found.documents.append(_from_web(following))
        following = _next_page(found.documents[-1])
    return found


def _from_file(path: Path) -> Document:
    media_type = _SUFFIXES.get(path.suffix.lower(), "")
    if not media_type:
        known = ", ".join(_SUFFIXES)
        raise DocumentError(Problem(str(path), "is not a file of RDF by its name.", f"Known: {known}."))
    try:
        body = path.read_bytes()
    except OSError as error:
        raise DocumentError(Problem(str(path), f"cannot be read ({error.strerror}).", "")) from error
    return Document(str(path), media_type, body, parse(body, media_type, str(path)))


def _from_web(address: str) -> Document:
    head = ask("HEAD", address)
    answer = ask("GET", address)
    if answer.status != 200:
        raise DocumentError(Problem(address, f"answers {answer.status}.", "A harvester stops here."))
    facts = parse(answer.body, answer.media_type, address)
    return Document(address, answer.media_type, answer.body, facts, head, answer)


def parse(body: bytes, media_type: str, where: str) -> Facts:
    """A document as facts. Raises DocumentError where it is not RDF of its media type."""
    format_ = _FORMATS.get(media_type)
    if format_ is None:
        remedy = f"Send one of {', '.join(_FORMATS)}; harvesters choose the parser by it."
        raise DocumentError(Problem(where, f"has the media type {media_type!r}, which is not RDF.", remedy))
    if format_ == RdfFormat.RDF_XML and re.search(rb"<!DOCTYPE", body[:65536], re.IGNORECASE):
        raise DocumentError(Problem(where, "has a DOCTYPE, which is refused.", "Write RDF/XML without it."))
    try:
        return Facts(_triples(body, format_, where))
    except (SyntaxError, ValueError) as error:
        raise DocumentError(Problem(where, f"is not well-formed ({error}).", "Correct it.")) from error


def _triples(body: bytes, format_: RdfFormat, where: str) -> Iterator[Triple]:
    base = where if urlsplit(where).scheme in ("http", "https") else None
    for quad in pyoxigraph.parse(body, format=format_, base_iri=base, rename_blank_nodes=True):
        yield Triple(quad.subject, quad.predicate, quad.object)


def _next_page(document: Document) -> str | None:
    for view in _VIEWS:
        for node in document.facts.of(view):
            for predicate in _NEXT:
                for found in document.facts.all(node, predicate):
                    return urljoin(document.address, str(getattr(found, "value", "")))
    return None


def together(source: Source) -> Facts:
    """What all pages say."""
    return Facts(
        Triple(subject, predicate, object_)
        for document in source.documents
        for subject, predicate, object_ in document.facts
    )
