"""Full-text search in Japanese: SQLite's FTS5 with its trigram index, over text folded to one spelling.

Folding: Unicode NFKC (full and half width, ①), case, katakana to hiragana. A word that is shorter than three
characters is looked up as the beginning of the index's trigrams. `synonyms.csv` holds words that mean the same.
"""

import csv
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

SYNONYMS = Path(__file__).parent / "synonyms.csv"
MOST_RESULTS = 100
MOST_WORDS = 8
LONGEST_WORD = 60
MOST_TRIGRAMS = 500
EXCERPT = 90
FIRST_KIND = "element"
"""Of what has a word in its title, this comes first: people look for it most often."""
_END = "\n\n"
"""Closes each text, so that its last two characters also begin a trigram."""
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


@dataclass(frozen=True)
class Entry:
    """What can be found: an IRI, what kind of thing it is, its title, where it belongs, all its other text."""

    iri: str
    kind: str
    title: str
    place: str
    body: str


@dataclass(frozen=True)
class Piece:
    """A piece of an excerpt, and whether it is what was asked for."""

    text: str
    found: bool


@dataclass(frozen=True)
class Result:
    iri: str
    kind: str
    place: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]


class SearchIndex:
    """An index in memory, made once for a release; safe to ask from several threads."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._lock = Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.executescript(
            "CREATE VIRTUAL TABLE entry USING fts5(title, body, iri UNINDEXED, kind UNINDEXED, place UNINDEXED,"
            " shown_title UNINDEXED, shown_body UNINDEXED, tokenize = 'trigram case_sensitive 1');"
            "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(entry, row);"
        )
        self._connection.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (fold(e.title) + _END, fold(e.body) + _END, e.iri, e.kind, e.place, e.title, e.body)
                for e in entries
            ),
        )
        self._connection.execute("INSERT INTO entry(entry) VALUES ('optimize')")

    def close(self) -> None:
        self._connection.close()

    def search(self, text: str, most: int = MOST_RESULTS) -> list[Result]:
        """What has every word of a text, or a synonym of it: first what has them in its title."""
        words = [
            fold(word[:LONGEST_WORD])[:LONGEST_WORD] for word in text.split(maxsplit=MOST_WORDS)[:MOST_WORDS]
        ]
        alternatives = [alternatives_of(word) for word in words if word]
        if not alternatives:
            return []
        with self._lock:
            expressions = [self._expression(words) for words in alternatives]
            if "" in expressions:
                return []
            rows = self._rows(" AND ".join(expressions), most)
        wanted = [word for words in alternatives for word in words]
        return [
            Result(iri, kind, place, mark(title, wanted), excerpt(body, wanted))
            for iri, kind, place, title, body in rows
        ]

    def _rows(self, expression: str, most: int) -> list[tuple[str, str, str, str, str]]:
        """What has it all in its title, short titles first among the kinds; then what has it elsewhere."""
        titled = self._matches(f"title : ({expression})", most)
        titled.sort(key=lambda row: (row[1] != FIRST_KIND, len(row[3])))
        known = {row[0] for row in titled}
        others = self._matches(expression, most + len(titled)) if len(titled) < most else []
        return [*titled, *(row for row in others if row[0] not in known)][:most]

    def _matches(self, expression: str, most: int) -> list[tuple[str, str, str, str, str]]:
        """Matches in the order in which they were put in: no ranking, so that a common word costs no more."""
        query = "SELECT iri, kind, place, shown_title, shown_body FROM entry WHERE entry MATCH ? LIMIT ?"
        return self._connection.execute(query, (expression, most)).fetchall()

    def _expression(self, words: Sequence[str]) -> str:
        """An FTS5 expression for any of some words; "": the index has none of them."""
        phrases = [phrase for word in words for phrase in self._phrases(word)]
        return f"({' OR '.join(phrases)})" if phrases else ""

    def _phrases(self, word: str) -> list[str]:
        if len(word) > 2:
            return [_quoted(word)]
        found = self._connection.execute(
            "SELECT term FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?",
            (word, word + chr(0x10FFFF), MOST_TRIGRAMS),
        )
        return [_quoted(term) for (term,) in found]


def _quoted(word: str) -> str:
    """A word as an FTS5 string: nothing in it is an operator."""
    return '"' + word.replace('"', '""') + '"'


def fold(text: str) -> str:
    """A text in the one spelling that the index knows."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_HIRAGANA).replace("\0", "")


def alternatives_of(word: str) -> tuple[str, ...]:
    """A folded word, and the same with each synonym in place of what it is a synonym of."""
    found = [word]
    for known, others in _synonyms().items():
        if known in word:
            found.extend(word.replace(known, other) for other in others)
    return tuple(dict.fromkeys(found))


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    """Folded word → the folded words that mean the same, in both directions."""
    found: dict[str, list[str]] = defaultdict(list)
    with SYNONYMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            word, same = fold(row["word"]), fold(row["same"])
            found[word].append(same)
            found[same].append(word)
    return {word: tuple(others) for word, others in found.items()}


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
