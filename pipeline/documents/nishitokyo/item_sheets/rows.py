"""From one sheet to its rows in the tables; the columns that name the sheet itself are added by the layout."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.documents.draft.words.wording import aggregation, year_before
from pipeline.documents.draft.words.years import years
from pipeline.documents.nishitokyo.item_sheets.measures import EFFECT_YEAR, Indicator, Slots
from pipeline.documents.nishitokyo.item_sheets.sheet import Sheet
from pipeline.documents.nishitokyo.wording import YEARS
from pipeline.tables.values import parse

Row = Mapping[str, object]

_ITEM_EFFECT = re.compile(r"(令和\d+年度)(?:の(一般会計)における効果額の合計)?:([\d,]+千円)")


def of(sheet: Sheet, same: Mapping[str, Row]) -> dict[str, Iterator[Row]]:
    """The rows of a sheet by table; `same` are the columns that name the same indicator of the other chapter."""
    return {
        "texts": _texts(sheet),
        "responsibilities": _responsibilities(sheet),
        "activities": _activities(sheet),
        "schedule": _schedule(sheet),
        "indicators": _indicators(sheet, same),
        "cells": _cells(sheet),
        "effects": _effects(sheet),
    }


def _texts(sheet: Sheet) -> Iterator[Row]:
    for sequence, bullet in enumerate(sheet.summary, start=1):
        yield {"kind": "description", "sequence": sequence, "text": bullet, "line": bullet.line}
    if sheet.progress:
        year, rest = year_before(sheet.progress)
        text = sheet.progress.saying(rest)
        yield {"kind": "progress", "sequence": 1, "fiscal_year": year or "", "text": text, "line": text.line}
    if sheet.comment:
        yield {"kind": "comment", "sequence": 1, "text": sheet.comment, "line": sheet.comment.line}


def _responsibilities(sheet: Sheet) -> Iterator[Row]:
    for sequence, unit in enumerate(sheet.units, start=1):
        yield {"sequence": sequence, "unit": unit, "line": unit.line}


def units(responsibilities: Iterable[Row]) -> Iterator[Row]:
    """The departments, each with the first line that names it."""
    first: dict[str, object] = {}
    for row in responsibilities:
        first.setdefault(str(row["unit"]), row["line"])
    return ({"unit": unit, "line": line} for unit, line in sorted(first.items()))


def _activities(sheet: Sheet) -> Iterator[Row]:
    for activity in sheet.activities:
        yield {"activity": activity.number, "title": activity.title, "line": activity.line}


def _schedule(sheet: Sheet) -> Iterator[Row]:
    for activity in sheet.activities:
        for entry in activity.entries:
            yield {
                "activity": activity.number,
                "row": entry.row,
                "start_year": entry.year,
                "text": entry.text,
                "line": entry.text.line,
            }


def _indicators(sheet: Sheet, same: Mapping[str, Row]) -> Iterator[Row]:
    names = {str(unit) for unit in sheet.units}
    for indicator in sheet.indicators:
        label = indicator.label or ""
        named = re.findall(r"\(([^()]+)\)", label)
        yield {
            "indicator": indicator.number,
            "label": indicator.label,
            "definition": sheet.comment if indicator.marked else "",
            "aggregation": aggregation(label),
            "unit_named": next((name for name in named if name in names), ""),
            "breakdown_named": indicator.breakdown,
            **same.get(str(indicator.number), {}),
            "line": indicator.line,
        }


def _cells(sheet: Sheet) -> Iterator[Row]:
    for indicator in sheet.indicators:
        for kind, slots in (("target", indicator.target), ("actual", indicator.actual)):
            yield from _slots(indicator, kind, slots)


def _slots(indicator: Indicator, kind: str, slots: Slots) -> Iterator[Row]:
    for year, text in zip(YEARS, slots.texts, strict=True):
        status = "missing_in_source"
        if text is not None:
            status = parse(text, fiscal_year=year, breakdown=indicator.breakdown).status
        yield {
            "indicator": str(indicator.number),
            "kind": kind,
            "fiscal_year": year,
            "raw_text": text,
            "status": status,
            "line": slots.line,
        }


def _effects(sheet: Sheet) -> Iterator[Row]:
    for indicator in sheet.indicators:
        if indicator.effect:
            effect = indicator.effect
            yield {
                "indicator": str(indicator.number),
                "fiscal_year": EFFECT_YEAR,
                "account": effect.account,
                "raw_text": effect.text,
                "status": parse(effect.text, fiscal_year=EFFECT_YEAR).status,
                "basis": effect.basis,
                "line": effect.line,
            }
    match = _ITEM_EFFECT.search(sheet.comment) if sheet.comment else None
    if match and sheet.comment:
        yield {
            "indicator": "",
            "fiscal_year": years(match[1])[0],
            "account": "general" if match[2] else "",
            "raw_text": sheet.comment.saying(match[3]),
            "status": parse(match[3], fiscal_year=EFFECT_YEAR).status,
            "basis": sheet.comment,
            "line": sheet.comment.line,
        }
