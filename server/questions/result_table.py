"""The answer to a SELECT as a table: read from SPARQL's JSON, written as CSV."""

import csv
import io
import json
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode, QuerySolutions

from server.reading.graph import Term

_NUMBERS = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")
)


@dataclass(frozen=True)
class Value:
    """One cell: a text or an IRI. `is_number`: a literal of a number's type."""

    text: str
    is_iri: bool = False
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """Columns in the order of the query; rows in theirs; None: unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]

    @classmethod
    def read(cls, body: bytes) -> "Table":
        """A table from SPARQL 1.1 Query Results JSON."""
        found = json.loads(body)
        columns = tuple(found["head"]["vars"])
        rows = tuple(
            tuple(_value(row[column]) if column in row else None for column in columns)
            for row in found["results"]["bindings"]
        )
        return cls(columns, rows)

    @classmethod
    def of(cls, solutions: QuerySolutions, most: int) -> "Table":
        """A table of solutions as they are read, of `most` at most."""
        columns = tuple(variable.value for variable in solutions.variables)
        rows = (tuple(_cell(row[column]) for column in columns) for row in islice(solutions, most))
        return cls(columns, tuple(rows))

    def texts(self) -> list[list[str]]:
        """The rows as texts; unbound is empty."""
        return [[cell.text if cell else "" for cell in row] for row in self.rows]

    def csv(self) -> bytes:
        """SPARQL 1.1 Query Results CSV: every value that holds a comma is quoted, IRIs too."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows(self.texts())
        return text.getvalue().encode()

    def column(self, name: str) -> tuple[Value | None, ...]:
        """The cells of a column."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)


def _cell(term: Term | None) -> Value | None:
    if isinstance(term, Literal):
        return Value(term.value, is_number=term.datatype.value in _NUMBERS)
    if isinstance(term, NamedNode):
        return Value(term.value, is_iri=True)
    return Value(str(term)) if term else None


def _value(binding: dict[str, str]) -> Value:
    return Value(
        binding["value"],
        is_iri=binding["type"] == "uri",
        is_number=binding.get("datatype") in _NUMBERS,
    )
