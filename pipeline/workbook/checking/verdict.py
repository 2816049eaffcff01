"""What is told of a workbook that was checked, as JSON: what it holds, or its problems by sheet and cell."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from pipeline.model.errors import Problem
from pipeline.workbook import words
from pipeline.workbook.sheets import place
from pipeline.workbook.store import Filled

MOST = 500
"""Problems that are told one by one; a mistake of a whole column is one in every row."""


@dataclass(frozen=True)
class Found:
    """One problem: its sheet ("" where it is of the whole file), its cell or row, its column, what it is, what to do."""

    sheet: str
    cell: str
    column: str
    what: str
    remedy: str


@dataclass(frozen=True)
class Verdict:
    """Whose plan it is and of which year, the rows of each sheet, remarks; or problems, and how many more there are."""

    municipality: str = ""
    edition: str = ""
    rows: tuple[tuple[str, int], ...] = ()
    remarks: tuple[str, ...] = ()
    problems: tuple[Found, ...] = ()
    more: int = 0

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def good(filled: Filled) -> Verdict:
    """Of a workbook without problems."""
    rows = ((words.SHEETS[name], len(table)) for name, table in filled.tables.items() if name in words.SHEETS)
    counted = tuple((sheet, count) for sheet, count in rows if count)
    return Verdict(filled.about.name, filled.about.edition, counted, filled.remarks)


def refused(problems: Iterable[Problem]) -> Verdict:
    """Of one with problems: those of the whole file first, then sheet by sheet in the order of the template."""
    order = {
        name: number for number, name in enumerate(("", words.ABOUT, *words.SHEETS.values(), words.WIDE))
    }
    found = sorted(map(_found, problems), key=lambda one: order.get(one.sheet, len(order)))
    return Verdict(problems=tuple(found[:MOST]), more=max(0, len(found) - MOST))


def _found(problem: Problem) -> Found:
    where = place(problem.where)
    if where is None:
        return Found("", "", "", f"{problem.where}: {problem.what}", problem.remedy)
    return Found(where.sheet, where.cell, where.column, problem.what, problem.remedy)
