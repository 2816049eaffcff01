"""`keikaku match`: shared indicators proposed for the indicators of a city, for a person to confirm."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.printing import as_line
from pipeline.graphs import alignment
from pipeline.hub import adding, confirming, grouping, matching
from pipeline.model.errors import Problem, SettingError, TableError
from pipeline.model.files import data_folder
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables import csv_files, edition
from pipeline.tables.csv_files import Tables
from pipeline.tables.edition import Edition
from pipeline.tables.schema.hub import SCHEMA

Rows = Sequence[dict[str, str]]


Which = Annotated[str, typer.Argument(metavar="CODE/EDITION", help="An edition, such as 092029/2023.")]
Output = Annotated[Path | None, typer.Option(help="The table to write; default: it is printed.")]
Confirm = Annotated[
    Path | None,
    typer.Option(help="Such a table in which a person has filled in match, reason, author and date."),
]
New = Annotated[
    bool,
    typer.Option("--new", help="What several municipalities have and the hub lacks, in place of an edition."),
]


def run(which: Which = "", output: Output = None, confirm: Confirm = None, new: New = False) -> None:
    """Propose shared indicators for a city's indicators, or new ones; or take what a person confirmed into the hub."""
    data = data_folder.data_folder()
    if new == bool(which):
        remedy = "Name an edition, such as 092029/2023, or ask for --new shared indicators of all."
        raise SettingError(Problem("keikaku match", "takes an edition or --new.", remedy))
    if new and confirm:
        _add(data, confirm)
    elif new:
        _tell(
            _groups(data),
            output,
            "Describe what is one indicator, and fill in match, reason, author and date.",
        )
    elif confirm:
        _confirm(data, which, confirm)
    else:
        what = "Fill in match, reason, author and date where one is right."
        _tell(_proposals(data, which), output, what)


def _tell(table: str, output: Path | None, what: str) -> None:
    if output is None:
        typer.echo(table, nl=False)
    else:
        output.write_text(table, encoding="utf-8", newline="")
        as_line(f"{output}: {table.count(chr(10)) - 1:,} proposals. {what}")


def _edition(data: DataFolder, which: str) -> Edition:
    """The edition that was named. Raises SettingError where there is none of that name."""
    code, _, year = which.partition("/")
    if not year or year not in data.editions(code):
        known = ", ".join(f"{one}/{year}" for one in data.municipalities() for year in data.editions(one))
        raise SettingError(Problem(which, "is no edition here.", f"Editions: {known}."))
    return edition.read(data, code, year)


def _proposals(data: DataFolder, which: str) -> str:
    hub, city = alignment.read(data.hub), _edition(data, which)
    others = (edition.read(data, one, at) for one in data.municipalities() for at in data.editions(one))
    names = matching.synonyms(hub, others)
    return confirming.table(matching.propose(matching.indicators(city), hub, names), city, hub)


def _newest(data: DataFolder) -> list[Edition]:
    """The newest edition of each municipality."""
    codes = (code for code in data.municipalities() if data.editions(code))
    return [edition.read(data, code, data.editions(code)[-1]) for code in codes]


def _groups(data: DataFolder) -> str:
    """New shared indicators that the newest editions may have."""
    printed = ((one.municipality, one.year, matching.indicators(one)) for one in _newest(data))
    return adding.table(grouping.groups(grouping.unmapped(printed, alignment.read(data.hub))))


def _confirm(data: DataFolder, which: str, table: Path) -> None:
    hub, city = alignment.read(data.hub), _edition(data, which)
    found = confirming.confirmed(table, hub, alignment.check)
    _require_sources(hub, found, [city])
    _replace(data, hub, "mappings", found)


def _add(data: DataFolder, table: Path) -> None:
    hub = alignment.read(data.hub)
    found = adding.confirmed(table, hub, alignment.check)
    _require_sources(hub, found.mappings, _newest(data))
    _replace(data, hub, "indicators", found.indicators)
    _replace(data, hub, "mappings", found.mappings)


def _require_sources(hub: Tables, rows: Rows, editions: Iterable[Edition]) -> None:
    """Raises TableError where one of these mappings maps what an edition does not have."""
    mappings = csv_files.frame(confirming.MAPPINGS, rows)
    of = alignment.by_municipality({**hub, "mappings": mappings})
    problems = [
        problem
        for one in editions
        for problem in alignment.missing_sources(
            of.get(one.municipality, alignment.NONE), one.year, one.tables
        )
    ]
    if problems:
        raise TableError(problems)


def _replace(data: DataFolder, hub: Tables, name: str, rows: Rows) -> None:
    table, path = SCHEMA[name], data.hub / f"{name}.csv"
    csv_files.replace(path, csv_files.frame(table, rows), table)
    as_line(f"{path}: {len(rows):,} {name}, {len(hub[name]):,} before.")
