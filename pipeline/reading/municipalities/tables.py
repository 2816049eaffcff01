"""Municipalities and their figures of shared indicators as tables of SQLite, and what follows from all of them together.

place      a municipality, as JSON, by its code
shared     a shared indicator, as JSON, by its id
figure     the figures that a municipality has of a shared indicator, each as a JSON list (`figures.COLUMNS`)
covered    who has figures of which, by how good a match (its place in `MATCHES`), of which fiscal years
peer       which others each municipality is compared with first (`peers`)
standing   the newest rank of each municipality in a shared indicator, one for each part that is told apart
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter
from pyoxigraph import NamedNode

from pipeline.exports.comparison import MATCHES, Shared, compare
from pipeline.model.iris import Iris
from pipeline.model.text import Text
from pipeline.reading.graph import Graph
from pipeline.reading.municipalities import places
from pipeline.reading.municipalities.figures import COLUMNS, Values, ordered
from pipeline.reading.municipalities.peers import peers
from pipeline.reading.municipalities.places import Place
from pipeline.reading.municipalities.standings import standings
from pipeline.reading.vocabulary import dcterms, kk, skos

SHARED = TypeAdapter(Shared)
"""Shared indicators as JSON, and back."""
SCHEMA = """
CREATE TABLE place (code TEXT PRIMARY KEY, place TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE shared (id TEXT PRIMARY KEY, shared TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE figure (shared TEXT, code TEXT, number INTEGER, said TEXT NOT NULL, PRIMARY KEY (shared, code, number))
    WITHOUT ROWID;
CREATE TABLE covered (shared TEXT, match INTEGER, code TEXT, first INTEGER, last INTEGER,
    PRIMARY KEY (shared, match, code)) WITHOUT ROWID;
CREATE INDEX covered_by ON covered (code, shared);
CREATE TABLE peer (code TEXT, way TEXT, number INTEGER, peer TEXT, in_common INTEGER, PRIMARY KEY (code, way, number))
    WITHOUT ROWID;
CREATE TABLE standing (code TEXT, shared TEXT, part TEXT, fiscal_year INTEGER, kind TEXT, rank INTEGER, last INTEGER,
    number INTEGER, PRIMARY KEY (code, shared, part)) WITHOUT ROWID;
"""
_MATCH, _YEAR = COLUMNS.index("match"), COLUMNS.index("fiscalYear")
_COVER = f"""
INSERT INTO covered
SELECT shared, MIN(CASE said ->> {_MATCH} {" ".join(f"WHEN '{name}' THEN {i}" for i, name in enumerate(MATCHES))} END),
    code, MIN(CAST(said ->> {_YEAR} AS INTEGER)), MAX(CAST(said ->> {_YEAR} AS INTEGER))
FROM figure GROUP BY shared, code
"""


@dataclass(frozen=True)
class Municipalities:
    """What the tables are made of; the figures come municipality by municipality, each with the id of its indicator."""

    places: Sequence[Place] = ()
    shared: Sequence[Shared] = ()
    figures: Iterable[tuple[str, Iterable[tuple[str, Values]]]] = ()


def shared_indicators(graph: Graph, iris: Iris) -> tuple[Shared, ...]:
    """The shared indicators that the hub's graph describes, by their ids."""
    concepts = graph.subjects(skos.inScheme, NamedNode(str(iris("hub_indicators"))))
    return tuple(_shared(graph, one) for one in concepts)


def _shared(graph: Graph, concept: NamedNode) -> Shared:
    direction = graph.thing(concept, kk.direction)
    return Shared(
        graph.value(concept, dcterms.identifier) or "",
        _text(graph, concept, skos.prefLabel),
        _text(graph, concept, skos.definition),
        direction.value.rpartition("/")[2] if direction else "",
    )


def _text(graph: Graph, thing: NamedNode, predicate: NamedNode) -> Text:
    found = graph.text(thing, predicate)
    return Text(found.get("ja", ""), found.get("en", ""))


def fill(database: sqlite3.Connection, found: Municipalities) -> None:
    """Fills the tables; no more is in memory than the figures of one municipality, then those of one indicator."""
    written = ((one.code, places.WRITTEN.dump_json(one).decode()) for one in found.places)
    database.executemany("INSERT INTO place VALUES (?, ?)", written)
    shared = ((one.id, SHARED.dump_json(one).decode()) for one in found.shared)
    database.executemany("INSERT INTO shared VALUES (?, ?)", shared)
    for code, figures in found.figures:
        rows = (
            (id_, code, number, json.dumps(values, ensure_ascii=False))
            for number, (id_, values) in enumerate(figures)
        )
        database.executemany("INSERT INTO figure VALUES (?, ?, ?, ?)", rows)
    database.execute(_COVER)
    _fill_peers(database, found.places)
    _fill_standings(database, found.shared)


def _fill_peers(database: sqlite3.Connection, found: Sequence[Place]) -> None:
    has: dict[str, set[str]] = {}
    for code, shared in database.execute("SELECT code, shared FROM covered"):
        has.setdefault(code, set()).add(shared)
    alike = peers(found, {code: frozenset(shared) for code, shared in has.items()})
    rows = ((one.code, one.way, number, one.peer, one.in_common) for number, one in enumerate(alike))
    database.executemany("INSERT INTO peer VALUES (?, ?, ?, ?, ?)", rows)


def _fill_standings(database: sqlite3.Connection, shared: Iterable[Shared]) -> None:
    for one in shared:
        exact = database.execute(
            f"SELECT said FROM figure WHERE shared = ? AND said ->> {_MATCH} = ?", (one.id, MATCHES[0])
        )
        ranked = compare(one, ordered(json.loads(said) for (said,) in exact), MATCHES[0])
        rows = (
            (s.code, s.shared, s.part, s.fiscal_year, s.kind, s.rank, s.last, s.number)
            for s in standings(ranked)
        )
        database.executemany("INSERT INTO standing VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
