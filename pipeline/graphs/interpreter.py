"""The interpreter of the mapping: rows of tables to triples, each subject remembering its row.

A `Term` is a function from a row to a node, or to None where the row has nothing to say.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from pipeline.model.iris import Iris

Row = Mapping[str, str]
Triple = tuple[URIRef, URIRef, Node]
Cell = tuple[str, int, str]
"""A cell of a table: its name, the row in its file, the column."""

EDITION: Final = "edition_graph"
QUALITY: Final = "quality_graph"
MUNICIPALITY: Final = "municipality_graph"


@dataclass(frozen=True)
class Context:
    """What all rows of an edition's folder share."""

    iris: Iris
    municipality: str
    edition: str
    area: str


Term = Callable[[Row, Context], Node | None]


@dataclass(frozen=True)
class Property:
    """One statement about a row: predicate, term, and the column it comes from, for messages."""

    predicate: URIRef
    term: Term
    column: str = ""


@dataclass(frozen=True)
class Map:
    """What the rows of a table are: subject, classes, properties, who links to them, and in which graph."""

    table: str
    subject: Term
    classes: tuple[URIRef, ...]
    properties: tuple[Property, ...]
    where: tuple[str, str] | None = None
    linked_from: tuple[tuple[Term, URIRef], ...] = ()
    graph: str = EDITION
    file: str = ""

    def place(self, number: int, predicate: str = "") -> str:
        """A row of the table's file, with the column of a property where it has one."""
        row = f"{self.file or f'tables/{self.table}'}.csv, row {number}"
        column = next((p.column for p in self.properties if str(p.predicate) == predicate), "")
        return f"{row}, column {column}" if column else row


@dataclass
class Statements:
    """Triples by graph; for each subject the map and the row of the table it came from; what each cell stated."""

    graphs: dict[URIRef, set[Triple]] = field(default_factory=dict)
    rows: dict[str, tuple[Map, int]] = field(default_factory=dict)
    subjects: dict[Cell, URIRef] = field(default_factory=dict)
    """The first subject of which a table's cell states something: the whole before its parts."""

    def add(self, graph: URIRef, *triples: Triple) -> None:
        """Adds triples to a graph, which there is once it has one."""
        if triples:
            self.graphs.setdefault(graph, set()).update(triples)

    def where(self, subject: str, predicate: str = "") -> str:
        """The file, row and column that a statement came from; "" where it came from no row."""
        if subject not in self.rows:
            return ""
        one, number = self.rows[subject]
        return one.place(number, predicate)


def interpret(maps: Iterable[Map], rows: Mapping[str, list[tuple[int, Row]]], context: Context) -> Statements:
    """The triples of all rows; `rows` are (row number in the file, row) by table."""
    statements = Statements()
    for one in maps:
        for number, row in rows.get(one.table, ()):
            if one.where is None or row[one.where[0]] == one.where[1]:
                _state(one, number, row, context, statements)
    return statements


def _state(one: Map, number: int, row: Row, context: Context, statements: Statements) -> None:
    subject = one.subject(row, context)
    if not isinstance(subject, URIRef):
        return
    graph = context.iris(one.graph, **parts(row, context, {}))
    if one.classes:
        statements.rows[str(subject)] = (one, number)
    statements.add(graph, *((subject, RDF.type, class_) for class_ in one.classes))
    for property_ in one.properties:
        found = property_.term(row, context)
        if found is not None:
            statements.add(graph, (subject, property_.predicate, found))
            if property_.column:
                statements.subjects.setdefault((one.table, number, property_.column), subject)
    for term, predicate in one.linked_from:
        source = term(row, context)
        if isinstance(source, URIRef):
            statements.add(graph, (source, predicate, subject))


def parts(row: Row, context: Context, columns: Mapping[str, str]) -> dict[str, str]:
    """The parts of an IRI pattern: the row's columns, the context, and parts taken from other columns."""
    parts = {**row, "municipality": context.municipality, "edition": context.edition}
    parts["number"] = row.get("element", "")
    parts.update({part: row[column] for part, column in columns.items()})
    return parts
