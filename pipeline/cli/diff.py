"""`keikaku diff`: what changed between two editions of a municipality's plans."""

from enum import StrEnum
from typing import Annotated

import pandas as pd
import typer
from rdflib import Graph

from pipeline.cli import printing
from pipeline.graphs import revisions
from pipeline.model.errors import Problem, SettingError
from pipeline.model.files import data_folder
from pipeline.model.iris import Iris
from pipeline.tables import csv_files


class Output(StrEnum):
    """How the changes are printed: a table, CSV, or prov:wasRevisionOf as N-Triples."""

    table = "table"
    csv = "csv"
    nt = "nt"


def run(
    older: Annotated[str, typer.Argument(help="The edition before, such as 132292/2026.")],
    newer: Annotated[str, typer.Argument(help="The edition after, such as 132292/2027.")],
    output: Annotated[Output, typer.Option("--format", help="How to print the changes.")] = Output.table,
) -> None:
    """Show what changed from one edition to the next: elements, indicators, targets, actuals."""
    before, after = edition(older), edition(newer)
    if before[0] != after[0]:
        what = f"is an edition of {after[0]}, not of {before[0]}."
        raise SettingError(Problem(newer, what, "Name two editions of one municipality."))
    if not set(before[2]["plans"]["plan"]) & set(after[2]["plans"]["plan"]):
        what = f"has no plan in common with {older}."
        raise SettingError(Problem(newer, what, "Name two editions that hold the same plan."))
    if output is Output.nt:
        graph = Graph()
        for _, triple in revisions.revisions(before[2], after[2], before[0], (before[1], after[1]), Iris()):
            graph.add(triple)
        typer.echo("".join(sorted(graph.serialize(format="nt").splitlines(keepends=True))), nl=False)
        return
    found = revisions.changes(before[2], after[2])
    rows = [change.row for change in found]
    if output is Output.csv:
        printing.as_csv(revisions.COLUMNS, rows)
    else:
        title = "1 change" if len(found) == 1 else f"{len(found)} changes"
        printing.as_table([column.replace("_", " ") for column in revisions.COLUMNS], rows, title)


def edition(name: str) -> tuple[str, str, dict[str, pd.DataFrame]]:
    """Municipality, year and tables of an edition; raises SettingError where there is no such edition."""
    data = data_folder.data_folder()
    municipality, _, year = name.partition("/")
    known = [f"{code}/{one}" for code in data.municipalities() for one in data.editions(code)]
    if name not in known:
        raise SettingError(Problem(name, "is not an edition.", f"Known: {', '.join(known) or 'none'}."))
    return municipality, year, csv_files.read(data.tables(municipality, year))
