"""The booklet's sections, divided at its headings, which must all be there in this order."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.document import Document, Line
from pipeline.model.errors import DocumentError, Problem

HEADINGS: tuple[tuple[str, str], ...] = (
    ("title", "西東京市"),
    ("contents", "- 目次 -"),
    ("introduction", "はじめに"),
    ("chapter-1", "第1章"),
    ("policies", "基本方針Ⅰ みらいにつなぐ持続可能な行財政運営"),
    ("about-items", "I 行財政改革大綱アクションプランについて"),
    ("item-overview", "II 体系別取組一覧"),
    ("item-sample", "Ⅲ シートの読み方"),
    ("items", "IV 実施項目"),
    ("chapter-2", "第2章"),
    ("about-priorities", "I 地域情報化方針の構成"),
    ("priority-method", "II 重点取組の考え方"),
    ("classification", "Ⅲ 重点取組の整理"),
    ("stages", "IV 重点取組の段階と目標"),
    ("priority-sample", "V シートの読み方"),
    ("priority-overview", "VI 重点取組一覧"),
    ("priorities", "Ⅶ 重点取組"),
    ("imprint", "西東京市"),
)
"""Section → the line it begins with. `policies` begins where the first policy is described."""


@dataclass(frozen=True)
class Section:
    """A heading and the filled lines up to the next heading."""

    name: str
    heading: Line
    lines: tuple[Line, ...]


def divide(document: Document) -> dict[str, Section]:
    """The sections of the booklet by name.

    Raises DocumentError for the first heading that is not found after the one before it.
    """
    lines = list(document.filled())
    starts: list[int] = []
    position = 0
    for number in range(len(HEADINGS)):
        position = _find(document.name, lines, number, position)
        starts.append(position)
        position += 1
    if starts[0] != 0:
        raise lines[0].unexplained(0, f"holds '{lines[0].text}' before the title.")
    ends = [*starts[1:], len(lines)]
    return {
        name: Section(name, lines[start], tuple(lines[start + 1 : end]))
        for (name, _), start, end in zip(HEADINGS, starts, ends, strict=True)
    }


def _find(document: str, lines: Sequence[Line], number: int, start: int) -> int:
    """The index of a heading at or after `start`; no later heading may stand before it."""
    heading = HEADINGS[number][1]
    later = {text for _, text in HEADINGS[number + 1 :]} - {HEADINGS[0][1]}
    below = f" below line {lines[start - 1].number}" if start else ""
    for index in range(start, len(lines)):
        if lines[index].text == heading:
            return index
        if lines[index].text in later:
            below += f" and above line {lines[index].number} ('{lines[index].text}')"
            break
    what = f"has no heading '{heading}'{below}."
    remedy = "The document is cut, or is not of the layout 'nishitokyo'."
    raise DocumentError(Problem(document, what, remedy))
