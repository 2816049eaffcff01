"""The answer to a SELECT as a table: read from SPARQL's JSON or CSV, written as CSV, records, Parquet and a workbook.

Of an answer to anybody's query only CSV is read here. JSON nests: a term within a term, thousands deep if a query says
so, ends the process that reads it.
"""

import csv
import io
import json
import re
from collections.abc import Container
from dataclasses import dataclass, replace
from itertools import islice
from math import isfinite

from pipeline.exports import excel, sheet
from pipeline.model.text import Text

LONGEST = 2_000
"""Characters of a cell that are shown of an answer to anybody's query."""
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_IRI = re.compile(r"https?://[^\s<>\"]+")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_NUMBERS = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")
)


csv.field_size_limit(2**31 - 1)  # an answer has a limit of its own; of a text in it there is none


@dataclass(frozen=True)
class Value:
    """One cell: a text or an IRI. `is_number`: a literal of a number's type."""

    text: str
    is_iri: bool = False
    is_number: bool = False

    def native(self) -> str | int | float:
        """What JSON has for it: a number for a number, if JSON has one."""
        if not self.is_number:
            return self.text
        if _WHOLE.fullmatch(self.text):
            return int(self.text)
        number = float(self.text)
        return number if isfinite(number) else self.text


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
    def beginning(cls, body: bytes, most: int) -> "Table":
        """The first rows, `most` at most, of SPARQL 1.1 Query Results CSV; an IRI, a number is what looks like one."""
        rows = csv.reader(io.TextIOWrapper(io.BytesIO(body), "utf-8", newline=""))
        columns = tuple(next(rows, ()))
        # A row of one unbound cell is a line without characters, which the reader takes for no cell.
        cells = ((row or [""])[: len(columns)] for row in islice(rows, most))
        return cls(columns, tuple(tuple(map(_shown, row)) for row in cells))

    @staticmethod
    def count_rows(body: bytes) -> int:
        """How many rows SPARQL 1.1 Query Results CSV has below its head."""
        return sum(1 for _ in csv.reader(io.TextIOWrapper(io.BytesIO(body), "utf-8", newline=""))) - 1

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

    def codes(self) -> tuple[str, ...]:
        """The columns of texts of which some look like numbers, as 10.1 and 132292 do: not to be read as numbers."""
        return tuple(
            name
            for name in self.columns
            if any(cell and not cell.is_number and _NUMBER.fullmatch(cell.text) for cell in self.column(name))
        )

    def with_codes(self, columns: Container[str]) -> "Table":
        """The table with 10-1 for 10.1 in some columns, which no program takes for a number."""
        coded = [name in columns for name in self.columns]
        rows = (
            tuple(
                replace(cell, text=cell.text.replace(".", "-")) if cell and code else cell
                for cell, code in zip(row, coded, strict=True)
            )
            for row in self.rows
        )
        return Table(self.columns, tuple(rows)) if any(coded) else self

    def records(self) -> bytes:
        """A JSON list with an object for each row, null where nothing is bound."""
        rows = [
            {name: cell.native() if cell else None for name, cell in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]
        return json.dumps(rows, ensure_ascii=False).encode()

    def parquet(self) -> bytes:
        """The table as Parquet: columns of nothing but numbers are 64-bit floating point, all others are text."""
        return sheet.parquet(self._sheet(Text("", "")))

    def workbook(self, title: Text, facts: excel.Facts) -> bytes:
        """The table as a workbook, with the same types. Raises OSError where there is no room to write it."""
        return excel.workbook([self._sheet(title)], facts)

    def _sheet(self, title: Text) -> sheet.Sheet:
        columns = tuple(
            sheet.Column(name, Text(name, name), sheet.NUMBER if self._is_of_numbers(name) else sheet.STRING)
            for name in self.columns
        )
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.texts()]
        return sheet.Sheet("", "answer", title, columns, rows)

    def _is_of_numbers(self, name: str) -> bool:
        bound = [cell.is_number for cell in self.column(name) if cell]
        return bool(bound) and all(bound)

    def column(self, name: str) -> tuple[Value | None, ...]:
        """The cells of a column."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)


def _shown(text: str) -> Value | None:
    if len(text) > LONGEST:
        return Value(f"{text[:LONGEST]}…")
    looks = {"is_iri": bool(_IRI.fullmatch(text)), "is_number": bool(_NUMBER.fullmatch(text))}
    return Value(text, **looks) if text else None


def _value(binding: dict[str, str]) -> Value:
    return Value(
        binding["value"],
        is_iri=binding["type"] == "uri",
        is_number=binding.get("datatype") in _NUMBERS,
    )
