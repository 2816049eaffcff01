"""Characters placed on a page → lines of text, as a reader sees them.

A line that fills its cell was broken for want of room and is joined with the next; a shorter one was meant to end.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

_AMOUNT = re.compile(r"\d\D?$")
"""A line that ends in an amount and its unit."""
_WHOLE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?[^0-9,.]{0,2}")
_WORD_GAP = 0.5

Character = Mapping[str, Any]
"""A character as pdfplumber gives it: text, x0, x1, top, bottom, size."""
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points."""

_ALIKE = "⺟母⺠民⺩王⻁虎⻄西⻆角⻑長⻘青⻝食⻣骨⻤鬼⻨麦⻩黄⻫斉⻭歯⻯竜⻲亀⺒巳⺝月⺧牛⺬示⺮竹⺶羊⻗雨‧・"
"""Pairs that NFKC does not join: a radical, or point, and the character that looks the same."""
_RADICALS = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{ord(_ALIKE[index]): _ALIKE[index + 1] for index in range(0, len(_ALIKE), 2)},
}
"""Fonts name some characters by the radical that looks the same (⽬ for 目)."""


@dataclass(frozen=True)
class Segment:
    """Characters of one line that stand together."""

    text: str
    box: Box
    size: float
    words: tuple["Segment", ...] = ()
    """Its parts that stand apart by half a character or more; none where it is one of them."""


def once(characters: Iterable[Character]) -> list[Character]:
    """The visible characters, each once: bold type is printed twice over by some programs."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for one in characters:
        near = (str(one["text"]), round(one["x0"]), round(one["top"]))
        if near not in seen:
            seen.add(near)
            kept.append(one)
    return kept


def segments(characters: Iterable[Character], gap: float = 1.2) -> list[list[Segment]]:
    """The lines from top to bottom, each divided where a space is wider than `gap` times the size of its type."""
    return [_divide(line, gap) for line in lines(characters)]


def lines(characters: Iterable[Character]) -> list[list[Character]]:
    """Characters by line: those whose middles lie within half a size of each other, from left to right."""
    found: list[list[Character]] = []
    middle = 0.0
    for one in sorted(characters, key=lambda one: (one["top"] + one["bottom"]) / 2):
        centre = (one["top"] + one["bottom"]) / 2
        if not found or centre - middle > max(1.0, one["size"] * 0.45):
            found.append([])
            middle = centre
        found[-1].append(one)
    kept = [sorted(line, key=lambda one: float(one["x0"])) for line in found]
    return [line for line in kept if "".join(str(one["text"]) for one in line).strip()]


def _divide(line: Sequence[Character], gap: float) -> list[Segment]:
    parts: list[list[Character]] = [[]]
    for one in line:
        visible = str(one["text"]).strip()
        if not visible and not parts[-1]:
            continue
        before = next((other for other in reversed(parts[-1]) if str(other["text"]).strip()), None)
        if visible and before is not None and one["x0"] - before["x1"] > gap * one["size"]:
            parts.append([])
        parts[-1].append(one)
    found = [_segment(part) for part in parts if text_of(part)]
    if gap <= _WORD_GAP:
        return found
    return [
        replace(one, words=tuple(_divide(part, _WORD_GAP)))
        for one, part in zip(found, (part for part in parts if text_of(part)), strict=True)
    ]


def _segment(part: Sequence[Character]) -> Segment:
    shown = [one for one in part if str(one["text"]).strip()]
    box = (
        min(one["x0"] for one in shown),
        min(one["top"] for one in shown),
        max(one["x1"] for one in shown),
        max(one["bottom"] for one in shown),
    )
    return Segment(text_of(part), box, float(max(one["size"] for one in shown)))


def text_of(line: Sequence[Character]) -> str:
    """The text of characters of one line; a gap as wide as a character is a space."""
    parts: list[str] = []
    end = None
    for one in line:
        if end is not None and one["x0"] - end > one["size"] * 0.7 and parts[-1] != " ":
            parts.append(" ")
        parts.append(str(one["text"]).translate(_RADICALS))
        end = one["x1"]
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def flow(characters: Sequence[Character], left: float, right: float) -> tuple[str, bool]:
    """The text of a cell between its left and right edge, and whether it is written from top to bottom."""
    found = lines(characters)
    if not found:
        return "", False
    widths = [[one for one in line if str(one["text"]).strip()] for line in found]
    if len(found) > 1 and all(len(line) == 1 for line in widths):
        return "".join(text_of(line) for line in found), True
    text = text_of(found[0])
    for before, line in pairwise(found):
        size = float(line[0]["size"])
        padding = max(1.0, min(float(one["x0"]) for one in line) - left)
        full = right - padding - max(float(one["x1"]) for one in before) < size * 2.2
        text = _joined(text, text_of(line)) if full else f"{text}\n{text_of(line)}"
    return text, False


def _joined(before: str, after: str) -> str:
    """Two lines of one text: Latin words keep their space, and so do amounts (AI-OCR 10件, RPA 10件), a line each.

    Two whole numbers are two, though the first fills its cell.
    """
    if _WHOLE.fullmatch(before.rpartition("\n")[2]) and _WHOLE.fullmatch(after):
        return f"{before}\n{after}"
    latin = bool(before and after and re.match("[A-Za-z]", after))
    word = latin and re.match("[A-Za-z]", before[-1])
    amounts = latin and _AMOUNT.search(before) and _AMOUNT.search(after)
    return f"{before} {after}" if word or amounts else before + after
