"""One text in the two languages of everything that people read here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A text in Japanese and in English."""

    ja: str
    en: str
