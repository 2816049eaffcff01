"""Groups of indicators → a table that a person confirms → rows of `indicators.csv` and `mappings.csv`.

A person gives each group that is one indicator an id in `hub_indicator`, writes in its first row what the indicator is,
and in every row that belongs to it `match`, `reason`, `author` and `date`. What nobody confirmed adds nothing.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.hub import confirming
from pipeline.hub.confirming import MAPPINGS, Numbered
from pipeline.hub.grouping import Group, Member, why
from pipeline.model import units
from pipeline.model.errors import Problem, TableError
from pipeline.tables import csv_files
from pipeline.tables.csv_files import Check, Tables
from pipeline.tables.schema.hub import SCHEMA

INDICATORS = SCHEMA["indicators"]
DESCRIBED = tuple(name for name in INDICATORS.names if name != "indicator")
"""What a person says of a new shared indicator, beside its id."""
COLUMNS = ("group", *MAPPINGS.names, *DESCRIBED, "score", "at_best", "name", "holder", "why")


@dataclass(frozen=True)
class Added:
    """The tables of the hub with what was confirmed."""

    indicators: list[dict[str, str]]
    mappings: list[dict[str, str]]


def table(groups: Iterable[Group]) -> str:
    """Groups as CSV, the likeliest first, a row an indicator; unit, name and aggregation are filled in for the first row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for number, group in enumerate(groups, start=1):
        writer.writerows({"group": str(number), **row} for row in _rows(group))
    return text.getvalue()


def _rows(group: Group) -> Iterator[dict[str, str]]:
    for place, (member, score) in enumerate(zip(group.members, (100, *group.scores), strict=True)):
        one = member.printed
        described = {} if place else _described(member)
        yield {
            "municipality": member.municipality,
            "edition": member.edition,
            "plan": one.plan,
            "measure": "figure",
            "level": one.level,
            "element": one.element,
            "indicator": one.indicator,
            **described,
            "score": str(score),
            "at_best": group.at_best(member),
            "name": one.name,
            "holder": one.holder,
            "why": "、".join(why(group, member)),
        }


def _described(member: Member) -> dict[str, str]:
    """What the first indicator of a group says of the shared one; the rest a person writes."""
    one = member.printed
    known = [
        code for code, unit in units.table().items() if unit.measure in one.measures and unit.factor == 1
    ]
    return {
        "label_ja": one.name,
        "definition_ja": one.definition,
        "unit": known[0] if len(known) == 1 else "",
        "aggregation": one.aggregation,
    }


def confirmed(path: Path, hub: Tables, further: Check) -> Added:
    """The indicators and mappings of the hub with those that a person confirmed in a table of groups.

    `further` finds what a schema cannot say. Raises TableError with every problem by the row of the file.
    """
    rows = [(number, row) for number, row in confirming.read(path, COLUMNS) if row["match"]]
    known = {row["indicator"] for row in csv_files.rows(hub["indicators"])}
    described: dict[str, Numbered] = {}
    for number, row in rows:
        if row["hub_indicator"] not in known:
            described.setdefault(row["hub_indicator"], (number, row))
    added = [
        {"indicator": id_, **{name: row[name] for name in DESCRIBED}} for id_, (_, row) in described.items()
    ]
    indicators = [*csv_files.rows(hub["indicators"]), *added]
    with_new = {**hub, "indicators": csv_files.frame(INDICATORS, indicators)}
    mappings = [(number, {name: row[name] for name in MAPPINGS.names}) for number, row in rows]
    problems = [
        *_faults(described.values(), added, path),
        *(problem for one in mappings for problem in confirming.faults(one, path, with_new, further)),
    ]
    if problems:
        raise TableError(problems)
    return Added([dict(row) for row in indicators], confirming.merged(mappings, hub))


def _faults(
    described: Iterable[Numbered], added: Iterable[Mapping[str, str]], path: Path
) -> Iterator[Problem]:
    """What a schema finds in the descriptions of new indicators, by the row of the file."""
    for (number, _), row in zip(described, added, strict=True):
        alone = {"indicators": csv_files.frame(INDICATORS, [row])}
        here = f"{Path() / 'indicators'}.csv, row 2"
        for problem in csv_files.check(alone, Path(), {"indicators": INDICATORS}):
            where = problem.where.replace(here, f"{path}, row {number}").replace(
                "column indicator", "column hub_indicator"
            )
            yield replace(problem, where=where)
