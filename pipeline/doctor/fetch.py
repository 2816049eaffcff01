"""Gets a catalogue the way the harvesters do: HEAD, GET for anything, page after page; or from a file.

What comes is somebody else's: size, time, number of pages and redirects are bounded (`web`), and it is read in a
process of its own (`reader`).
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple
from rdflib.util import SUFFIX_FORMAT_MAP, guess_format

from pipeline.doctor.bounds import Bounds
from pipeline.doctor.facts import Facts
from pipeline.doctor.findings import CKAN, UDATA
from pipeline.doctor.web import MOST_BYTES, Answer, Web
from pipeline.model.errors import DocumentError, Problem, refused_by_system
from pipeline.model.files.data_folder import ROOT

NOWHERE = Web(Bounds(deadline=0))
"""For a file: it may name a context elsewhere, and there is no time to ask for it."""
MOST_PAGES = 1000
MOST_CONTEXTS = 20
READING_SECONDS = 180
"""For reading one document: of the clock, for a process may also wait."""

_HYDRA = "http://www.w3.org/ns/hydra/core#"
_VIEWS = (NamedNode(_HYDRA + "PartialCollectionView"), NamedNode(_HYDRA + "PagedCollection"))
_NEXT = (NamedNode(_HYDRA + "next"), NamedNode(_HYDRA + "nextPage"))
_SUFFIXES = {**SUFFIX_FORMAT_MAP, "json": "json-ld", "jsonld": "json-ld", "xml": "xml"}
"""How udata reads an address by its end."""
_MEDIA_TYPES: Mapping[str, str] = {
    "application/rdf+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/n3": "n3",
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/json": "json-ld",
    "application/trig": "trig",
}
"""How udata reads a media type, where the address says nothing."""


@dataclass(frozen=True)
class Manner:
    """How a harvester reads a document: as which format, and whether a byte order mark before it reaches the parser."""

    format: str
    keeps_mark: bool = True


Manners = Mapping[str, Manner]
"""By harvester."""


@dataclass(frozen=True)
class Document:
    """One page of a catalogue; `head` and `answer` are None for a file.

    `refused` says which harvesters cannot read it, and why; `wrong_iris` names a dataset and an IRI that is none;
    `contexts` are those of JSON-LD that stand elsewhere.
    """

    address: str
    facts: Facts
    refused: Mapping[str, str]
    wrong_iris: Sequence[tuple[str, str]] = ()
    contexts: Sequence[str] = ()
    head: Answer | None = None
    answer: Answer | None = None


@dataclass
class Source:
    """All pages of a catalogue, and the address that came again where pages go round in a circle."""

    address: str
    web: Web
    documents: list[Document] = field(default_factory=list)
    repeated: str = ""

    @property
    def is_file(self) -> bool:
        return self.documents[0].answer is None


def fetch(source: str, seconds: float) -> Source:
    """A catalogue from an address with all its pages, or from a file.

    Raises DocumentError: nothing answers within these seconds, it is not RDF, or it is not well-formed.
    """
    if urlsplit(source).scheme not in ("http", "https"):
        return Source(source, NOWHERE, [_from_file(Path(source))])
    found = Source(source, Web(Bounds.beginning_at(source, seconds)))
    seen: set[str] = set()
    following: str | None = source
    while following and len(found.documents) < MOST_PAGES:
        if following in seen:
            found.repeated = following
            break
        seen.add(following)
        found.documents.append(_from_web(found.web, following))
        following = _next_page(found.documents[-1])
    return found


def _from_file(path: Path) -> Document:
    """A file, as it would be read if it were served as what its name says."""
    try:
        with path.open("rb") as file:
            body = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DocumentError(refused_by_system(error, str(path))) from error
    if len(body) > MOST_BYTES:
        raise DocumentError(
            Problem(str(path), f"is longer than {MOST_BYTES:,} bytes.", "Divide it into pages.")
        )
    format_ = guess_format(path.name, _SUFFIXES)
    manner = Manner(format_ or "")
    return parse(body, {CKAN: manner, UDATA: manner} if format_ else {}, str(path), NOWHERE)


def _from_web(web: Web, address: str) -> Document:
    head = web.ask("HEAD", address)
    answer = web.ask("GET", address)
    if answer.status != 200:
        raise DocumentError(Problem(address, f"answers {answer.status}.", "A harvester stops here."))
    by_address = guess_format(address, _SUFFIXES) or _MEDIA_TYPES.get(answer.media_type, answer.media_type)
    # udata takes the text that `requests` makes: it guesses an encoding, mark and all, where nothing says one
    says_charset = "charset=" in answer.headers.get("content-type", "").lower()
    guessed = not says_charset and not answer.media_type.startswith("text/")
    manners = {CKAN: Manner(answer.media_type or "xml"), UDATA: Manner(by_address, keeps_mark=not guessed)}
    return parse(answer.body, manners, address, web, head, answer)


def parse(
    body: bytes,
    manners: Manners,
    where: str,
    web: Web,
    head: Answer | None = None,
    answer: Answer | None = None,
) -> Document:
    """A document as its harvesters read it, each as a format of its own.

    Raises DocumentError where none of them can, and nothing else makes RDF of it.
    """
    contexts: dict[str, Any] = {}
    reading, triples = _read(body, manners, where, contexts)
    while reading["outcome"] == "contexts" and len(contexts) < MOST_CONTEXTS:
        for context in reading["contexts"][:MOST_CONTEXTS]:
            contexts[context] = _context(web, urljoin(where, context))
        reading, triples = _read(body, manners, where, contexts)
    if reading["outcome"] != "read":
        reason = reading["reason"] or "has too many remote contexts"
        raise DocumentError(Problem(where, f"{reason}.", "A harvester stops here: correct it."))
    parsed = pyoxigraph.parse(triples, format=RdfFormat.N_TRIPLES, lenient=True, rename_blank_nodes=True)
    facts = Facts(Triple(quad.subject, quad.predicate, quad.object) for quad in parsed)
    wrong = [(owner, iri) for owner, iri in reading["iris"]]
    return Document(where, facts, reading["refused"], wrong, reading["contexts"], head, answer)


def _context(web: Web, address: str) -> Any:
    """A context of JSON-LD, got within the bounds of everything else."""
    try:
        document = json.loads(web.ask("GET", address).body)
        return document["@context"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise DocumentError(
            Problem(address, "is not a context of JSON-LD.", "Put it into the document.")
        ) from error


def _read(
    body: bytes, manners: Manners, where: str, contexts: Mapping[str, Any]
) -> tuple[dict[str, Any], bytes]:
    """Has a document read by a process that may end; what it says of it, and its N-Triples."""
    base = where if urlsplit(where).scheme in ("http", "https") else ""
    manner = {harvester: astuple(one) for harvester, one in manners.items()}
    asked = json.dumps({"manners": manner, "base": base, "contexts": contexts}).encode()
    command = [sys.executable, "-m", "pipeline.doctor.reader"]
    try:
        done = subprocess.run(
            command,
            input=asked + b"\n" + body,
            capture_output=True,
            cwd=ROOT,
            timeout=READING_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        what = "ends what reads it, or takes longer than any harvester waits."
        raise DocumentError(Problem(where, what, "Offer it in pages (Hydra), and nest less.")) from error
    said, _, triples = done.stdout.partition(b"\n")
    return json.loads(said), triples


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
