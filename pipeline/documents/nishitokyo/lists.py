"""Lists in running text: the policies and measures, the three classification lists, the glossaries."""

import re
from dataclasses import dataclass, field

from pipeline.documents.document import Line, Printed
from pipeline.documents.draft.words.wording import level_line
from pipeline.documents.nishitokyo.sections import Section
from pipeline.documents.nishitokyo.wording import circled, folded, joined
from pipeline.model.errors import DocumentError, Problem

SOURCES = {
    "<自治体DX推進計画>": "dx-plan",
    "<総務省重点施策2026>": "soumu-priority-2026",
    "<IT新戦略>": "it-strategy",
}
SCHEME_HEADINGS = {"国・都の情報政策": "national-policy", "技術動向": "technology"}
UNHEADED_SCHEME = "town-development"
"""The third list's heading is lost in the transcription: it begins where numbering starts anew."""

_LEVELS = {"policy": ("基本方針",), "measure": ("推進項目",)}


@dataclass
class Group:
    """A 基本方針 or 推進項目: number ("1", "1-2"), title, paragraphs."""

    number: str
    title: Printed
    paragraphs: list[Printed] = field(default_factory=list)

    @property
    def parent(self) -> str:
        return self.number.rpartition("-")[0]


@dataclass(frozen=True)
class Term:
    """A word of a glossary and what it means."""

    term: Printed
    definition: Printed


@dataclass(frozen=True)
class Concept:
    """An entry of a classification list; `source` is the printed source it stands under."""

    scheme: str
    number: int
    notation: Printed
    label: Printed
    source: str


@dataclass
class Classification:
    """The three lists with their printed sources, their glossary and the sentences around them."""

    concepts: list[Concept] = field(default_factory=list)
    sources: list[tuple[str, Printed]] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    passages: list[tuple[Line, str]] = field(default_factory=list)


def read_policies(section: Section) -> list[Group]:
    """The policies and measures with their paragraphs; the section's heading is the first policy."""
    groups: list[Group] = []
    policy = ""
    for line in (section.heading, *section.lines):
        head = _head(line)
        if head is None:
            groups[-1].paragraphs.append(line.whole)
            continue
        kind, number, title = head
        last = sum(not group.parent if kind == "policy" else group.parent == policy for group in groups)
        if number != str(last + 1):
            raise line.unexplained(0, f"is number {number} where {last + 1} is expected.")
        policy = number if kind == "policy" else policy
        groups.append(Group(number if kind == "policy" else f"{policy}-{number}", title))
    return groups


def _head(line: Line) -> tuple[str, str, Printed] | None:
    found = level_line(line.text, _LEVELS)
    return (found[0], found[1], line.whole.saying(found[2])) if found else None


@dataclass
class Place:
    """Where in the plan a page of sheets stands: follows the headings of the pages."""

    groups: dict[str, Group]
    policy: str = ""
    measure: str = ""

    def read(self, line: Line) -> None:
        """A heading of a page; raises DocumentError where it names no policy or measure of the plan."""
        head = _head(line)
        if head is None:
            raise line.unexplained(0, f"holds '{line.text}', which nothing explains.")
        kind, number, title = head
        key = number if kind == "policy" else f"{self.policy}-{number}"
        group = self.groups.get(key)
        if group is None or folded(group.title) != folded(title):
            raise line.unexplained(0, f"names '{line.text}', which is no policy or measure of this plan.")
        if (kind == "policy") == bool(self.policy and not self.measure):
            raise line.unexplained(
                0, f"holds '{line.text}', but a page begins with a policy and its measure."
            )
        if kind == "policy":
            self.policy, self.measure = key, ""
        else:
            self.measure = title.saying(key)
        line.structure[0] = "page heading"

    def check(self, line: Line) -> None:
        """Raises DocumentError where the first row of a page's table stands under no measure."""
        if not self.measure:
            raise line.unexplained(0, "begins a table without a measure (推進項目) above it.")


def read_classification(section: Section) -> Classification:
    """The three classification lists.

    Raises DocumentError where a list does not count up from 1 or a line is none of entry, source, heading, term.
    """
    found = Classification()
    scheme, source = "", ""
    for line in section.lines:
        text = line.text
        if line.tabular:
            found.terms.append(_term(line))
        elif text in SCHEME_HEADINGS:
            scheme, source = SCHEME_HEADINGS[text], ""
            found.passages.append((line, "heading"))
        elif text in SOURCES:
            source = SOURCES[text]
            found.sources.append((source, line.whole.then(lambda text: text.strip("<>"))))
        elif text.startswith("- "):
            scheme = _add_concept(found, line, scheme, source)
        elif not scheme:
            found.passages.append((line, "prose"))
        elif found.concepts and found.concepts[-1].notation.line == line.number - 1:
            _continue_concept(found, line)
        else:
            raise line.unexplained(0, f"holds '{text}', which is no entry of a list.")
    return found


def _add_concept(found: Classification, line: Line, scheme: str, source: str) -> str:
    entry = line.cells[0].removeprefix("- ")
    notation, _, label = entry.partition(" ")
    try:
        (number,) = circled(notation)
    except ValueError as error:
        raise line.unexplained(0, f"has no circled number ('{notation}').") from error
    last = [concept.number for concept in found.concepts if concept.scheme == scheme]
    if number == 1 and last:
        scheme, last = UNHEADED_SCHEME, []
    if number != (last[-1] if last else 0) + 1:
        raise line.unexplained(0, f"is number {number} of its list, after {last[-1] if last else 0}.")
    cell = line.cells[0]
    name = cell.saying(joined(label.replace("*", "")))
    found.concepts.append(Concept(scheme, number, cell.saying(notation), name, source))
    return scheme


def _continue_concept(found: Classification, line: Line) -> None:
    last = found.concepts[-1]
    label = Printed(last.label + joined(line.text), last.label.places | line.cells[0].places)
    found.concepts[-1] = Concept(last.scheme, last.number, last.notation, label, last.source)


def _term(line: Line) -> Term:
    if len(line.cells) != 2 or not line.cells[0].endswith("・・・"):
        raise line.unexplained(0, "is no entry of the glossary.")
    return Term(line.cells[0].then(lambda text: text.removesuffix("・・・")), line.cells[1])


def term_of_sentence(line: Line) -> Term | None:
    """A word explained in a line of running text: `※word…meaning`, `word・・・ meaning`."""
    match = re.fullmatch(r"※(\S+?)…(.+)|(\S+?)・・・\s*(.+)", line.text)
    if not match:
        return None
    word, meaning = (match[1], match[2]) if match[1] else (match[3], match[4])
    return Term(line.whole.saying(word), line.whole.saying(meaning))


def complete(document: str, counts: dict[str, tuple[int, int]]) -> None:
    """Checks counts (found, expected); raises DocumentError for each that differs."""
    wrong = [
        Problem(
            document,
            f"has {found} {name}, not {expected}.",
            "The document is cut, or its layout has changed.",
        )
        for name, (found, expected) in counts.items()
        if found != expected
    ]
    if wrong:
        raise DocumentError(wrong)
