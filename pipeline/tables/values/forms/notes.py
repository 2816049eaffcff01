"""What stands around a number: hedges and qualifiers, footnote marks, when it was measured."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import fiscal_year
from pipeline.tables.values.forms.form import YEAR
from pipeline.tables.values.words import HEDGES_BEFORE, HEDGES_BEHIND, QUALIFIERS, one_of

_FOOTNOTE = r"\(?(?:※|[*＊†‡]|注)[0-9]{0,2}\)?"
_WHOLE = ("合計", "総数", "総計", "全体", "計")
BEHIND = rf"(?: ?(?:{_FOOTNOTE}|\([^()]+\)))*"
"""Notes behind a number: footnote marks, and what stands in brackets."""
BEFORE = rf"(?:{one_of(HEDGES_BEFORE)}|{one_of(QUALIFIERS)}|{one_of(_WHOLE)})? ?"
_DATE = rf"(?P<year>{YEAR})(?:[.年/](?P<month>[0-9]{{1,2}})(?:[.月/](?P<day>[0-9]{{1,2}})?日?)?)?月?末?"
_MEASURED = re.compile(rf"{_DATE}(?:現在|時点|末|実績|調査|値|の実績|の値|分|決算)*")
_HEDGES = frozenset((*HEDGES_BEFORE, *HEDGES_BEHIND))


@dataclass(frozen=True)
class Notes:
    """What stands around a number, sorted: qualifiers, when it was measured, and what only stays as a note."""

    qualifiers: frozenset[str]
    measured: str
    note: str
    understood: bool


def notes(text: str) -> Notes:
    """Notes as printed behind a number; not understood where brackets hold a number, or two years."""
    qualifiers, measured, kept = set[str](), list[str](), list[str]()
    understood = True
    for one in re.findall(rf"{_FOOTNOTE}|\([^()]+\)", text):
        inner = one.strip("()").strip()
        date = _MEASURED.fullmatch(inner)
        if inner in QUALIFIERS:
            qualifiers.add(QUALIFIERS[inner])
        elif date and _measured(date):
            measured.append(_measured(date))
        elif re.fullmatch(_FOOTNOTE, one) or not re.search("[0-9]", inner):
            kept.append(one)
        else:
            understood = False
    return Notes(frozenset(qualifiers), "".join(measured), " ".join(kept), understood and len(measured) < 2)


def _measured(found: re.Match[str]) -> str:
    """The fiscal year, the month or the day that a note names, in ISO 8601; "" where it names none."""
    year = fiscal_year.read(re.sub("(?<=[0-9元])年$", "年度", found["year"]))
    if year is None or found["year"].isdecimal() or not 1 <= int(found["month"] or 1) <= 12:
        return ""
    parts = [str(year), *(f"{int(part):02}" for part in (found["month"], found["day"]) if part)]
    return "-".join(parts)


def qualified(words: Iterable[str], beside: Notes) -> str | None:
    """The qualifier of a number, with 約 beside another as a second; None where others contradict, "" where none is."""
    found = {QUALIFIERS.get(word, "approximate" if word in _HEDGES else "") for word in words if word}
    found = (found | beside.qualifiers) - {""}
    return joined(found) if len(found - {"approximate"}) < 2 else None


def joined(qualifiers: Iterable[str]) -> str:
    """Qualifiers as one text, 約 last: `reduction approximate`."""
    return " ".join(sorted(set(qualifiers) - {""}, key=lambda one: (one == "approximate", one)))
