"""A row of a table as a person entered it: its values, where each of them stands, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.errors import Problem
from pipeline.tables.schema import Table
from pipeline.workbook import words
from pipeline.workbook.sheets import at

Record = dict[str, str]


@dataclass(frozen=True)
class Heading:
    """A column of a sheet: its heading, and where it stands, counted from 0 (None where there is none)."""

    text: str
    index: int | None = None


@dataclass(eq=False)
class Entry:
    """One row of a table: its values, and the row and columns of the sheet that they were entered in."""

    record: Record
    sheet: str
    row: int
    headings: Mapping[str, Heading] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    repeated: list[tuple[int, str, Heading]] = field(default_factory=list)
    """Cells of other rows that say the same: row, the column of the table that they say again, where they stand."""

    def where(self, column: str) -> str:
        """Where a value of the row was entered, for a person."""
        heading = self.headings.get(column, Heading(words.HEADINGS[column]))
        return at(self.sheet, self.row, heading.text, heading.index)


def periods(plans: "Form") -> Mapping[str, tuple[int, int]]:
    """The first and the last fiscal year of each plan that a workbook enters, by which 24年度 is read."""
    records = (one.record for one in plans.entries)
    years = ((one["plan"], one.get("covers_from", ""), one.get("covers_to", "")) for one in records)
    return {plan: (int(first), int(last)) for plan, first, last in years if first and last}


@dataclass
class Form:
    """One table as entered: its entries, of one sheet or of several, and every problem found in them."""

    table: Table
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unplaced: set[str] = field(default_factory=set)
    """Columns that have to be filled in and have no heading."""
    bare: set[int] = field(default_factory=set)
    """Columns of the sheet, counted from 0, that have values and no heading."""

    @property
    def sheet(self) -> str:
        return words.SHEETS[self.table.name]

    def fault(self, entry: Entry, column: str, what: str, remedy: str) -> None:
        """Notes a problem of one value; a value has one at most."""
        if column not in entry.faulty:
            entry.faulty.add(column)
            self.problems.append(Problem(entry.where(column), what, remedy))
