"""One text in the two languages of everything that people read here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A text in Japanese and in English."""

    ja: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in English where `language` is `en`, else in Japanese."""
        return self.en if language == "en" else self.ja
