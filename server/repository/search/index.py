"""Full-text search in Japanese and English, in the index of a release (`pipeline.reading.search.table`).

Words are folded as the index is. A word that is shorter than three characters is looked up as the beginning of the index's
trigrams. `synonyms.csv` holds words that mean the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.reading.search.folding import fold
from pipeline.reading.search.table import SHOWN
from server.repository.database import Database
from server.repository.search.excerpts import Piece, excerpt, mark
from server.repository.search.synonyms import alternatives_of

MOST_RESULTS = 100
MOST_WORDS = 8
LONGEST_WORD = 60
MOST_TRIGRAMS = 500
FIRST_KIND = "element"
"""Of what has a word in its title, this comes first: people look for it most often."""
_LATIN = re.compile("[a-z0-9]+")
Found: TypeAlias = tuple[str, ...]
"""A row of the index: IRI, kind, and title, place and body in Japanese and in English."""


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
    """The index of a release; safe to ask from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, text: str, most: int = MOST_RESULTS, language: str = "ja") -> list[Result]:
        """What has every word of a text, or a synonym of it, in either language: first what has them in its title."""
        words = [
            fold(word[:LONGEST_WORD])[:LONGEST_WORD] for word in text.split(maxsplit=MOST_WORDS)[:MOST_WORDS]
        ]
        alternatives = [alternatives_of(word) for word in words if word]
        if not alternatives:
            return []
        expressions = [self._expression(words) for words in alternatives]
        if "" in expressions:
            return []
        wanted = [word for words in alternatives for word in words]
        rows = self._rows(" AND ".join(expressions), wanted, most)
        return [_result(row, wanted, language) for row in rows]

    def _rows(self, expression: str, words: Sequence[str], most: int) -> list[Found]:
        """What has it all in its title, among the kinds whole words first, then short titles; then what has it elsewhere."""
        titled = self._matches(f"title : ({expression})", most)
        titled.sort(key=lambda row: (row[1] != FIRST_KIND, not _has_whole(row, words), len(row[2])))
        known = {row[0] for row in titled}
        others = self._matches(expression, most + len(titled)) if len(titled) < most else []
        return [*titled, *(row for row in others if row[0] not in known)][:most]

    def _matches(self, expression: str, most: int) -> list[Found]:
        """Matches in the order in which they were put in: no ranking, so that a common word costs no more."""
        query = f"SELECT {', '.join(SHOWN)} FROM entry WHERE entry MATCH ? LIMIT ?"
        return self._database.rows(query, (expression, most))

    def _expression(self, words: Sequence[str]) -> str:
        """An FTS5 expression for any of some words; "": the index has none of them."""
        phrases = [phrase for word in words for phrase in self._phrases(word)]
        return f"({' OR '.join(phrases)})" if phrases else ""

    def _phrases(self, word: str) -> list[str]:
        if len(word) > 2:
            return [_quoted(word)]
        found = self._database.rows(
            "SELECT term FROM vocabulary WHERE term >= ? AND term < ? LIMIT ?",
            (word, word + chr(0x10FFFF), MOST_TRIGRAMS),
        )
        return [_quoted(term) for (term,) in found]


def _has_whole(row: Found, words: Sequence[str]) -> bool:
    """Whether a title has any of some words whole: a bus before business. Japanese does not part its words."""
    titles = fold(f"{row[2]} {row[5]}")
    whole = set(_LATIN.findall(titles))
    return any(word in (whole if _LATIN.fullmatch(word) else titles) for word in words)


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
