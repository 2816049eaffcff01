"""From the booklet to the rows of the tables."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.documents.document import Document, Line, Printed
from pipeline.documents.nishitokyo import booklet
from pipeline.documents.nishitokyo.booklet import Booklet
from pipeline.documents.nishitokyo.conflicts import (
    SCHEMES,
    Preference,
    conflicts,
    preferred_classification,
    same_indicators,
)
from pipeline.documents.nishitokyo.item_sheets import rows as sheet_rows
from pipeline.documents.nishitokyo.item_sheets.rows import Row
from pipeline.documents.nishitokyo.item_sheets.sheet import Sheet
from pipeline.documents.nishitokyo.overviews import Entry
from pipeline.documents.nishitokyo.wording import FIRST_YEAR, LAST_YEAR, circled, references
from pipeline.model import fiscal_year

REFORM, INFORMATION = "gyokaku-5", "joho"


def extract(document: Document, preferences: Iterable[Preference]) -> dict[str, list[Row]]:
    """The rows of every table that the booklet fills, in the order of print.

    Raises DocumentError where the document does not have this layout.
    """
    book = booklet.read(document)
    chosen = {(item.element, item.attribute): item for item in preferences}
    sheets = [("item", REFORM, sheet) for sheet in book.items]
    sheets += [("priority", INFORMATION, sheet) for sheet in book.priorities]
    same = same_indicators(book)
    rows: dict[str, list[Row]] = {
        "plans": list(_plans(book)),
        "elements": [*_groups(book), *_items(book), *_priorities(book)],
        "texts": list(_group_texts(book)),
        "classifications": list(_classifications(book, chosen)),
        "correspondences": list(_correspondences(book)),
        "sources": [_source(name, label) for name, label in book.classification.sources],
        "concepts": list(_concepts(book)),
        "glossary": list(_glossary(book)),
        "overviews": [
            *_overview(REFORM, "item", book.item_overview),
            *_overview(INFORMATION, "priority", book.priority_overview),
        ],
        "conflicts": list(conflicts(book, chosen)),
        "passages": list(_passages(book)),
    }
    for level, plan, sheet in sheets:
        shared = same.get(str(sheet.number), {}) if level == "priority" else {}
        for table, found in sheet_rows.of(sheet, shared).items():
            head = {"plan": plan, "level": level, "element": sheet.number}
            rows.setdefault(table, []).extend({**head, **row} for row in found)
    rows["units"] = list(sheet_rows.units(rows["responsibilities"]))
    return rows


def _plans(book: Booklet) -> Iterator[Row]:
    title, second, edition = (passage.line for passage in book.passages[1:4])
    issued, year, month = _issued(book)
    for plan, line in ((REFORM, title), (INFORMATION, second)):
        yield {
            "plan": plan,
            "title": line.whole,
            "edition_title": edition.whole.saying(f"{line.text}{edition.text}"),
            "issued": issued.whole.saying(f"{year}-{month:02d}"),
            "covers_from": FIRST_YEAR,
            "covers_to": LAST_YEAR,
            "line": line.number,
        }


def _issued(book: Booklet) -> tuple[Line, int, int]:
    """The line of the title page that says when the booklet was issued, with its year and month."""
    for passage in book.passages:
        match = re.fullmatch(r"令和([0-9]{1,2})年([0-9]{1,2})月", passage.line.text)
        if match and passage.section == "title" and 1 <= int(match[2]) <= 12:
            return passage.line, fiscal_year.western("令和", match[1]), int(match[2])
    raise book.title.unexplained(0, "begins a title page without its month of issue (令和8年3月).")


def _groups(book: Booklet) -> Iterator[Row]:
    for group in book.groups:
        yield {
            "plan": REFORM,
            "level": "measure" if group.parent else "policy",
            "element": group.title.saying(group.number),
            "parent_level": "policy" if group.parent else "",
            "parent": group.parent,
            "title": group.title,
            "involves_other_units": "false",
            "line": group.title.line,
        }


def _group_texts(book: Booklet) -> Iterator[Row]:
    for group in book.groups:
        for sequence, paragraph in enumerate(group.paragraphs, start=1):
            yield {
                "plan": REFORM,
                "level": "measure" if group.parent else "policy",
                "element": group.number,
                "kind": "description",
                "sequence": sequence,
                "text": paragraph,
                "line": paragraph.line,
            }


def _items(book: Booklet) -> Iterator[Row]:
    for sheet, entry in zip(book.items, book.item_overview, strict=True):
        effect = sheet.fiscal_effect
        yield {
            "plan": REFORM,
            "level": "item",
            "parent_level": "measure",
            "parent": str(book.measures[sheet.number]),
            "fiscal_effect": effect.then(lambda mark: "true" if mark == "○" else "false") if effect else "",
            **_sheet_element(sheet, entry.page),
        }


def _priorities(book: Booklet) -> Iterator[Row]:
    for sheet, entry in zip(book.priorities, book.priority_overview, strict=True):
        yield {"plan": INFORMATION, "level": "priority", **_sheet_element(sheet, entry.page)}


def _sheet_element(sheet: Sheet, page: Printed) -> Row:
    return {
        "element": sheet.number,
        "title": sheet.title,
        "purpose": sheet.purpose,
        "involves_other_units": str(sheet.involves_other_units).lower(),
        "page": page,
        "line": sheet.line,
    }


def _classifications(book: Booklet, chosen: Mapping[tuple[str, str], Preference]) -> Iterator[Row]:
    for sheet, entry in zip(book.priorities, book.priority_overview, strict=True):
        for index, scheme in enumerate(SCHEMES):
            cell = preferred_classification(sheet, entry, index, scheme, chosen)
            for number in circled(cell):
                yield {
                    "plan": INFORMATION,
                    "level": "priority",
                    "element": str(sheet.number),
                    "scheme": scheme,
                    "concept": cell.saying(str(number)),
                    "line": cell.line,
                }


def _correspondences(book: Booklet) -> Iterator[Row]:
    for sheet in book.priorities:
        for item, activity in references(sheet.reference or ""):
            yield {
                "plan": INFORMATION,
                "level": "priority",
                "element": str(sheet.number),
                "to_plan": REFORM,
                "to_level": "item",
                "to_element": sheet.reference.saying(item) if sheet.reference else item,
                "to_activity": activity,
                "line": sheet.line,
            }


def _source(name: str, label: Printed) -> Row:
    return {"plan": INFORMATION, "scheme": SCHEMES[0], "source": name, "label": label, "line": label.line}


def _concepts(book: Booklet) -> Iterator[Row]:
    for concept in book.classification.concepts:
        yield {
            "plan": INFORMATION,
            "scheme": concept.scheme,
            "concept": concept.number,
            "notation": concept.notation,
            "label": concept.label,
            "source": concept.source,
            "line": concept.notation.line,
        }


def _glossary(book: Booklet) -> Iterator[Row]:
    for plan, terms in book.terms.items():
        for term in terms:
            yield {"plan": plan, "term": term.term, "definition": term.definition, "line": term.term.line}


def _overview(plan: str, level: str, entries: Iterable[Entry]) -> Iterator[Row]:
    """The rows of an overview table as printed."""
    for entry in entries:
        national_policy, technology, town_development = entry.classification or ("", "", "")
        yield {
            "plan": plan,
            "level": level,
            "element": entry.number,
            "title": entry.title,
            "units": entry.units_cell,
            "measure": entry.measure,
            "national_policy": national_policy,
            "technology": technology,
            "town_development": town_development,
            "reference": entry.reference,
            "page": entry.page,
            "line": entry.line,
        }


def _passages(book: Booklet) -> Iterator[Row]:
    for passage in book.passages:
        yield {
            "line": passage.line.number,
            "section": passage.section,
            "kind": passage.kind,
            "text": passage.line.whole.then(lambda text: text.replace("\t", " | ")),
        }
