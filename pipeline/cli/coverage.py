"""`keikaku ledger`: what became of every cell of the document."""

from typing import Annotated

import typer

from pipeline.cli.printing import as_line
from pipeline.documents import coverage
from pipeline.model.errors import DocumentError, Problem
from pipeline.model.files import data_folder
from pipeline.workbook import fidelity


def run(
    municipality: Annotated[str, typer.Argument(help="Six-digit code of the municipality.")],
    unmapped: Annotated[
        bool, typer.Option("--unmapped", help="Only cells that reached no table of data.")
    ] = False,
) -> None:
    """Print the coverage ledger of a municipality's documents and kept workbooks, as CSV, then its totals."""
    data = data_folder.data_folder()
    found = [fidelity.coverage(data.edition(municipality, year)) for year in data.editions(municipality)]
    if not any(found):
        where = str(data.municipality(municipality))
        raise DocumentError(Problem(where, "has no source.", "`keikaku import` keeps one of a workbook."))
    for one in found:
        if one:
            shown = coverage.unmapped(one.ledger) if unmapped else iter(one.ledger)
            typer.echo(coverage.table(shown).to_csv(index=False, lineterminator="\n"), nl=False)
            counts = coverage.summary(one.ledger)
            as_line(", ".join(f"{name} {number:,}" for name, number in counts.items()), "dim")
