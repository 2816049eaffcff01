"""What can be wrong with a catalogue: for each kind, whom it hurts, how badly, and the words in two languages.

The kinds are those of `findings.toml`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.model.text import Text

CKAN, UDATA, SHIRASAGI, EUROPE = "CKAN", "udata", "SHIRASAGI", "data.europa.eu"
HARVESTERS = (CKAN, UDATA, SHIRASAGI, EUROPE)
ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Kind:
    """A kind of finding; `{}` in the text is what it is about."""

    code: str
    severity: str
    hurts: tuple[str, ...]
    text: Text


@dataclass(frozen=True)
class Finding:
    """One finding: its kind, the node or address it is about, and the detail for its text."""

    kind: Kind
    where: str
    detail: str = ""

    def text(self, language: str) -> str:
        words = self.kind.text.ja if language == "ja" else self.kind.text.en
        return words.replace("{}", self.detail)

    @property
    def is_error(self) -> bool:
        return self.kind.severity == ERROR

    @property
    def order(self) -> tuple[bool, str, str, str]:
        """Sorts errors first, then by kind and place."""
        return not self.is_error, self.kind.code, self.where, self.detail


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its code."""
    texts = tomllib.loads(Path(__file__).with_name("findings.toml").read_text(encoding="utf-8"))
    return {
        code: Kind(code, entry["severity"], tuple(entry["hurts"]), Text(entry["ja"], entry["en"]))
        for code, entry in texts.items()
    }


def finding(code: str, where: str, detail: str = "") -> Finding:
    """A finding of a kind; KeyError for a kind that is not listed: a fault of the code."""
    return Finding(kinds()[code], where, detail)
