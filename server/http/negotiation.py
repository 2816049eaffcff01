"""Content negotiation: an Accept header or a suffix to one of the formats a document has (RFC 9110, 12.5.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pyoxigraph import RdfFormat
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.model.text import Text
from server.http.errors import ProblemError


@dataclass(frozen=True)
class Format:
    """One format of a document: the suffix of its address, its media type, how people call it."""

    suffix: str
    media_type: str
    name: str
    rdf: RdfFormat | None = None
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


TURTLE = Format("ttl", "text/turtle", "Turtle", RdfFormat.TURTLE, ("application/x-turtle", "text/n3"))
JSON_LD = Format("jsonld", "application/ld+json", "JSON-LD", RdfFormat.JSON_LD, ("application/json",))
N_TRIPLES = Format("nt", "application/n-triples", "N-Triples", RdfFormat.N_TRIPLES)
RDF_XML = Format("rdf", "application/rdf+xml", "RDF/XML", RdfFormat.RDF_XML)
TRIG = Format("trig", "application/trig", "TriG", RdfFormat.TRIG)
HTML = Format("html", "text/html", "HTML", None, ("application/xhtml+xml",))

FORMATS = (TURTLE, HTML, JSON_LD, N_TRIPLES, RDF_XML, TRIG)
"""In order of preference where a client has none: a client that takes anything (`*/*`) is a program."""
CSV = Format("csv", "text/csv", "CSV")
SVG = Format("svg", "image/svg+xml", "SVG")
PNG = Format("png", "image/png", "PNG")
ATOM = Format("atom", "application/atom+xml", "Atom")
XLSX = Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel")
PARQUET = Format("parquet", "application/vnd.apache.parquet", "Parquet")
BY_SUFFIX = {format_.suffix: format_ for format_ in (*FORMATS, CSV, XLSX, SVG, PNG, ATOM)}
"""What an address may end in; tables, charts, pictures and feeds, which not everything has, are had by address alone."""


@dataclass(frozen=True)
class Preference:
    """One member of an Accept header: a media range and how much it is wanted, 0 to 1."""

    range: str
    quality: float

    def covers(self, media_type: str) -> int:
        """How closely this range names a media type: 3 exactly, 2 by its type, 1 as anything, 0 not."""
        if self.range == media_type:
            return 3
        if self.range == media_type.partition("/")[0] + "/*":
            return 2
        return 1 if self.range == "*/*" else 0


def preferences(header: str) -> tuple[Preference, ...]:
    """The members of an Accept or Accept-Language header; what cannot be read is left out."""
    found = []
    for member in header.split(","):
        range_, *parameters = (part.strip().lower() for part in member.split(";"))
        if range_:
            found.append(Preference(range_, _quality(parameters)))
    return tuple(found)


def best(header: str | None, offers: Sequence[Format]) -> Format | None:
    """The format that an Accept header prefers, the first offered where it has no preference; None: no format.

    The closest range decides the quality of a format, so `text/html;q=0, */*` is everything but HTML.
    """
    wanted = preferences(header) if header and header.strip() else (Preference("*/*", 1.0),)
    ranked = [(_wish(offer, wanted), -place, offer) for place, offer in enumerate(offers)]
    quality, _, offer = max(ranked, key=lambda entry: entry[:2])
    return offer if quality > 0 else None


def accepted(request: Request, offers: Sequence[Format], links: str = "") -> Format:
    """The format that a request prefers. Raises ProblemError 406, which names those that there are."""
    chosen = best(request.headers.get("accept"), offers)
    if chosen is None:
        raise ProblemError(406, not_acceptable(offers), {"Link": links} if links else None)
    return chosen


def not_acceptable(offers: Sequence[Format]) -> Text:
    """What is said to a request that takes none of the formats that there are."""
    offered = ", ".join(offer.media_type for offer in offers)
    return Text(
        f"求められた形式では渡せません。Acceptに次のどれかを書いてください: {offered}。",
        f"This is offered as {offered}. Name one of them in Accept.",
    )


def of_suffix(suffix: str, what: Text, offers: Sequence[Format] = FORMATS) -> Format:
    """The format that an address ends in. Raises ProblemError 404, which names those that there are."""
    found = BY_SUFFIX.get(suffix)
    if found is None or found not in offers:
        raise ProblemError(404, not_given(suffix, what, [offer.suffix for offer in offers]))
    return found


def not_given(suffix: str, what: Text, offered: Sequence[str]) -> Text:
    """What is said of an address that ends in the suffix of a format that there is not."""
    return Text(
        f"{what.ja}に「{suffix}」という形式はありません。次のどれかにしてください: {', '.join(offered)}。",
        f"{what.en} is not given as {suffix!r}, but as {', '.join(offered)}.",
    )


def see_other(
    request: Request, address: Callable[[Format], str], query: Callable[[Format], str] = lambda _: ""
) -> Response:
    """303 from a thing to its document in the format that is preferred (httpRange-14): the thing is not its document."""
    found = links(address)
    chosen = accepted(request, FORMATS, found)
    headers = {"Link": found, "Vary": "Accept, Accept-Language", "Cache-Control": "no-cache"}
    return RedirectResponse(address(chosen) + query(chosen), 303, headers)


def links(
    address: Callable[[Format], str], shown: Format | None = None, offers: Sequence[Format] = FORMATS
) -> str:
    """The Link header of what has several formats, or of it in the one that is shown (RFC 8288).

    Each other format is what describes it (signposting.org). One alone is the `alternate`: the JSON-LD that a processor
    goes on to where it was given something else (JSON-LD 1.1 API, LoadDocumentCallback); pyld fails on several.
    """
    found = [
        f'<{address(offer)}>; rel="describedby"; type="{offer.media_type}"'
        for offer in offers
        if offer is not shown
    ]
    if shown is not JSON_LD:
        found.append(f'<{address(JSON_LD)}>; rel="alternate"; type="{JSON_LD.media_type}"')
    return ", ".join(found)


def _wish(offer: Format, wanted: tuple[Preference, ...]) -> float:
    """How much a format is wanted: by its own media type, else by the best of its aliases."""
    own = _by_range(offer.media_type, wanted)
    aliases = [_by_range(alias, wanted, least=3) for alias in offer.aliases]
    return max([own or 0.0, *(quality or 0.0 for quality in aliases)])


def _by_range(media_type: str, wanted: tuple[Preference, ...], least: int = 1) -> float | None:
    matches = [(entry.covers(media_type), entry.quality) for entry in wanted]
    closeness, quality = max(matches, default=(0, 0.0))
    return quality if closeness >= least else None


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return 0.0
            return quality if 0 <= quality <= 1 else 0.0
    return 1.0
