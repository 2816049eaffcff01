"""The interpreter of the mapping: rows of tables to triples, each subject remembering its row.

A `Term` is a function from a row to a node, or to None where the row has nothing to say.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Literal, Node

from pipeline.model import namespaces
from pipeline.model.iris import SAC, Iris
from pipeline.model.units import LOCAL, terms

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
        """Adds triples to a graph."""
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
    graph = context.iris(one.graph, **_parts(row, context, {}))
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


def _parts(row: Row, context: Context, columns: Mapping[str, str]) -> dict[str, str]:
    """The parts of an IRI pattern: the row's columns, the context, and parts taken from other columns."""
    parts = {**row, "municipality": context.municipality, "edition": context.edition}
    parts["number"] = row.get("element", "")
    parts.update({part: row[column] for part, column in columns.items()})
    return parts


def iri(pattern: str, **columns: str) -> Term:
    """The IRI of a pattern; parts are the columns of their names unless another column is given for a part.

    None where a column that was named for a part is blank.
    """

    def term(row: Row, context: Context) -> Node | None:
        if any(row[column] == "" for column in columns.values()):
            return None
        return context.iris(pattern, **_parts(row, context, columns))

    return term


def given(column: str, filled: Term, blank: Term | None = None) -> Term:
    """One term where a column is filled, another (or none) where it is blank."""

    def term(row: Row, context: Context) -> Node | None:
        if row[column]:
            return filled(row, context)
        return blank(row, context) if blank else None

    return term


def node(fixed: URIRef) -> Term:
    """Always the same node."""
    return lambda _row, _context: fixed


def area() -> Term:
    """The municipality's statistical area."""
    return lambda _row, context: URIRef(SAC + context.area)


def line() -> Term:
    """The line of the document that the row was read from."""

    def term(row: Row, context: Context) -> Node | None:
        return (
            context.iris.line(context.municipality, context.edition, int(row["line"]))
            if row["line"]
            else None
        )

    return term


def ja(column: str) -> Term:
    """A text of the document, in Japanese."""
    return _filled(column, lambda value: Literal(value, lang="ja"))


def en(column: str) -> Term:
    """A text that an editor wrote in English."""
    return _filled(column, lambda value: Literal(value, lang="en"))


def text(*columns: str, separator: str = "-", blank: str = "") -> Term:
    """Texts joined, without a language; `blank="column=value"` lets rows of that value state an empty text."""
    named, _, value = blank.partition("=")

    def term(row: Row, _context: Context) -> Node | None:
        joined = separator.join(row[column] for column in columns)
        return Literal(joined) if joined or (named and row[named] == value) else None

    return term


def integer(column: str) -> Term:
    """A whole number."""
    return _filled(column, lambda value: Literal(value, datatype=XSD.integer))


def decimal(column: str) -> Term:
    """A decimal number, in canonical form."""
    return _filled(
        column, lambda value: Literal(value if "." in value else f"{value}.0", datatype=XSD.decimal)
    )


def boolean(column: str) -> Term:
    """true or false."""
    return _filled(column, lambda value: Literal(value, datatype=XSD.boolean))


def month(column: str) -> Term:
    """A month, YYYY-MM."""
    return _filled(column, lambda value: Literal(value, datatype=XSD.gYearMonth))


def moment(column: str) -> Term:
    """A day or a month, in ISO 8601."""
    types = {10: XSD.date, 7: XSD.gYearMonth}
    return _filled(column, lambda value: Literal(value, datatype=types[len(value)]))


def day(column: str, form: str, years: int = 0) -> Term:
    """A date of the year in a column, so many years later: `{:04}-04-01` is its 1 April."""
    return _filled(column, lambda value: Literal(form.format(int(value) + years), datatype=XSD.date))


def code(list_: str, column: str = "") -> Term:
    """A code of a list; the column is that of the list's name unless another is given."""
    return _looked_up(column or list_, lambda value, base: namespaces.code(list_, value, base))


def unit(column: str) -> Term:
    """A unit: of QUDT (`unit:PERCENT`), of the ontology, made by a rule, or the city's own."""

    def found(row: Row, context: Context) -> Node | None:
        return _unit(row[column], context) if row.get(column) else None

    return found


def _unit(code: str, context: Context) -> URIRef:
    if code.startswith(LOCAL):
        symbol = code.removeprefix(LOCAL)
        return context.iris("declared_unit", municipality=context.municipality, unit=symbol)
    return terms.measure(code, context.iris.base)


def _filled(column: str, make: Callable[[str], Literal]) -> Term:
    return lambda row, _context: make(row[column]) if row[column] else None


def _looked_up(column: str, find: Callable[[str, str], URIRef]) -> Term:
    return lambda row, context: find(row[column], context.iris.base) if row.get(column) else None
