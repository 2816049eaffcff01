"""Between IRIs and addresses on this server: the path below the root is the IRI's path below the base."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from pipeline.model.iris import KK
from pipeline.model.segments import segment

_SAFE = "/%:@!$&'()*+,;=~-._"
LONGEST_PATH = 2_000
_LINE = "#line="
_DOCUMENTS = "/document"
_ONTOLOGY = KK.rstrip("#")
_SHAPES = "/ns/shape"


@dataclass(frozen=True)
class Addresses:
    """Turns IRIs below one base into paths of this server, and back."""

    base: str

    def iri(self, raw_path: str) -> str | None:
        """The IRI that a request's path, as sent, asks about; None where it cannot be an IRI's path.

        Longer paths than any IRI has name nothing: writing characters that combine takes the square of their number.
        Segments are percent-decoded and written as `pipeline.model.iris` writes them: NFC, Japanese as it is.
        """
        if len(raw_path) > LONGEST_PATH:
            return None
        try:
            segments = [unquote(part, errors="strict") for part in raw_path.lstrip("/").split("/")]
        except UnicodeDecodeError:
            return None
        if any(part in ("", ".", "..") for part in segments):
            return None
        return self.base + "/".join(segment(part) for part in segments)

    def path(self, iri: str) -> str | None:
        """The path of the thing an IRI names, ready for a header or an attribute; None: not named here."""
        if iri.startswith(KK):
            return "/ns#" + quote(iri[len(KK) :], safe=_SAFE)
        if iri.startswith(_ONTOLOGY + "/"):
            return "/ns" + quote(iri[len(_ONTOLOGY) :], safe=_SAFE + "#")
        if not iri.startswith(self.base) or iri == self.base:
            return None
        return "/" + quote(iri[len(self.base) :], safe=_SAFE + "#")

    def document(self, iri: str, suffix: str = "html") -> str | None:
        """The path of the document about a thing; a line or place in a source document leads to it marked."""
        path = self.path(iri)
        if path is None or path.startswith("/ns#"):
            return path and path.replace("/ns", f"/ns.{suffix}", 1)
        if path.startswith("/ns/") and not path.startswith(_SHAPES):
            return f"/ns.{suffix}"  # its makers and versions are described with the ontology
        if _LINE in path:
            text, _, position = path.partition(_LINE)
            line = position.partition(",")[2]
            return f"{text.removesuffix('.txt')}.{suffix}?line={line}#L{line}"
        original, marked, _ = path.partition("#")
        folder, _, name = original.rpartition("/")
        if marked and folder.endswith(_DOCUMENTS) and "." in name:
            query = urlencode({"in": name, "place": iri.partition("#")[2]})
            return f"{folder}/{_edition(name)}.{suffix}?{query}#place"
        return f"{original}.{suffix}"


def _edition(name: str) -> str:
    """The edition whose document has this name: 2026 of 2026.pdf, and of 2026-2.pdf, its second."""
    stem = name.partition(".")[0]
    edition, _, number = stem.rpartition("-")
    return edition if edition and number.isdecimal() else stem


def raw_path(scope: Mapping[str, Any]) -> str:
    """The path of a request as it was sent: ASCII, percent-encoded, without its query."""
    raw: bytes | None = scope.get("raw_path")
    if raw is None:
        return quote(str(scope["path"]), safe=_SAFE)
    return raw.partition(b"?")[0].decode("ascii", errors="replace")


def is_web_address(iri: str) -> bool:
    """Whether an IRI may stand in an href: http or https with a host, nothing that runs or reads."""
    parts = urlsplit(iri)
    return parts.scheme in ("http", "https") and bool(parts.netloc)
