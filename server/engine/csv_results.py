"""Answers of SELECT as the W3C's CSV, written here: Oxigraph leaves an IRI that holds a comma without quotes.

SPARQL 1.1 Query Results CSV: a header of names, then plain values; RFC 4180 says what is quoted, and ends a
line with CR LF. The IRI of a line of a document (`…#line=379,380`) holds a comma.
"""

import csv
import io
from typing import IO

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions

_ROWS_AT_ONCE = 1000


def write(solutions: QuerySolutions, output: IO[bytes]) -> None:
    """Writes all solutions."""
    names = [variable.value for variable in solutions.variables]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    for number, solution in enumerate(solutions, start=1):
        writer.writerow([_value(solution[name]) for name in names])
        if number % _ROWS_AT_ONCE == 0:
            output.write(text.getvalue().encode())
            text.seek(0)
            text.truncate()
    output.write(text.getvalue().encode())


def _value(term: object) -> str:
    """A term as CSV has it: its text, without type or language; unbound is blank."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return "" if term is None else str(term)
