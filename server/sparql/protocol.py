"""The SPARQL 1.1 Protocol's query operation: what a request asks, whichever of its three ways it came by.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import ClientDisconnect, Request

from pipeline.model.text import Text
from server.http.errors import CUT_OFF, ProblemError
from server.http.negotiation import JSON_LD, N_TRIPLES, RDF_XML, TRIG, TURTLE, Format, best

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
_MOST_FIELDS = 200
_ENCODED = 3
_SHOWN = 100
_OTHER_PARAMETERS = 16 * 1024
NO_UPDATES = Text(
    "更新は受け付けません。問い合わせをqueryで送ってください。",
    "This endpoint answers queries and takes no updates.",
)
_IN_UTF_8 = Text("問い合わせはUTF-8で送ってください。", "A query is text in UTF-8.")

JSON = Format("json", "application/sparql-results+json", "JSON", aliases=("application/json",))
XML = Format("xml", "application/sparql-results+xml", "XML", aliases=("application/xml", "text/xml"))
CSV = Format("csv", "text/csv", "CSV")
TSV = Format("tsv", "text/tab-separated-values", "TSV")
N_QUADS = Format("nq", "application/n-quads", "N-Quads")
TABLES = (JSON, XML, CSV, TSV)
"""The formats of SELECT and ASK, in order of preference where a client has none."""
GRAPHS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, TRIG, N_QUADS)
"""The formats of CONSTRUCT and DESCRIBE, likewise."""
_SHORT_NAMES = {
    **dict.fromkeys(("turtle", "n3", "text/rdf+n3", "application/turtle"), TURTLE),
    **dict.fromkeys(("ntriples", "n-triples"), N_TRIPLES),
    **dict.fromkeys(("json-ld", "json"), JSON_LD),
    **dict.fromkeys(("rdfxml", "rdf/xml", "rdf+xml", "xml", "application/xml", "text/xml"), RDF_XML),
    **dict.fromkeys(("nquads", "n-quads"), N_QUADS),
}
"""What clients call the formats of graphs; a table in `json` or `xml` is found by its own name first."""
_FORMAT_PARAMETERS = ("format", "output", "results")


class ProtocolError(ProblemError):
    """A request that does not follow the protocol, with the status that says how."""


@dataclass(frozen=True)
class Sent:
    """A request as it was sent: the parameters of its address, its body, and the type of that (empty: it has none)."""

    parameters: bytes
    body: bytes = b""
    media_type: str = ""

    @property
    def size(self) -> int:
        """Bytes that have to be read."""
        return len(self.parameters) + len(self.body)

    def read(self) -> "Asked":
        """What is asked. Raises ProtocolError 400 for what cannot be read."""
        parameters = _parameters(self.parameters)
        if self.media_type == DIRECT:
            return _asked([*parameters, ("query", _decoded(self.body))])
        return _asked([*parameters, *_parameters(self.body)])


@dataclass(frozen=True)
class Asked:
    """What a request asks: a query (None: it has none), its dataset, and formats by name (none: by Accept)."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    def format(self, accept: str | None, offers: tuple[Format, ...]) -> Format | None:
        """The format of an answer, of those offered: the last one named that is, else the one that Accept prefers.

        A name that fits no answer of this kind leaves the choice to Accept: SPARQLWrapper names one three times over,
        `xml` where nobody chose, beside an Accept header that says what it takes.
        """
        named = (named_format(name, offers) for name in reversed(self.formats))
        return next(filter(None, named), None) or _preferred(accept, offers)


async def receive(request: Request, most: int) -> Sent:
    """A request with its body. `most`: the bytes a query may have.

    Raises ProtocolError: 400 for a body that breaks off, 413 for one too long, 415 for one of another type.
    """
    parameters = request.scope["query_string"]
    if request.method != "POST":
        return Sent(parameters)
    media_type, _, settings = request.headers.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type == DIRECT:
        _check_charset(settings)
        return Sent(parameters, await _body(request, most), DIRECT)
    if media_type == FORM:
        return Sent(parameters, await _body(request, most * _ENCODED + _OTHER_PARAMETERS), FORM)
    if media_type == UPDATE:
        raise ProtocolError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, NO_UPDATES)
    said = Text(
        f"POSTのContent-Typeは、{DIRECT}か{FORM}にしてください。",
        f"A query is posted as {DIRECT} or {FORM}, not as {media_type or 'something without Content-Type'}.",
    )
    raise ProtocolError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, said)


def named_format(name: str, offers: Sequence[Format]) -> Format | None:
    """The format that a `format` or `output` parameter names: by suffix, media type or a common short name."""
    wanted = name.strip().lower()
    for offer in offers:
        if wanted in (offer.suffix, offer.media_type, *offer.aliases) or _SHORT_NAMES.get(wanted) is offer:
            return offer
    return None


@lru_cache(maxsize=128)
def _preferred(accept: str | None, offers: tuple[Format, ...]) -> Format | None:
    return best(accept, offers)


def _asked(parameters: Sequence[tuple[str, str]]) -> Asked:
    def values(*names: str) -> tuple[str, ...]:
        return tuple(value for name, value in parameters if name in names)

    if values("update"):
        raise ProtocolError(HTTPStatus.BAD_REQUEST, NO_UPDATES)
    queries = values("query")
    if len(queries) > 1:
        raise _bad(
            "queryが二つ以上あります。一つだけ送ってください。",
            "A request has one query; this one has several.",
        )
    for name in ("default-graph-uri", "named-graph-uri"):
        _check_graphs(name, values(name))
    return Asked(
        queries[0] if queries else None,
        values("default-graph-uri"),
        values("named-graph-uri"),
        tuple(filter(None, values(*_FORMAT_PARAMETERS))),
    )


def _check_graphs(name: str, graphs: Sequence[str]) -> None:
    for graph in graphs:
        try:
            NamedNode(graph)
        except ValueError as error:
            raise _bad(
                f"{name}の「{graph[:_SHOWN]}」は、省略のないIRIではありません。全体を書くか、{name}を除いてください。",
                f"{name}: {graph[:_SHOWN]!r} is no absolute IRI. Name a graph in full, or leave {name} out.",
            ) from error


def _parameters(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            text.decode(),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeError as error:
        raise _bad(
            "パラメーターはUTF-8で、パーセント符号化して送ってください。",
            "Parameters are UTF-8, percent-encoded.",
        ) from error
    except ValueError as error:
        raise _bad(
            f"パラメーターは{_MOST_FIELDS}個までです。減らしてください。",
            f"A request has at most {_MOST_FIELDS} parameters.",
        ) from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, _IN_UTF_8) from error


def _check_charset(settings: str) -> None:
    name, _, charset = settings.strip().lower().partition("=")
    if name.strip() == "charset" and charset.strip(' "') not in ("utf-8", "utf8"):
        raise ProtocolError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _IN_UTF_8)


async def _body(request: Request, most: int) -> bytes:
    """The body, read no further than a byte past what is taken."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                said = Text(
                    f"送られた本文が、上限の{most:,}バイトを超えています。短くするか、分けてください。",
                    f"The request's body has more than {most:,} bytes, the limit of this service.",
                )
                raise ProtocolError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said)
    except ClientDisconnect as error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, CUT_OFF) from error
    return bytes(body)


def _bad(ja: str, en: str) -> ProtocolError:
    return ProtocolError(HTTPStatus.BAD_REQUEST, Text(ja, en))
