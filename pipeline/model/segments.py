"""Text as a segment of the path of an IRI (RFC 3987), apart from what mints IRIs.

Processes that read one document name places in it, and need no RDF for that.
"""

import re
import unicodedata
from urllib.parse import quote

_HIGHER_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
_NOT_IN_A_SEGMENT = re.compile(
    rf"[^A-Za-z0-9._~!$&'()*+,;=:@\-\xa1-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{_HIGHER_PLANES}\U000e1000-\U000efffd]|\s"
)


def segment(text: str) -> str:
    """Text as one segment of an IRI's path: NFC, with what a segment cannot hold percent-encoded."""
    return _NOT_IN_A_SEGMENT.sub(lambda match: quote(match[0], safe=""), unicodedata.normalize("NFC", text))
