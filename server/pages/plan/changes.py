"""What changed from one edition of a plan to the next: read from the release's report, where it has one."""

import csv
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from pipeline.reading.element import Row
from server.rendering.view import View

KINDS = (
    *(f"element {verb}" for verb in ("added", "dropped", "renamed", "renumbered")),
    *(f"indicator {verb}" for verb in ("added", "dropped", "renamed")),
    *(f"target {verb}" for verb in ("raised", "lowered", "set", "withdrawn", "changed", "reworded")),
    *(f"actual {verb}" for verb in ("arrived", "raised", "lowered", "withdrawn", "changed", "reworded")),
    *(
        f"{kind} {verb}"
        for kind in ("baseline", "forecast", "interim-target")
        for verb in ("raised", "lowered", "set", "withdrawn", "changed", "reworded")
    ),
)
"""The kinds of change that a report names, in the order in which pages show them."""


@dataclass(frozen=True)
class Change:
    """One change: the element, the indicator's IRI ("" where it is not of one) and name, what was and what is."""

    element: Row
    indicator_iri: str
    indicator: str
    fiscal_year: int | None
    before: str
    after: str


def report(path: Path) -> list[list[str]]:
    """The report's table, its columns first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def count(path: Path) -> int:
    """How many changes a report names."""
    return len(report(path)) - 1


def groups(view: View, path: Path) -> list[tuple[str, list[Change]]]:
    """The changes of a report by their kind, as the last part of a key of the page's words (`target_lowered`)."""
    columns, *lines = report(path)
    rows = [dict(zip(columns, line, strict=True)) for line in lines]
    found = [(kind, [_change(view, row) for row in rows if row["kind"] == kind]) for kind in KINDS]
    return [(kind.replace(" ", "_"), changes) for kind, changes in found if changes]


def _change(view: View, row: dict[str, str]) -> Change:
    return Change(
        element=view.service.reader.row(NamedNode(row["element_iri"])),
        indicator_iri=row["indicator_iri"],
        indicator=row["indicator"],
        fiscal_year=int(row["fiscal_year"]) if row["fiscal_year"] else None,
        before=row["before"],
        after=row["after"],
    )
