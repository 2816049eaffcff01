"""Asks somebody else's server as CKAN does: redirects followed a few times, answers of a few encodings and some size."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import httpx

from pipeline.doctor.bounds import Bounds, Transport
from pipeline.model.errors import DocumentError, Problem

SECONDS = 30
"""For one step of one answer."""
DEADLINE = 600
"""Seconds for everything that an examination asks."""
MOST_REDIRECTS = 5
MOST_BYTES = 50 * 1024 * 1024
"""What CKAN takes of one document."""

_WRITTEN = "%/:?#[]@!$&'()*+,;=-._~"
"""What stays as it is in an address; all else, such as Japanese, is percent-encoded."""
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


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
class Web:
    """Asks servers within bounds."""

    bounds: Bounds

    def ask(self, method: str, address: str, most: int = MOST_BYTES) -> Answer:
        """One request, as CKAN makes it, redirects followed.

        Raises DocumentError where there is no whole answer in time, it is too long or not of the web.
        """
        try:
            with httpx.Client(
                transport=Transport(self.bounds), timeout=SECONDS, headers={"Accept": "*/*"}
            ) as client:
                for _ in range(MOST_REDIRECTS + 1):
                    answer, following = self._once(client, method, address, most)
                    if not following:
                        return answer
                    address = following
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            what = f"does not answer ({str(error) or type(error).__name__})."
            raise DocumentError(Problem(address, what, "Check the address.")) from error
        raise DocumentError(
            Problem(address, f"redirects more than {MOST_REDIRECTS} times.", "Shorten the way.")
        )

    def _once(self, client: httpx.Client, method: str, address: str, most: int) -> tuple[Answer, str]:
        """The answer of one address, and where it redirects to."""
        if urlsplit(address).scheme not in ("http", "https"):
            raise DocumentError(Problem(address, "is not an address on the web.", "Begin with https://."))
        with client.stream(method, quote(address, safe=_WRITTEN)) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            if response.has_redirect_location:
                return Answer(response.status_code, headers), urljoin(address, headers["location"])
            encoding = headers.get("content-encoding", "").strip().lower()
            if encoding not in _ENCODINGS:
                remedy = "Send it plain, or with gzip where it is asked for."
                raise DocumentError(
                    Problem(address, f"is encoded as {encoding!r}, which is not read.", remedy)
                )
            body = bytearray()
            for part in response.iter_bytes():
                body += part
                if len(body) > most:
                    what = f"is longer than {most:,} bytes."
                    raise DocumentError(Problem(address, what, "Offer it in pages (Hydra)."))
        return Answer(response.status_code, headers, bytes(body)), ""
