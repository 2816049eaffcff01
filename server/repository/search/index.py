"""Full-text search in Japanese and English: SQLite's FTS5 with its trigram index, over text folded to one spelling.

Folding: Unicode NFKC (full and half width, ①), case, katakana to hiragana. A word that is shorter than three
characters is looked up as the beginning of the index's trigrams. `synonyms.csv` holds words that mean the same.
"""

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from pipeline.reading.search.entries import Entry
from pipeline.reading.search.folding import fold

SYNONYMS = Path(__file__).parent / "synonyms.csv"
MOST_RESULTS = 100
MOST_WORDS = 8
LONGEST_WORD = 60
MOST_TRIGRAMS = 500
EXCERPT = 90
FIRST_KIND = "element"
"""Of what has a word in its title, this comes first: people look for it most often."""
Found: TypeAlias = tuple[str, ...]
"""A row of the index: IRI, kind, and title, place and body in Japanese and in English."""
_LOOKED_UP = ("title", "body")
_SHOWN = ("iri", "kind", "title_ja", "place_ja", "body_ja", "title_en", "place_en", "body_en")
_END = "\n\n"
"""Closes each text, so that its last two characters also begin a trigram."""


@dataclass(frozen=True)
class Piece:
    """A piece of an excerpt, and whether it is what was asked for."""

    text: str
    found: bool


@dataclass(frozen=True)
class Said:
    """A text in pieces, and its language."""

    language: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Result:
    iri: str
    kind: str
    place: Said
    title: Said
    excerpt: Said


class SearchIndex:
    """An index in memory, made once for a release; safe to ask from several threads."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._lock = Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.executescript(
            f"CREATE VIRTUAL TABLE entry USING fts5({', '.join(_LOOKED_UP)},"
            f" {', '.join(f'{name} UNINDEXED' for name in _SHOWN)}, tokenize = 'trigram case_sensitive 1');"
            "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(entry, row);"
        )
        self._connection.executemany(
            f"INSERT INTO entry VALUES ({', '.join('?' * len(_LOOKED_UP + _SHOWN))})", map(_columns, entries)
        )
        self._connection.execute("INSERT INTO entry(entry) VALUES ('optimize')")

    def close(self) -> None:
        self._connection.close()

    def search(self, text: str, most: int = MOST_RESULTS, language: str = "ja") -> list[Result]:
        """What has every word of a text, or a synonym of it, in either language: first what has them in its title."""
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
        return [_result(row, wanted, language) for row in rows]

    def _rows(self, expression: str, most: int) -> list[Found]:
        """What has it all in its title, short titles first among the kinds; then what has it elsewhere."""
        titled = self._matches(f"title : ({expression})", most)
        titled.sort(key=lambda row: (row[1] != FIRST_KIND, len(row[2])))
        known = {row[0] for row in titled}
        others = self._matches(expression, most + len(titled)) if len(titled) < most else []
        return [*titled, *(row for row in others if row[0] not in known)][:most]

    def _matches(self, expression: str, most: int) -> list[Found]:
        """Matches in the order in which they were put in: no ranking, so that a common word costs no more."""
        query = f"SELECT {', '.join(_SHOWN)} FROM entry WHERE entry MATCH ? LIMIT ?"
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


def _columns(entry: Entry) -> tuple[str, ...]:
    """An entry as the index holds it: what is looked up, and what is shown."""
    own, english = (entry.title, entry.place, entry.body), entry.english
    looked_up = (entry.title, english.title), (entry.body, english.body)
    folded = (_END.join(map(fold, texts)) + _END for texts in looked_up)
    return (*folded, entry.iri, entry.kind, *own, english.title, english.place, english.body)


def _result(row: Found, words: Sequence[str], language: str) -> Result:
    """A row as a page of a language shows it: each text in that language where there is one."""
    iri, kind, *shown = row
    title, place, body = (
        dict(zip(("ja", "en"), texts, strict=True)) for texts in zip(shown[:3], shown[3:], strict=True)
    )
    named, placed = (language if one[language] else "ja" for one in (title, place))
    hit = [tag for tag in (language, "ja", "en") if any(word in fold(body[tag]) for word in words)]
    told = next(iter(hit), language if body[language] else "ja")
    return Result(
        iri,
        kind,
        place=Said(placed, mark(place[placed], ())),
        title=Said(named, mark(title[named], words)),
        excerpt=Said(told, excerpt(body[told], words)),
    )


def _quoted(word: str) -> str:
    """A word as an FTS5 string: nothing in it is an operator."""
    return '"' + word.replace('"', '""') + '"'


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
