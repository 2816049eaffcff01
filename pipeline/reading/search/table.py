"""Entries in SQLite's full-text index FTS5, with trigrams over text folded to one spelling.

A word that is shorter than three characters is looked up as the beginning of the index's trigrams.
"""

import sqlite3
from collections.abc import Iterable
from typing import TypeAlias

from pipeline.reading.search.entries import Entry
from pipeline.reading.search.folding import fold

LOOKED_UP = ("title", "body")
SHOWN = ("iri", "kind", "title_ja", "place_ja", "body_ja", "title_en", "place_en", "body_en")
SCHEMA = (
    f"CREATE VIRTUAL TABLE entry USING fts5({', '.join(LOOKED_UP)},"
    f" {', '.join(f'{name} UNINDEXED' for name in SHOWN)}, tokenize = 'trigram case_sensitive 1');"
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(entry, row);"
)
Row: TypeAlias = tuple[str, ...]
"""An entry as a row of the index: what is looked up, then what is shown."""
_END = "\n\n"
"""Closes each text, so that its last two characters also begin a trigram."""


def row(entry: Entry) -> Row:
    """An entry as a row."""
    own, english = (entry.title, entry.place, entry.body), entry.english
    looked_up = (entry.title, english.title), (entry.body, english.body)
    folded = (_END.join(map(fold, texts)) + _END for texts in looked_up)
    return (*folded, entry.iri, entry.kind, *own, english.title, english.place, english.body)


def fill(database: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Fills the index, in the order in which entries are listed that are found by the same words."""
    places = ", ".join("?" * len(LOOKED_UP + SHOWN))
    database.executemany(f"INSERT INTO entry VALUES ({places})", rows)
    database.execute("INSERT INTO entry(entry) VALUES ('optimize')")
