"""Puts one fact where it belongs: a function a role, which answers why it could not, or "" where it could."""

import re
from collections.abc import Callable, Mapping

from pipeline.documents.draft.facts import LOW, MIDDLE, Fact, Quoted
from pipeline.documents.draft.plan.cursor import Cursor
from pipeline.documents.draft.plan.figures import BLANK, figure, pair
from pipeline.documents.draft.plan.records import Effect, Entry
from pipeline.documents.draft.words import wording
from pipeline.documents.draft.words.layout import plain

Placer = Callable[[Cursor, Fact], str]

_ORDINAL = re.compile(r"[0-9]{1,2}|[①-⑳]")
_DASHES = ("—", "―", "-", "－", "‐")
_FLAGS = {"○": "true", "〇": "true", "◯": "true", "有": "true", "—": "false", "-": "false", "無": "false"}


def department(cursor: Cursor, fact: Fact) -> str:
    """担当課: one or several, and whether others are concerned."""
    others, units = wording.departments(str(fact.text), cursor.layout)
    element = cursor.element
    element.others = element.others or others
    known = set(map(str, element.departments))
    element.departments += [fact.text.saying(unit) for unit in units if unit not in known]
    return "" if fact.text else BLANK


def purpose(cursor: Cursor, fact: Fact) -> str:
    cursor.element.purpose = cursor.element.purpose or wording.one_line(fact.text)
    return "" if fact.text else BLANK


def basis(cursor: Cursor, fact: Fact) -> str:
    cursor.element.basis = cursor.element.basis or wording.one_line(fact.text)
    return "" if fact.text else BLANK


def fiscal_effect(cursor: Cursor, fact: Fact) -> str:
    said = _FLAGS.get(str(fact.text).strip())
    if said is None:
        return "○でも—でもない印"
    cursor.element.fiscal_effect = fact.text.saying(said)
    return ""


def page(cursor: Cursor, fact: Fact) -> str:
    if not fact.text.isdecimal():
        return "数字でないページ"
    cursor.element.page = fact.text
    return ""


def text_of(kind: str) -> Placer:
    """Texts of a kind, one a point."""

    def place(cursor: Cursor, fact: Fact) -> str:
        for year, text in wording.bullets(str(fact.text)):
            cursor.element.texts.append((kind, year, fact.text.saying(text)))
        return "" if fact.text else BLANK

    return place


def indicator(cursor: Cursor, fact: Fact) -> str:
    """The label of an indicator; its number, or a dash for a label, may stand in a cell of its own."""
    text = plain(fact.text)
    if _ORDINAL.fullmatch(text):
        cursor.indicator, cursor.numbered_row = None, fact.row
    elif text in _DASHES:
        if cursor.indicator is None or cursor.indicator.label:
            cursor.begin_indicator(fact.text.saying(""))
    else:
        label, unit = wording.unit_of_label(
            wording.without_class(str(fact.text), cursor.layout), cursor.layout
        )
        found = cursor.begin_indicator(fact.text.saying(label))
        found.unit = found.unit or fact.text.saying(unit)
    return ""


def measure(cursor: Cursor, fact: Fact) -> str:
    cursor.current_indicator().unit = fact.text
    return ""


def definition(cursor: Cursor, fact: Fact) -> str:
    cursor.current_indicator().definition = wording.one_line(fact.text)
    return ""


def effect(cursor: Cursor, fact: Fact) -> str:
    """効果額 of the current indicator, or of the element where it has none."""
    if not fact.text:
        return BLANK
    number = cursor.indicator.number if cursor.indicator is not None else 0
    kind = fact.meaning.kind or "effect"
    year = fact.years[0] if len(fact.years) == 1 else cursor.caption.year
    text = wording.figure(fact.text)
    if len(fact.years) != 1:
        text = text.less(MIDDLE, "年度は表の外の言葉から" if year else "年度の印刷がない")
    if any((one.kind, one.year, one.indicator) == (kind, year, number) for one in cursor.element.effects):
        return "効果額が二つある"
    unit = fact.meaning.unit or cursor.caption.unit
    cursor.element.effects.append(Effect(kind, year, text, unit, number))
    return ""


def activity(cursor: Cursor, fact: Fact) -> str:
    """What is to be done; its number may stand in a cell of its own."""
    if _ORDINAL.fullmatch(plain(fact.text)):
        cursor.activity = None
    else:
        cursor.begin_activity(wording.one_line(fact.text))
    return ""


def schedule(cursor: Cursor, fact: Fact) -> str:
    """A cell of a schedule: text begins an entry; an arrow or bar right after it carries it on."""
    text = plain(fact.text)
    if not (text or fact.drawn):
        return BLANK
    if not fact.years:
        return "年度が分からない"
    activity = cursor.activity or cursor.begin_activity(Quoted(""))
    entries = activity.entries
    only_drawn = not text or text in map(plain, cursor.layout.words["bars"])
    before = entries[-1] if entries and entries[-1].row == fact.row else None
    if only_drawn and before is not None and (before.end or before.start) == fact.years[0] - 1:
        before.end = fact.years[-1]
        return ""
    shown = wording.one_line(fact.text)
    if only_drawn:
        shown = shown.saying("").less(LOW, "文言がなく、図形だけ")
    if not activity.title:
        shown = shown.less(MIDDLE, "実施内容の名称がない")
    end = fact.years[-1] if fact.years[-1] > fact.years[0] else 0
    entries.append(Entry(fact.years[0], end, shown, fact.row))
    return ""


PLACERS: Mapping[str, Placer] = {
    "department": department,
    "purpose": purpose,
    "basis": basis,
    "fiscal_effect": fiscal_effect,
    "page": page,
    "description": text_of("description"),
    "progress": text_of("progress"),
    "comment": text_of("comment"),
    "indicator": indicator,
    "measure": measure,
    "definition": definition,
    "pair": pair,
    "figure": figure,
    "effect": effect,
    "activity": activity,
    "schedule": schedule,
}
