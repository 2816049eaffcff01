"""What a table is: its columns with their types, its key, and what it refers to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

TEXT, INTEGER, YEAR, MONTH, DATE, MOMENT = "text", "integer", "year", "month", "date", "moment"
FLAG, CODE, SLUG = "flag", "code", "slug"

PATTERNS = {
    INTEGER: (r"[0-9]+", "is not a whole number. Write digits only."),
    YEAR: (r"[12][0-9]{3}", "is not a year. Write four digits."),
    MONTH: (r"[12][0-9]{3}-(0[1-9]|1[0-2])", "is not a month. Write YYYY-MM."),
    DATE: (
        r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
        "is not a day. Write YYYY-MM-DD.",
    ),
    MOMENT: (
        r"[12][0-9]{3}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?",
        "is neither a day nor a month. Write YYYY-MM-DD, or YYYY-MM where no day is known.",
    ),
    FLAG: (r"true|false", "is neither true nor false. Write one of the two."),
    SLUG: (r"[a-z0-9]+(-[a-z0-9]+)*", "is not an identifier. Use a-z, 0-9 and single hyphens."),
}


@dataclass(frozen=True)
class Column:
    """One column: its type, whether a cell may be blank, the codes it may hold.

    `later` is a column that tables written before it lack: a file need not have it, and does not where it is blank
    in every row. `blank` is what a blank cell says.
    """

    name: str
    type: str = TEXT
    required: bool = True
    codes: tuple[str, ...] = ()
    later: bool = False
    blank: str = ""


@dataclass(frozen=True)
class Reference:
    """Columns of a table whose values must stand together in a row of another table."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]

    @classmethod
    def to(cls, table: str, *columns: str) -> "Reference":
        """By columns that both tables call the same."""
        return cls(columns, table, columns)


@dataclass(frozen=True)
class Table:
    """One table: its columns in order, the columns that make a row unique, what it refers to."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    def column(self, name: str) -> Column:
        """The column of a name; KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def key_of(self, row: Mapping[str, str]) -> tuple[str, ...]:
        """What makes a row unique; a blank cell is what it says."""
        return tuple(row[name] or self.column(name).blank for name in self.key)


def optional(name: str, type_: str = TEXT, codes: tuple[str, ...] = ()) -> Column:
    """A column whose cells may be blank."""
    return Column(name, type_, required=False, codes=codes)


def later(name: str, type_: str = TEXT, codes: tuple[str, ...] = (), blank: str = "") -> Column:
    """A column whose cells may be blank, which says `blank`, and that older tables lack."""
    return Column(name, type_, required=False, codes=codes, later=True, blank=blank)
