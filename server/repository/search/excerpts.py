"""Texts in pieces, with what was asked for marked in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.search.folding import fold

EXCERPT = 90


@dataclass(frozen=True)
class Piece:
    """A piece of an excerpt, and whether it is what was asked for."""

    text: str
    found: bool


def mark(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """A text in pieces, those marked that fold to one of the words."""
    folded, origin = _folded_with_origin(text)
    found = [False] * len(text)
    for word in words:
        place = folded.find(word)
        while place >= 0:
            for position in origin[place : place + len(word)]:
                found[position] = True
            place = folded.find(word, place + 1)
    return _pieces(text, found)


def excerpt(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The part of a text around the first word found, marked; else its beginning."""
    folded, origin = _folded_with_origin(text)
    places = [origin[place] for word in words if (place := folded.find(word)) >= 0]
    start = max(0, min(places) - EXCERPT // 3) if places else 0
    part = text[start : start + EXCERPT]
    before = "…" if start else ""
    after = "…" if start + EXCERPT < len(text) else ""
    return mark(before + part + after, words) if part else ()


def _folded_with_origin(text: str) -> tuple[str, list[int]]:
    """A text folded character by character, and for each character the place it comes from."""
    folded, origin = [], []
    for place, character in enumerate(text):
        for piece in fold(character):
            folded.append(piece)
            origin.append(place)
    return "".join(folded), origin


def _pieces(text: str, found: Sequence[bool]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for character, is_found in zip(text, found, strict=True):
        if pieces and pieces[-1].found == is_found:
            pieces[-1] = Piece(pieces[-1].text + character, is_found)
        else:
            pieces.append(Piece(character, is_found))
    return tuple(pieces)
