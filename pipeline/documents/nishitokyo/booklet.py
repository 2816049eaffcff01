"""The whole booklet as values: what each of its sections was read into."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.documents.document import Document, Line
from pipeline.documents.nishitokyo import lists, overviews, sections
from pipeline.documents.nishitokyo.item_sheets.sheet import Sheet
from pipeline.documents.nishitokyo.item_sheets.sheets import read_sheets
from pipeline.documents.nishitokyo.lists import Classification, Group, Place, Term
from pipeline.documents.nishitokyo.overviews import Entry
from pipeline.documents.nishitokyo.sections import HEADINGS, Section
from pipeline.documents.nishitokyo.wording import references
from pipeline.model.errors import DocumentError, Problem

ITEMS, PRIORITIES = 36, 25
SAMPLES = ("item-sample", "priority-sample")
TABULAR = ("policies", "item-overview", "items", "classification", "priorities")
"""Sections whose lines are read as data; those of the others are passages."""


@dataclass(frozen=True)
class Passage:
    """A line of running text, of a heading or of a sample sheet."""

    section: str
    kind: str
    line: Line


@dataclass(frozen=True)
class Booklet:
    """Both plans of the booklet."""

    groups: list[Group]
    items: list[Sheet]
    measures: dict[str, str]
    item_overview: list[Entry]
    priorities: list[Sheet]
    priority_overview: list[Entry]
    classification: Classification
    terms: dict[str, list[Term]]
    passages: list[Passage]
    title: Line


def read(document: Document) -> Booklet:
    """Reads every section.

    Raises DocumentError where the document does not have this layout, naming every line that no rule explains
    in the first section that has one.
    """
    document.check_widths()
    found = sections.divide(document)
    groups = lists.read_policies(found["policies"])
    by_number = {group.number: group for group in groups}
    items, measures = _items(found["items"], by_number)
    priorities = read_sheets(_all_tabular(found["priorities"]), "取組番号")
    item_overview = overviews.read_items(found["item-overview"], by_number)
    priority_overview = overviews.read_priorities(found["priority-overview"])
    _check_counts(document.name, items, item_overview, priorities, priority_overview)
    _check_references(items, priorities)
    classification = lists.read_classification(found["classification"])
    passages, terms = _passages(found, classification)
    return Booklet(
        groups,
        items,
        measures,
        item_overview,
        priorities,
        priority_overview,
        classification,
        {"gyokaku-5": terms["chapter-1"], "joho": [*terms["priority-method"], *classification.terms]},
        passages,
        found["title"].lines[0],
    )


def _items(section: Section, groups: dict[str, Group]) -> tuple[list[Sheet], dict[str, str]]:
    """The sheets of chapter 1, and the measure each one's page stands under."""
    place = Place(groups)
    rows: list[Line] = []
    pages: set[int] = set()
    measures: dict[str, str] = {}
    problems: list[Problem] = []
    for above, line in pairwise((section.heading, *section.lines)):
        try:
            if not line.tabular:
                place.read(line)
                continue
            if not above.tabular:
                pages.add(line.number)
                place.check(line)
            rows.append(line)
            if line.cells[0] == "項目番号":
                measures[line.cells[1]] = place.measure
        except DocumentError as error:
            problems.extend(error.problems)
    if problems:
        raise DocumentError(problems)
    return read_sheets(rows, "項目番号", pages), measures


def _all_tabular(section: Section) -> list[Line]:
    stray = [
        line.unexplained(0, f"holds '{line.text}' between sheets.")
        for line in section.lines
        if not line.tabular
    ]
    if stray:
        raise DocumentError([problem for error in stray for problem in error.problems])
    return list(section.lines)


def _check_counts(
    name: str, items: list[Sheet], rows: list[Entry], priorities: list[Sheet], more: list[Entry]
) -> None:
    """Sheets and overview rows are numbered 1, 2, 3 …; one lost or doubled shows here."""
    groups: tuple[Sequence[Sheet | Entry], ...] = (items, rows, priorities, more)
    for group in groups:
        for place, entry in enumerate(group, start=1):
            if entry.number != str(place):
                what = f"is number {entry.number} where {place} is expected: one is lost or doubled."
                raise DocumentError(Problem(f"line {entry.line}", what, "Compare the booklet."))
    lists.complete(
        name,
        {
            "実施項目 sheets": (len(items), ITEMS),
            "rows of 体系別取組一覧": (len(rows), ITEMS),
            "重点取組 sheets": (len(priorities), PRIORITIES),
            "rows of 重点取組一覧": (len(more), PRIORITIES),
        },
    )


def _check_references(items: list[Sheet], priorities: list[Sheet]) -> None:
    """What a sheet of chapter 2 refers to is there: the item, and the activity where one is named."""
    known = {str(item.number): {"", *(str(one.number) for one in item.activities)} for item in items}
    lines = {str(item.number): item.line for item in items}
    problems = [
        Problem(
            f"line {sheet.line}",
            f"refers to {'-'.join(filter(None, (item, activity)))}, which is not in chapter 1"
            + (f" (item {item}: line {lines[item]})." if item in lines else "."),
            "Compare the booklet.",
        )
        for sheet in priorities
        for item, activity in references(sheet.reference or "")
        if activity not in known.get(item, ())
    ]
    if problems:
        raise DocumentError(problems)


def _passages(
    found: dict[str, Section], classification: Classification
) -> tuple[list[Passage], dict[str, list[Term]]]:
    """Lines that are no data: headings, running text, samples; and the words explained in running text."""
    passages: list[Passage] = []
    terms: dict[str, list[Term]] = {name: [] for name, _ in HEADINGS}
    for name, section in found.items():
        if name != "policies":
            passages.append(Passage(name, "heading", section.heading))
        for line in section.lines:
            term = lists.term_of_sentence(line)
            if term and name not in TABULAR:
                terms[name].append(term)
            elif _is_passage(name, line):
                passages.append(Passage(name, "sample" if name in SAMPLES else "prose", line))
    passages.extend(Passage("classification", kind, line) for line, kind in classification.passages)
    return sorted(passages, key=lambda passage: passage.line.number), terms


def _is_passage(section: str, line: Line) -> bool:
    if section == "priority-overview":
        return not line.tabular
    return section not in TABULAR
