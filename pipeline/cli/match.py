"""`keikaku match`: shared indicators proposed for the indicators of a city, for a person to confirm."""

from pathlib import Path
from typing import Annotated

import typer
from rich import print as show

from pipeline.graphs import alignment
from pipeline.hub import confirming, matching
from pipeline.model import data_folder
from pipeline.model.errors import Problem, SettingError, TableError
from pipeline.tables import csv_files, edition


def run(
    which: Annotated[str, typer.Argument(metavar="CODE/EDITION", help="An edition, such as 092029/2023.")],
    output: Annotated[Path | None, typer.Option(help="The table to write; default: it is printed.")] = None,
    confirm: Annotated[
        Path | None,
        typer.Option(help="Such a table in which a person has filled in match, reason, author and date."),
    ] = None,
) -> None:
    """Propose shared indicators for a city's indicators, or take those that a person confirmed into the hub."""
    data = data_folder.data_folder()
    code, _, year = which.partition("/")
    if not year or year not in data.editions(code):
        known = ", ".join(f"{one}/{year}" for one in data.municipalities() for year in data.editions(one))
        raise SettingError(Problem(which, "is no edition here.", f"Editions: {known}."))
    hub, city = alignment.read(data.hub), edition.read(data, code, year)
    if confirm:
        mappings = csv_files.frame(confirming.MAPPINGS, confirming.confirmed(confirm, hub, alignment.check))
        problems = alignment.missing_sources(
            alignment.by_municipality({**hub, "mappings": mappings}).get(code, alignment.NONE),
            year,
            city.tables,
        )
        if problems:
            raise TableError(problems)
        csv_files.replace(data.hub / "mappings.csv", mappings, confirming.MAPPINGS)
        show(f"{data.hub / 'mappings.csv'}: {len(mappings):,} mappings, {len(hub['mappings']):,} before.")
        return
    others = (edition.read(data, one, at) for one in data.municipalities() for at in data.editions(one))
    names = matching.synonyms(hub, others)
    table = confirming.table(matching.propose(matching.indicators(city), hub, names), city, hub)
    if output is None:
        typer.echo(table, nl=False)
    else:
        output.write_text(table, encoding="utf-8", newline="")
        show(
            f"{output}: {table.count(chr(10)) - 1:,} proposals. Fill in match, reason, author and date where one is right."
        )
