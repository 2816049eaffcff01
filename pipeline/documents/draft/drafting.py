"""Files as read → the draft: a plan, and what became of every cell and line that was seen.

Seen is placed, structural (headings, labels, numbers) or unplaced with a reason; the three add up.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.documents.draft import naming
from pipeline.documents.draft.facts import Key, Quoted, Seen
from pipeline.documents.draft.plan.assembly import Assembler
from pipeline.documents.draft.plan.records import Plan
from pipeline.documents.draft.scanning.facing import halves
from pipeline.documents.draft.scanning.scanner import Scanner
from pipeline.documents.draft.words import wording
from pipeline.documents.draft.words.headings import Meaning
from pipeline.documents.draft.words.layout import Layout
from pipeline.formats import Line, Page, Pages, Table

PLACED, STRUCTURAL, UNPLACED = "placed", "structural", "unplaced"


@dataclass(frozen=True)
class Draft:
    """A plan as drafted from files, and what became of what was seen in them: disposition and reason by key."""

    files: tuple[Pages, ...]
    plan: Plan
    seen: Mapping[Key, Seen]
    became: Mapping[Key, tuple[str, str]]
    headings: Mapping[str, tuple[str, str] | None]
    """Each heading met: role and kind that it was taken for, None where it has no meaning that is known."""

    def totals(self) -> dict[str, int]:
        """How many cells and lines were seen, and how many are placed, structural and unplaced."""
        counts = Counter(disposition for disposition, _ in self.became.values())
        return {"seen": len(self.seen), **{name: counts[name] for name in (PLACED, STRUCTURAL, UNPLACED)}}

    def unplaced(self) -> Iterator[tuple[Seen, str]]:
        """What was seen and not placed, in reading order, with the reason."""
        for key, one in sorted(self.seen.items()):
            if self.became[key][0] == UNPLACED:
                yield one, self.became[key][1]

    def pictures(self) -> list[tuple[str, int]]:
        """The pages that hold a picture and no text to read: file and page."""
        return [(one.name, page.number) for one in self.files for page in one.pages if page.picture]


class _Drafting:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.assembler = Assembler(layout)
        self.seen: dict[Key, Seen] = {}
        self.structural: set[Key] = set()
        self.unexplained: dict[Key, str] = {}
        self.headings: dict[str, tuple[str, str] | None] = {}
        self.rows = 0

    def file(self, index: int, pages: Sequence[Page]) -> None:
        for page in pages:
            for number, line in enumerate(page.lines):
                key = (index, page.number, -1, number, 0)
                self.seen[key] = Seen(key, line.text, (line.place,))
        if not self.assembler.plan.title:
            self._title(index, pages)
        for page in pages:
            for number, table in enumerate(page.tables):
                self._table((index, page.number, number), table, self._above(index, page, table))

    def _title(self, index: int, pages: Sequence[Page]) -> None:
        """The plan is called what the first line of the document says, as far as the layout does not name it."""
        first = next(((page, line) for page in pages for line in page.lines), None)
        said = Quoted(first[1].text, (self._line_key(index, *first),)) if first else Quoted("")
        naming.name(self.assembler.plan, said, self.layout)
        self.assembler.placed.update(said.keys)

    def _above(self, index: int, page: Page, table: Table) -> list[Quoted]:
        return [Quoted(line.text, (self._line_key(index, page, line),)) for line in table.above]

    def _line_key(self, index: int, page: Page, line: Line) -> Key:
        return (index, page.number, -1, page.lines.index(line), 0)

    def _table(self, prefix: tuple[int, int, int], table: Table, above: list[Quoted]) -> None:
        for cell in table.cells:
            if cell.text or cell.bar or cell.struck or cell.picture:
                key = (*prefix, cell.row, cell.column)
                self.seen[key] = Seen(key, cell.text or cell.struck, cell.places, cell.doubt)
        said = " ".join((self.assembler.plan.title, self.assembler.plan.edition, *above))
        scanned = Scanner(table, prefix, self.layout, said, self.rows).scan()
        self.rows += table.height + 1
        self.structural |= scanned.headings
        for word, meaning in scanned.words.items():
            if meaning is None or meaning.role:
                self.headings.setdefault(
                    word if meaning is None or not meaning.exact else meaning.word, _taken(meaning)
                )
        self.unexplained.update(scanned.unexplained)
        self.assembler.lines(above)
        says = {fact.role for fact in scanned.facts} & {"indicator", "figure", "pair", "effect"}
        titles = [line for line in above if not wording.is_remark(str(line), self.layout)]
        if not scanned.named and titles and says:
            self.assembler.untitled(titles[-1])
        self.assembler.table(scanned)

    def became(self) -> dict[Key, tuple[str, str]]:
        """The disposition of everything seen."""
        found: dict[Key, tuple[str, str]] = {}
        for key in self.seen:
            if key in self.assembler.placed:
                found[key] = (PLACED, "")
            elif key in self.structural:
                found[key] = (STRUCTURAL, "")
            else:
                why = self.assembler.unplaced.get(key) or self.unexplained.get(key)
                found[key] = (UNPLACED, why or ("本文" if key[2] < 0 else "意味の分からない欄"))
        return found


def _taken(meaning: Meaning | None) -> tuple[str, str] | None:
    return None if meaning is None else (meaning.role, meaning.kind)


def draft(files: Sequence[Pages], layout: Layout) -> Draft:
    """The draft of a plan from files in their order."""
    work = _Drafting(layout)
    for index, one in enumerate(files):
        work.file(index, halves(one.pages, layout))
    plan = work.assembler.plan
    plan.covers_from, plan.covers_to = naming.period(plan, layout)
    return Draft(tuple(files), plan, work.seen, work.became(), work.headings)
