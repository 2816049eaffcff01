"""Reads a document of RDF as the portals do, with rdflib, in a process of its own that may fail.

`python -m pipeline.doctor.reader` takes a line of JSON (`manners` by harvester, `base`, `contexts` by address) and the
document on standard input, and gives a line of JSON and N-Triples. It is somebody else's document: however it is made,
at worst this process ends. It never asks the network: remote contexts are named, and given with the next attempt.

CKAN decodes what comes as UTF-8 and hands rdflib a text and the media type; udata does with the name of a format that
the address or the media type suggests.
"""

import json
import logging
import re
import resource
import sys
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypedDict
from xml.sax import SAXException

import rdflib
from rdflib.exceptions import Error
from rdflib.namespace import DCAT
from rdflib.plugin import PluginException
from rdflib.term import BNode, Node, URIRef

MEMORY = 2 * 2**30
CPU_SECONDS = 120
FORMATS = ("turtle", "json-ld", "xml", "n3")
"""What a document is read as where no harvester can read it."""

_UNREADABLE = (
    SyntaxError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RuntimeError, OSError,
    SAXException, PluginException, Error,
)  # fmt: skip
Manners = Mapping[str, tuple[str, bool]]
"""By harvester the format, and whether a byte order mark reaches its parser."""
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_BOM = "\ufeff"


class Reading(TypedDict):
    """What came of a document: triples, harvesters that cannot read it and why, IRIs that are none, contexts."""

    outcome: Literal["read", "unreadable", "contexts"]
    reason: str
    refused: dict[str, str]
    iris: list[tuple[str, str]]
    contexts: list[str]


def read(body: bytes, manners: Manners, base: str, contexts: Mapping[str, Any]) -> tuple[Reading, str]:
    """The reading of a document, and its triples as N-Triples."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _unreadable(f"is not UTF-8 ({error.reason} at byte {error.start})"), ""
    if re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE) and text.lstrip(_BOM).lstrip()[:1] == "<":
        return _unreadable("has a DOCTYPE, which is refused"), ""
    remote = _remote(text, {format_ for format_, _ in manners.values()})
    missing = [address for address in remote if address not in contexts]
    if missing:
        return Reading(outcome="contexts", reason="", refused={}, iris=[], contexts=missing), ""
    return _parsed(_inlined(text, contexts) if remote else text, manners, base, remote)


def _unreadable(reason: str, refused: Mapping[str, str] | None = None) -> Reading:
    return Reading(outcome="unreadable", reason=reason, refused=dict(refused or {}), iris=[], contexts=[])


def _parsed(text: str, manners: Manners, base: str, remote: list[str]) -> tuple[Reading, str]:
    found: rdflib.Graph | None = None
    refused: dict[str, str] = {}
    for harvester, (format_, keeps_mark) in manners.items():
        graph, reason = _graph(text if keeps_mark else text.removeprefix(_BOM), format_, base)
        if graph is None:
            refused[harvester] = reason
        found = found if found is not None else graph
    if found is None:
        guesses = (_graph(text.removeprefix(_BOM), format_, base)[0] for format_ in FORMATS)
        found = next((graph for graph in guesses if graph is not None and len(graph)), None)
    if found is None:
        return _unreadable(next(iter(refused.values()), "is not RDF"), refused), ""
    iris = sorted(
        {(_owner(found, s), str(term)) for s, p, o in found for term in (s, p, o) if _is_wrong(term)}
    )
    reading = Reading(outcome="read", reason="", refused=refused, iris=iris, contexts=remote)
    return reading, "".join(_n_triples(found))


def _graph(text: str, format_: str, base: str) -> tuple[rdflib.Graph | None, str]:
    graph = rdflib.Graph()
    try:
        graph.parse(data=text, format=format_, publicID=base or None)
    except PluginException:
        return None, f"has the media type {format_!r}, which is not RDF"
    except RecursionError:
        return None, "nests too deep"
    except _UNREADABLE as error:
        return None, f"is not well-formed as {format_} ({' '.join(str(error).split())[:200]})"
    return graph, ""


def _is_wrong(term: Node) -> bool:
    return isinstance(term, URIRef) and bool(_NOT_IN_IRI.search(term))


def _owner(graph: rdflib.Graph, node: Node) -> str:
    """The dataset that a node belongs to, itself where it belongs to none."""
    return str(graph.value(predicate=DCAT.distribution, object=node) or node)


def _n_triples(graph: rdflib.Graph) -> Iterator[str]:
    for triple in graph:
        yield " ".join(map(_n_term, triple)) + " .\n"


def _n_term(term: Node) -> str:
    if isinstance(term, URIRef):
        return f"<{_NOT_IN_IRI.sub(lambda found: f'%{ord(found[0]):02X}', term)}>"
    if isinstance(term, BNode):
        return term.n3()
    value = json.dumps(str(term))  # its escapes are those of N-Triples, but for the pairs of surrogates
    value = re.sub(r"\\ud[89ab]..\\ud[c-f]..", lambda pair: json.loads(f'"{pair[0]}"'), value)
    language, datatype = getattr(term, "language", None), getattr(term, "datatype", None)
    return f"{value}@{language}" if language else f"{value}^^{_n_term(datatype)}" if datatype else value


def _remote(text: str, formats: set[str]) -> list[str]:
    """The addresses of contexts that a document of JSON-LD names."""
    if not formats & {"json-ld", "application/ld+json"}:
        return []
    try:
        return sorted(set(_named(json.loads(text.removeprefix(_BOM)))))
    except (ValueError, RecursionError):
        return []


def _named(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        context = value.get("@context")
        yield from (
            one for one in (context if isinstance(context, list) else [context]) if isinstance(one, str)
        )
        for inner in value.values():
            yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)


def _inlined(text: str, contexts: Mapping[str, Any]) -> str:
    def replaced(value: Any, is_context: bool = False) -> Any:
        if isinstance(value, str) and is_context:
            return contexts[value]
        if isinstance(value, dict):
            return {name: replaced(inner, name == "@context") for name, inner in value.items()}
        if isinstance(value, list):
            return [replaced(inner, is_context) for inner in value]
        return value

    return json.dumps(replaced(json.loads(text.removeprefix(_BOM))), ensure_ascii=False)


def main() -> None:
    """Reads standard input within limits of memory and time, off the network."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse_network)
    logging.disable()
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        reading, triples = read(sys.stdin.buffer.read(), asked["manners"], asked["base"], asked["contexts"])
    except MemoryError:
        reading, triples = _unreadable(f"takes more than {MEMORY // 2**30} GiB to read"), ""
    sys.stdout.write(f"{json.dumps(reading)}\n{triples}")


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request"):
        raise OSError("the network is not asked here")


if __name__ == "__main__":
    main()
