"""A row that prints several indicators in one cell, a line each, and their figures likewise → a row each.

Lines are told apart by marks before them (①②, (1), ・), or by every figure of the row having as many lines.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.draft.facts import MIDDLE, Fact

SEVERAL = "一つの欄に指標が複数あり、行が合わない"
"""Why a figure beside several indicators is not placed."""
_SHARED = "一つの欄に並ぶ行から分けた"
_DIVIDED = frozenset(("figure", "measure", "effect", "pair", "definition"))
_MARK = re.compile(r"^\s*(?:[①-⑳]|[(（][0-9０-９]{1,2}[)）]|[0-9０-９]{1,2}[.．)）、]|[・○◯●■□])\s*(?=\D)")
_WITHIN = re.compile(r"(?<=\S)\s*(?=[②-⑳])")


def rows(facts: Sequence[Fact]) -> tuple[list[list[Fact]], list[Fact]]:
    """The rows that a row is, one an indicator, and the figures whose lines do not fit its indicators."""
    labels = [fact for fact in facts if fact.role == "indicator" and "\n" in _points(fact)]
    if len(labels) != 1:
        return [list(facts)], []
    shared = [fact for fact in facts if fact.role in _DIVIDED and fact.text]
    names = _lines(labels[0])
    fitting = [fact for fact in shared if len(_lines(fact)) == len(names)]
    if not _marked(labels[0]) and (len(fitting) < len(shared) or not any(f.role == "figure" for f in shared)):
        return [list(facts)], []
    first, others = 0, [fact for fact in shared if fact not in fitting]
    divided: list[list[Fact]] = []
    for index in range(len(names)):
        divided.append([_part(fact, index, labels[0], fitting) for fact in facts if fact not in others])
        if index > first:
            divided[-1] = [fact for fact in divided[-1] if fact.role == "indicator" or fact.role in _DIVIDED]
    return divided, others


def _part(fact: Fact, index: int, label: Fact, fitting: Sequence[Fact]) -> Fact:
    if fact is not label and fact not in fitting:
        return fact
    text = fact.text.saying(_lines(fact)[index])
    return replace(fact, text=text if fact is label else text.less(MIDDLE, _SHARED))


def _points(fact: Fact) -> str:
    """The text of a cell, a mark within a line at the beginning of its own."""
    return _WITHIN.sub("\n", str(fact.text)) if fact.text.startswith("①") else str(fact.text)


def _marked(fact: Fact) -> bool:
    return sum(bool(_MARK.match(line)) for line in _points(fact).split("\n")) > 1


def _lines(fact: Fact) -> list[str]:
    """The lines of a cell without their marks; where some are marked, one without a mark goes on with the one before."""
    found: list[str] = []
    marked = _marked(fact)
    for line in filter(str.strip, _points(fact).split("\n")):
        if found and marked and not _MARK.match(line):
            found[-1] += line.strip()
        else:
            found.append(_MARK.sub("", line).strip())
    return found
