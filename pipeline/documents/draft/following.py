"""Next year's document: the rows of a draft take the identities that the edition before gave, by number and wording.

A number that is printed stays; an element without one takes that of its namesake, an indicator that of its label, and
each the code of the plan that holds it. What is new gets a number that the edition before did not use.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import count

from rapidfuzz import fuzz

from pipeline.documents.draft.facts import HIGH, Quoted
from pipeline.documents.draft.plan.cursor import SAME_TITLE
from pipeline.documents.draft.tables import Row, Rows
from pipeline.documents.draft.words.layout import plain
from pipeline.tables import csv_files
from pipeline.tables.csv_files import Tables

Old = Mapping[str, str]
Key = tuple[str, ...]
Elements = Mapping[Key, tuple[str, str]]
"""Level and number of an element in the draft → code of its plan, and its number there."""


def follow(drafted: Rows, before: Tables) -> Rows:
    """The rows of a draft under the plans, elements and indicators of the edition before."""
    elements = _elements(drafted.tables["elements"], before)
    indicators = _indicators(drafted.tables["indicators"], elements, before)
    found = Rows(homeless=drafted.homeless)
    for name, rows in drafted.tables.items():
        found.tables[name] = [_moved(row, elements, indicators) for row in rows]
    used = {plan for plan, _ in elements.values()}
    title = drafted.tables["plans"][0]["edition_title"]
    found.tables["plans"] = [
        {**_quoted(plan), "edition_title": title, "issued": Quoted(""), "line": Quoted("")}
        for plan in csv_files.rows(before["plans"])
        if plan["plan"] in used
    ] or drafted.tables["plans"]
    return found


def _quoted(row: Old) -> Row:
    return {name: Quoted(text) for name, text in row.items()}


def _moved(row: Row, elements: Elements, indicators: Mapping[Key, str]) -> Row:
    """A row under its new keys, below no element of another plan; one of no element stays as it is."""
    if "element" not in row:
        return row
    key = (str(row["level"]), str(row["element"]))
    plan, number = elements[key]
    moved = {**row, "plan": Quoted(plan), "element": row["element"].saying(number)}
    if row.get("parent"):
        above = elements[str(row["parent_level"]), str(row["parent"])]
        moved["parent"] = row["parent"].saying(above[1] if above[0] == plan else "")
        moved["parent_level"] = row["parent_level"].saying(row["parent_level"] if above[0] == plan else "")
    if row.get("indicator"):
        moved["indicator"] = row["indicator"].saying(indicators[*key, str(row["indicator"])])
    return moved


def _elements(drafted: Sequence[Row], before: Tables) -> Elements:
    old = list(csv_files.rows(before["elements"]))
    plans = [row["plan"] for row in csv_files.rows(before["plans"])]
    found: dict[Key, tuple[str, str]] = {}
    taken: set[Key] = set()
    same = {id(row): _namesake(row, old) for row in drafted}
    for row in sorted(drafted, key=lambda one: (one["element"].sure != HIGH, same[id(one)] is None)):
        level, printed = str(row["level"]), row["element"]
        known = same[id(row)]
        plan = known["plan"] if known else _plan_of(level, old, plans)
        number = known["element"] if known and printed.sure != HIGH else str(printed)
        if (plan, level, number) in taken or (printed.sure != HIGH and known is None):
            number = _free({*(key[2] for key in taken), *(one["element"] for one in old)})
        taken.add((plan, level, number))
        found[level, str(printed)] = (plan, number)
    return found


def _namesake(row: Row, old: Iterable[Old]) -> Old | None:
    """The element of the edition before that is called the same; where none is, that of the same printed number."""
    fellows = [one for one in old if one["level"] == row["level"]]
    number, title = str(row["element"]), plain(row["title"])
    likeness = [(fuzz.ratio(title, plain(one["title"])), one["element"] == number) for one in fellows]
    best = max(range(len(fellows)), key=likeness.__getitem__, default=None)
    if best is not None and likeness[best][0] >= SAME_TITLE:
        return fellows[best]
    printed = row["element"].sure == HIGH
    return next((one for one in fellows if printed and one["element"] == number), None)


def _plan_of(level: str, old: Iterable[Old], plans: Sequence[str]) -> str:
    """The plan that holds most elements of a level."""
    counts = Counter(one["plan"] for one in old if one["level"] == level)
    return max(plans, key=lambda plan: counts[plan])


def _free(taken: Container[str]) -> str:
    return next(str(number) for number in count(1) if str(number) not in taken)


def _indicators(drafted: Sequence[Row], elements: Elements, before: Tables) -> Mapping[Key, str]:
    """Number of each indicator: that of its label where the edition before has it, else its own where that is free."""
    old: dict[Key, dict[str, str]] = {}
    for one in csv_files.rows(before["indicators"]):
        of = (one["plan"], one["level"], one["element"])
        old.setdefault(of, {}).setdefault(plain(one["label"]), one["indicator"])
    found: dict[Key, str] = {}
    taken: set[Key] = set()
    named = []
    for row in drafted:
        plan, number = elements[str(row["level"]), str(row["element"])]
        of = (plan, str(row["level"]), number)
        named.append((row, of, old.get(of, {}).get(plain(row["label"]), "")))
    for row, of, known in sorted(named, key=lambda one: not one[2]):
        number = known or str(row["indicator"])
        if (*of, number) in taken:
            number = _free({key[3] for key in taken if key[:3] == of})
        taken.add((*of, number))
        found[str(row["level"]), str(row["element"]), str(row["indicator"])] = number
    return found
