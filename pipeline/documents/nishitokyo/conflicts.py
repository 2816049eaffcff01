"""Where the booklet says a thing twice and differently: both readings, which is preferred, and why.

Overview against sheet: title, departments, measure, classification, reference. Chapter against chapter, where a
sheet of chapter 2 refers to chapter 1: title, schedule, and every cell of an indicator that both print.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.documents.document import Printed
from pipeline.documents.nishitokyo.booklet import Booklet
from pipeline.documents.nishitokyo.item_sheets.measures import Indicator
from pipeline.documents.nishitokyo.item_sheets.schedule import Activity
from pipeline.documents.nishitokyo.item_sheets.sheet import Sheet
from pipeline.documents.nishitokyo.overviews import Entry
from pipeline.documents.nishitokyo.wording import YEARS, folded, references
from pipeline.model.text import Text

SCHEMES = ("national-policy", "technology", "town-development")
SHEET_FIRST = Text(
    "個票を一次の記載とし、一覧表はその要約とみなす。",
    "The sheet states it first; the overview table is taken for a summary of the sheets.",
)
CHAPTERS_APART = Text(
    "章ごとの記載として両方を残す。各章の数値・名称はその章の個票による。",
    "Both stay, as what each chapter says: figures and names of a chapter are those of its own sheets.",
)


@dataclass(frozen=True)
class Preference:
    """One row of editorial/preferences.csv: for this attribute of this element, which reading is preferred."""

    plan: str
    level: str
    element: str
    attribute: str
    preferred: str
    reason: str
    reason_en: str


Preferences = Mapping[tuple[str, str], Preference]
Reading = tuple[str, str, int]
"""Which reading, what it says, and its line."""


def conflicts(book: Booklet, preferences: Preferences) -> Iterator[Mapping[str, object]]:
    """The rows of the table `conflicts`."""
    for sheet, entry in zip(book.items, book.item_overview, strict=True):
        head = {"plan": "gyokaku-5", "level": "item", "element": str(sheet.number)}
        yield from _rows(head, _against_overview(sheet, entry, book.measures[sheet.number]), preferences)
    for sheet, entry in zip(book.priorities, book.priority_overview, strict=True):
        head = {"plan": "joho", "level": "priority", "element": str(sheet.number)}
        yield from _rows(head, _against_overview(sheet, entry, ""), preferences)
        yield from _rows(head, _against_chapter_1(book, sheet), preferences)


def _rows(
    head: Mapping[str, str], found: Iterator[tuple[str, str, Reading, Reading]], preferences: Preferences
) -> Iterator[Mapping[str, object]]:
    for part, attribute, (name, value, line), (other, other_value, other_line) in found:
        choice = preferences.get((head["element"], attribute)) if head["level"] == "priority" else None
        default = SHEET_FIRST if other == "overview" else CHAPTERS_APART
        yield {
            **head,
            "part": part,
            "attribute": attribute,
            "reading": name,
            "value": value,
            "line": line,
            "other_reading": other,
            "other_value": other_value,
            "other_line": other_line,
            "preferred": choice.preferred if choice else name,
            "reason": choice.reason if choice else default.ja,
            "reason_en": choice.reason_en if choice else default.en,
        }


def _against_overview(
    sheet: Sheet, entry: Entry, measure: str
) -> Iterator[tuple[str, str, Reading, Reading]]:
    pairs = [
        ("title", sheet.title or "", entry.title),
        (
            "units",
            _names(sheet.units, sheet.involves_other_units),
            _names(entry.units, entry.involves_other_units),
        ),
        ("measure", measure, entry.measure),
    ]
    if entry.reference is not None:
        pairs += [
            (scheme, sheet.classification[index], entry.classification[index])
            for index, scheme in enumerate(SCHEMES)
        ]
        pairs.append(("reference", *_referred(sheet.reference or "", entry.reference)))
    for attribute, own, other in pairs:
        if own != other:
            yield "", attribute, ("sheet", own, _line(own, sheet.line)), ("overview", other, entry.line)


def _line(value: str, otherwise: int) -> int:
    """The line a value is printed on, where it is printed as it is; else that of the sheet."""
    return value.line if isinstance(value, Printed) else otherwise


def _names(units: list[Printed] | tuple[Printed, ...], others: bool) -> str:
    return "、".join([*units, *(["関係各課"] if others else [])])


def _referred(own: str, other: str) -> tuple[str, str]:
    """Two references as printed, made equal where they mean the same."""
    return (own, own) if references(own) == references(other) else (own, other)


def _against_chapter_1(book: Booklet, sheet: Sheet) -> Iterator[tuple[str, str, Reading, Reading]]:
    items = {str(item.number): item for item in book.items}
    for number, activity_number in references(sheet.reference or ""):
        item = items[number]
        activity = next((a for a in item.activities if str(a.number) == activity_number), None)
        yield from _titles(sheet, item, activity, len(references(sheet.reference or "")))
        if activity:
            yield from _schedules(sheet, activity)
    for own, item, other in _shared(book, sheet):
        yield from _indicators(own, item, other)


def _titles(
    sheet: Sheet, item: Sheet, activity: Activity | None, references_count: int
) -> Iterator[tuple[str, str, Reading, Reading]]:
    """The title of a sheet against the one activity or item it refers to; a range of activities has no one title."""
    title = activity.title if activity else item.title
    if references_count == 1 and title and sheet.title and folded(title) != folded(sheet.title):
        yield "", "title", ("chapter-2", sheet.title, sheet.title.line), ("chapter-1", title, title.line)


def _schedules(sheet: Sheet, activity: Activity) -> Iterator[tuple[str, str, Reading, Reading]]:
    own = _plan_of(sheet.activities)
    other = _plan_of([activity])
    if own and other and own != other:
        line = sheet.activities[0].line
        yield "", "schedule", ("chapter-2", own, line), ("chapter-1", other, activity.line)


def _plan_of(activities: list[Activity]) -> str:
    entries = [entry for activity in activities for entry in activity.entries]
    return " → ".join(f"{entry.year}年度 {entry.text}" for entry in entries)


def _indicators(own: Indicator, item: Sheet, other: Indicator) -> Iterator[tuple[str, str, Reading, Reading]]:
    part = f"indicator/{own.number}"
    if own.label != other.label:
        yield (
            part,
            "label",
            ("chapter-2", own.label or "", own.line),
            ("chapter-1", other.label or "", other.line),
        )
    for kind, mine, theirs in (("target", own.target, other.target), ("actual", own.actual, other.actual)):
        for year, text, other_text in zip(YEARS, mine.texts, theirs.texts, strict=True):
            if text is not None and other_text is not None and folded(text) != folded(other_text):
                yield (
                    f"{part}/{kind}/{year}",
                    "cell",
                    ("chapter-2", text, mine.line),
                    ("chapter-1", other_text, theirs.line),
                )


def same_indicators(book: Booklet) -> dict[str, dict[str, Mapping[str, object]]]:
    """Sheet of chapter 2 → its indicator → the columns that name the same indicator in chapter 1."""
    found: dict[str, dict[str, Mapping[str, object]]] = {}
    for sheet in book.priorities:
        for own, item, other in _shared(book, sheet):
            found.setdefault(str(sheet.number), {})[str(own.number)] = {
                "same_plan": "gyokaku-5",
                "same_level": "item",
                "same_element": str(item.number),
                "same_indicator": str(other.number),
            }
    return found


def _shared(book: Booklet, sheet: Sheet) -> Iterator[tuple[Indicator, Sheet, Indicator]]:
    """Pairs of indicators of a sheet and an item it refers to whose printed figures agree."""
    numbers = dict.fromkeys(item for item, _ in references(sheet.reference or ""))
    for item in book.items:
        if str(item.number) in numbers:
            for own in sheet.indicators:
                for other in item.indicators:
                    if _agree(own, other):
                        yield own, item, other


def _agree(own: Indicator, other: Indicator) -> bool:
    """Whether all cells that both print are equal, at least one a figure, and the names share their first words."""
    pairs = [
        (folded(mine), folded(theirs))
        for a, b in ((own.target, other.target), (own.actual, other.actual))
        for mine, theirs in zip(a.texts, b.texts, strict=True)
        if mine is not None and theirs is not None
    ]
    figures = [mine for mine, theirs in pairs if any(map(str.isdecimal, mine))]
    return bool(figures) and all(mine == theirs for mine, theirs in pairs)


def preferred_classification(
    sheet: Sheet, entry: Entry, index: int, scheme: str, preferences: Preferences
) -> Printed:
    """The classification cell of the preferred reading: the sheet's, unless an editor chose the overview's."""
    choice = preferences.get((str(sheet.number), scheme))
    if choice and choice.preferred == "overview":
        return entry.classification[index]
    return sheet.classification[index]
