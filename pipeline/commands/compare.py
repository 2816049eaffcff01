"""`keikaku compare`: the figures of municipalities for a shared indicator, side by side."""

import csv
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pipeline import compare, paths
from pipeline.commands.query import local
from pipeline.compare import Comparison, Figure
from pipeline.release import CURRENT, Release


class Match(StrEnum):
    """The weakest match that is shown."""

    exact = "exact"
    close = "close"
    related = "related"


class Output(StrEnum):
    """How the comparison is printed."""

    table = "table"
    csv = "csv"


COLUMNS = (
    "rank",
    "match",
    "code",
    "municipality",
    "fiscal_year",
    "kind",
    "part",
    "value",
    "per_head",
    "denominator",
    "printed",
    "indicator",
    "reason",
)


def run(
    indicator: Annotated[str, typer.Argument(help="A shared indicator, such as reform-effect-total.")],
    match: Annotated[Match, typer.Option(help="Also show figures that match less exactly.")] = Match.exact,
    output: Annotated[Output, typer.Option("--format", help="How to print it.")] = Output.table,
) -> None:
    """Show the figures of all municipalities for a shared indicator, ranked where they may be."""
    base = Release.open(paths.releases_folder() / CURRENT).base_iri
    known = compare.shared_indicators(_rows(compare.query("comparable-indicators", base)))
    shared = compare.find(known, indicator)
    found = compare.compare(shared, _rows(compare.query("compare", base, shared.id)), match.value)
    if output is Output.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(_cells, found.figures))
    else:
        _show(found)


def _rows(query: str) -> list[dict[str, str]]:
    answer = local(query)
    names = answer["head"]["vars"]
    return [
        {name: row.get(name, {}).get("value", "") for name in names} for row in answer["results"]["bindings"]
    ]


def _cells(figure: Figure) -> list[str]:
    return ["" if (value := getattr(figure, name)) is None else str(value) for name in COLUMNS]


def _show(found: Comparison) -> None:
    console = Console()
    console.print(f"{found.shared.name.ja} / {found.shared.name.en}\n{found.shared.definition}")
    table = Table(*COLUMNS)
    for figure in found.figures:
        table.add_row(*_cells(figure))
    console.print(table)
    for key in found.warnings:
        console.print(f"※ {compare.WARNINGS[key].ja}\n  {compare.WARNINGS[key].en}")
    for match, count in found.hidden.items():
        if count:
            console.print(f"--match {match}: {count}")
