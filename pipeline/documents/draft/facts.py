"""What a table says, cell by cell: each cell with the meaning that headings and labels give it."""

from dataclasses import dataclass, field

from pipeline.documents.draft.words.headings import Meaning
from pipeline.model.places import Place

Key = tuple[int, int, int, int, int]
"""A cell or line of the files: file, page, table (-1: lines), row and column (of a line: its place, 0)."""

HIGH, MIDDLE, LOW = "high", "middle", "low"
SURENESS = (LOW, MIDDLE, HIGH)


@dataclass(frozen=True)
class Seen:
    """A cell or line that holds something: what and where."""

    key: Key
    text: str
    places: tuple[Place, ...]
    doubt: str = ""


class Quoted(str):
    """A text and the cells it was read from, how sure the reading is, and why it is not sure."""

    keys: tuple[Key, ...]
    sure: str
    why: str

    def __new__(cls, text: str, keys: tuple[Key, ...] = (), sure: str = HIGH, why: str = "") -> "Quoted":
        quoted = super().__new__(cls, text)
        quoted.keys, quoted.sure, quoted.why = keys, sure, why
        return quoted

    def saying(self, text: str) -> "Quoted":
        """Another text, read from the same cells."""
        return Quoted(text, self.keys, self.sure, self.why)

    def less(self, sure: str, why: str) -> "Quoted":
        """The same, at most as sure."""
        lower = min(self.sure, sure, key=SURENESS.index)
        return Quoted(str(self), self.keys, lower, "、".join(filter(None, dict.fromkeys((self.why, why)))))


@dataclass(frozen=True)
class Fact:
    """One cell with its meaning; `years` are those of the columns it covers, `row` counts rows of the document.

    `drawn` says that a bar or an arrow is drawn over it, `picture` that it holds a picture and no text; a blank cell
    of a figure has no key of its own. `band` is the row of the document that the headings above it begin in, -1 in a form.
    """

    role: str
    text: Quoted
    meaning: Meaning
    row: int
    column: int
    years: tuple[int, ...] = ()
    drawn: bool = False
    picture: bool = False
    band: int = -1


@dataclass
class Scanned:
    """A table scanned: its facts in reading order, the keys of its headings, and of what no heading explains."""

    facts: list[Fact] = field(default_factory=list)
    headings: set[Key] = field(default_factory=set)
    unexplained: dict[Key, str] = field(default_factory=dict)
    words: dict[str, Meaning | None] = field(default_factory=dict)
    """What each heading was taken to mean."""
    named: bool = False
    """Whether it names elements itself, by number or title."""
