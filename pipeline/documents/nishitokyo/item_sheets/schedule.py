"""Schedules: which activity, which words, beginning in which fiscal year.

The column of a text is where its printed arrow began; how far the arrow reached was a drawing and is lost.
"""

import re
from dataclasses import dataclass, field

from pipeline.documents.document import Line, Printed
from pipeline.documents.nishitokyo.wording import YEARS, joined


@dataclass(frozen=True)
class Entry:
    """A text of the schedule: the row of its activity (from 1), the fiscal year of its column."""

    row: int
    year: int
    text: Printed


@dataclass
class Activity:
    """A numbered 実施内容 with its schedule; rows of chapter 2 may have no title."""

    line: int
    number: int
    title: Printed | None
    rows: int = 1
    entries: list[Entry] = field(default_factory=list)


def read_numbered_row(activities: list[Activity], line: Line) -> None:
    """A row of chapter 1: `1 ⇥ title ⇥ texts`, `1 title ⇥ texts`, or `⇥⇥ texts` as a further row of the last one."""
    number, rest, first_text = _numbered(line)
    if number is None:
        if not activities:
            raise line.unexplained(0, "continues an activity, but none stands before it.")
        activities[-1].rows += 1
    else:
        line.structure[0] = "number"
        if number != len(activities) + 1:
            raise line.unexplained(0, f"is activity {number} where {len(activities) + 1} is expected.")
        activities.append(Activity(line.number, number, rest.then(joined) if rest else None))
    _read_entries(activities[-1], line, first_text)


def _numbered(line: Line) -> tuple[int | None, Printed | None, int]:
    first, second = line.cells[0], line.cells[1]
    if first.isdecimal():
        return int(first), second, 2
    match = re.fullmatch(r"(\d+) (.+)", first)
    if match:
        return int(match[1]), first.saying(match[2]), 1
    if first or second:
        raise line.unexplained(0, f"begins with '{line.text[:20]}', a row that nothing explains.")
    return None, None, 2


def read_named_row(activities: list[Activity], line: Line) -> None:
    """A row of 実施スケジュール with a column of names: `⇥ name ⇥ texts`."""
    activities.append(Activity(line.number, len(activities) + 1, line.cells[1].then(joined)))
    _read_entries(activities[-1], line, 2)


def read_unnamed_row(activities: list[Activity], line: Line) -> None:
    """A row of 実施スケジュール without names: `⇥ texts`; a row of its own stands for an activity of its own."""
    activities.append(Activity(line.number, len(activities) + 1, None))
    _read_entries(activities[-1], line, 1)


def _read_entries(activity: Activity, line: Line, first_text: int) -> None:
    texts = range(first_text, min(first_text + len(YEARS), len(line.cells)))
    line.only(*range(first_text), *texts)
    for index, year in zip(texts, YEARS, strict=False):
        if line.cells[index]:
            activity.entries.append(Entry(activity.rows, year, line.cells[index]))
