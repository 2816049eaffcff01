"""Where in a document things stand: what was read from a cell, as it is printed there, and the plan around a line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from pipeline.documents import Extraction
from pipeline.documents.coverage import Entry
from pipeline.documents.document import Place
from pipeline.graphs.interpreter import Statements
from pipeline.tables.cell_values import rows
from pipeline.tables.edition import Edition


@dataclass(frozen=True)
class Places:
    """What the cells of a document became, and the plan of each line that gave a row."""

    subjects: Mapping[Place, set[URIRef]]
    plan_by_line: Mapping[int, str]

    def plan(self, line: int) -> str:
        """The plan of the nearest line at or above this one that gave a row; the first plan before any."""
        above = [known for known in self.plan_by_line if known <= line]
        return self.plan_by_line[max(above)] if above else self.plan_by_line[min(self.plan_by_line)]

    def read_from(self, place: Place) -> list[URIRef]:
        """Of what the cell states something, sorted; empty for a heading or another cell that is no data."""
        return sorted(self.subjects.get(place, ()))


def places(edition: Edition, statements: Statements, ledger: Iterable[Entry]) -> Places:
    """The places of an edition: the ledger leads from the document to the tables, the statements further."""
    subjects: dict[Place, set[URIRef]] = defaultdict(set)
    for entry in ledger:
        cell = (entry.table, int(entry.row or 0), entry.field)
        if cell in statements.subjects:
            subjects[entry.line, entry.column].add(statements.subjects[cell])
    return Places(subjects, _plans(edition))


def printed_texts(extraction: Extraction) -> dict[tuple[str, int], str]:
    """Of what was corrected in a cell of the document: table and row of its `raw_text` → the text as printed."""
    corrected = {(one.line, one.column): one for one in extraction.document.corrections}
    return {
        (entry.table, int(entry.row)): entry.text.replace(one.corrected, one.printed)
        for entry in extraction.ledger
        if entry.field == "raw_text" and (one := corrected.get((entry.line, entry.column)))
    }


def _plans(edition: Edition) -> dict[int, str]:
    """The plan of the first row that each line gave."""
    plans: dict[int, str] = {}
    for name in ("elements", "activities", "indicators", "texts", "concepts"):
        for _, row in rows(edition.tables[name]):
            if row["line"]:
                plans.setdefault(int(row["line"]), row["plan"])
    return plans
