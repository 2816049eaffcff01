"""Terms of rows: functions from a row of a table to a node, or to None where the row has nothing to say."""

from collections.abc import Callable

from rdflib import URIRef
from rdflib.namespace import XSD
from rdflib.term import Literal, Node

from pipeline.graphs.interpreter import Context, Row, Term, parts
from pipeline.model import namespaces
from pipeline.model.iris import SAC
from pipeline.model.units import LOCAL, terms


def iri(pattern: str, **columns: str) -> Term:
    """The IRI of a pattern; parts are the columns of their names unless another column is given for a part.

    None where a column that was named for a part is blank.
    """

    def term(row: Row, context: Context) -> Node | None:
        if any(row[column] == "" for column in columns.values()):
            return None
        return context.iris(pattern, **parts(row, context, columns))

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


def quoted() -> Term:
    """The place of a document that the row was read from, where it is kept; else the line of its text."""

    def term(row: Row, context: Context) -> Node | None:
        if row.get("quoted"):
            return URIRef(row["quoted"])
        return (
            context.iris.line(context.municipality, context.edition, int(row["line"]))
            if row["line"]
            else None
        )

    return term


def address(column: str) -> Term:
    """The address of a page of the Web."""
    return lambda row, _context: URIRef(row[column]) if row[column] else None


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
