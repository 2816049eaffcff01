"""Which of the two languages a request prefers (RFC 9110, 12.5.4)."""

from server.http.negotiation import preferences

LANGUAGES = ("ja", "en")
"""The languages of everything that people read here; the first is that of a page that names none."""


def spoken(header: str | None) -> str | None:
    """The language of these pages that an Accept-Language header prefers; None: neither."""
    wished = {language: _wish(language, header or "") for language in LANGUAGES}
    language = max(wished, key=lambda name: wished[name])
    return language if wished[language] else None


def _wish(language: str, header: str) -> float:
    ranges = [entry for entry in preferences(header) if entry.range.partition("-")[0] == language]
    return max((entry.quality for entry in ranges), default=0.0)
