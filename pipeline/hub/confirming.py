"""Proposals → a table that a person confirms → rows of `mappings.csv`: what nobody confirmed is no mapping."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.hub.matching import Proposal
from pipeline.model.errors import Problem, TableError
from pipeline.tables import csv_files
from pipeline.tables.csv_files import Check, Tables
from pipeline.tables.edition import Edition
from pipeline.tables.schema.hub import SCHEMA

Numbered = tuple[int, dict[str, str]]
"""A row with its number in the file."""
MAPPINGS = SCHEMA["mappings"]
BESIDE = ("score", "at_best", "name", "shared_name", "why")
"""What stands beside the columns of `mappings.csv`, for the person who decides."""
LATER = frozenset(column.name for column in MAPPINGS.columns if column.later)
"""The columns that a table of proposals may lack: it was written before there were any."""


def table(proposals: Iterable[Proposal], edition: Edition, hub: Tables) -> str:
    """Proposals as CSV, the likeliest first, without what is mapped already; `match` is for a person to fill in."""
    known = {tuple(row[name] for name in MAPPINGS.key) for row in csv_files.rows(hub["mappings"])}
    rows = [_row(one, edition) for one in sorted(proposals, key=lambda one: -one.score)]
    text = io.StringIO()
    writer = csv.DictWriter(text, (*MAPPINGS.names, *BESIDE), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in rows if tuple(row.get(name, "") for name in MAPPINGS.key) not in known)
    return text.getvalue()


def _row(one: Proposal, edition: Edition) -> dict[str, str]:
    return {
        "municipality": edition.municipality,
        "edition": edition.year,
        "plan": one.printed.plan,
        "measure": "figure",
        "level": one.printed.level,
        "element": one.printed.element,
        "indicator": one.printed.indicator,
        "hub_indicator": one.shared,
        "score": str(one.score),
        "at_best": one.at_best,
        "name": one.printed.name,
        "shared_name": one.shared_name,
        "why": "、".join(one.why),
    }


def confirmed(path: Path, hub: Tables, further: Check) -> list[dict[str, str]]:
    """The mappings of the hub with those that a person confirmed in a table of proposals, in place of the same ones before.

    `further` finds what a schema cannot say. Raises TableError with every problem by the row of the file.
    """
    rows = [(number, row) for number, row in read(path, MAPPINGS.names) if row["match"]]
    problems = [problem for one in rows for problem in faults(one, path, hub, further)]
    if problems:
        raise TableError(problems)
    return merged(rows, hub)


def merged(rows: Iterable[Numbered], hub: Tables) -> list[dict[str, str]]:
    """The mappings of the hub with confirmed ones, in place of the same ones before."""
    kept = {tuple(row[name] for name in MAPPINGS.key): row for row in csv_files.rows(hub["mappings"])}
    kept |= {tuple(row[name] for name in MAPPINGS.key): row for _, row in rows}
    return list(kept.values())


def read(path: Path, columns: Sequence[str]) -> Iterator[Numbered]:
    """The rows of a table that `keikaku match` wrote, each with its number in the file.

    Raises TableError where it cannot be read, or lacks a column.
    """
    try:
        found = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TableError(Problem(str(path), f"cannot be read ({error}).", "Save it as CSV UTF-8.")) from error
    absent = [name for name in columns if found and name not in found[0] and name not in LATER]
    if absent or not found:
        what = f"has no column {', '.join(absent)}." if absent else "has no rows."
        raise TableError(Problem(str(path), what, "Begin with what `keikaku match` writes."))
    for number, row in enumerate(found, start=2):
        yield number, {name: (row.get(name) or "").strip() for name in columns}


def faults(one: Numbered, path: Path, hub: Tables, further: Check) -> Iterator[Problem]:
    """What is wrong with a confirmed mapping, by the row of the file."""
    where, row = f"{path}, row {one[0]}", one[1]
    alone = {name: table.iloc[:0] for name, table in hub.items()}
    alone |= {"indicators": hub["indicators"], "mappings": csv_files.frame(MAPPINGS, [row])}
    folder = Path()
    here = f"{folder / 'mappings'}.csv, row 2"
    for problem in (
        *csv_files.check(alone, folder, {"mappings": MAPPINGS}),
        *further(alone, folder),
    ):
        yield replace(problem, where=problem.where.replace(here, where))
